"""Whether what goals state describes rosters, and forbids none.

A goal may state what its own flags mean. What it states besides would cut rosters off, as only a
rule may: the tiers would be proved among the rest, and a roster that is kept from before could be
one of those that are cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.errors import SolverDisagreement
from rotation.goals.base import Goal
from rotation.model.roster import Roster
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.rules.grounds import Grounds
from rotation.solve.conflict_core import Claim, Claims
from rotation.solve.cut_off import cut_off
from rotation.solve.posted_tiers import PostedTier, post
from rotation.solve.solver import End, Solver
from rotation.statements.greedy import first_roster
from rotation.statements.view import AtLeast, ModelView

__all__ = ["GoalStatements"]

_OURS = "rotation."
"""Modules of goals that enumeration has shown to forbid nothing."""

_LIMIT = 1.0
"""Units of effort: every shift is settled, so only flags are left to be found."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one goal stated to the view, and whether it is one of ours."""

    goal: str
    claim: Claim
    ours: bool


class GoalStatements:
    """Posts goals, and compares what they state with rosters.

    Parameters
    ----------
    view : ModelView
        Receives what is posted.
    rules : sequence of Rule
        What is in the view already.
    solver : Solver
        Finds flags.
    """

    def __init__(self, view: ModelView, rules: Sequence[Rule], solver: Solver) -> None:
        self._view, self._rules, self._solver = view, rules, solver
        self._stated: list[_Stated] = []
        self._checked: tuple[int, tuple[Roster, ...]] | None = None

    def post(self, goal: Goal) -> list[PostedTier]:
        """Post a goal and return its tiers, most important first."""
        view = self._view
        forbidden, required, before = set(view.forbidden), set(view.required), len(view.statements)
        tiers = post(goal, view)
        claim = Claim(
            forbids=tuple(pair for pair in view.forbidden if pair not in forbidden),
            requires=tuple(pair for pair in view.required if pair not in required),
            statements=tuple(view.statements[before:]),
        )
        if claim != Claim():
            ours = type(goal).__module__.startswith(_OURS)
            self._stated.append(_Stated(goal.name, claim, ours))
        return tiers

    def check(self, *rosters: Roster) -> None:
        """Compare rosters that keep every rule with what the goals stated so far.

        Besides those that are given, which may have been found under those statements, it is the
        roster that is dealt when no goal states anything.

        Raises
        ------
        SolverDisagreement
            When a goal's statements forbid it, naming the goal.
        """
        checked = len(self._stated), rosters
        if checked == self._checked:
            return
        self._checked = checked
        for stated in self._stated:
            for known in (*self._dealt(), *rosters):
                claims = [_roster_claim(self._view, known), stated.claim]
                if self._clash(claims):
                    raise _forbidding(stated)

    def search(self) -> None:
        """Look for rosters that keep every rule, and that a goal from outside forbids.

        Those at hand were found under its statements. So it is not enough to look at them: a
        goal that cuts off every better roster would have its tiers called proved.

        Raises
        ------
        SolverDisagreement
            When there is one, naming the goal.
        """
        for stated in self._stated:
            if stated.ours or self._solver.asked_to_stop():
                continue
            if cut_off(self._view.problem, self._rules, stated.claim, self._solver) is not None:
                raise _forbidding(stated)

    def _clash(self, claims: Sequence[Claim]) -> bool:
        problem = self._view.problem
        return Claims(problem, claims, self._solver, _LIMIT).holds() is End.IMPOSSIBLE

    def _dealt(self) -> list[Roster]:
        """Return a roster of the rules alone; none where dealing does not know a rule."""
        problem = self._view.problem
        view = ModelView(problem)
        for rule in self._rules:
            rule.post(problem, view)
        dealt = first_roster(view, [])
        broken, _ = split(problem, violations(problem, dealt, self._rules))
        return [] if broken else [dealt]


def _forbidding(stated: _Stated) -> SolverDisagreement:
    return SolverDisagreement(
        f"goal {stated.goal}: its statements forbid a roster that keeps every rule;"
        " a goal may say what its flags mean, and only a rule may forbid rosters"
    )


def _roster_claim(view: ModelView, roster: Roster) -> Claim:
    """Return that a roster is the one: who holds what, and what is open."""
    held = tuple((person, shift) for shift, person in roster.items() if person is not None)
    opens = [view.is_open(shift) for shift, person in roster.items() if person is None]
    grounds = Grounds(because="the roster is given")
    return Claim(requires=held, statements=tuple(AtLeast(1, (o,), grounds) for o in opens))
