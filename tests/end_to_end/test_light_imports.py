import json
import subprocess
import sys
from pathlib import Path

import pytest
from end_to_end_cases import environment, write_team

LINES = """shift,track,kind,start,end,engineer
A-2026-11-02,A,regular,2026-11-02T11:00-05:00,2026-11-09T11:00-05:00,ada
B-2026-11-04,B,regular,2026-11-04T11:00-05:00,2026-11-12T11:00-05:00,bela
"""
SCRIPT = """
import contextlib, io, json, sys
import rotation

watched, *arguments = sys.argv[1:]
code = 0
if arguments:
    from rotation.cli import main

    with contextlib.redirect_stdout(io.StringIO()):
        try:
            code = main(arguments)
        except SystemExit as ending:
            code = ending.code
else:
    rotation.load
print(json.dumps([code, *(name for name in watched.split() if name in sys.modules)]))
"""
WHO = """
import sys
from datetime import UTC, datetime
import rotation

folder, watched = sys.argv[1:]
now = rotation.load(folder).who(at=datetime(2026, 11, 5, 17, tzinfo=UTC))
str(now), now.to_dict()
print([name for name in watched.split() if name in sys.modules])
print(now.tracks[0].now.engineer)
"""
SOLVING = ("ortools", "pandas", "numpy")
FRAMES = ("narwhals",)
WRITING = ("icalendar", "jinja2", "rotation.export.report.drawing")
ASKING = ("rotation.explain", "rotation.trades.suggestions", "rotation.analysis.ledger")
READING = (
    "rotation.config.calendars.time_off",
    "rotation.config.calendars.components",
    "rotation.config.toml_syntax",
    "recurring_ical_events",
)
READING_FILES = ("rotation.api", "pydantic", "holidays")
NOTEBOOKS = ("matplotlib", "openpyxl", "rotation.display.notebook")
LIGHT = (*SOLVING, *FRAMES, *WRITING, *ASKING, *READING, *NOTEBOOKS)
OF_A_MONTH = ("plan", "TEAM", "--from", "2026-11-30", "--to", "2026-12-14", "--today", "2026-11-01")


def loaded(team: Path, watched: tuple[str, ...], *arguments: str) -> list[object]:
    """Return the exit code of a command, then which of the watched modules it loads."""
    words = (str(team) if word == "TEAM" else word for word in arguments)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, " ".join(watched), *words],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    seen: list[object] = json.loads(ran.stdout)
    return seen


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder with a published plan and no calendar."""
    folder = write_team(tmp_path_factory.mktemp("light") / "team")
    (folder / "published.csv").write_text(LINES, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "watched"),
    [
        ((), (*LIGHT, "rich", "holidays")),
        (("--help",), (*LIGHT, *READING_FILES, "rich")),
        (("plan", "--help"), (*LIGHT, *READING_FILES, "rich")),
        (("check", "TEAM", "--today", "2026-11-01"), (*LIGHT, "rich")),
        (("who", "TEAM", "--today", "2026-11-01", "--at", "2026-11-05T12:00"), LIGHT),
        (("show", "TEAM", "--today", "2026-11-01"), LIGHT),
        (("fleet", "check", "TEAM", "--today", "2026-11-01", "--workers", "1"), LIGHT),
        (("fleet", "who", "TEAM", "--at", "2026-11-05T12:00"), LIGHT),
    ],
    ids=[
        "import rotation",
        "--help",
        "plan --help",
        "check",
        "who",
        "show",
        "fleet check",
        "fleet who",
    ],
)
def test_looking_loads_neither_solver_nor_writers(
    team: Path, arguments: tuple[str, ...], watched: tuple[str, ...]
) -> None:
    """Commands that look at files load nothing that solves, writes, explains or trades."""
    assert loaded(team, watched, *arguments) == [0]


def test_asking_who_in_python_loads_as_little_as_the_command(team: Path) -> None:
    """A chat bot imports the package, loads a team and asks; text and JSON need no frame."""
    ran = subprocess.run(
        [sys.executable, "-c", WHO, str(team), " ".join((*LIGHT, "rich"))],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    assert ran.stdout.splitlines() == ["[]", "ada"]


def test_a_plan_loads_no_explanation_and_no_trade(team: Path) -> None:
    """A plan without an open regular shift asks nothing, and reads no calendar where none is."""
    idle = (*ASKING, *READING, *NOTEBOOKS)
    assert loaded(team, idle, *OF_A_MONTH) == [0]


def test_a_plan_that_writes_nothing_loads_no_writer(team: Path) -> None:
    """Without files there is neither a calendar nor a page to write."""
    assert loaded(team, WRITING, *OF_A_MONTH, "--dry-run") == [0]


def test_looking_by_methods_loads_no_solver_and_no_frames(team: Path) -> None:
    """What is broken, who is on call, hours, ledgers and notes, as text and plain values."""
    code = f"""
import sys
from datetime import UTC, date, datetime
import rotation

team, day = rotation.load({str(team)!r}), date(2026, 11, 5)
results = team.check(today=day), team.hours("2026-11"), team.ledger(), team.notes(day)
for result in (*results, team.who(datetime(2026, 11, 5, 12, tzinfo=UTC))):
    assert str(result) and result.to_dict()
print([name for name in {(*SOLVING, *FRAMES, *WRITING, *NOTEBOOKS)!r} if name in sys.modules])
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    assert ran.stdout == "[]\n"


def test_what_is_watched_exists() -> None:
    """A module that was renamed would not be loaded by anything."""
    names = [name for name in LIGHT if name not in {"matplotlib", "openpyxl"}]
    names = [*names, *READING_FILES, "rich"]
    code = f"import importlib; [importlib.import_module(n) for n in {names!r}]"
    subprocess.run([sys.executable, "-c", code], env=environment(), check=True, timeout=300)
