"""What somebody "could hold" is asked of the shift alone (F15)."""

import pytest

from rotation.goals.gaps import even_gap_days
from rotation.model.fairness import holdable
from rotation.model.problem import Person
from rotation.model.shifts import ShiftKind
from rotation.testing import (
    make_block,
    make_held,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
)

WEEK = make_shift("A-2026-12-07")
CHRISTMAS = make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER)


def test_rest_beside_a_settled_shift_does_not_matter() -> None:
    """A shift that only everybody's rest rules out is shared out, and spaced, like any other."""
    before = [make_held(make_shift("B-2026-11-30"), person) for person in ("ada", "ben")]
    problem = make_problem(["ada", "ben"], [WEEK], carried=before)
    assert holdable(problem) == (WEEK.id,)
    assert even_gap_days(problem) == even_gap_days(make_problem(["ada", "ben"], [WEEK]))


def test_overlap_with_a_locked_shift_does_not_matter() -> None:
    """Who is on call on another track at the time could hold it, if it were the only one."""
    other = make_shift("B-2026-12-09")
    problem = make_problem(["ada"], [WEEK, other], locks=[make_lock(other.id, "ada")])
    assert holdable(problem) == (WEEK.id, other.id)


@pytest.mark.parametrize("offered", [True, False])
def test_a_volunteer_shift_needs_an_offer_alone(offered: bool) -> None:
    """Without an offer nobody could hold it; how many shifts an offer has left does not matter."""
    offer = make_offer("ada", CHRISTMAS.start, CHRISTMAS.end, max_shifts=0)
    person = make_person("ada", offers=[offer] if offered else [])
    assert person.could_hold(CHRISTMAS) is offered


def test_what_keeps_somebody_off_the_shift_itself_does() -> None:
    """Another track, time off, the time before joining and after leaving rule a shift out."""
    away = make_block(WEEK.start, "2026-12-07T17:00", "away")
    kept_off: list[Person] = [make_person("ada", tracks=["B"]), make_person("ada", blocks=[away])]
    assert [person.could_hold(WEEK) for person in kept_off] == [False, False]
    assert make_person("ada").could_hold(WEEK)
