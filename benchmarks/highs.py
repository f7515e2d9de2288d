"""The full model for HiGHS, a solver of mixed-integer programs, for comparison with ours.

The variables are those of the full model of CP-SAT: one per person and shift that they could hold,
one per open shift, one per flag of a rule. Squares of loads are sums of marginal costs over steps
between 0 and 1; they grow from step to step, so that nobody has to say in which order they are
filled, nor that they are whole. Tier after tier is minimised under the tiers before.

HiGHS computes in floating point: its bounds hold within tolerances only, while its values are
measured on the roster, in fractions. It is not needed to plan: install the extra `benchmarks`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd

import highspy
import numpy as np

from benchmarks.figures import TierTime
from rotation.goals.base import Few, Goal, Level, Target
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Literal, Rule
from rotation.solve.squares import Squares
from rotation.statements.view import AtLeast, ModelView

__all__ = ["run_highs"]

_INFINITY = highspy.kHighsInf


@dataclass(slots=True)
class _Program:
    """A mixed-integer program that is put together row by row."""

    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(default_factory=list)

    def variable(self, upper: float = 1.0, *, whole: bool = True) -> int:
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.upper) - 1

    def row(self, low: float, high: float, terms: dict[int, float]) -> None:
        self.rows.append((low, high, terms))

    def solver(self) -> highspy.Highs:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.upper), len(self.rows)
        model.col_cost_ = np.zeros(len(self.upper))
        model.col_lower_, model.col_upper_ = np.zeros(len(self.upper)), np.array(self.upper)
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        model.integrality_ = [kinds[whole] for whole in self.whole]
        model.row_lower_ = np.array([low for low, _, _ in self.rows])
        model.row_upper_ = np.array([high for _, high, _ in self.rows])
        starts = np.cumsum([0, *(len(terms) for _, _, terms in self.rows)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts
        model.a_matrix_.index_ = np.array([n for _, _, terms in self.rows for n in terms])
        model.a_matrix_.value_ = np.array([a for _, _, ts in self.rows for a in ts.values()])
        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        return solver


class _Rosters:
    """The rosters of a view as a program."""

    def __init__(self, view: ModelView) -> None:
        self.view, self.program = view, _Program()
        self._variables: dict[int, int] = {}
        problem = view.problem
        for shift in problem.shifts:
            literals = [view.is_open(shift.id)]
            literals += [
                view.works(person.id, shift.id)
                for person in problem.people
                if (person.id, shift.id) not in view.forbidden
            ]
            for literal in literals:
                self._variables[literal] = self.program.variable()
            self.program.row(1, 1, {self._variables[literal]: 1.0 for literal in literals})
        for literal, _ in view.named_flags():
            self._variables[literal] = self.program.variable()
        for person, shift_id in view.required:
            self._at_least(1, [(1, view.works(person, shift_id))], None)
        for statement in view.statements:
            terms = list(statement.terms)
            if isinstance(statement, AtLeast):
                self._at_least(statement.limit, terms, statement.when)
            else:
                opposite = [(weight, Literal(-literal)) for weight, literal in terms]
                total = sum(weight for weight, _ in terms)
                self._at_least(total - statement.limit, opposite, statement.when)

    def terms(self, terms: Sequence[tuple[int, Literal]]) -> tuple[int, dict[int, float]]:
        """Return a sum as a constant and terms of variables; nobody forbidden has one."""
        constant, sums = 0, dict[int, float]()
        for weight, literal in terms:
            variable = self._variables.get(abs(literal))
            constant += weight if literal < 0 else 0
            if variable is not None:
                sums[variable] = sums.get(variable, 0.0) + (-weight if literal < 0 else weight)
        return constant, sums

    def _at_least(
        self, limit: int, terms: Sequence[tuple[int, Literal]], when: Literal | None
    ) -> None:
        if when is not None and limit > 0:
            # Where the condition does not hold, its opposite adds enough by itself.
            terms = [*terms, (limit, Literal(-when))]
        constant, sums = self.terms(terms)
        if limit - constant > 0 or any(weight < 0 for weight in sums.values()):
            self.program.row(limit - constant, _INFINITY, sums)

    def roster(self, values: Sequence[float]) -> Roster:
        """Return the roster of a solution."""
        holders: dict[str, str | None] = {shift.id: None for shift in self.view.problem.shifts}
        for literal, variable in self._variables.items():
            pair = self.view.pair(Literal(literal))
            if pair is not None and values[variable] > 1 / 2:
                holders[pair[1]] = pair[0]
        return Roster(holders)

    def cost(self, target: Target) -> tuple[Fraction, Fraction, dict[int, float]]:
        """Return the cost of a target: a constant, a scale, and terms with whole weights."""
        if isinstance(target, Few):
            constant, sums = self.terms(target.terms)
            return Fraction(target.constant + constant), Fraction(1), sums
        assert isinstance(target, Level)
        works, forbidden = self.view.works, self.view.forbidden
        held = {
            person: [
                (amount, works(person, shift))
                for shift, amount in target.amounts_of(person).items()
                if (person, shift) not in forbidden
            ]
            for person in target.base
        }
        most = {person: sum(a for a, _ in terms) for person, terms in held.items()}
        squares = Squares(target, most)
        weights: dict[int, int] = {}
        for person, terms in held.items():
            _, row = self.terms(terms)
            for step in range(squares.top[person]):
                variable = self.program.variable(whole=False)
                weights[variable] = squares.marginal(person, step)
                row[variable] = -float(squares.step)
            self.program.row(0, 0, row)
        common = gcd(*weights.values()) or 1
        whole = {variable: float(weight // common) for variable, weight in weights.items()}
        return squares.constant, Fraction(common, squares.denominator), whole


def run_highs(
    problem: Problem,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    seconds: Callable[[], float],
    limit_s: float,
) -> tuple[tuple[TierTime, ...], Roster | None]:
    """Plan a problem; return what was reached in each tier, and the best roster.

    Parameters
    ----------
    problem : Problem
        What is to be decided.
    rules, goals : sequence
        What must hold; sums and ledgers, most important first.
    seconds : callable
        Seconds of processor time since the beginning.
    limit_s : float
        What all tiers together may take; the tier that is cut ends it.
    """
    view = ModelView(problem)
    for rule in rules:
        rule.post(problem, view)
    posted = [(goal, n, t) for goal in goals for n, t in enumerate(goal.post(problem, view))]
    rosters = _Rosters(view)
    costs = [rosters.cost(target) for *_, target in posted]
    solver = rosters.program.solver()
    everything = np.arange(len(rosters.program.upper), dtype=np.int32)
    _watch(solver, seconds, limit_s)
    best: Roster | None = None
    tiers: list[TierTime] = []
    for (goal, number, _), (constant, scale, terms) in zip(posted, costs, strict=True):
        weights = np.zeros(len(everything))
        weights[list(terms)] = list(terms.values())
        solver.changeColsCost(len(everything), everything, weights)
        solver.run()
        done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        info = solver.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            best = rosters.roster(solver.getSolution().col_value)
        part = goal.tiers[number].part
        value = float("nan") if best is None else float(goal.measure(problem, best)[number])
        bound = float(constant) + float(scale) * info.mip_dual_bound
        name = f"{goal.name}.{part}" if part else goal.name
        tiers.append(TierTime(name, seconds(), value, bound, done))
        if not done:
            break
        index, amounts = np.array(list(terms), dtype=np.int32), np.array(list(terms.values()))
        # Weights are whole numbers, so half of one is room for rounding and for nothing else.
        limit = round(info.objective_function_value) + 1 / 2
        solver.addRow(-_INFINITY, limit, len(terms), index, amounts)
    return tuple(tiers), best


def _watch(solver: highspy.Highs, seconds: Callable[[], float], limit_s: float) -> None:
    """End a run when its processor time is over."""

    def look(event: highspy.HighsCallbackEvent) -> None:
        if seconds() > limit_s:
            event.interrupt()

    for callback in (solver.cbMipInterrupt, solver.cbSimplexInterrupt):
        callback.subscribe(look)
