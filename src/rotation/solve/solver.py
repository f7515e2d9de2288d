"""One run of CP-SAT: reproducible, and stoppable from outside."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ortools.sat.python import cp_model

from rotation.errors import SolverDisagreement
from rotation.solve.parameters import Attempt
from rotation.solve.stop import Never, Stop

__all__ = ["End", "Response", "Solver"]


class End(StrEnum):
    """How a run ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"

    @property
    def solved(self) -> bool:
        """Whether there is a solution."""
        return self in (End.OPTIMAL, End.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Response:
    """The result of a run.

    Attributes
    ----------
    end : End
        Proved best (or any solution when nothing was minimised), found, proved impossible, or
        out of effort.
    value, bound : int
        Of the objective; meaningful when something was minimised and found.
    true : callable
        Value of a literal in the best solution.
    number : callable
        Value of an integer expression in the best solution.
    """

    end: End
    value: int
    bound: int
    true: Callable[[cp_model.LiteralT], bool]
    number: Callable[[cp_model.LinearExprT], int]

    @property
    def solved(self) -> bool:
        """Whether there is a solution to read."""
        return self.end.solved


_ENDS = {
    cp_model.OPTIMAL: End.OPTIMAL,
    cp_model.FEASIBLE: End.FEASIBLE,
    cp_model.INFEASIBLE: End.IMPOSSIBLE,
    cp_model.UNKNOWN: End.UNKNOWN,
}


_EFFORT_DIGITS = 6

_TURN, _REPORTED = 0.05, 1.0
"""Seconds between two looks at the criterion, and between two reports."""


def _nothing() -> None:
    """Report nothing."""


class Solver:
    """Runs CP-SAT, counts the effort, and listens to a stop criterion.

    Parameters
    ----------
    stop : Stop
        Asked while the solver runs; from then on every run ends at once.

    Attributes
    ----------
    effort : float
        Deterministic units used so far.
    stopped : str
        Why the search was stopped from outside; empty if it was not.
    waiting : callable
        Called about every second, by whoever asks whether to stop: reports that it goes on.
    """

    def __init__(self, stop: Stop | None = None) -> None:
        self._stop = stop or Never()
        self.effort = 0.0
        self.stopped = ""
        self.waiting: Callable[[], None] = _nothing
        self._reported = time.monotonic()

    def run(self, model: cp_model.CpModel, attempt: Attempt, limit: float) -> Response:
        """Solve a model.

        Parameters
        ----------
        model : CpModel
            With or without an objective.
        attempt : Attempt
            Seed, workers and relaxation.
        limit : float
            Deterministic units.
        """
        cp_solver = self._set_up(attempt, limit)
        status = self._solve(cp_solver, model)
        if status == cp_model.MODEL_INVALID:
            first = model.validate().partition("\n")[0]
            raise SolverDisagreement(f"CP-SAT refuses the model; please report this: {first}")
        end = _ENDS[status]
        valued = end.solved and model.has_objective()
        return Response(
            end,
            round(cp_solver.objective_value) if valued else 0,
            round(cp_solver.best_objective_bound) if valued else 0,
            cp_solver.boolean_value,
            cp_solver.value,
        )

    def asked_to_stop(self) -> bool:
        """Return whether to stop; once it is so, it stays so. Report when it is time to.

        The clock decides when something is reported, never what is searched.
        """
        now = time.monotonic()
        if now - self._reported >= _REPORTED:
            self._reported = now
            self.waiting()
        self.stopped = self.stopped or self._stop.reason()
        return bool(self.stopped)

    def spend(self, effort: float) -> None:
        """Count effort outside CP-SAT, in deterministic units."""
        self.effort = round(self.effort + effort, _EFFORT_DIGITS)

    def core(
        self, model: cp_model.CpModel, attempt: Attempt, limit: float
    ) -> tuple[End, tuple[int, ...]]:
        """Solve a model with assumptions; when impossible, return which of them suffice for that.

        Parameters
        ----------
        model : CpModel
            Without objective.
        attempt : Attempt
            With one worker, as CP-SAT wants it for assumptions.
        limit : float
            Deterministic units.

        Returns
        -------
        (End, tuple of int)
            The indices of the variables assumed, ascending; none unless impossible.
        """
        cp_solver = self._set_up(attempt, limit)
        end = _ENDS[self._solve(cp_solver, model)]
        if end is not End.IMPOSSIBLE:
            return end, ()
        return end, tuple(sorted(cp_solver.sufficient_assumptions_for_infeasibility()))

    def _set_up(self, attempt: Attempt, limit: float) -> cp_model.CpSolver:
        cp_solver = cp_model.CpSolver()
        parameters = cp_solver.parameters
        parameters.num_workers = attempt.workers
        parameters.interleave_search = attempt.workers > 1
        parameters.random_seed = attempt.seed
        parameters.linearization_level = attempt.linearization_level
        parameters.max_deterministic_time = limit
        parameters.cp_model_probing_level = 0
        parameters.catch_sigint_signal = False
        return cp_solver

    def _solve(
        self, cp_solver: cp_model.CpSolver, model: cp_model.CpModel
    ) -> cp_model.CpSolverStatus:
        if self.asked_to_stop():
            return cp_model.UNKNOWN
        # OR-Tools swallows SIGINT while it solves, and its callbacks come only with solutions: so
        # it runs in a thread of its own and this one stays awake for signals and the criterion.
        result: list[cp_model.CpSolverStatus] = []
        thread = threading.Thread(target=lambda: result.append(cp_solver.solve(model)), daemon=True)
        thread.start()
        while True:
            thread.join(_TURN)
            if not thread.is_alive():
                break
            if self.asked_to_stop():
                cp_solver.stop_search()
        # The solver's own sum differs in the last bits from run to run; equal plans shall not.
        self.effort = round(self.effort + cp_solver.deterministic_time, _EFFORT_DIGITS)
        return result[0]
