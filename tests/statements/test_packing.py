"""How many shifts fit side by side for one person, by hand and against enumeration."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.statements.packing import Packing
from rotation.statements.view import ModelView
from rotation.testing import make_problem, make_shift

WEEKS = tuple(f"A-2026-12-{day:02}" for day in (1, 5, 9, 13, 17))
FIRST, SECOND, THIRD, FOURTH, FIFTH = WEEKS
PROBLEM = make_problem(["ada", "ben"], [make_shift(week, days=4, rest_days=0) for week in WEEKS])


def stated(*bounds: tuple[int, Sequence[str]]) -> ModelView:
    """Return a view that bounds how many of some shifts Ada may hold."""
    view = ModelView(PROBLEM)
    for limit, shifts in bounds:
        view.at_most(limit, [view.works("ada", shift) for shift in shifts], because="of a test")
    return view


@pytest.mark.parametrize(
    ("bounds", "asked", "most"),
    [
        ((), WEEKS, 5),
        ((), (), 0),
        ([(1, WEEKS)], WEEKS, 1),
        ([(1, WEEKS[:2])], WEEKS, 4),
        ([(1, WEEKS[:2]), (1, WEEKS[3:])], WEEKS, 3),
        ([(1, WEEKS[:3]), (1, WEEKS[2:])], WEEKS, 2),
        ([(1, WEEKS[:3]), (1, WEEKS[2:])], (FIRST, FIFTH), 2),
        ([(1, WEEKS[:3]), (1, WEEKS[2:])], (FIRST, SECOND), 1),
        ([(2, WEEKS)], WEEKS, 2),
        ([(2, WEEKS[:3])], WEEKS, 4),
        ([(2, WEEKS[:3])], WEEKS[:2], 2),
        ([(3, WEEKS), (2, WEEKS[1:])], WEEKS, 3),
        ([(0, [FIRST]), (1, WEEKS[1:3])], WEEKS, 3),
        ([(2, WEEKS[:3]), (1, WEEKS[3:])], WEEKS, 3),
    ],
)
def test_what_fits_side_by_side(
    bounds: Sequence[tuple[int, Sequence[str]]], asked: Sequence[str], most: int
) -> None:
    """Each bound counts among the shifts that are asked about; nobody else's does."""
    packing = Packing(stated(*bounds))
    assert packing.most("ada", asked) == most
    assert packing.most("ben", asked) == len(asked)


def test_whoever_cannot_hold_a_shift_has_no_room_for_it() -> None:
    """Forbidden is one way, required of somebody else the other; it is required of one's own."""
    view = stated()
    view.forbid("ada", FIRST, because="away")
    view.require("ben", SECOND, because="locked")
    view.require("ada", THIRD, because="locked")
    packing = Packing(view)
    assert packing.candidates == {
        FIRST: ("ben",),
        SECOND: ("ben",),
        THIRD: ("ada",),
        FOURTH: ("ada", "ben"),
        FIFTH: ("ada", "ben"),
    }
    assert (packing.most("ada", WEEKS), packing.most("ben", WEEKS)) == (3, 4)


def test_more_statements_leave_the_packing_as_it_was() -> None:
    """One packing serves many models: what one of them supposes is not there for the next."""
    view = stated((2, WEEKS))
    packing = Packing(view)
    assert packing.most("ada", WEEKS) == 2
    for shifts, most in ((WEEKS, 1), (WEEKS[:2], 2)):
        narrow = packing.under(view, stated((1, shifts)).statements)
        assert (narrow.most("ada", WEEKS), packing.most("ada", WEEKS)) == (most, 2)
    assert packing.under(view, stated((0, WEEKS[:4])).statements).most("ada", WEEKS) == 1


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.lists(st.sampled_from(WEEKS), min_size=1, unique=True)),
        max_size=4,
    )
)
def test_no_choice_of_shifts_beats_the_bound(bounds: list[tuple[int, list[str]]]) -> None:
    """Whatever somebody can hold at once, the bound is not below it."""
    allowed = (
        len(chosen)
        for size in range(len(WEEKS) + 1)
        for chosen in combinations(WEEKS, size)
        if all(len(set(chosen) & set(shifts)) <= limit for limit, shifts in bounds)
    )
    assert Packing(stated(*bounds)).most("ada", WEEKS) >= max(allowed)


@pytest.mark.parametrize(("window", "most"), [(1, 5), (2, 3), (3, 2), (4, 2), (5, 1)])
def test_the_bound_is_exact_for_rest_of_one_length(window: int, most: int) -> None:
    """At most one of so many shifts in a row: every so many-th fits."""
    bounds = [(1, WEEKS[n : n + window]) for n in range(len(WEEKS) - window + 1)]
    assert Packing(stated(*bounds)).most("ada", WEEKS) == most


def test_the_heaviest_that_fit_are_added() -> None:
    """Two of five fit: those that count most bound what somebody holds, if they can hold them."""
    amounts = {FIRST: 1, SECOND: 4, THIRD: 0, FOURTH: 3, FIFTH: 2}
    view = stated((2, WEEKS))
    assert Packing(view).heaviest("ada", amounts) == 4 + 3
    assert Packing(view).heaviest("ben", amounts) == 1 + 4 + 0 + 3 + 2
    assert Packing(view).heaviest("ada", {FIRST: 1}) == 1
    view.forbid("ada", SECOND, because="away")
    assert Packing(view).heaviest("ada", amounts) == 3 + 2


def test_only_bounds_of_one_person_count() -> None:
    """At least so many, and at most so many of two people together, say nothing about one."""
    view = stated()
    both = [view.works(person, FIRST) for person in ("ada", "ben")]
    view.at_most(1, both, because="one of two people")
    view.at_least(1, [view.works("ada", shift) for shift in WEEKS], because="at least one")
    view.at_most(1, [view.is_open(shift) for shift in WEEKS], because="few open shifts")
    assert Packing(view).most("ada", WEEKS) == 5


@pytest.mark.parametrize(
    ("limit", "weights", "most"),
    [
        (5, (5, 4, 3, 2, 1), 2),
        (2, (5, 4, 3, 2, 1), 1),
        (10, (5, 4, 3, 2, 1), 4),
        (14, (5, 4, 3, 2, 1), 4),
        (15, (5, 4, 3, 2, 1), 5),
        (0, (5, 4, 3, 2, 1), 0),
        (5, (3, 3, 3, 3, 3), 1),
        (6, (3, 3, 3, 3, 3), 2),
    ],
)
def test_of_weights_it_is_known_how_many_of_the_lightest_fit(
    limit: int, weights: Sequence[int], most: int
) -> None:
    """Nobody holds more shifts than there are light ones within the limit (V2)."""
    view = ModelView(PROBLEM)
    works = [view.works("ada", week) for week in WEEKS]
    view.at_most(limit, works, weights=weights, because="of a test")
    assert Packing(view).most("ada", WEEKS) == most


def test_what_holds_under_a_condition_bounds_nothing() -> None:
    """Where the condition is not true, all fit (V3)."""
    view = ModelView(PROBLEM)
    works = [view.works("ada", week) for week in WEEKS]
    view.at_most(1, works, when=view.works("ben", FIRST), because="of a test")
    assert Packing(view).most("ada", WEEKS) == 5
