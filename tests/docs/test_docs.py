"""What README.md and docs/ say is true of the code: their examples run, their lists are whole."""

import ast
import itertools
import json
import re
import tomllib
from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import click
import pytest
from doc_pages import PAGES, ROOT, fenced, in_bash, processes, prose, run_page
from pydantic_core import PydanticUndefined

import rotation
import rotation.results
import rotation.testing
from rotation.cli.commands import ROTATION
from rotation.config import schema, team_files, write_template
from rotation.config.csv_table import Columns, CsvRow, read_table
from rotation.config.faults import Faults
from rotation.config.json_schema import TABLES
from rotation.config.people_rows import PEOPLE
from rotation.errors import RotationError
from rotation.export.table import COLUMNS
from rotation.goals import Target
from rotation.limits import LIMITS
from rotation.rules import View

FILES = (ROOT / "docs" / "files.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Return what stands in docs/files.md under a heading, up to the next one."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", FILES, re.MULTILINE | re.DOTALL)
    assert match, f"docs/files.md has no heading {heading!r}"
    return match[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the table rows of a text, without head and rule."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


# -- examples run -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own_process() -> Iterator[Executor]:
    """Run each page in a process of its own, as it may register rules that no other may meet."""
    with processes() as executor:
        yield executor


@pytest.mark.parametrize(
    "name", [name for name, page in PAGES.items() if "```python" in page.read_text("utf-8")]
)
def test_the_code_of_a_page_runs(name: str, own_process: Executor, tmp_path: Path) -> None:
    """The Python blocks of a page run in order, in a folder that `init` has written."""
    write_template(tmp_path)
    own_process.submit(run_page, "\n".join(fenced(PAGES[name], "python")), tmp_path).result()


@pytest.mark.parametrize("name", PAGES)
def test_toml_of_a_page_is_toml(name: str) -> None:
    """The TOML blocks of a page are TOML."""
    for block in fenced(PAGES[name], "toml"):
        assert tomllib.loads(block)


def test_pages_with_proofs_state_them() -> None:
    """The examples of fairness.md and extending.md assert what the page says of them."""
    for name, least in (
        ("docs/fairness.md", 10),
        ("docs/extending.md", 5),
        ("docs/own-problems.md", 2),
    ):
        tree = ast.parse("\n".join(fenced(PAGES[name], "python")))
        assert sum(isinstance(node, ast.Assert) for node in ast.walk(tree)) >= least


# -- months -------------------------------------------------------------------------------------

MONTHS = fenced(PAGES["docs/first-months.md"], "sh")


def test_the_first_months_go_as_described(tmp_path: Path) -> None:
    """The commands of first-months.md plan, publish and put aside what is past."""
    out = in_bash("\n".join(MONTHS), tmp_path)
    for first, last in (("2026-12", "2027-01"), ("2027-01", "2027-02"), ("2027-02", "2027-03")):
        assert f"{first}-01 to {last}-01" in out
    team = rotation.load(tmp_path / "on-call")
    zone = ZoneInfo(team.timezone)
    ends = [entry.end.astimezone(zone).date() for entry in team.history]
    assert (
        max(ends) < date(2027, 1, 1) <= min(e.end.astimezone(zone).date() for e in team.published)
    )
    # Everything from the first shift planned on is known once, without a hole.
    for track in ("A", "B"):
        known = sorted(
            (entry.start, entry.end)
            for entry in (*team.history, *team.published)
            if entry.track == track
        )
        assert all(before[1] == after[0] for before, after in itertools.pairwise(known))
        assert known[0][0].astimezone(zone).month == 11
        assert known[-1][1].astimezone(zone).month == 2


def test_publishing_is_reported_alike_everywhere(tmp_path: Path) -> None:
    """README.md, files.md, first-months.md and the template name the command that publishes."""
    write_template(tmp_path)
    for name in ("README.md", "docs/files.md", "docs/first-months.md", "docs/living.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "publish" in text, name
        assert "schedule.csv published.csv" not in text, name
    assert "rotation publish" in (tmp_path / "rotation.toml").read_text(encoding="utf-8")


def test_the_files_that_init_writes_have_the_columns_of_a_schedule(tmp_path: Path) -> None:
    """What is published or worked can be appended, column by column."""
    write_template(tmp_path)
    for name in ("published.csv", "history.csv"):
        assert (tmp_path / name).read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"


def test_limits_are_documented_as_they_are() -> None:
    """The table of limits in files.md has the limits of the code, in their order."""
    section = FILES.partition("\n## Limits\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert rows[1:] == [(limit.of, str(limit)) for limit in LIMITS]


# -- lists are whole ----------------------------------------------------------------------------


def test_every_table_of_the_configuration_is_listed() -> None:
    """TABLES names every table that the schema knows; rules from outside add theirs."""
    classes = [kind for kind in vars(schema).values() if isinstance(kind, type)]
    tables = [kind for kind in classes if issubclass(kind, schema.StrictTable)]
    assert set(TABLES.values()) == {kind for kind in tables if not kind.__subclasses__()}


@pytest.mark.parametrize("header", TABLES)
def test_every_key_is_listed(header: str) -> None:
    """files.md lists exactly the keys of each table of rotation.toml, with their defaults."""
    listed = rows(section(f"`{header}`"))
    fields = TABLES[header].model_fields
    assert [row[0].strip("`") for row in listed] == list(fields)
    for (name, default, _), field in zip(listed, fields.values(), strict=True):
        value = field.default
        if value is PydanticUndefined:
            assert (default == "`[]`") == (field.default_factory is not None), name
        elif isinstance(value, bool):
            assert default == f"`{str(value).lower()}`", name
        elif isinstance(value, int):
            assert default == f"`{value}`", name
        elif isinstance(value, str):
            assert default == f'`"{value}"`', name


def test_a_needed_key_says_so() -> None:
    """A key without default in files.md is needed, or called optional."""
    for header, table in TABLES.items():
        text = section(f"`{header}`")
        for name, default, meaning in rows(text):
            needed = table.model_fields[name.strip("`")].is_required()
            free = bool(default) or "optional" in meaning.lower() or "All optional" in text
            assert needed != free, f"{header} {name}"


def columns(name: str) -> tuple[list[str], list[str]]:
    """Return the needed and the optional columns of a CSV file as files.md says."""
    cells = {row[0]: row[1] for row in rows(section("CSV files"))}
    optional = re.findall(r"\[`(\w+)`\]", cells[name])
    return [c for c in re.findall(r"`(\w+)`", cells[name]) if c not in optional], optional


def test_every_column_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """files.md lists exactly the needed and optional columns that the readers ask for."""
    asked: dict[str, tuple[list[str], list[str]]] = {}

    def reading(path: Path, file: str, names: Columns, faults: Faults) -> list[CsvRow]:
        asked[file] = (list(names.needed), list(names.optional))
        return read_table(path, file, names, faults)

    monkeypatch.setattr(team_files, "read_table", reading)
    write_template(tmp_path)
    rotation.load(tmp_path)
    assert asked["time_off.csv"] == columns("time off")
    assert asked["volunteers.csv"] == columns("volunteers")
    assert asked["wishes.csv"] == columns("wishes")
    assert asked["history.csv"] == asked["published.csv"] == columns("schedule")
    assert columns("engineers") == (list(PEOPLE.needed), list(PEOPLE.optional))
    needed, optional = columns("schedule")
    assert [*needed, *optional] == list(COLUMNS)


def options() -> set[str]:
    """Return every option of every command."""
    pending: list[click.Command] = [ROTATION]
    names: set[str] = set()
    while pending:
        command = pending.pop()
        names |= {name for p in command.params if isinstance(p, click.Option) for name in p.opts}
        pending += command.commands.values() if isinstance(command, click.Group) else ()
    return names


def test_every_option_is_listed() -> None:
    """files.md lists exactly the options of the command line, and README.md uses no other."""
    assert set(re.findall(r"`(-[-\w]+)[^`]*`", section("Commands"))) == options()
    spans = [s for page in PAGES.values() for s in re.findall(r"`([^`\n]+)`", prose(page))]
    used = {o for s in spans for o in re.findall(r"(?<![\w-])--[a-z-]+", s)}
    assert used <= options()


def test_every_command_is_listed() -> None:
    """files.md lists exactly the commands."""
    listed = re.findall(r"^\| `(\w[\w-]*)[^`]*` \|", section("Commands"), re.MULTILINE)
    assert listed == list(ROTATION.commands)


def test_every_exit_code_is_listed() -> None:
    """files.md lists 0 and the exit code of every error."""
    listed = {int(n) for n in re.findall(r"^\| (\d+) \|", section("Commands"), re.MULTILINE)}
    owned = {kind.exit_code for kind in (RotationError, *RotationError.__subclasses__())}
    assert listed == owned | {0}


def test_every_field_of_plan_json_is_listed(tmp_path: Path) -> None:
    """files.md lists exactly the fields of plan.json, and every field inside them."""
    write_template(tmp_path)
    plan = rotation.load(tmp_path).plan(month="2026-12", goals=())
    document = json.loads(plan.files()["plan.json"])
    text = section("`plan.json`")
    listed = {n for row in rows(text) for n in re.findall(r"`(\w+)`", row[0])}
    assert listed == set(document)
    for name, value in document.items():
        if name in {"versions", "files"}:
            continue
        inner = value[0] if isinstance(value, list) and value else value
        row = next(row for row in rows(text) if f"`{name}`" in row[0])
        if isinstance(inner, dict):
            assert set(inner) <= set(re.findall(r"`(\w+)`", " ".join(row))), name


def test_layers_are_those_of_the_linter() -> None:
    """architecture.md lists the layers of pyproject.toml in their order."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    (layers,) = (c["layers"] for c in contracts if c["type"] == "layers")
    wanted = [name for layer in layers for name in layer.split(" | ")]
    listed = re.findall(r"^\| `(rotation\.\w+)` \|", prose(PAGES["docs/architecture.md"]), re.M)
    assert listed == wanted


def test_public_names_are_promised() -> None:
    """stability.md names everything public of `rotation`, its results and its testing."""
    text = prose(PAGES["docs/stability.md"])
    names = {*rotation.__all__, *rotation.results.__all__, *rotation.testing.__all__}
    assert sorted(n for n in names if f"`{n}`" not in text) == []


def test_every_target_is_listed() -> None:
    """extending.md names every way to describe a tier to a model."""
    listed = re.findall(r"^\| `([A-Z]\w+)\(", prose(PAGES["docs/extending.md"]), re.MULTILINE)
    assert listed == [kind.__name__ for kind in get_args(Target)]


def test_every_method_of_the_view_is_listed() -> None:
    """extending.md names every method of the view."""
    text = PAGES["docs/extending.md"].read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z_]+)\(", text, re.MULTILINE)
    assert listed == [name for name in vars(View) if not name.startswith("_")]
