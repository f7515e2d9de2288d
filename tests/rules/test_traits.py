"""What rules declare of themselves is true of them, on generated problems."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, Rule, Traits, obstacle, traits_of
from rotation.testing import rosters, tiny_problems

ALONE = [rule for rule in DEFAULT_RULES if traits_of(rule).one_person]
TOGETHER = [rule for rule in DEFAULT_RULES if rule not in ALONE]
KEEPING = [rule for rule in DEFAULT_RULES if hasattr(rule, "keeps_off")]


def few(problem: Problem) -> bool:
    """Tell whether all rosters are looked at soon."""
    return (len(problem.people) + 1) ** len(problem.shifts) <= 100


def by_person(rule: Rule, problem: Problem, roster: Roster) -> set[object]:
    """Return what a rule finds in problems of one person each, who holds what the roster says."""
    statements: set[object] = set()
    for person in problem.people:
        mine = tuple(s for s in problem.shifts if roster[s.id] == person.id)
        carried = tuple(held for held in problem.carried if held.engineer == person.id)
        alone = replace(problem, people=(person,), shifts=mine, carried=carried)
        statements |= set(rule.check(alone, Roster({s.id: person.id for s in mine})))
    return statements


@pytest.mark.parametrize("rule", ALONE, ids=lambda rule: rule.name)
def test_rules_about_one_person_find_the_same_in_each_alone(rule: Rule) -> None:
    """A rule that declares `one_person` finds in a roster what it finds person by person."""

    @settings(max_examples=15, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(elsewhere=True).filter(few))
    def agrees(problem: Problem) -> None:
        for roster in rosters(problem):
            assert set(rule.check(problem, roster)) == by_person(rule, problem, roster)

    agrees()


def test_the_others_find_more_than_in_each_alone() -> None:
    """These look at several people, and declare nothing else."""
    assert [rule.name for rule in TOGETHER] == [
        "coverage",
        "newcomers",
        "locks",
        "together",
        "apart",
        "follow",
    ]
    differing: set[str] = set()

    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(elsewhere=True).filter(few))
    def collect(problem: Problem) -> None:
        for rule in (rule for rule in TOGETHER if rule.name not in differing):
            for roster in rosters(problem):
                if set(rule.check(problem, roster)) != by_person(rule, problem, roster):
                    differing.add(rule.name)

    collect()
    # A roster of the problem itself breaks no coverage.
    assert differing == {"newcomers", "locks", "together", "apart", "follow"}


@pytest.mark.parametrize("rule", KEEPING, ids=lambda rule: rule.name)
def test_what_keeps_somebody_off_is_broken_by_holding_it(rule: Rule) -> None:
    """`keeps_off` is what `check` finds when the person holds this shift and nothing else."""

    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(tiny_problems(elsewhere=True))
    def agrees(problem: Problem) -> None:
        empty = dict.fromkeys(shift.id for shift in problem.shifts)
        for person in problem.people:
            for shift in problem.shifts:
                roster = Roster({**empty, shift.id: person.id})
                broken = [v for v in rule.check(problem, roster) if not v.carried]
                kept = obstacle([rule], problem, person.id, shift)
                if kept is None:
                    assert all(v.grounds.kind == "used_up" for v in broken)
                else:
                    assert kept[1] in [v.grounds for v in broken]

    agrees()


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(tiny_problems(elsewhere=True).filter(few))
def test_what_cannot_be_broken_is_not(problem: Problem) -> None:
    """Where `could_break` says no, no way of taking a shift breaks the rule anew."""
    asked = [rule for rule in DEFAULT_RULES if hasattr(rule, "could_break")]
    assume(problem.people)
    for rule in asked:
        for shift in problem.shifts:
            for person in problem.people:
                if rule.could_break(problem, {shift.id: person.id}):
                    continue
                for roster in rosters(problem):
                    before = set(rule.check(problem, roster))
                    after = set(rule.check(problem, Roster({**roster, shift.id: person.id})))
                    assert after <= before


def test_a_rule_that_declares_nothing_is_judged_with_care() -> None:
    """The defaults hold for any rule: it looks at everybody, may be lifted, is hard to change."""
    assert traits_of(object()) == Traits()
    assert not Traits().one_person
    assert Traits().relaxable
