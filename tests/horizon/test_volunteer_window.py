"""The ledger of volunteer days looks back further than the others."""

from datetime import date

import pytest
from horizon_builders import entry, month, rotation

from rotation.goals import named
from rotation.horizon.clock import years_before
from rotation.model.fairness import volunteer_shares
from rotation.model.people import Offer
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, ShiftKind
from rotation.problems import build_problem
from rotation.testing import assert_goal_agrees

KIND = {"kind": ShiftKind.VOLUNTEER}
LAST_YEAR = entry("A-2025-12-25", "2025-12-25", "2025-12-27", "ada", **KIND)
FOUR_YEARS_AGO = entry("A-2022-12-25", "2022-12-25", "2022-12-27", "ben", **KIND)
REGULAR = entry("A-2025-12-08", "2025-12-08 11:00", "2025-12-15 11:00", "ada")


def december(**settings: object) -> Problem:
    """Plan December 2026 with half a year of fairness."""
    history = (FOUR_YEARS_AGO, REGULAR, LAST_YEAR)
    data = rotation(**{"history": history, "history_days": 183, **settings})
    return build_problem(data, *month(data, "2026-12"), date(2026, 10, 1))


def carried(problem: Problem) -> dict[str, Loads]:
    """Return what each person carried."""
    return {person.id: person.carried for person in problem.people}


def test_last_christmas_counts_though_the_window_is_shorter() -> None:
    """Its days as volunteer days only (F1): its rest days and holidays are long past."""
    assert carried(december()) == {
        "ada": Loads(volunteer_days=2),
        "ben": Loads(),
        "cy": Loads(),
    }


@pytest.mark.parametrize(("years", "days"), [(0, 0), (1, 2), (4, 2)])
def test_years_are_counted_from_the_horizon(years: int, days: int) -> None:
    """None at all, one Christmas, and with four years Ben's of 2022, too."""
    loads = carried(december(volunteer_years=years))
    assert loads["ada"].volunteer_days == days
    assert loads["ben"].volunteer_days == (2 if years == 4 else 0)


def test_a_longer_window_does_not_lengthen_it() -> None:
    """With ten years of fairness a regular shift counts, volunteer days stay at three years."""
    loads = carried(december(history_days=3660))
    assert (loads["ada"].shifts, loads["ada"].volunteer_days) == (1, 2)
    assert (loads["ben"].days, loads["ben"].volunteer_days) == (2, 0)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2023-11-30", "2023-12-02", 0), ("2023-12-01", "2023-12-03", 2)],
)
def test_the_window_begins_on_the_same_day(start: str, end: str, days: int) -> None:
    """Three years before 1 December 2026 a shift of that very day counts, one before does not."""
    line = entry(f"A-{start}", start, end, "cy", **KIND)
    assert carried(december(history=(line,)))["cy"].volunteer_days == days


def test_a_leap_day_has_a_day_before() -> None:
    """Years before 29 February it is 28 February, unless that year has one."""
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert years_before(date(2028, 2, 29), 4) == date(2024, 2, 29)


def test_who_took_it_last_year_is_asked_last() -> None:
    """Of two who offer everything, who did nothing in past years gets more; both halves agree."""
    problem = december(history_days=10)
    shifts = tuple(s for s in problem.volunteer() if s.track == "A")[:3]
    start, end = shifts[0].start, shifts[-1].end
    offers = tuple(Offer(who, start, end) for who in ("ada", "ben"))
    problem = december(history_days=10, offers=offers)
    small = Problem(
        start=problem.start,
        end=problem.end,
        window_start=problem.window_start,
        notice_until=problem.notice_until,
        people=problem.people,
        shifts=shifts,
        carried=problem.carried,
        zone=problem.zone,
    )
    (goal,) = named(["volunteers"])
    assert volunteer_shares(small) == {"ada": 4, "ben": 4}
    ids = [shift.id for shift in shifts]
    fair = Roster(dict(zip(ids, ("ben", "ada", "ben"), strict=True)))
    unfair = Roster(dict(zip(ids, ("ada", "ben", "ada"), strict=True)))
    assert [goal.measure(small, roster)[0] for roster in (fair, unfair)] == [0, 8]
    assert assert_goal_agrees(goal, small) > 1
