"""Enumerating the rosters that CP-SAT accepts."""

from collections.abc import Sequence

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Rule
from rotation.rules.grounds import Grounds
from rotation.solve.model import Model
from rotation.solve.parameters import Attempt
from rotation.solve.solver import End, Solver
from rotation.statements.view import AtMost, ModelView

__all__ = ["accepted"]

_EFFORT = 10.0
"""Deterministic units that a tiny problem never needs."""


def accepted(problem: Problem, rules: Sequence[Rule]) -> frozenset[Roster]:
    """Return all rosters that the model accepts with these rules.

    Each roster found is forbidden before the next search, until none is left. This uses the same
    search as plans.

    Parameters
    ----------
    problem : Problem
        A tiny one: there is one search per roster.
    rules : sequence of Rule
        What is posted.

    Raises
    ------
    AssertionError
        If the solver does not finish on a problem this small.
    """
    view = ModelView(problem)
    for rule in rules:
        rule.post(problem, view)
    model = Model(view)
    solver = Solver()
    rosters: set[Roster] = set()
    while True:
        response = solver.run(model.cp, Attempt(share=1.0, seed=1), _EFFORT)
        assert response.end is not End.UNKNOWN, "the solver came to no end"
        if not response.solved:
            return frozenset(rosters)
        roster = model.roster(response.true)
        rosters.add(roster)
        literals = tuple(
            view.is_open(shift) if holder is None else view.works(holder, shift)
            for shift, holder in roster.items()
        )
        model.say([AtMost(len(literals) - 1, literals, Grounds(because="found already"))])
