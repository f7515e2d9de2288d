"""Time off of nobody known: what is over hides nothing."""

from dataclasses import replace
from datetime import date

import pytest
from analysis_cases import ONE_TRACK, local

from rotation.checks.breaches import from_today
from rotation.errors import Fault
from rotation.model.people import TimeOffKind, Unmatched


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("2026-12-01T00:00", "2026-12-06T00:00", 0),
        ("2026-12-01T00:00", "2026-12-07T00:00", 0),
        ("2026-12-01T00:00", "2026-12-07T00:01", 1),
        ("2026-12-20T00:00", "2026-12-21T00:00", 1),
    ],
)
def test_what_ended_before_today_is_left_out(start: str, end: str, left: int) -> None:
    """The day begins at midnight in the rotation's zone; one that goes on counts."""
    absence = Unmatched(local(start), local(end), TimeOffKind.VACATION, Fault("x.ics", "Zoe"))
    team = replace(ONE_TRACK, unmatched=(absence,))
    assert len(from_today(team, date(2026, 12, 7)).unmatched) == left
