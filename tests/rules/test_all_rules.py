from collections import Counter

import pytest
from hypothesis import given, settings

from rotation.errors import BadInput
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, Rule, registered, split, violations
from rotation.testing import (
    assert_rule_agrees,
    make_lock,
    make_problem,
    make_shift,
    rosters,
    tiny_problems,
)
from rotation.testing.agreement import kept_rosters
from rotation.testing.solver import accepted


def keeping(problem: Problem) -> list[Roster]:
    """Return the rosters without a violation that counts."""
    return [
        roster
        for roster in rosters(problem)
        if not split(problem, violations(problem, roster, DEFAULT_RULES))[0]
    ]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems(elsewhere=True))
def test_the_solver_accepts_what_breaks_no_rule(problem: Problem) -> None:
    """With all rules posted CP-SAT finds exactly the rosters without a violation that counts.

    So does the quick enumeration of other tests, in the order of all rosters.
    """
    kept = keeping(problem)
    assert accepted(problem, DEFAULT_RULES) == frozenset(kept)
    assert list(kept_rosters(problem, DEFAULT_RULES)) == kept


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(tiny_problems(elsewhere=True))
def test_each_rule_means_the_same_where_settled_shifts_may_go(problem: Problem) -> None:
    """Without `locks` too, each rule states what its check says, of every roster."""
    for rule in DEFAULT_RULES:
        assert_rule_agrees(rule, problem, solver=False)


@pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.name)
def test_each_rule_means_the_same_to_the_solver(rule: Rule) -> None:
    """Each rule alone means to CP-SAT what its check means."""

    @settings(max_examples=8, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(elsewhere=True))
    def agrees(problem: Problem) -> None:
        assert_rule_agrees(rule, problem)

    agrees()


def test_the_generated_problems_leave_nothing_out() -> None:
    """Every rule breaks somewhere and is tolerated somewhere; some problems have no roster."""
    # A generated roster names every shift and known people, and a lock not kept always counts.
    never = {"broken coverage", "tolerated coverage", "tolerated locks"}
    wanted = {f"{how} {rule.name}" for how in ("broken", "tolerated") for rule in DEFAULT_RULES}
    wanted = wanted - never | {"solvable", "over-constrained"}
    seen: Counter[str] = Counter()

    @settings(max_examples=900, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(elsewhere=True))
    def collect(problem: Problem) -> None:
        if wanted <= set(seen):
            return
        # Rules of which all was seen are not judged again, but the one that `tolerated` asks for.
        sought = [
            rule
            for rule in DEFAULT_RULES
            if rule.name == "locks"
            or wanted & {f"broken {rule.name}", f"tolerated {rule.name}"} - seen.keys()
        ]
        for roster in rosters(problem):
            broken, tolerated = split(problem, violations(problem, roster, sought))
            seen.update({f"broken {v.rule}" for v in broken})
            if all(v.rule != "locks" for v in broken):
                seen.update({f"tolerated {v.rule}" for v in tolerated})
        solvable = any(True for _ in kept_rosters(problem, DEFAULT_RULES))
        seen["solvable" if solvable else "over-constrained"] += 1

    collect()
    assert set(seen) == wanted
    assert seen["solvable"] > seen["over-constrained"]


def test_a_roster_of_another_plan_is_judged_without_a_traceback() -> None:
    """Unknown people and shifts, and missing ones, are violations for every rule to survive."""
    shifts = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    problem = make_problem(["ada"], shifts, locks=[make_lock("A-2026-12-14", "ada")])
    broken = violations(problem, Roster({"A-2026-12-07": "zoe", "Z-2026-12-07": "yan"}))
    assert [v.rule for v in broken] == ["coverage", "coverage", "coverage", "locks"]
    assert split(problem, broken) == (broken, ())


def test_a_pin_with_a_published_shift_is_not_tolerated() -> None:
    """What a pin and a published shift break together counts: the pin is a word of today."""
    shifts = [make_shift("A-2026-12-07"), make_shift("B-2026-12-09")]
    pin = make_lock("B-2026-12-09", "ada", LockKind.PIN)
    problem = make_problem(["ada"], shifts, locks=[make_lock("A-2026-12-07", "ada"), pin])
    broken = violations(problem, Roster(dict.fromkeys(("A-2026-12-07", "B-2026-12-09"), "ada")))
    assert [v.rule for v in split(problem, broken)[0]] == ["overlap"]
    assert accepted(problem, DEFAULT_RULES) == frozenset()


def test_names_are_unique_and_registered() -> None:
    """The defaults come first among the registered rules, each with a name of its own."""
    assert registered()[: len(DEFAULT_RULES)] == DEFAULT_RULES
    assert len({rule.name for rule in DEFAULT_RULES}) == len(DEFAULT_RULES)


def test_the_disagreement_of_a_wrong_rule_is_shown() -> None:
    """A rule whose halves differ fails with the roster on which they do."""

    class Wrong:
        name, title = "wrong", "never"

        def check(self, problem: Problem, roster: Roster) -> list[object]:
            return [None for shift in problem.shifts if shift.id not in roster]

        def post(self, problem: Problem, view: object) -> None:
            shift = problem.shifts[0].id
            view.forbid("ada", shift, because="no reason")  # type: ignore[attr-defined]

    problem = make_problem(["ada"], [make_shift("A-2026-12-07")])
    with pytest.raises(AssertionError, match="model refuses Roster"):
        assert_rule_agrees(Wrong(), problem)  # type: ignore[arg-type]


def test_a_doubled_name_is_refused() -> None:
    """A second rule by the name of a default one is refused with that name."""
    from rotation.rules import register  # noqa: PLC0415 - stays out of reach of the other tests

    (known,) = (rule for rule in DEFAULT_RULES if rule.name == "rest")
    rest = type("Rest", (type(known),), {})()
    with pytest.raises(BadInput, match="already a rule named 'rest'"):
        register(rest)
