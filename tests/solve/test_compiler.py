"""A statement means the same to the solver as to whoever counts, whoever is forbidden what."""

from collections.abc import Mapping
from itertools import product

import pytest
from ortools.sat.python import cp_model

from rotation.rules.grounds import Grounds
from rotation.solve.compiler import Compiler
from rotation.solve.model import Model
from rotation.statements.view import AtLeast, AtMost, ModelView
from rotation.testing import make_problem, make_shift

SHIFTS = ("A-2026-12-07", "A-2026-12-14")
PEOPLE = ("ada", "ben")
PAIRS = tuple(product(PEOPLE, SHIFTS))
FORBIDDEN = {("ada", SHIFTS[0]), ("ben", SHIFTS[1])}
ABLE = {s: [p for p in PEOPLE if (p, s) not in FORBIDDEN] for s in SHIFTS}
Holders = tuple[str | None, ...]

kinds = pytest.mark.parametrize("kind", [AtMost, AtLeast])
limits = pytest.mark.parametrize("limit", range(-1, 6))
signs_of_literals = pytest.mark.parametrize(
    "signs", [(1, 1, 1, 1), (-1, 1, 1, -1), (-1, -1, 1, 1), (-1, -1, -1, -1)]
)


class Solutions(cp_model.CpSolverSolutionCallback):
    """The holders in every solution, and whether a literal is true in it."""

    def __init__(
        self,
        works: Mapping[tuple[str, str], cp_model.BoolVarT],
        kept: cp_model.IntVar | None = None,
    ) -> None:
        super().__init__()
        self._works, self._kept = works, kept
        self.rosters: set[tuple[bool, Holders]] = set()

    def on_solution_callback(self) -> None:
        held = (
            next((p for p in PEOPLE if self.boolean_value(self._works[p, s])), None) for s in SHIFTS
        )
        kept = self._kept is None or self.boolean_value(self._kept)
        self.rosters.add((kept, tuple(held)))


def solutions(cp: cp_model.CpModel, seen: Solutions) -> set[tuple[bool, Holders]]:
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    solver.solve(cp, seen)
    return seen.rosters


def a_view() -> ModelView:
    return ModelView(make_problem(PEOPLE, [make_shift(shift) for shift in SHIFTS]))


def a_statement(
    view: ModelView, kind: type[AtMost] | type[AtLeast], limit: int, signs: tuple[int, ...]
) -> AtMost | AtLeast:
    works = [view.works(*pair) for pair in PAIRS]
    literals = [x if sign > 0 else view.negate(x) for x, sign in zip(works, signs, strict=True)]
    return kind(limit, tuple(literals), Grounds(""))


def possible() -> set[Holders]:
    """Return who can hold the shifts, whatever is stated besides."""
    return set(product(*((None, *ABLE[shift]) for shift in SHIFTS)))


def keeps(
    holders: Holders, kind: type[AtMost] | type[AtLeast], limit: int, signs: tuple[int, ...]
) -> bool:
    held = dict(zip(SHIFTS, holders, strict=True))
    true = sum(
        (held[shift] == person) is (sign > 0)
        for (person, shift), sign in zip(PAIRS, signs, strict=True)
    )
    return true <= limit if kind is AtMost else true >= limit


@kinds
@limits
@signs_of_literals
def test_a_bound_counts_what_is_forbidden_as_false(
    kind: type[AtMost] | type[AtLeast], limit: int, signs: tuple[int, ...]
) -> None:
    """Who is forbidden a shift does not hold it, so that they do not hold it is true."""
    view = a_view()
    for person, shift in FORBIDDEN:
        view.forbid(person, shift)
    view.statements.append(a_statement(view, kind, limit, signs))
    model = Model(view)
    seen = Solutions({pair: model.literal(view.works(*pair)) for pair in PAIRS})
    assert solutions(model.cp, seen) == {
        (True, holders) for holders in possible() if keeps(holders, kind, limit, signs)
    }


@kinds
@limits
@signs_of_literals
def test_an_enforced_statement_holds_where_it_is_enforced_and_only_there(
    kind: type[AtMost] | type[AtLeast], limit: int, signs: tuple[int, ...]
) -> None:
    """With its literal true it means what it means by itself; with it false, nothing."""
    view, cp = a_view(), cp_model.CpModel()
    compiler = Compiler(cp, view)
    for shift, people in ABLE.items():
        compiler.make_holders(shift, people)
    kept = cp.new_bool_var("")
    compiler.add(a_statement(view, kind, limit, signs), kept)
    seen = Solutions({pair: compiler.literal(view.works(*pair)) for pair in PAIRS}, kept)
    assert solutions(cp, seen) == {
        (enforced, holders)
        for enforced, holders in product((True, False), possible())
        if not enforced or keeps(holders, kind, limit, signs)
    }


def test_a_flag_is_made_when_a_statement_first_names_it() -> None:
    """A flag without a variable is no constant: a later statement means the same flag."""
    view, cp = a_view(), cp_model.CpModel()
    compiler = Compiler(cp, view)
    flag = view.flag("either way")
    compiler.add(AtLeast(1, (flag,), Grounds("")))
    assert not compiler.known_false(flag)
    assert cp_model.CpSolver().solve(cp) == cp_model.OPTIMAL
    compiler.add(AtMost(0, (flag,), Grounds("")))
    assert cp_model.CpSolver().solve(cp) == cp_model.INFEASIBLE


CONDITIONS = (None, 1, 2, 4, -1, -2)
"""No condition, or one of the four pairs, by place, or its opposite."""


@kinds
@pytest.mark.parametrize("limit", [-2, 1, 4])
@pytest.mark.parametrize("weights", [None, (3, 1, 2, 1), (2, 2, 4, 2), (-1, 2, -3, 0)])
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("enforced", [True, False])
def test_weights_and_conditions_mean_the_same_whoever_is_forbidden_what(
    kind: type[AtMost] | type[AtLeast],
    limit: int,
    weights: tuple[int, ...] | None,
    condition: int | None,
    enforced: bool,
) -> None:
    """A sum with weights (V2) holds where its condition is true (V3), constants among its terms."""
    view, cp = a_view(), cp_model.CpModel()
    works = [view.works(*pair) for pair in PAIRS]
    works[0] = view.negate(works[0])
    when = None
    if condition is not None:
        positive = view.works(*PAIRS[abs(condition) - 1])
        when = positive if condition > 0 else view.negate(positive)
    state = view.at_most if kind is AtMost else view.at_least
    state(limit, works, weights=weights, when=when, because="of a test")
    compiler = Compiler(cp, view)
    for shift, people in ABLE.items():
        compiler.make_holders(shift, people)
    kept = cp.new_bool_var("")
    (statement,) = view.statements
    compiler.add(statement, kept if enforced else None)
    if not enforced:
        cp.add(kept == 1)
    seen = Solutions({pair: compiler.literal(view.works(*pair)) for pair in PAIRS}, kept)

    def right(holders: Holders) -> bool:
        held = dict(zip(SHIFTS, holders, strict=True))
        true = [held[shift] == person for person, shift in PAIRS]
        if condition is not None and true[abs(condition) - 1] is (condition < 0):
            return True
        true[0] = not true[0]
        whole = sum(w for w, x in zip(weights or (1, 1, 1, 1), true, strict=True) if x)
        return whole <= limit if kind is AtMost else whole >= limit

    assert solutions(cp, seen) == {
        (on, holders)
        for on, holders in product((True, False) if enforced else (True,), possible())
        if not on or right(holders)
    }
