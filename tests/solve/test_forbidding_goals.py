"""Goals from outside whose statements forbid rosters, which only rules may."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.solve.every_roster import keeping

from rotation.errors import SolverDisagreement
from rotation.goals import Few, Goal, Tier, named
from rotation.goals.base import Target
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, View
from rotation.rules.base import Literal
from rotation.rules.grounds import Grounds
from rotation.solve.conflict_core import Claim
from rotation.solve.cut_off import cut_off
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.statements.sums import AtLeast, AtMost
from rotation.statements.view import ModelView
from rotation.testing import make_person, make_problem, make_shift


class OpenShifts:
    """Counts open shifts, and states whatever a test gives it."""

    name = "mine"
    title = "few open shifts"
    tiers: tuple[Tier, ...] = (Tier("", "open shifts", "shifts"),)

    def __init__(self, states: Callable[[Problem, View], None]) -> None:
        self._states = states

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        del problem
        return [Fraction(sum(holder is None for holder in roster.values()))]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        self._states(problem, view)
        return [Few(tuple((1, view.is_open(shift.id)) for shift in problem.shifts))]


def team() -> Problem:
    shifts = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)]
    return make_problem([make_person("ann"), make_person("ben")], shifts)


def cuts(problem: Problem, view: View) -> None:
    """Ann may hold nothing: the dealt roster is one of those that are cut off."""
    view.at_most(0, [view.works("ann", shift.id) for shift in problem.shifts])


def forbids(problem: Problem, view: View) -> None:
    for shift in problem.shifts:
        view.forbid("ann", shift.id)


def requires(problem: Problem, view: View) -> None:
    view.require("ben", problem.shifts[0].id)
    view.require("ben", problem.shifts[1].id)
    view.require("ben", problem.shifts[2].id)


def asks_of_flags(problem: Problem, view: View) -> None:
    """Ask for a flag that has to be true and false wherever Ann holds the first shift."""
    flag = view.flag("wrong")
    off = view.negate(view.works("ann", problem.shifts[0].id))
    view.at_least(1, [off, flag])
    view.at_least(1, [off, view.negate(flag)])


def cuts_what_nobody_has(problem: Problem, view: View) -> None:
    """Ben may not hold two: no roster that is dealt has him do so."""
    view.at_most(1, [view.works("ben", shift.id) for shift in problem.shifts])


def weighs(problem: Problem, view: View) -> None:
    """Where Ben holds the first shift, not the last one, which counts double."""
    first, second, last = problem.shifts
    held = [view.works("ben", second.id), view.works("ben", last.id)]
    view.at_most(1, held, weights=[1, 2], when=view.works("ben", first.id))


def misses_a_value(problem: Problem, view: View) -> None:
    """Describe with a flag whether Ben holds a shift, and forget that he may hold two."""
    held = [view.works("ben", shift.id) for shift in problem.shifts]
    here = view.flag("one")
    view.at_most(0, held, when=view.negate(here))
    view.at_most(1, held, when=here)


def describes(problem: Problem, view: View) -> None:
    """Say with a flag whether Ann serves at all, as a goal may."""
    flag = view.flag("ann serves")
    for shift in problem.shifts:
        view.at_least(1, [view.negate(view.works("ann", shift.id)), flag])


@pytest.mark.parametrize("states", [cuts, asks_of_flags, forbids, requires])
@pytest.mark.parametrize("before", [[], ["open", "shifts"], ["open", "shifts", "spacing"]])
def test_a_goal_that_forbids_the_roster_at_hand_is_reported(
    states: Callable[[Problem, View], None], before: list[str]
) -> None:
    """Whether its turn comes before there is a roster, or after: never kept in silence."""
    goals: list[Goal] = [*named(before), OpenShifts(states)]
    with pytest.raises(SolverDisagreement, match="goal mine: its statements forbid a roster"):
        solve(team(), DEFAULT_RULES, goals)


def test_flags_that_only_describe_are_no_fault() -> None:
    """A goal says what its flags mean; every roster has values for them."""
    goals: list[Goal] = [*named(["open", "shifts"]), OpenShifts(describes)]
    solved = solve(team(), DEFAULT_RULES, goals)
    assert all(objective.proved for objective in solved.objectives)
    assert None not in solved.roster.values()


@pytest.mark.parametrize("states", [cuts_what_nobody_has, weighs, misses_a_value])
@pytest.mark.parametrize("before", [[], ["open", "shifts"]])
def test_a_goal_that_forbids_rosters_that_nobody_saw_is_reported(
    states: Callable[[Problem, View], None], before: list[str]
) -> None:
    """No roster at hand is cut off: only asking for one shows it."""
    goals: list[Goal] = [*named(before), OpenShifts(states)]
    with pytest.raises(SolverDisagreement, match="goal mine: its statements forbid a roster"):
        solve(team(), DEFAULT_RULES, goals)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_what_is_reported_is_what_all_rosters_and_flags_show(data: st.DataObject) -> None:
    """Random statements with a flag: forbidding exactly where some roster has no value for it."""
    problem = team()
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    flag = view.flag("flag")
    people = ["ann", "ben"]
    literals = [view.works(p, s.id) for p in people for s in problem.shifts]
    literals += [view.is_open(s.id) for s in problem.shifts]
    each = st.sampled_from([*literals, flag]).flatmap(
        lambda known: st.sampled_from([known, view.negate(known)])
    )
    kinds = st.tuples(
        st.sampled_from([AtMost, AtLeast]),
        st.integers(0, 3),
        st.lists(each, min_size=1, max_size=4, unique=True),
        st.none() | each,
    )
    stated = tuple(
        kind.of(limit, wanted, None, Grounds(because=""), when)
        for kind, limit, wanted, when in data.draw(st.lists(kinds, min_size=1, max_size=3))
    )

    def kept(roster: Roster, value: bool) -> bool:
        def true(literal: Literal) -> bool:
            number = abs(literal)
            if number == flag:
                held = value
            else:
                person, shift = divmod(literals.index(number), len(problem.shifts))
                id_ = problem.shifts[shift].id
                held = roster[id_] == (people[person] if person < len(people) else None)
            return held == (literal > 0)

        for statement in stated:
            if statement.when is None or true(statement.when):
                total = sum(weight for weight, literal in statement.terms if true(literal))
                over = total > statement.limit
                if over if isinstance(statement, AtMost) else total < statement.limit:
                    return False
        return True

    allowed = keeping(problem)
    lost = [r for r in allowed if not any(kept(r, value) for value in (False, True))]
    roster = cut_off(problem, DEFAULT_RULES, Claim(statements=stated), Solver())
    assert (roster is None) == (not lost)
    assert roster is None or roster in lost
