"""Every roster that CP-SAT accepts, found one after the other."""

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
"""Deterministic units a tiny problem never needs."""


def accepted(problem: Problem, rules: Sequence[Rule]) -> frozenset[Roster]:
    """Return all rosters that the model accepts when these rules are posted.

    Each roster found is forbidden before the next search, until none is left; that runs through
    the very search that plans are made with.

    Parameters
    ----------
    problem : Problem
        A tiny one: there is one search a roster.
    rules : sequence of Rule
        What is posted.

    Raises
    ------
    AssertionError
        When the solver does not come to an end on a problem this small.
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
