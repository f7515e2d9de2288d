"""A statement means the same to the solver as to whoever counts, whoever is forbidden what."""

from itertools import product

import pytest
from ortools.sat.python import cp_model

from rotation.rules.grounds import Grounds
from rotation.solve.model import Model
from rotation.statements.view import AtLeast, AtMost, ModelView
from rotation.testing import make_problem, make_shift

SHIFTS = ("A-2026-12-07", "A-2026-12-14")
PEOPLE = ("ada", "ben")
FORBIDDEN = {("ada", SHIFTS[0]), ("ben", SHIFTS[1])}
Holders = tuple[str | None, ...]


class Accepted(cp_model.CpSolverSolutionCallback):
    def __init__(self, view: ModelView, model: Model) -> None:
        super().__init__()
        self._works = {(p, s): model.literal(view.works(p, s)) for p in PEOPLE for s in SHIFTS}
        self.found: set[Holders] = set()

    def on_solution_callback(self) -> None:
        held = (
            next((p for p in PEOPLE if self.boolean_value(self._works[p, s])), None) for s in SHIFTS
        )
        self.found.add(tuple(held))


def accepted(view: ModelView) -> set[Holders]:
    model = Model(view)
    seen = Accepted(view, model)
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    solver.solve(model.cp, seen)
    return seen.found


@pytest.mark.parametrize("kind", [AtMost, AtLeast])
@pytest.mark.parametrize("limit", range(-1, 6))
@pytest.mark.parametrize("signs", [(1, 1, 1, 1), (-1, 1, 1, -1), (-1, -1, 1, 1), (-1, -1, -1, -1)])
def test_a_bound_counts_what_is_forbidden_as_false(
    kind: type[AtMost] | type[AtLeast], limit: int, signs: tuple[int, ...]
) -> None:
    """Who is forbidden a shift does not hold it, so that they do not hold it is true."""
    problem = make_problem(PEOPLE, [make_shift(shift) for shift in SHIFTS])
    view = ModelView(problem)
    pairs = list(product(PEOPLE, SHIFTS))
    for person, shift in FORBIDDEN:
        view.forbid(person, shift)
    literals = tuple(
        view.works(*pair) if sign > 0 else view.negate(view.works(*pair))
        for pair, sign in zip(pairs, signs, strict=True)
    )
    view.statements.append(kind(limit, literals, Grounds("")))

    def holds(holders: Holders) -> bool:
        held = dict(zip(SHIFTS, holders, strict=True))
        if any(held[shift] == person for person, shift in FORBIDDEN):
            return False
        true = sum(
            (held[shift] == person) is (sign > 0)
            for (person, shift), sign in zip(pairs, signs, strict=True)
        )
        return true <= limit if kind is AtMost else true >= limit

    everything = product((None, *PEOPLE), repeat=len(SHIFTS))
    assert accepted(view) == {holders for holders in everything if holds(holders)}
