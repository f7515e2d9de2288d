"""The linear program over the lines made so far (GLOP), and what its rows would pay for more."""

from collections.abc import Sequence

from ortools.linear_solver import pywraplp

from rotation.solve.lines.bounds import Duals
from rotation.solve.lines.program import Column

__all__ = ["Master"]

_TOLERANCES = "primal_feasibility_tolerance: 1e-9 dual_feasibility_tolerance: 1e-9"
_PARAMETERS = f"use_preprocessing: false {_TOLERANCES}"
_AFRESH = f"use_preprocessing: true use_dual_simplex: true {_TOLERANCES}"

_PIVOTS = 20
"""Iterations per row: with prices that are far apart an LP turns in circles where it is done."""


class Master:
    """Each shift on one line or open, one line per person, and limits.

    Everything that cannot be may be all the same, at a price: so there is always a solution, and
    always duals that say which lines are missing.

    Parameters
    ----------
    numbers : sequence of int
        How many people each class has.
    opens : sequence of (int, float, dict of int to float)
        The shifts that can be open: what that costs, and adds to the limits.
    shifts : int
        How many there are.
    limits : sequence of float
        Of the rows.
    price : float
        Of a shift that is on no line, or on two.

    Attributes
    ----------
    columns : dict
        The variable of each line.
    pivots : int
        Iterations of the simplex method so far.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        opens: Sequence[tuple[int, float, dict[int, float]]],
        shifts: int,
        limits: Sequence[float],
        price: float,
    ) -> None:
        self.pivots = 0
        self._lp = lp = pywraplp.Solver.CreateSolver("GLOP")
        most = _PIVOTS * (shifts + len(numbers) + len(limits))
        self._most = f" max_number_of_iterations: {most}"
        lp.SetSolverSpecificParametersAsString(_PARAMETERS + self._most)
        self._any = lp.infinity()
        self._cover = [lp.Constraint(1, 1) for _ in range(shifts)]
        self._class = [lp.Constraint(number, number) for number in numbers]
        self._limit = [lp.Constraint(-self._any, limit) for limit in limits]
        self._objective = lp.Objective()
        self._objective.SetMinimization()
        self._missing = []
        for row in self._cover:
            self._missing += [self._free(row, 1, price), self._free(row, -1, price)]
        self._missing += [self._free(row, -1, price) for row in self._limit]
        self._missing += [self._free(row, 1, 2 * price) for row in self._class]
        self._price = price
        self._open = {}
        for shift, cost, adds in opens:
            variable = self._open[shift] = self._free(self._cover[shift], 1, cost)
            for row, amount in adds.items():
                self._limit[row].SetCoefficient(variable, amount)
        self.columns: dict[Column, pywraplp.Variable] = {}

    def _free(self, row: pywraplp.Constraint, sign: int, cost: float) -> pywraplp.Variable:
        variable = self._lp.NumVar(0, self._any, "")
        row.SetCoefficient(variable, sign)
        self._objective.SetCoefficient(variable, cost)
        return variable

    def add(self, column: Column, cost: float, adds: dict[int, float]) -> None:
        """Add a line with its cost, and what it adds to limits."""
        number, line = column
        variable = self._free(self._class[number], 1, cost)
        for shift in line:
            self._cover[shift].SetCoefficient(variable, 1)
        for row, amount in adds.items():
            self._limit[row].SetCoefficient(variable, amount)
        self.columns[column] = variable

    def allow(self, column: Column, allowed: bool) -> None:
        """Say whether a line may be used."""
        self.columns[column].SetUb(self._any if allowed else 0)

    def dearer(self, times: int) -> None:
        """Make what cannot be so many times dearer than it was at first."""
        for variable in self._missing:
            self._objective.SetCoefficient(variable, times * self._price)
        for variable in self._missing[-len(self._class) :]:
            self._objective.SetCoefficient(variable, 2 * times * self._price)

    def close(self, shifts: int) -> None:
        """Say which shifts cannot be open, as bits; the others of `opens` can."""
        for shift, variable in self._open.items():
            variable.SetUb(0 if shifts >> shift & 1 else self._any)

    def solve(self) -> bool:
        """Solve it; return whether that worked.

        From the basis before, GLOP gives up now and then; from the beginning it does not.
        """
        for parameters in (None, _AFRESH, _PARAMETERS):
            if parameters is not None:
                self._lp.SetSolverSpecificParametersAsString(parameters + self._most)
            status = self._lp.Solve()
            self.pivots += self._lp.iterations()
            if status in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
                if parameters is _AFRESH:
                    self._lp.SetSolverSpecificParametersAsString(_PARAMETERS + self._most)
                return True
        return False

    @property
    def value(self) -> float:
        """The objective."""
        return float(self._objective.Value())

    @property
    def missing(self) -> float:
        """How much is paid for that cannot be; 0 for a fractional roster."""
        return float(sum(variable.solution_value() for variable in self._missing))

    @property
    def duals(self) -> Duals:
        """The duals of the last solution."""
        return Duals(
            tuple(row.dual_value() for row in self._cover),
            tuple(max(-row.dual_value(), 0.0) for row in self._limit),
        )

    def used(self) -> list[tuple[float, Column]]:
        """Return the lines in use, the most used first."""
        parts = [(v.solution_value(), column) for column, v in self.columns.items()]
        parts = [(round(part, 6), column) for part, column in parts if part > 1e-6]
        return sorted(parts, key=lambda entry: (-entry[0], entry[1]))
