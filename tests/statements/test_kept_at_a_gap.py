"""How many published shifts people can keep when the smallest gap is so wide, by hand."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.goals import Few, Together, Wide
from rotation.statements.gaps import apart, most_kept, names_of
from rotation.statements.view import ModelView
from rotation.testing import Said, make_problem, make_shift, rosters

SHIFTS = tuple(f"A-2026-12-{day:02}" for day in (1, 8, 15, 22))
FIRST, SECOND, THIRD, FOURTH = SHIFTS
PROBLEM = make_problem(["ada", "ben"], [make_shift(s, days=7, rest_days=0) for s in SHIFTS])
WEEKS_APART = Wide(
    tuple(
        (7 * (later - earlier - 1), SHIFTS[earlier], SHIFTS[later])
        for earlier, later in combinations(range(4), 2)
    ),
    ((3, "ada", FIRST), (3, "ben", THIRD)),
    widest=30,
)


@pytest.mark.parametrize(
    ("gap", "kept"),
    [
        (0, 4),
        (1, 3),  # ben's two are next to each other
        (3, 3),
        (4, 2),  # nobody keeps a shift that is too near to what was before
        (7, 2),
        (8, 1),
    ],
)
def test_kept_where_one_has_three_and_one_has_one(gap: int, kept: int) -> None:
    """Ada has the first, second and last shift, Ben the third."""
    names = {"ada": [FIRST, SECOND, FOURTH], "ben": [THIRD]}
    assert most_kept(WEEKS_APART, names, gap) == kept


def test_gaps_to_shifts_of_others_do_not_count() -> None:
    """Two people with every other shift keep all as long as their own are far enough apart."""
    names = {"ada": [SECOND, FOURTH], "ben": [FIRST]}
    assert [most_kept(WEEKS_APART, names, gap) for gap in (0, 7, 8)] == [3, 3, 2]
    assert most_kept(WEEKS_APART, {}, 8) == 0


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.lists(st.sampled_from(["ada", "ben"]), min_size=4, max_size=4),
    st.integers(0, 10),
)
def test_nobody_keeps_more_than_the_bound(gaps: list[int], owners: list[str], gap: int) -> None:
    """Of every choice of kept shifts with gaps so wide none is larger."""
    pairs = tuple((g, a, b) for g, (a, b) in zip(gaps, combinations(SHIFTS, 2), strict=True))
    target = Wide(pairs, (), widest=10)
    owner = dict(zip(SHIFTS, owners, strict=True))
    names = {p: [s for s in SHIFTS if owner[s] == p] for p in ("ada", "ben")}
    near = {(a, b) for width, a, b in pairs if width < gap and owner[a] == owner[b]}
    sizes = [
        len(chosen)
        for size in range(5)
        for chosen in combinations(SHIFTS, size)
        if not near.intersection(combinations(chosen, 2))
    ]
    assert most_kept(target, names, gap) >= max(sizes)


def test_names_of_a_sum_that_counts_down_holders() -> None:
    """One less for each shift that its person holds; any other sum names nobody."""
    view = ModelView(PROBLEM)
    ada, ben = view.works("ada", FIRST), view.works("ben", SECOND)
    assert names_of(view, Few(((-1, ada), (-1, ben), (-1, view.works("ada", THIRD))), 3)) == {
        "ada": [FIRST, THIRD],
        "ben": [SECOND],
    }
    assert names_of(view, Few(((-1, ada), (1, ben)))) == {}
    assert names_of(view, Few(((-2, ada),))) == {}
    assert names_of(view, Few(((-1, ada), (-1, view.is_open(SECOND))))) == {}
    assert names_of(view, Few(())) == {}


def test_apart_allows_exactly_the_rosters_that_cost_nothing() -> None:
    """No pair has one holder, and nobody holds a shift that costs something."""
    view = ModelView(PROBLEM)
    target = Together(((FIRST, SECOND), (SECOND, FOURTH)), ((2, "ada", THIRD), (0, "ben", THIRD)))
    view.statements += apart(view, target)
    statements = Said(view)
    for roster in rosters(PROBLEM):
        together = any(roster[a] is not None and roster[a] == roster[b] for a, b in target.pairs)
        assert statements.allows(roster) is not (together or roster[THIRD] == "ada")
