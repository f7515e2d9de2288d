"""The tiers against all rosters of tiny problems."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python.cp_model import CpModel
from tests.solve.every_roster import keeping, over_problems

from rotation.errors import BadInput, Impossible, Interrupted, OutOfEffort
from rotation.goals import DEFAULT_GOALS, Few, Goal, Tier, fitting, named, replanning, rounds_first
from rotation.model.objective import Sense
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.rules import DEFAULT_RULES, View, Violation
from rotation.solve.counts import CountModel
from rotation.solve.parameters import Attempt, Parameters
from rotation.solve.solver import End, Response, Solver
from rotation.solve.stop import Deadline, StopByHand
from rotation.solve.tiers import Solved, solve
from rotation.statements.shift_classes import countable
from rotation.statements.view import ModelView
from rotation.testing import (
    make_block,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

thorough = over_problems(60)


def score(problem: Problem, goals: tuple[Goal, ...], roster: Roster) -> tuple[Fraction, ...]:
    """Small is good, in every place."""
    return tuple(
        Fraction(value if tier.sense is Sense.LEAST else -value)
        for goal in goals
        for value, tier in zip(goal.measure(problem, roster), goal.tiers, strict=True)
    )


def assert_best(problem: Problem, goals: tuple[Goal, ...]) -> None:
    allowed = keeping(problem)
    if not allowed:
        with pytest.raises(Impossible):
            solve(problem, DEFAULT_RULES, goals)
        return
    solved = solve(problem, DEFAULT_RULES, goals)
    assert solved.roster in allowed
    assert score(problem, goals, solved.roster) == min(score(problem, goals, r) for r in allowed)
    assert all(objective.proved for objective in solved.objectives)
    assert not solved.stopped


@thorough
@given(tiny_problems())
def test_all_tiers_equal_brute_force(problem: Problem) -> None:
    """The default goals reach the lexicographic best of all rosters, and prove every tier."""
    assert_best(problem, DEFAULT_GOALS)


@thorough
@given(tiny_problems(), st.permutations([goal.name for goal in DEFAULT_GOALS]))
def test_any_order_equals_brute_force(problem: Problem, order: list[str]) -> None:
    """Another order of goals, or fewer of them, is solved as exactly."""
    assert_best(problem, tuple(named(order[:4])))


@thorough
@given(tiny_problems())
def test_a_replan_equals_brute_force(problem: Problem) -> None:
    """A replan changes as few published shifts as any roster with as few open, and no more."""
    assert_best(problem, replanning(goal.name for goal in DEFAULT_GOALS))


@thorough
@given(tiny_problems())
def test_a_plan_by_rounds_equals_brute_force(problem: Problem) -> None:
    """Rounds behind `open` reach the best of all rosters, round after round."""
    ids = [shift.id for shift in problem.regular()]
    half = -(-len(ids) // 2)
    parts = [part for part in (ids[:half], ids[half:]) if part]
    rounds = tuple(Round(tuple(part), ("ada",) * len(part)) for part in parts)
    planned = replace(problem, rounds=rounds)
    assert_best(planned, fitting(rounds_first(["shifts", "rest_days"]), planned))


@pytest.mark.parametrize("name", ["shifts", "rest_days", "holidays", "volunteers"])
@thorough
@given(problem=tiny_problems())
def test_each_fairness_goal_equals_brute_force(name: str, problem: Problem) -> None:
    """A fairness goal right behind `open` reaches the best of all rosters."""
    assert_best(problem, tuple(named(["open", name])))


@over_problems(15)
@given(tiny_problems(elsewhere=True))
def test_loads_in_other_teams_equal_brute_force(problem: Problem) -> None:
    """What somebody carries there may be below their share, so that a share here is negative."""
    levelled = named(["open", "shifts", "rest_days", "holidays"])
    assert_best(problem, tuple(levelled))


@thorough
@given(tiny_problems())
def test_counts_bound_every_roster(problem: Problem) -> None:
    """The model of counts never bounds a tier above the best roster's value."""
    allowed = keeping(problem)
    for goal in named(["open", "shifts", "rest_days", "holidays"]):
        view = ModelView(problem)
        for rule in DEFAULT_RULES:
            rule.post(problem, view)
        target = goal.post(problem, view)[0]
        assert countable(view, target)
        if allowed:
            bounded = CountModel(view, [target]).bound(Solver(), 10.0)
            assert bounded is not None
            assert bounded[0] <= min(goal.measure(problem, roster)[0] for roster in allowed)


@thorough
@given(tiny_problems())
def test_counts_bound_the_changes_of_every_roster(problem: Problem) -> None:
    """Counts that tell shifts apart by whom they are published to bound the fewest changes."""
    allowed = keeping(problem)
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    (changes,) = named(["changes"])
    (target,) = changes.post(problem, view)
    assert countable(view, target)
    if allowed:
        bounded = CountModel(view, [target]).bound(Solver(), 10.0)
        assert bounded is not None
        assert bounded[0] <= min(changes.measure(problem, roster)[0] for roster in allowed)


def test_what_is_published_is_where_the_search_begins() -> None:
    """Stopped at once, the plan is the published one, repaired where a rule forbids it."""
    stop = StopByHand()
    stop.set()
    away = make_person("ben", blocks=[make_block("2026-12-14", "2026-12-15", "Ben is away")])
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14"), make_shift("A-2026-12-21")]
    published = dict(zip((shift.id for shift in shifts), ("chi", "ben", "ada"), strict=True))
    problem = make_problem(["ada", away, "chi", "dee"], shifts, published=published)
    solved = solve(problem, DEFAULT_RULES, DEFAULT_GOALS, stop=stop)
    assert list(solved.roster.values()) == ["chi", "dee", "ada"]


def test_a_given_start_goes_before_what_is_published() -> None:
    """A roster given as the start is kept when it breaks no rule."""
    stop = StopByHand()
    stop.set()
    problem = two_weeks()
    problem = make_problem(problem.people, problem.shifts, published={"A-2026-12-07": "ada"})
    start = Roster({"A-2026-12-07": "ben", "A-2026-12-14": "ada"})
    assert solve(problem, DEFAULT_RULES, DEFAULT_GOALS, stop=stop, start=start).roster == start


@thorough
@given(tiny_problems())
def test_equal_problems_give_equal_rosters(problem: Problem) -> None:
    """Solving twice gives the same roster, bounds and effort."""
    if keeping(problem):
        first, second = (solve(problem, DEFAULT_RULES, DEFAULT_GOALS) for _ in range(2))
        assert first == second
        assert list(first.roster.items()) == list(second.roster.items())


def two_weeks() -> Problem:
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    return make_problem([make_person("ada"), make_person("ben")], shifts)


def test_stopped_at_once_gives_the_roster_dealt_by_hand() -> None:
    """A search stopped before it begins still has a plan, and says what is not proved."""
    stop = StopByHand()
    stop.set()
    solved = solve(two_weeks(), DEFAULT_RULES, DEFAULT_GOALS, stop=stop)
    assert solved.stopped == "stopped by hand"
    assert None not in solved.roster.values()
    assert [o.goal for o in solved.objectives][0::3][:2] == ["open", "short_gaps"]


def test_a_deadline_that_is_over_says_so() -> None:
    """A time limit ends the search with its own reason."""
    solved = solve(two_weeks(), DEFAULT_RULES, DEFAULT_GOALS, stop=Deadline(0.0))
    assert solved.stopped == "time limit"


class BenWorks:
    """A rule the roster dealt by hand does not know."""

    name = "ben_works"
    title = "Ben works"

    def check(self, problem: Problem, roster: Roster) -> list[Violation]:
        del problem
        return [] if "ben" in roster.values() else [Violation(self.name, "Ben does not work")]

    def post(self, problem: Problem, view: View) -> None:
        literals = [view.works("ben", shift.id) for shift in problem.shifts]
        view.at_least(1, literals, because="Ben has to work")


def test_stopped_without_any_roster_is_an_interruption() -> None:
    """When nothing was found that keeps the rules, nothing is given out."""
    stop = StopByHand()
    stop.set()

    away = make_person("ben", blocks=[make_block("2026-12-01", "2026-12-08", "Ben is away")])
    shifts = [make_shift("A-2026-12-07")]
    problem = make_problem([make_person("ada"), away], shifts)
    with pytest.raises(Interrupted):
        solve(problem, (*DEFAULT_RULES, BenWorks()), DEFAULT_GOALS, stop=stop)


def test_a_rule_that_nothing_can_keep_is_proved_impossible() -> None:
    """Proved impossible is an end of its own, not a time-out."""
    away = make_person("ben", blocks=[make_block("2026-12-01", "2026-12-31", "Ben is away")])
    problem = make_problem([make_person("ada"), away], [make_shift("A-2026-12-07")])

    with pytest.raises(Impossible):
        solve(problem, (*DEFAULT_RULES, BenWorks()), DEFAULT_GOALS)


def test_a_lock_is_kept_against_every_goal() -> None:
    """Two shifts locked to one of two people stay there, however unfair."""
    problem = two_weeks()
    locks = [make_lock(shift.id, "ada", LockKind.NOTICE) for shift in problem.shifts]
    locked = make_problem(problem.people, problem.shifts, locks=locks)
    assert set(solve(locked, DEFAULT_RULES, DEFAULT_GOALS).roster.values()) == {"ada"}


def assert_bounds_hold(problem: Problem, solved: Solved, allowed: list[Roster]) -> None:
    """Assert that a bound is one for every roster as good in the tiers before."""
    rosters_left = allowed
    for objective in solved.objectives:
        goal = next(g for g in DEFAULT_GOALS if g.name == objective.goal)
        index = [tier.part for tier in goal.tiers].index(objective.part)
        values = {r: goal.measure(problem, r)[index] for r in rosters_left}
        if objective.sense is Sense.LEAST:
            assert objective.bound <= min(values.values()), objective
            rosters_left = [r for r in rosters_left if values[r] <= objective.value]
        else:
            assert objective.bound >= max(values.values()), objective
            rosters_left = [r for r in rosters_left if values[r] >= objective.value]


class StopAt:
    """Stops at the n-th message of progress."""

    def __init__(self, messages: int) -> None:
        self.left = messages

    def heard(self, message: str) -> None:
        del message
        self.left -= 1

    def reason(self) -> str:
        return "" if self.left > 0 else "stopped by a test"


@thorough
@given(tiny_problems(), st.integers(0, 25))
def test_a_stopped_search_tells_honest_bounds(problem: Problem, messages: int) -> None:
    """Wherever the search is stopped, the roster keeps the rules and no bound is beaten."""
    allowed = keeping(problem)
    if allowed:
        stop = StopAt(messages)
        solved = solve(problem, DEFAULT_RULES, DEFAULT_GOALS, stop=stop, progress=stop.heard)
        assert solved.roster in allowed
        assert_bounds_hold(problem, solved, allowed)


@thorough
@given(tiny_problems(), st.sampled_from([1e-7, 1e-6, 1e-5, 3e-5, 1e-4]))
def test_too_little_effort_tells_honest_bounds(problem: Problem, effort: float) -> None:
    """A plan with almost no effort keeps the rules, and no bound is beaten."""
    allowed = keeping(problem)
    if allowed:
        solved = solve(problem, DEFAULT_RULES, DEFAULT_GOALS, Parameters(effort=effort))
        assert solved.roster in allowed
        assert_bounds_hold(problem, solved, allowed)


def test_shares_too_fine_to_be_exact_are_refused() -> None:
    """Weights whose squares no double can hold are bad input, never a wrong proof."""
    people = [make_person(f"p{i}", weight=10**15 + 7 * i) for i in range(9)]
    problem = make_problem(people, [make_shift("A-2026-12-07"), make_shift("B-2026-12-09")])
    with pytest.raises(BadInput, match="too finely divided"):
        solve(problem, DEFAULT_RULES, DEFAULT_GOALS)


def test_a_default_rule_can_be_left_out() -> None:
    """Without time off the plan still ends, though goals name people by the default rules."""
    away = make_person("ben", blocks=[make_block("2026-12-01", "2026-12-31", "Ben is away")])
    earlier = make_held(make_shift("A-2026-11-09"), "ben")
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    problem = make_problem([make_person("ada"), away], shifts, carried=[earlier])
    rules = [rule for rule in DEFAULT_RULES if rule.name != "time_off"]
    solved = solve(problem, rules, DEFAULT_GOALS)
    assert set(solved.roster.values()) == {"ada", "ben"}


def test_effort_must_be_positive() -> None:
    """No effort at all is a mistake, not a plan."""
    with pytest.raises(ValueError, match="greater than 0"):
        Parameters(effort=0)


def test_progress_names_what_is_looked_at() -> None:
    """Every tier that is searched is announced by its title."""
    heard: list[str] = []
    solve(two_weeks(), DEFAULT_RULES, DEFAULT_GOALS, progress=heard.append)
    for tier in DEFAULT_GOALS[1].tiers:
        assert any(tier.title in message for message in heard)


class OneEach:
    """A goal from outside whose tier is not a count of classes."""

    name = "ada_first"
    title = "Ada takes the first shift"
    tiers = (Tier("", "first shifts without Ada", "shifts"),)

    def measure(self, problem, roster):
        return [Fraction(roster[problem.shifts[0].id] != "ada")]

    def post(self, problem, view):
        first = view.works("ada", problem.shifts[0].id)
        return [Few(((-1, first),), 1)]


def test_a_goal_from_outside_is_reached_and_proved() -> None:
    """A `Few` over works literals, with a negative cost, is minimised exactly."""
    solved = solve(two_weeks(), DEFAULT_RULES, (*named(["open"]), OneEach()))
    assert solved.roster["A-2026-12-07"] == "ada"
    assert solved.objectives[-1].value == 0
    assert solved.objectives[-1].proved


class Starved(CountModel):
    """Counts that come to no end once the first tier is restricted by hand."""

    def restrict(self, values):
        super().restrict(values)
        self.restricted = bool(values)

    def bound(self, search, limit, floor=None):
        if getattr(self, "restricted", False):
            return None
        return super().bound(search, limit, floor)


@thorough
@given(problem=tiny_problems())
def test_no_bound_outlives_what_it_supposed(problem: Problem) -> None:
    """A bound made for better tiers before is dropped where those were out of reach."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rotation.solve.tier_models.CountModel", Starved)
        assert_best(problem, DEFAULT_GOALS)


@pytest.mark.parametrize("lined", [True, False], ids=["lines", "no lines"])
def test_a_gap_kept_by_published_shifts_is_searched_for(
    lined: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a published shift to keep the widest gap is found, not the first roster's called it."""
    if not lined:  # as where there are too many
        monkeypatch.setattr("rotation.solve.lines.method.LineMethod.known", False)
    shifts = [make_shift(f"A-2026-12-{day:02}", days=2, rest_days=0) for day in (1, 3, 5, 7)]
    problem = make_problem(["ada", "ben", "chi"], shifts, published={shifts[0].id: "ben"})
    goals = tuple(named(["open", "changes", "spacing"]))
    assert_best(problem, goals)
    gap = next(o for o in solve(problem, DEFAULT_RULES, goals).objectives if o.goal == "spacing")
    assert (gap.value, gap.proved) == (4, True)


@settings(thorough, max_examples=30)
@given(tiny_problems(), st.data())
def test_any_start_leads_to_the_best(problem: Problem, data: st.DataObject) -> None:
    """Begun at any roster that keeps the rules, good or bad, the search ends at the best."""
    allowed = keeping(problem)
    if allowed:
        start = data.draw(st.sampled_from(allowed))
        goals = named(["open", "spacing", "rest_days"])
        solved = solve(problem, DEFAULT_RULES, goals, start=start)
        best = min(score(problem, goals, roster) for roster in allowed)
        assert score(problem, goals, solved.roster) == best
        assert all(objective.proved for objective in solved.objectives)


class GivingUp(Solver):
    """A solver whose runs come to no end where a pattern says so; the pattern is repeated."""

    pattern: tuple[bool, ...] = (False,)
    runs = 0

    def run(self, model: CpModel, attempt: Attempt, limit: float) -> Response:
        answer = super().run(model, attempt, limit)
        gives_up = self.pattern[self.runs % len(self.pattern)]
        self.runs += 1
        return replace(answer, end=End.UNKNOWN) if gives_up else answer


@settings(thorough, max_examples=40)
@given(
    tiny_problems(),
    st.permutations(["spacing", "shifts", "rest_days"]),
    st.lists(st.booleans(), min_size=1, max_size=7),
    st.booleans(),
    st.data(),
)
def test_where_the_solver_gives_up_bounds_are_honest(
    problem: Problem, order: list[str], pattern: list[bool], started: bool, data: st.DataObject
) -> None:
    """Whichever runs end without an answer, nothing is called proved that a roster beats."""
    allowed = keeping(problem)
    if allowed:
        start = data.draw(st.sampled_from(allowed)) if started else None
        goals = named(["open", *order])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("rotation.solve.tiers.Solver", GivingUp)
            patch.setattr(GivingUp, "pattern", tuple(pattern))
            try:
                solved = solve(problem, DEFAULT_RULES, goals, start=start)
            except OutOfEffort:
                return
        assert solved.roster in allowed
        assert_bounds_hold(problem, solved, allowed)


class EitherFirst:
    """A goal from outside that names two people for one shift, Ben rather than Ada."""

    name = "either_first"
    title = "Ada or Ben takes the first shift"
    tiers = (Tier("", "points", "points"),)

    def measure(self, problem, roster):
        return [Fraction({"ada": 2, "ben": 1}.get(roster[problem.shifts[0].id] or "", 3))]

    def post(self, problem, view):
        first = problem.shifts[0].id
        return [Few(((-1, view.works("ada", first)), (-2, view.works("ben", first))), 3)]


def test_a_sum_that_names_two_people_for_one_shift_is_proved() -> None:
    """What the counts cannot tell apart is searched for on the whole model."""
    goals = (*named(["open"]), EitherFirst())
    solved = solve(two_weeks(), DEFAULT_RULES, goals)
    assert solved.roster["A-2026-12-07"] == "ben"
    assert (solved.objectives[-1].value, solved.objectives[-1].proved) == (1, True)
