"""Tables fit the columns there are, without a broken word, or become lists."""

import io
import re
from pathlib import Path

import pytest
from cli_cases import HEAD, Run, write_team
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text
from tests.teams import CHRISTMAS, TRACKS, person

import rotation.cli
from rotation.cli.tables import fitted

NAMES = (
    "Ada Augusta King Countess of Lovelace",
    "Bartholomew Wolfeschlegelsteinhausenbergerdorff",
    "Cleo Laine",
    "Dora Maar",
    "Emil Post",
    "王小波 Wang Xiaobo",
)
PEOPLE = "".join(
    person(name, f'email = "{name.split(maxsplit=1)[0].encode("idna").decode()}@example.com"')
    for name in NAMES[:5]
)
WANG = f'[[engineer]]\nname = "{NAMES[5]}"\nid = "wang"\njoined = 2020-01-06\n'
PUBLISHED = """A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,ada,planned
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bartholomew,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,wang,planned
B-2026-12-16,B,regular,2026-12-16T11:00-05:00,2026-12-25T00:00-05:00,cleo,planned
A-2026-12-21,A,regular,2026-12-21T11:00-05:00,2026-12-25T00:00-05:00,dora,planned
"""
OFFERS = "".join(f"{person},2026-12-25,2027-01-01,,1\n" for person in ("ada", "cleo", "wang"))

cells = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=0, max_size=8).map(" ".join)
tables = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=2, max_size=4)
)


def shown(table: Table, width: int) -> list[str]:
    """Return the lines of a table in so many columns."""
    out = Console(file=io.StringIO(), width=width)
    with out.capture() as captured:
        out.print(fitted(table, out))
    return [line.rstrip() for line in captured.get().splitlines()]


def table_of(rows: list[list[str]]) -> Table:
    """Return a table whose first row is its head."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in rows[0]:
        table.add_column(head)
    for row in rows[1:]:
        table.add_row(*map(Text, row))
    return table


@given(rows=tables, width=st.integers(30, 200))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_any_table_fits_with_its_words_whole(rows: list[list[str]], width: int) -> None:
    """No line is longer than the columns, and each word of each cell is there, unbroken."""
    lines = shown(table_of(rows), width)
    assert max(map(len, lines)) <= width
    words = re.findall(r"[a-h]+", " ".join(lines))
    for row in rows[1:]:
        for cell in row:
            assert set(cell.split()) <= set(words)
    if sum(max(len(row[n]) for row in rows) + 3 for n in range(len(rows[0]))) <= width:
        body = [line for line in lines if "  ".join(rows[1]).split() == line.split()]
        assert body or not any(rows[1])


def test_a_list_names_what_each_line_is() -> None:
    """Where columns do not fit, a row is its first cell, and below it the others."""
    rows = [["Shift", "On call", "Holidays"], ["A-2026-12-07", "Bartholomew Post", ""]]
    assert shown(table_of(rows), 24) == ["", "A-2026-12-07", "  On call: Bartholomew", "  Post", ""]
    assert shown(table_of([["", "Take it", "Rest"], ["1", "Ada", "7 days"]]), 9) == [
        "",
        "1 Take",
        "it: Ada",
        "  Rest: 7",
        "  days",
        "",
    ]


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a team with long names, whose December is published as far as Christmas."""
    toml = HEAD + TRACKS + CHRISTMAS + PEOPLE + WANG
    folder = tmp_path_factory.mktemp("wide") / "team"
    return write_team(folder, toml, published=PUBLISHED, volunteers=OFFERS)


COMMANDS = {
    "who": ("--at", "2026-12-15"),
    "show": (),
    "fairness": (),
    "hours": ("--month", "2026-12"),
    "volunteers open": ("--dry-run",),
    "trade suggest": ("A-2026-12-14",),
    "plan": ("--month", "2027-01", "--dry-run", "--effort", "0.1"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("width", [80, 100, 200])
def test_what_commands_print_fits(
    wide: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    """A pipe with COLUMNS gets lines that fit, and every name in them has its words whole."""
    if command == "plan" and width != 80:
        pytest.skip("planned once only")
    monkeypatch.setenv("COLUMNS", str(width))
    out = run(*command.split(), wide, *COMMANDS[command], "--today", "2026-10-01").out
    assert out
    for line in out.splitlines():
        assert cell_len(line) <= width or line.startswith("The first one: "), line
    for word in {word for name in NAMES for word in name.split()}:
        begun = {w for w in re.findall(r"\w+", out) if len(w) > 6 and word.startswith(w)}
        assert begun <= {word}


def test_a_pipe_without_columns_is_wide(
    wide: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that reads lines gets one for each shift."""
    monkeypatch.delenv("COLUMNS", raising=False)
    out = run("show", wide, "--today", "2026-10-01").out
    assert f"A-2026-12-07   Mon  7 Dec 11:00   Mon 14 Dec 11:00   {NAMES[0]}" in out


def test_no_colour_vanishes_on_a_light_or_a_dark_background() -> None:
    """Styles are the terminal's own red, green and magenta, and bold."""
    folder = Path(rotation.cli.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    lost = r"\"[^\"\n]*\b(yellow|cyan|white|black|blue|bright_\w+|dim|on \w+)\b[^\"\n]*\""
    places = r"style=(\"[^\"]+\")|Text\([^)]*, (\"[^\"]+\")\)|\(\"[A-Z]+\", (\"[^\"]+\")\)"
    styles = re.findall(places, text)
    used = {style for match in styles for style in match if style}
    assert used
    assert not [style for style in used if re.fullmatch(lost, style)]
