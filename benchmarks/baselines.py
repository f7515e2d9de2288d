"""Other formulations of the same problem for the same solver, for comparison with ours.

Both post the very same rules on the full model and minimise tier after tier under the tiers
before, with one worker and the full linear relaxation. They differ from ours in what they make of
a fair ledger, and in that they have no bound before they search:

`direct`
    squares around the share, as marginal costs on ordered Booleans.
`spread`
    the largest difference from the share minus the smallest: another goal, and the usual one.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm
from time import perf_counter

from ortools.sat.python import cp_model

from benchmarks.figures import FAIRNESS, Run, TierTime
from benchmarks.instances import Instance
from benchmarks.ours import checked
from rotation.goals import DEFAULT_GOALS, Few, Level, Target
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.cost import Cost, few, level
from rotation.solve.model import Model
from rotation.statements.view import ModelView

__all__ = ["BASELINES", "run_baseline"]

_GOALS = tuple(goal for goal in DEFAULT_GOALS if goal.name in FAIRNESS)
_SEED = 1


def run_baseline(
    way: str, instance: Instance, seed: int, limit_s: float
) -> tuple[Run, Roster | None]:
    """Plan one instance with another formulation.

    Parameters
    ----------
    way : str
        A name of `BASELINES`.
    instance : Instance
        What to plan.
    seed : int
        For the record; the solver's is fixed.
    limit_s : float
        Wall time for model and search together.

    Returns
    -------
    run : Run
        Its last tier is unproved when the limit came first.
    roster : Roster or None
        The last one found, checked against every rule.
    """
    problem = instance.problem()
    begun = perf_counter()
    view = ModelView(problem)
    for rule in DEFAULT_RULES:
        rule.post(problem, view)
    targets = [target for goal in _GOALS for target in goal.post(problem, view)]
    names = [
        f"{goal.name}.{tier.part}" if tier.part else goal.name
        for goal in _GOALS
        for tier in goal.tiers
    ]
    model = Model(view)
    stages = {"model": perf_counter() - begun}
    tiers: list[TierTime] = []
    best: Roster | None = None
    for name, target in zip(names, targets, strict=True):
        cost = _cost(view, model, target, BASELINES[way])
        model.cp.minimize(cost.expression)
        solver = _solver(limit_s - (perf_counter() - begun))
        status = solver.solve(model.cp)
        solved = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        value = round(solver.objective_value) if solved else 0
        tiers.append(
            TierTime(
                name,
                perf_counter() - begun,
                float(cost.value(value)) if solved else float("nan"),
                float(cost.value(round(solver.best_objective_bound))) if solved else float("nan"),
                status == cp_model.OPTIMAL,
            )
        )
        if solved:
            best = checked(problem, model.roster(solver.boolean_value))
            model.hint(best)
        if status != cp_model.OPTIMAL:
            break
        model.cp.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        model.cp.add(cost.expression <= value)
    stages["total"] = perf_counter() - begun
    return Run(seed, len(problem.people), len(problem.shifts), stages, tuple(tiers)), best


def _solver(limit_s: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.linearization_level = 2
    # As ours: only the formulation shall differ.
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_time_in_seconds = max(limit_s, 0.01)
    return solver


Held = Mapping[str, cp_model.LinearExprT]
Fair = Callable[[ModelView, Model, Level, Held], Cost]


def _cost(view: ModelView, model: Model, target: Target, fair: Fair) -> Cost:
    if isinstance(target, Few):
        terms = [
            (cost, model.literal(literal))
            for cost, literal in target.terms
            if not model.known_false(literal)
        ]
        return few(terms, target.constant)
    assert isinstance(target, Level)
    held = {
        person: model.sum([(n, view.works(person, shift)) for shift, n in target.amounts.items()])
        for person in target.base
    }
    return fair(view, model, target, held)


def _direct(view: ModelView, model: Model, target: Level, held: Held) -> Cost:
    most = {
        person: sum(
            amount
            for shift, amount in target.amounts.items()
            if not model.known_false(view.works(person, shift))
        )
        for person in target.base
    }
    return level(model.cp, target, held, most)


def _spread(view: ModelView, model: Model, target: Level, held: Held) -> Cost:
    """Return the largest minus the smallest of `load - share`."""
    del view
    scale = lcm(*(share.denominator for share in target.share.values()), 1)
    whole = scale * (sum(target.amounts.values()) + max(target.base.values(), default=0))
    whole += max((int(scale * share) for share in target.share.values()), default=0)
    low = model.cp.new_int_var(-whole, whole, "")
    high = model.cp.new_int_var(-whole, whole, "")
    for person, base in target.base.items():
        offset = int(scale * (base - target.share[person]))
        model.cp.add(scale * held[person] + offset >= low)
        model.cp.add(scale * held[person] + offset <= high)
    return Cost(high - low, Fraction(1, scale), Fraction(0))


BASELINES: Mapping[str, Fair] = {"direct": _direct, "spread": _spread}
"""What each makes of a ledger."""
