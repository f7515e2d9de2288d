"""Gaps as thresholds."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.goals import Wide
from rotation.model.problem import LockKind
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.statements.gaps import at_least_wide, clique_cover, thresholds
from rotation.statements.view import ModelView
from rotation.testing import Said, make_lock, make_problem, make_shift, rosters

NODES = tuple("abcdefg")


@settings(deadline=None, derandomize=True)
@given(st.sets(st.sampled_from(list(combinations(NODES, 2)))))
def test_cliques_cover_exactly_the_edges(edges: set[tuple[str, str]]) -> None:
    """Every edge lies in a clique, and no clique joins what is not an edge."""
    groups = clique_cover(sorted(edges), NODES)
    joined = {pair for group in groups for pair in combinations(group, 2)}
    assert joined == edges


def test_an_interval_graph_takes_one_clique_an_end() -> None:
    """A chain of shifts with windows of three needs no clique inside another."""
    pairs = [(a, b) for (i, a), (j, b) in combinations(enumerate(NODES), 2) if j - i <= 2]
    assert clique_cover(pairs, NODES) == [tuple(NODES[i : i + 3]) for i in range(len(NODES) - 2)]


def test_thresholds_are_every_gap_and_the_widest() -> None:
    """The smallest gap can be any gap named, or none at all."""
    target = Wide(((3, "x", "y"), (5, "y", "z")), ((4, "ada", "x"),), 9)
    assert thresholds(target) == [3, 4, 5, 9]


def smallest(target: Wide, roster: Roster) -> int:
    gaps = [g for g, a, b in target.pairs if roster[a] is not None and roster[a] == roster[b]]
    gaps += [g for g, person, shift in target.singles if roster[shift] == person]
    return min(gaps, default=target.widest)


@settings(deadline=None, derandomize=True, max_examples=30)
@given(st.lists(st.integers(1, 9), min_size=6, max_size=6), st.integers(0, 10))
def test_statements_keep_exactly_the_rosters_with_such_gaps(gaps: list[int], least: int) -> None:
    """What is said for a threshold allows a roster if and only if its smallest gap reaches it."""
    shifts = [make_shift(f"A-2026-12-{day:02d}", days=1) for day in (1, 8, 15)]
    problem = make_problem(["ada", "ben"], shifts)
    pairs = tuple(
        (gap, a.id, b.id) for gap, (a, b) in zip(gaps, combinations(shifts, 2), strict=False)
    )
    target = Wide(pairs, ((gaps[3], "ada", shifts[0].id),), 10)
    view = ModelView(problem)
    DEFAULT_RULES[0].post(problem, view)
    view.statements += at_least_wide(view, target, least)
    statements = Said(view)
    for roster in rosters(problem):
        assert statements.allows(roster) is (smallest(target, roster) >= least)


def test_two_locked_shifts_of_one_person_are_no_choice() -> None:
    """A gap between locked shifts is not asked for; what would join them still is."""
    shifts = [make_shift(f"A-2026-12-{day:02d}", days=1) for day in (1, 2, 3)]
    locks = [make_lock(shift.id, "ada", LockKind.PAST) for shift in shifts[:2]]
    problem = make_problem(["ada", "ben"], shifts, locks=locks)
    pairs = ((0, shifts[0].id, shifts[2].id), (0, shifts[1].id, shifts[2].id))
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    view.statements += at_least_wide(view, Wide(pairs, (), 5), 3)
    allowed = [r for r in rosters(problem) if Said(view).allows(r)]
    assert {r[shifts[2].id] for r in allowed} == {None, "ben"}


def test_of_three_shifts_near_each_other_two_may_be_locked() -> None:
    """All are too near: the locked ones stay together, and neither is joined by the third."""
    shifts = [make_shift(f"A-2026-12-{day:02d}", days=1, rest_days=0) for day in (1, 2, 3)]
    locks = [make_lock(shift.id, "ada", LockKind.PAST) for shift in shifts[:2]]
    problem = make_problem(["ada", "ben"], shifts, locks=locks)
    pairs = tuple((0, first.id, second.id) for first, second in combinations(shifts, 2))
    view = ModelView(problem)
    for shift in shifts[:2]:
        view.require("ada", shift.id, because="locked")
    view.statements += at_least_wide(view, Wide(pairs, (), 5), 3)
    allowed = [r for r in rosters(problem) if Said(view).allows(r)]
    assert {r[shifts[2].id] for r in allowed} == {None, "ben"}
