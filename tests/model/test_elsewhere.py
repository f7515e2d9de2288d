"""Which shifts of two teams nobody can hold both."""

import pytest

from rotation.model.elsewhere import clash
from rotation.model.shifts import Shift, ShiftKind
from rotation.testing import make_shift

WEEK = make_shift("A-2026-12-07", rest_days=7)
"""Monday to Monday, with a week of rest."""


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (make_shift("A-2026-12-07", rest_days=0), True),  # equal ids of two teams
        (make_shift("B-2026-12-13", days=1, rest_days=0), True),
        (make_shift("B-2026-12-20", days=1, rest_days=0), True),  # a day short of the rest
        (make_shift("B-2026-12-21", days=1, rest_days=0), False),
        (make_shift("B-2026-12-04", days=3, rest_days=0), False),  # asks for no rest itself
        (make_shift("B-2026-12-04", days=2, rest_days=2), True),
        (make_shift("B-2026-12-04", days=1, rest_days=2), False),
        (make_shift("B-2026-12-15", days=1, kind=ShiftKind.VOLUNTEER), False),
        (make_shift("B-2026-12-08", days=1, kind=ShiftKind.VOLUNTEER), True),
        (make_shift("B-2026-12-15", days=1, shadow=True), False),
        (make_shift("B-2026-12-08", days=1, shadow=True), True),
    ],
)
def test_shifts_of_two_teams_clash(other: Shift, apart: bool) -> None:
    """The rest is what the team of the earlier shift asks for; only regular shifts need it."""
    assert clash(WEEK, other) is apart
    assert clash(other, WEEK) is apart
