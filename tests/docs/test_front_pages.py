"""README.md and the front page of the site: what they show at once, and that it is true."""

import re
import shutil
import tomllib
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from doc_pages import PAGES, ROOT, fenced, in_bash, prose

from rotation.cli import main
from rotation.goals import DEFAULT_GOALS

FRONTS = ("README.md", "docs/index.md")
EXAMPLE = ROOT / "examples" / "artsy"


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """Return the lines that the first command of both pages prints, with single blanks."""
    out = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("COLUMNS", "100")
        assert main(["plan", str(EXAMPLE), "--today", "2026-11-23", "--dry-run"]) == 0
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


def proved(lines: list[str]) -> list[str]:
    """Return the goals; how far the furthest is from a share may differ between equal optima."""
    return [re.sub(r"within [\d.]+", "within", x) for x in lines if x.endswith("proved best")]


def sample(name: str) -> list[str]:
    """Return the lines of the sample of a page, with single blanks."""
    (block,) = fenced(PAGES[name], "text")
    return [" ".join(line.split()) for line in block.splitlines()]


def test_the_front_page_shows_what_the_example_prints(printed: list[str]) -> None:
    """All of its sample that is not one of many equal optima is printed by its command."""
    shown = sample("docs/index.md")
    assert proved(printed) == proved(shown)
    assert len(proved(shown)) > len(DEFAULT_GOALS)
    heads = ("(America/New_York)", "Holidays", "(before 2026-12-23)", "without the solver.")
    fixed = [line for line in shown if line.endswith(heads)]
    assert len(fixed) == len(heads)
    assert [line for line in fixed if line not in printed] == []


def test_the_readme_shows_the_result_in_short(printed: list[str]) -> None:
    """Its shifts have the times of the plan, and its goals and last line are printed."""
    shown = sample("README.md")
    assert shown[0] in printed
    assert "Every rule holds; checked without the solver." in set(shown) & set(printed)
    assert len(proved(shown)) > 1
    assert set(proved(shown)) <= set(proved(printed))
    shifts = [line for line in shown if re.match(r"[AB]-2026-12-\d\d ", line)]
    assert len(shifts) > 2
    for line in shifts:
        period = " ".join(line.split()[:9])
        assert any(row.startswith(period) for row in printed), line


def test_the_readme_fits_one_screen_before_the_details() -> None:
    """Sentence, picture, installation, plan and result take about forty lines, none wide."""
    first, _, _ = PAGES["README.md"].read_text("utf-8").partition("\n## ")
    lines = [line for line in first.splitlines() if "<img" not in line]
    assert len(lines) <= 42
    blocks = [*fenced(PAGES["README.md"], "sh")[:1], *fenced(PAGES["README.md"], "text")]
    assert max(len(line) for block in blocks for line in block.splitlines()) <= 100
    order = ["`rotation` plans", "<img", "pip install", "rotation plan", "Every rule holds"]
    assert [first.index(part) for part in order] == sorted(first.index(part) for part in order)


@pytest.mark.parametrize("name", FRONTS)
def test_pictures_are_there(name: str) -> None:
    """The picture of the report is there, light and dark, small, of one size, and described."""
    page = PAGES[name]
    names = set(re.findall(r"[\w/]+/report[\w-]*\.png", prose(page)))
    files = [page.parent / file for file in sorted(names)]
    assert [file.name for file in files] == ["report-dark.png", "report.png"]
    assert [file for file in files if file.stat().st_size > 200_000] == []
    assert len({file.read_bytes()[16:24] for file in files}) == 1  # width and height of a PNG
    (description,) = set(re.findall(r'alt="([^"]+)"|!\[([^\]]+)\]', prose(page)))
    assert len("".join(description).split()) > 10


@pytest.mark.parametrize("name", FRONTS)
def test_a_tour_is_as_printed(name: str, tmp_path: Path) -> None:
    """The commands of a tour print what it shows.

    Of what is solved the first line only: which of equal optima it is may change with a solver.
    """
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    tours = fenced(PAGES[name], "console")
    assert tours
    for block in tours:
        commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        shown = [" ".join(x.split()) for x in block.splitlines() if not x.startswith("$ ")]
        output = [" ".join(x.split()) for x in in_bash("\n".join(commands), tmp_path).splitlines()]
        solved = commands[-1].split()[1] not in ("who", "trade")
        lines = shown[:1] if solved else [line for line in shown if not set(line) <= set("─ ")]
        assert [line for line in lines if line not in output] == [], commands


@pytest.mark.parametrize("name", FRONTS)
def test_the_first_command_sets_everything_up(name: str) -> None:
    """The first command installs with pip alone and plans an example that is there."""
    setup, plan = fenced(PAGES[name], "sh")[0].splitlines()
    assert setup == "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]'"
    program, example = plan.split(" plan ")
    assert program == ".venv/bin/python -m rotation"
    assert example.split() == ["examples/artsy", "--today", "2026-11-23"]
    assert (EXAMPLE / "rotation.toml").is_file()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "dev" in project["optional-dependencies"]


def test_the_readme_says_how_to_test() -> None:
    """Its last command runs the suite with what the first one has installed."""
    assert fenced(PAGES["README.md"], "sh")[-1] == ".venv/bin/python -m pytest -n 2\n"
