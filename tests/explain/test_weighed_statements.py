"""Sums with weights and conditions in explanations: their sentence, and where they are written."""

from collections.abc import Iterable

import pytest
from explain_cases import plan_of

from rotation.explain import conflicts, why_not
from rotation.goals import named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES, View, Violation
from rotation.testing import assert_rule_agrees, make_lock, make_person, make_problem, make_shift

FIRST, SECOND = make_shift("A-2026-12-07"), make_shift("A-2026-12-21")
PEOPLE = [make_person("ada"), make_person("ben", tracks=["B"])]
TWO_WEEKS = make_problem(PEOPLE, [FIRST, SECOND], locks=[make_lock(FIRST.id, "ada")])
BESIDE = make_shift("B-2026-12-07")
WITH_BEN = make_problem(PEOPLE, [FIRST, BESIDE], locks=[make_lock(BESIDE.id, "ben")])


class Weary:
    """Two weeks weigh 3 each, and Ada bears 5 (V2)."""

    name = "weary"
    title = "nobody bears more than 5"
    source = Source("rules.toml", 7)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Add up the weeks of everybody."""
        for person in problem.people:
            held = tuple(shift.id for shift in problem.shifts if roster[shift.id] == person.id)
            if 3 * len(held) > 5:
                text = f"{person.name} bears more than 5"
                yield Violation(self.name, text, held, (person.id,), sources=(self.source,))

    def post(self, problem: Problem, view: View) -> None:
        """State the weights; one with another divisor keeps them in the normal form."""
        for person in problem.people:
            weeks = view.count(person.id, [shift.id for shift in problem.shifts])
            spare = view.flag("a spare")
            view.at_most(
                5,
                [weeks, spare],
                weights=[3, 2],
                about=person.id,
                because=f"{person.name} bears 5",
                source=self.source,
            )


class Shy:
    """Where Ben is on call, Ada is not (V3)."""

    name = "shy"
    title = "Ada serves without Ben"
    source = Source("rules.toml", 9)

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Compare every two shifts."""
        for shift in problem.shifts:
            for other in problem.shifts:
                if roster[shift.id] == "ada" and roster[other.id] == "ben":
                    shifts = tuple(s.id for s in problem.shifts if s in (shift, other))
                    text = "Ada is on call where Ben is"
                    yield Violation(self.name, text, shifts, ("ada", "ben"), sources=(self.source,))

    def post(self, problem: Problem, view: View) -> None:
        """State for each shift of Ben that Ada holds nothing else."""
        for shift in problem.shifts:
            others = [view.works("ada", other.id) for other in problem.shifts if other != shift]
            view.at_most(
                0,
                others,
                when=view.works("ben", shift.id),
                because="Ada is not on call where Ben is",
                source=self.source,
            )


@pytest.mark.parametrize(
    ("rule", "problem", "sentence"),
    [
        (Weary(), TWO_WEEKS, "Ada bears 5 (rules.toml:7)"),
        (Shy(), WITH_BEN, "Ada is not on call where Ben is (rules.toml:9)"),
    ],
)
def test_an_open_shift_is_explained(rule: Weary | Shy, problem: Problem, sentence: str) -> None:
    """The conflict and why-not name the sentence with its line."""
    assert_rule_agrees(rule, problem)
    plan = plan_of(problem, rules=(*DEFAULT_RULES, rule), goals=named(["open"]))
    (conflict,) = conflicts(plan)
    assert sentence in [str(fact) for fact in conflict.facts]
    (opened,) = plan.roster.open_shifts()
    shift = problem.shift(opened)
    (reason,) = why_not(plan, "ada", shift.first_day, track=shift.track)
    assert sentence in [str(fact) for fact in reason.facts]
