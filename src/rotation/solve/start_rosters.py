"""Rosters that goals know themselves: somebody's heuristic, or the plan of another tool."""

from collections.abc import Sequence

from rotation.errors import BadInput, Fault
from rotation.goals.base import Goal, Level
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.solve.incumbent import Incumbent
from rotation.solve.posted_tiers import PostedTier
from rotation.statements.greedy import first_roster
from rotation.statements.view import ModelView

__all__ = ["StartRosters"]


class StartRosters:
    """The rosters of goals, as far as they keep the rules.

    A roster is only ever compared: what it is worth is measured, and it proves nothing.

    Parameters
    ----------
    view : ModelView
        What the rules stated.
    rules : sequence of Rule
        What must hold.
    goals : sequence of Goal
        A goal with `starts(problem)` gives rosters.

    Raises
    ------
    BadInput
        When a roster is not one of the problem.
    """

    def __init__(self, view: ModelView, rules: Sequence[Rule], goals: Sequence[Goal]) -> None:
        self._problem, self._rules = view.problem, rules
        self._rosters: list[Roster] = []
        for goal in goals:
            starts = getattr(goal, "starts", None)
            for roster in () if starts is None else starts(view.problem):
                _refuse_another(view.problem, goal, roster)
                # Shifts that break a rule are reassigned.
                dealt = first_roster(view, list[Level](), roster)
                self._rosters += [each for each in (roster, dealt) if self.kept(each)][:1]

    def kept(self, roster: Roster) -> bool:
        """Return whether a roster keeps the rules."""
        return not split(self._problem, violations(self._problem, roster, self._rules))[0]

    def offer(self, incumbent: Incumbent, *tiers: PostedTier) -> Sequence[PostedTier]:
        """Offer the rosters, compared in the tiers decided and the next ones; return those."""
        for roster in self._rosters:
            incumbent.offer(roster, *tiers)
        return tiers


def _refuse_another(problem: Problem, goal: Goal, roster: Roster) -> None:
    strange = sorted(set(roster) ^ {shift.id for shift in problem.shifts})
    people = {None, *(person.id for person in problem.people)}
    strange += sorted({str(holder) for holder in roster.values() if holder not in people})
    if strange:
        what = f"starts with a roster of another problem: {strange[0]}"
        raise BadInput(Fault(f"goal {goal.name}", what, "name the problem's shifts and people"))
