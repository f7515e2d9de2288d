"""The rest around a stretch of a shift, by hand."""

from zoneinfo import ZoneInfo

import pytest

from rotation.model.shifts import Shift, Window
from rotation.testing import instant, make_problem, make_shift
from rotation.trades.effects import RestAround, gap_around, windows_in

ZONE = ZoneInfo("America/New_York")
WEEK = make_shift("A-2026-12-07", start="2026-12-07T16:00")


@pytest.mark.parametrize(
    ("others", "around"),
    [
        ((), RestAround(None, None)),
        ((("A-2026-11-23", "2026-11-23T16:00", 7),), RestAround(7, None, "A-2026-11-23")),
        ((("A-2026-12-21", "2026-12-21T16:00", 7),), RestAround(None, 7, "", "A-2026-12-21")),
        (
            (
                ("A-2026-11-16", "2026-11-16T16:00", 7),
                ("A-2026-11-23", "2026-11-23T16:00", 13.5),
                ("A-2026-12-21", "2026-12-15T15:59", 1),
                ("A-2026-12-28", "2026-12-28T16:00", 7),
            ),
            RestAround(0, 0, "A-2026-11-23", "A-2026-12-21"),
        ),
        # The longer one of two before may have begun earlier.
        (
            (("B-2026-11-16", "2026-11-16T16:00", 20), ("A-2026-11-23", "2026-11-23T16:00", 7)),
            RestAround(1, None, "B-2026-11-16"),
        ),
        # A shift of the same instant is one after it, with which it overlaps.
        ((("B-2026-12-07", "2026-12-07T16:00", 7),), RestAround(None, 0, "", "B-2026-12-07")),
        ((("B-2026-12-02", "2026-12-07T15:59", 7),), RestAround(0, None, "B-2026-12-02")),
        # Other parts of the same shift are no shift of their own.
        ((("A-2026-12-07+2", "2026-12-01T16:00", 2),), RestAround(None, None)),
    ],
)
def test_rest_before_and_after(
    others: tuple[tuple[str, str, float], ...], around: RestAround
) -> None:
    """Whole days since the latest end before, until the first start from then on."""
    mine = [make_shift(name, start=start, days=days) for name, start, days in others]
    assert gap_around(ZONE, mine, WEEK.id, WEEK.windows) == around


@pytest.mark.parametrize(
    ("before", "after", "least"),
    [(3, 5, 3), (5, 3, 3), (None, 4, 4), (0, None, 0), (None, None, None)],
)
def test_the_shorter_rest_counts(before: int | None, after: int | None, least: int | None) -> None:
    """Of what is there; an overlap is none at all."""
    assert RestAround(before, after).least == least


def test_days_are_those_of_the_wall_clock() -> None:
    """Saturday 11:00 to Sunday 11:00 is a day, although the clock goes forward in between."""
    before = make_shift("A-2027-03-08", start="2027-03-08T16:00", days=5)
    assert (before.end, ZONE.key) == (instant("2027-03-13T16:00"), "America/New_York")
    week = Window(instant("2027-03-14T15:00"), instant("2027-03-21T15:00"))
    assert gap_around(ZONE, [before], "A-2027-03-14", [week]).before == 1


OFFICE = [(f"2026-12-{day:02}T14:00", f"2026-12-{day:02}T22:00") for day in range(7, 12)]
HOURS = make_shift("A-2026-12-07", windows=OFFICE)


def evenings(first: int) -> Shift:
    """Return evenings of two hours, from one day of December until the 11th."""
    spans = [(f"2026-12-{day:02}T23:00", f"2026-12-{day + 1:02}T01:00") for day in range(first, 12)]
    return make_shift("B-2026-12-07", windows=spans)


@pytest.mark.parametrize(
    ("other", "around"),
    [
        # From Friday evening until Monday, not from handover to handover.
        (
            make_shift("A-2026-12-14", windows=[("2026-12-14T14:00", "2026-12-14T22:00")]),
            RestAround(None, 2, "", "A-2026-12-14"),
        ),
        (
            make_shift("A-2026-11-30", windows=[("2026-12-04T14:00", "2026-12-04T22:00")]),
            RestAround(2, None, "A-2026-11-30"),
        ),
        # Evenings are before some office hours and after others.
        (evenings(7), RestAround(0, 0, "B-2026-12-07", "B-2026-12-07")),
        # The last one is behind them all.
        (evenings(11), RestAround(None, 0, "", "B-2026-12-07")),
    ],
)
def test_rest_is_between_windows(other: Shift, around: RestAround) -> None:
    """Outside the hours nobody works, whatever the bounds of the shifts are."""
    assert gap_around(ZONE, [other], HOURS.id, HOURS.windows) == around


def test_a_stretch_has_the_windows_of_its_shift() -> None:
    """A cut goes through a window; without any window the time itself is meant."""
    problem = make_problem(["ada"], [HOURS])
    start, end = instant("2026-12-08T18:00"), instant("2026-12-10T12:00")
    assert windows_in(problem, "A-2026-12-07+2", start, end) == (
        Window(start, instant("2026-12-08T22:00")),
        Window(instant("2026-12-09T14:00"), instant("2026-12-09T22:00")),
    )
    assert windows_in(problem, "B-2026-12-07", start, end) == (Window(start, end),)
