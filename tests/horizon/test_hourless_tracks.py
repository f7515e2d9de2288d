"""Tracks whose hours lie outside all their days, and horizons without an hour."""

from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation.errors import BadInput

_HEAD = '[rotation]\nname = "T"\ntimezone = "Europe/Berlin"\n'
_ADA = '[[engineer]]\nname = "Ada"\njoined = 2024-01-01\n'
_SATURDAYS = '[[track]]\nname = "A"\nhandover = ["Mon-Fri 09:00"]\nwindows = ["Sat 10:00-12:00"]\n'
_WEEKLY = '[[track]]\nname = "B"\nhandover = "Mon 09:00"\n'
_THREE_DAYS = "first_day = 2027-02-02\nlast_day = 2027-02-04\n"


def _faults(folder: Path, text: str, start: date, end: date) -> list[str]:
    (folder / "rotation.toml").write_text(_HEAD + text + _ADA, encoding="utf-8")
    team = rotation.load(folder)
    with pytest.raises(BadInput) as caught:
        team.problem(today=date(2027, 1, 10), start=start, end=end)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("beside", ["", _WEEKLY], ids=["alone", "beside another"])
def test_a_track_without_an_hour_in_all_its_days_is_a_fault(tmp_path: Path, beside: str) -> None:
    """From Tuesday to Thursday nobody is on call on Saturdays."""
    text = _SATURDAYS + _THREE_DAYS + beside
    assert _faults(tmp_path, text, date(2027, 2, 1), date(2027, 3, 1)) == [
        "rotation.toml:4: track.windows: no hours of A lie between 2027-02-02 09:00 and "
        "2027-02-05 00:00; correct `windows` or the dates of the track"
    ]


def test_a_horizon_without_an_hour_is_refused(tmp_path: Path) -> None:
    """A plan of nothing would be empty, and every rule would hold."""
    assert _faults(tmp_path, _SATURDAYS, date(2027, 2, 2), date(2027, 2, 4)) == [
        "rotation.toml:4: track.windows: no hours of A lie between 2027-02-02 00:00 and "
        "2027-02-04 00:00; plan more days"
    ]


def test_a_track_may_rest_while_another_is_held(tmp_path: Path) -> None:
    """Only the hours of a horizon are missing, and there is something to plan."""
    (tmp_path / "rotation.toml").write_text(_HEAD + _SATURDAYS + _WEEKLY + _ADA, encoding="utf-8")
    problem = rotation.load(tmp_path).problem(
        today=date(2027, 1, 10), start=date(2027, 2, 2), end=date(2027, 2, 4)
    )
    assert {shift.track for shift in problem.shifts} == {"B"}
