"""The program that imports the library runs as it is, and its calendars can be read."""

import subprocess
import sys
from pathlib import Path

import icalendar

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program, in which a warning is an error."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / "library.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_plans_asks_trades_and_writes_calendars(tmp_path: Path) -> None:
    """The team's calendar has the whole month after the trade, and everybody has one."""
    done = run(str(tmp_path / "calendars"))

    assert done.returncode == 0, done.stderr
    assert "open regular shifts = 0 shifts (proved best)" in done.stdout
    assert "Chiara Conti is away 2026-12-07 to 2026-12-11 (time_off[1])" in done.stdout
    assert " in place of " in done.stdout
    people = sorted(path.stem for path in (tmp_path / "calendars/people").glob("*.ics"))
    assert people[0] == "amara-nwosu"
    assert len(people) == 5
    text = (tmp_path / "calendars/schedule.ics").read_bytes()
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 5
    assert {event["SEQUENCE"] for event in events} == {0, 1}  # those that changed hands are at 1


def test_without_a_folder_it_says_how_it_is_called() -> None:
    """A missing word is no traceback."""
    done = run()

    assert done.returncode == 1
    assert "python examples/library.py calendars" in done.stderr


def test_every_example_is_listed() -> None:
    """The page of the examples has each folder, program and notebook once."""
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    names = sorted(path.name for path in EXAMPLES.iterdir() if path.name[0] not in "._R")
    assert [name for name in names if text.count(f"| [{name}](") != 1] == []
