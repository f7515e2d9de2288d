"""`rotation show --month`: the month as a calendar above the table."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cli_cases import Run, write_team
from rich.cells import cell_len
from tests.teams import NEW_YORK

import rotation
from rotation.cli.month_grid import grid_lines
from rotation.model.months import Month
from rotation.written.months import calendar_lines, months_of
from rotation.written.standing_plan import standing

PUBLISHED = """A-2026-11-30,A,regular,2026-11-30T11:00-05:00,2026-12-07T11:00-05:00,ada,planned
A-2026-12-07,A,regular,2026-12-07T11:00-05:00,2026-12-14T11:00-05:00,,open
B-2026-12-09,B,regular,2026-12-09T11:00-05:00,2026-12-16T11:00-05:00,bela,planned
A-2026-12-14,A,regular,2026-12-14T11:00-05:00,2026-12-21T11:00-05:00,cleo,planned
"""
WIDTHS = (60, 80, 100, 120)


@pytest.fixture
def month(tmp_path: Path) -> Month:
    """Return the December of a team with an open shift."""
    team = rotation.load(write_team(tmp_path, published=PUBLISHED))
    zone = ZoneInfo(NEW_YORK)
    start = datetime(2026, 12, 1, tzinfo=zone)
    rows = standing(team, start, start + timedelta(days=31), date(2026, 12, 1)).rows
    lines = calendar_lines(team, ((row.shift, row.engineer) for row in rows))
    (made,) = months_of(team, lines, start.date(), start.date())
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_begin_and_end_with_their_shifts(month: Month, width: int) -> None:
    """No line is wider than the terminal, and a bar lies below the days of its shift."""
    lines = [text.plain for text in grid_lines(month, width)]
    assert max(map(cell_len, lines)) <= width
    second = lines.index(next(line for line in lines if line.split()[:2] == ["Mon", "7"]))
    days, first, other = lines[second : second + 3]
    # Monday 11:00 is nearest to noon, the middle of the day.
    assert first.startswith(("A [Ada", "A [AB]"))
    assert first.count("[") == 2
    assert abs(first.index("][") + 1 - (days.index("Mon") + days.index("Tue")) / 2) <= 1
    assert "OPEN" in first
    assert abs(other.index("[") - (days.index("Wed") + days.index("Thu")) / 2) <= 1


def test_holidays_are_named_below(month: Month) -> None:
    """A star leads to the name of the holiday, within the month."""
    lines = [text.plain for text in grid_lines(month, 80)]
    assert any("Fri 25*" in line for line in lines)
    assert lines[-1] == "* Fri 25 Dec: Christmas Day"


def test_a_narrow_terminal_has_the_table_alone(month: Month) -> None:
    """Where names would not fit there is no calendar."""
    assert list(grid_lines(month, 40)) == []


def test_show_prints_both(tmp_path: Path, run: Run) -> None:
    """The command shows the calendar for a month, and no calendar for other windows."""
    team = write_team(tmp_path, published=PUBLISHED)
    shown = run("show", team, "--month", "2026-12", "--today", "2026-12-01").out
    assert "Mon 7" in shown
    assert "A-2026-12-07" in shown
    assert "Mon 7 " not in run("show", team, "--today", "2026-12-01").out.replace("Mon  7", "")
