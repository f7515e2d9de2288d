"""Who is asked for volunteer shifts, and how many offers are missing: by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.teams import CHRISTMAS_WEEK, TRACK_A, make_team

from rotation.errors import BadInput
from rotation.model.people import Offer
from rotation.model.problem import Person
from rotation.model.rest_days import MonthDay
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, ShiftKind
from rotation.model.tracks import SpecialPeriod
from rotation.plans.volunteering import least_volunteered, sign_up
from rotation.testing import make_block, make_held, make_person, make_problem, make_shift

MIDSUMMER = SpecialPeriod("Midsummer", MonthDay(6, 19), MonthDay(6, 20))
TEAM = make_team(
    "ada",
    "bela",
    tracks=(TRACK_A,),
    timezone="UTC",
    special_periods=(CHRISTMAS_WEEK, MIDSUMMER),
)


@pytest.mark.parametrize(
    ("today", "name", "year", "period"),
    [
        ("2026-07-01", None, None, ("Christmas week", "2026-12-25", "2027-01-01")),
        ("2027-01-01", None, None, ("Christmas week", "2026-12-25", "2027-01-01")),
        ("2027-01-02", None, None, ("Midsummer", "2027-06-19", "2027-06-20")),
        ("2027-06-20", None, None, ("Midsummer", "2027-06-19", "2027-06-20")),
        ("2027-06-21", "midSUMMER", None, ("Midsummer", "2028-06-19", "2028-06-20")),
        ("2027-01-02", "Christmas week", None, ("Christmas week", "2027-12-25", "2028-01-01")),
        ("2026-07-01", "Christmas week", 2025, ("Christmas week", "2025-12-25", "2026-01-01")),
        ("2026-07-01", None, 2028, ("Midsummer", "2028-06-19", "2028-06-20")),
    ],
)
def test_the_first_period_that_is_not_over(
    today: str, name: str | None, year: int | None, period: tuple[str, str, str]
) -> None:
    """One that is running counts up to its last day; a year is that in which it begins."""
    sheet = sign_up(TEAM, date.fromisoformat(today), period=name, year=year)
    assert (sheet.period, str(sheet.first), str(sheet.last)) == period


def test_periods_that_are_not_there() -> None:
    """No period at all, none of that name; each with what to do."""
    today = date(2026, 7, 1)
    with pytest.raises(BadInput, match=r"the rotation has none; add a \[\[special_period\]\]"):
        sign_up(replace(TEAM, special_periods=()), today)
    with pytest.raises(BadInput, match="no special period 'Easter'; known: Christmas week, Mids"):
        sign_up(TEAM, today, period="Easter")


def offer(person: str, first: str, last: str, most: int | None = None) -> Offer:
    start, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    return Offer(person, start, end, max_shifts=most)


@pytest.mark.parametrize(
    ("offers", "needed"),
    [
        ((), 4),
        ((offer("ada", "2026-12-25", "2026-12-27"),), 3),
        ((offer("ada", "2026-12-25", "2027-01-02"),), 0),
        ((offer("ada", "2026-12-25", "2027-01-02", 2),), 2),
        ((offer("ada", "2026-12-25", "2026-12-29", 9),), 2),
        (
            (
                offer("ada", "2026-12-25", "2026-12-29", 1),
                offer("ada", "2026-12-29", "2027-01-02", 1),
            ),
            2,
        ),
        (
            (
                offer("ada", "2026-12-25", "2026-12-27", 1),
                offer("ada", "2026-12-25", "2027-01-02"),
            ),
            0,
        ),
        (
            (
                offer("ada", "2026-12-25", "2027-01-02", 3),
                offer("bela", "2026-12-25", "2026-12-27", 1),
            ),
            0,
        ),
        (
            (
                offer("ada", "2026-12-25", "2026-12-29", 2),
                offer("bela", "2026-12-25", "2026-12-29", 2),
            ),
            2,
        ),
    ],
)
def test_offers_that_are_missing(offers: tuple[Offer, ...], needed: int) -> None:
    """Four shifts of two days: those that nobody offers, and those beyond what people take."""
    sheet = sign_up(replace(TEAM, offers=offers), date(2026, 10, 1))
    assert [place.shift.id[-5:] for place in sheet.places] == ["12-25", "12-27", "12-29", "12-31"]
    assert sheet.needed == needed


def asked(*people: Person, **holders: str) -> list[tuple[str, int, int]]:
    """Return who is asked for the open ones of three shifts: id, days and number of shifts."""
    shifts = [
        make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER, rest_days=0),
        make_shift("B-2026-12-26", days=2, kind=ShiftKind.VOLUNTEER, rest_days=0),
        make_shift("A-2026-12-28", days=2, kind=ShiftKind.VOLUNTEER, rest_days=0),
    ]
    carried = [make_held(make_shift("A-2026-12-21", days=5), "gus")]
    problem = make_problem(people, shifts, carried=carried)
    held = {shift.id: holders.get(f"on_{shift.id[-2:]}") for shift in shifts}
    free = [shift for shift in shifts if held[shift.id] is None]
    ranked = least_volunteered(problem, Roster(held), free)
    return [(each.person.id, each.days, len(each.shifts)) for each in ranked]


def test_those_with_the_fewest_days_are_asked_first() -> None:
    """Then who could take most, then by name; days of the plan count beside those of before."""
    people = (
        make_person("ada", carried=Loads(volunteer_days=4)),
        make_person("ben", name="Zed"),
        make_person("chi"),
        make_person("dee", tracks=("A",)),
    )
    assert asked(*people) == [("chi", 0, 3), ("ben", 0, 3), ("dee", 0, 2), ("ada", 4, 3)]
    # Chi's own shift overlaps that of track B, and leaves the last one.
    assert asked(*people, on_25="chi") == [
        ("ben", 0, 2),
        ("dee", 0, 1),
        ("chi", 2, 1),
        ("ada", 4, 2),
    ]


def test_whoever_cannot_is_not_asked() -> None:
    """Away, on call before and over the start, or on another track; but an end is no overlap."""
    away = make_block("2026-12-25", "2026-12-31", "away")
    people = (
        make_person("ada", blocks=[away]),
        make_person("ben", tracks=("C",)),
        make_person("gus"),
    )
    assert asked(*people) == [("gus", 0, 2)]
