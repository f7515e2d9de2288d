"""Which changes the hand-over announcement of a week names."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from living_cases import write

import rotation
from rotation.model.trades import LoggedChange
from rotation.trades.weekly import week_of

MONDAY = datetime(2026, 12, 14, 5, tzinfo=UTC)
"""Midnight in New York."""
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("when", "end", "named"),
    [
        (MONDAY - 7 * DAY, MONDAY + DAY, True),
        (MONDAY - 7 * DAY - MINUTE, MONDAY + DAY, False),
        (MONDAY + 7 * DAY - MINUTE, MONDAY + DAY, True),
        (MONDAY + 7 * DAY, MONDAY + 8 * DAY, False),
        (MONDAY, MONDAY + MINUTE, True),
        (MONDAY, MONDAY, False),
    ],
)
def test_changes_of_two_weeks_that_are_not_over_are_named(
    tmp_path: Path, when: datetime, end: datetime, named: bool
) -> None:
    """From a week before to the end of the week, of shifts that do not end as the week begins."""
    change = LoggedChange(when, "A-2026-12-07", MONDAY - 7 * DAY, end, "ada", "bela", 1)
    team = replace(rotation.load(write(tmp_path)), changes=(change,))
    week = week_of(team, date(2026, 12, 17))
    assert bool(week.changes) is named
