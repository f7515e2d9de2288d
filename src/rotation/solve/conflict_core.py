"""Small sets of claims that cannot hold together, proved by CP-SAT.

A first core comes from the solver's assumptions. The deletion filter then drops every claim that is
not needed, so that the rest is minimal: without any one of its claims the others can hold. The
filter is that of J. W. Chinneck and E. W. Dravnieks, Locating minimal infeasible constraint sets in
linear programs, ORSA Journal on Computing 3 (1991); for cores by assumptions see M. H. Liffiton and
K. A. Sakallah, Algorithms for computing minimal unsatisfiable subsets of constraints, Journal of
Automated Reasoning 40 (2008).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rotation.model.problem import Problem
from rotation.solve.compiler import Compiler
from rotation.solve.parameters import Attempt
from rotation.solve.solver import End, Solver
from rotation.statements.sums import AtMost, Statement
from rotation.statements.view import ModelView

__all__ = ["Claim", "Claims", "Core"]

_ATTEMPT = Attempt(share=1.0, seed=1)

_RUNS = 10
"""Most runs take far less than their limit, so many more fit."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements that are kept or dropped together.

    Attributes
    ----------
    forbids, requires : tuple of (str, str)
        Person and shift ids.
    statements : tuple of AtMost or AtLeast
        With the literals of a view of the problem.
    needs : tuple of str
        Shifts that somebody has to hold.
    """

    forbids: tuple[tuple[str, str], ...] = ()
    requires: tuple[tuple[str, str], ...] = ()
    statements: tuple[Statement, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Core:
    """The result of a search for a core.

    Attributes
    ----------
    end : End
        `IMPOSSIBLE`: the claims of `numbers` cannot hold together. `FEASIBLE`: all claims can.
        `UNKNOWN`: the effort ended before either was shown.
    numbers : tuple of int
        Indices of the claims in the given sequence, ascending.
    minimal : bool
        Whether, without any one of them, the others are shown to hold together.
    """

    end: End
    numbers: tuple[int, ...] = ()
    minimal: bool = True


class Claims:
    """Claims on one problem; each shift has at most one holder in any case.

    Parameters
    ----------
    problem : Problem
        The problem of the claims.
    claims : sequence of Claim
        In the order in which dropping them is tried.
    solver : Solver
        Runs the solver and counts the effort.
    limit : float
        Deterministic units for each run; ten times that for all runs together.
    """

    def __init__(
        self, problem: Problem, claims: Sequence[Claim], solver: Solver, limit: float
    ) -> None:
        self._view = ModelView(problem)
        self._claims = claims
        self._solver, self._limit = solver, limit
        self._end = solver.effort + _RUNS * limit
        self._cp = cp_model.CpModel()
        self._compiler = Compiler(self._cp, self._view)
        self._scope = _scope(self._view, claims)
        for shift in self._scope:
            self._compiler.make_holders(shift, (person.id for person in problem.people))
        self._kept = [self._cp.new_bool_var("") for _ in claims]
        for claim, kept in zip(claims, self._kept, strict=True):
            self._post(claim, kept)

    def holds(self, numbers: Collection[int] | None = None) -> End:
        """Return whether some claims, all by default, can hold together."""
        wanted = range(len(self._claims)) if numbers is None else sorted(numbers)
        return self._run(wanted)[0]

    def core(self, rather: Iterable[Collection[int]] = ()) -> Core:
        """Return a minimal set of claims that cannot hold together.

        Parameters
        ----------
        rather : iterable of collection of int
            Subsets tried in turn: if one of them cannot hold together, the result is within it.
        """
        end, clashing = End.UNKNOWN, list[int]()
        for numbers in (*rather, range(len(self._claims))):
            end, clashing = self._run(sorted(numbers))
            if end is End.IMPOSSIBLE:
                break
        if end is not End.IMPOSSIBLE:
            return Core(end)
        left, minimal = clashing, True
        for number in list(clashing):
            if number in left:
                rest = [n for n in left if n != number]
                end, smaller = self._run(rest)
                if end is End.IMPOSSIBLE:
                    left = smaller
                minimal = minimal and end is not End.UNKNOWN
        return Core(End.IMPOSSIBLE, tuple(left), minimal)

    def _run(self, numbers: Iterable[int]) -> tuple[End, list[int]]:
        place = {self._kept[number].index: number for number in numbers}
        self._cp.clear_assumptions()
        self._cp.add_assumptions([self._kept[number] for number in place.values()])
        limit = min(self._limit, self._end - self._solver.effort)
        if limit <= 0:
            return End.UNKNOWN, []
        end, core = self._solver.core(self._cp, _ATTEMPT, limit)
        end = End.FEASIBLE if end is End.OPTIMAL else end
        return end, sorted(place[index] for index in core)

    def _post(self, claim: Claim, kept: cp_model.IntVar) -> None:
        view, compiler = self._view, self._compiler
        for person, shift in claim.forbids:
            if shift in self._scope:
                compiler.clause([view.negate(view.works(person, shift))], kept)
        for person, shift in claim.requires:
            compiler.clause([view.works(person, shift)], kept)
        for shift in claim.needs:
            compiler.clause([view.negate(view.is_open(shift))], kept)
        for statement in claim.statements:
            compiler.add(statement, kept)


def _scope(view: ModelView, claims: Sequence[Claim]) -> dict[str, None]:
    """Return the shifts that matter: those for which a claim needs a holder.

    The others may as well be open, unless a statement could force somebody on: then all matter. A
    condition that somebody holds a shift does not, since it is not true of an open one.
    """
    known = {shift.id for shift in view.problem.shifts}
    touched = {s for claim in claims for s in claim.needs}
    touched |= {s for claim in claims for _, s in claim.requires}
    for claim in claims:
        for statement in claim.statements:
            plain = isinstance(statement, AtMost) and all(
                view.pair(literal) is not None for literal in statement.every
            )
            if not plain:
                touched = known
    return {shift.id: None for shift in view.problem.shifts if shift.id in touched}
