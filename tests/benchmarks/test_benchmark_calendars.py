"""The calendars that `python -m benchmarks.calendars` reads; no times are asserted."""

import pytest
from benchmarks.calendars import KINDS, Kind, measure


@pytest.mark.parametrize("team", [False, True])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_every_event_is_an_absence(kind: Kind, team: bool) -> None:
    """What is measured is read: as many absences as there are events."""
    assert measure(kind, 30, team=team).absences == 30


def test_a_ratio_compares_the_reader_with_the_library() -> None:
    """It is the whole reader's time over the library's own."""
    figures = measure(KINDS[0], 30, team=False)
    assert figures.ratio == figures.whole / figures.alone
