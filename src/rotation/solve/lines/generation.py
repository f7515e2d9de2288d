"""Column generation: an LP over lines and the lines that would better it, in turns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from rotation.solve.lines.bounds import NOTHING, bound
from rotation.solve.lines.master import Master
from rotation.solve.lines.measures import Measure
from rotation.solve.lines.pricing import Line
from rotation.solve.lines.program import EVERY_BRANCH, Branch, Column, LineProgram
from rotation.solve.lines.ways import LineLoads

__all__ = ["Generation", "Relaxed"]

_LOOSE = 1e-7
"""What floating point may take from a limit that a roster is exactly at."""

_NOTHING_MISSES = 1e-8
"""Of an LP without an aim: little of a shift can be worth much of a ledger, so hardly anything."""

_ENOUGH = 1e-7
"""An LP is done when no line betters it by more than this per class."""

_OFTEN = 64
"""Lines from one look at whether to stop to the next."""

_PER_NUMBER, _PER_PIVOT = 1e-8, 1e-5
"""Units of effort."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """How an LP over lines ended.

    Attributes
    ----------
    value : float
        Of the LP.
    bound : fractions.Fraction or None
        No roster has less, exactly; None where there is no roster at all.
    missing : float
        How much of it cannot be.
    finished : bool
        Whether no line betters it.
    """

    value: float
    bound: Fraction | None
    missing: float
    finished: bool


class Generation:
    """The LP of a program, and the lines made for it.

    Parameters
    ----------
    program : LineProgram
        With a way to price lines.
    lines : iterable of (int, Line)
        People and lines to begin with; those that are none here are left out.
    stop : callable
        Asked at every turn.
    limit : float
        Units of effort.
    """

    def __init__(
        self,
        program: LineProgram,
        lines: Iterable[tuple[int, Line]],
        stop: Callable[[], bool],
        limit: float,
    ) -> None:
        self.program, self._stop, self._most = program, stop, limit
        self._numbers = 0
        aim, limits = program.aim, program.limits
        opens = []
        for shift in program.openable:
            adds = {n: float(m.opens[shift]) for n, m in enumerate(limits) if shift in m.opens}
            opens.append((shift, float(aim.opens.get(shift, 0)) if aim else 0.0, adds))
        self.master = Master(
            [len(members) for members in program.classes.members],
            opens,
            len(program.frame.shifts),
            [float(measure.limit) + _LOOSE for measure in limits],
            1.0 if aim is None else _dearest(aim),
        )
        self._add((program.classes.of[person], line) for person, line in lines)

    @property
    def stopped(self) -> bool:
        """Whether the search was stopped from outside, or out of effort."""
        return self._stop() or self.effort > self._most

    def allow(self, effort: float) -> None:
        """Let it take as much more effort as given, whatever it had left."""
        self._most = self.effort + effort

    @property
    def effort(self) -> float:
        """What was done so far, in about the units of CP-SAT."""
        return self._numbers * _PER_NUMBER + self.master.pivots * _PER_PIVOT

    @property
    def lines(self) -> list[tuple[int, Line]]:
        """The lines made so far, each with a person who can have it."""
        firsts = self.program.classes.firsts
        return [(firsts[number], line) for number, line in self.master.columns]

    def relax(self, turns: int, case: Branch = EVERY_BRANCH) -> Relaxed:
        """Solve the LP, line after line.

        Parameters
        ----------
        turns : int
            Most LPs.
        case : Branch
            Whose rosters the LP is about: the bound is one of them.
        """
        best = NOTHING
        aim = self.program.aim
        small = _ENOUGH * len(self.program.classes.members)
        if aim is not None:
            small = min(small, float(aim.grain) / 4)
        value = missing = float("inf")
        for _ in range(turns):
            if self.stopped or not self.master.solve():
                break
            value, missing = self.master.value, self.master.missing
            if aim is None and value < _NOTHING_MISSES:
                # Lines at hand are enough, so there is nothing to refute.
                return Relaxed(value, max(best, Fraction(0)), missing, finished=True)
            loads = LineLoads(self.master.used, self.program.classes.members)
            for way in self.program.ways:
                bounded = bound(self.program, self.master.duals, case, way=way, loads=loads)
                self._numbers += way.pricing.size
                if bounded.value is None:
                    return Relaxed(value, None, missing, finished=True)
                best = max(best, bounded.value)
                if (value < small or best > 0) if aim is None else value - best < small:
                    return Relaxed(value, best, missing, finished=True)
                better = [
                    (number, priced.line)
                    for number, priced in enumerate(bounded.priced)
                    if priced.value is not None
                ]
                if self._add(better):
                    break
            else:
                if not bounded.priced:
                    break  # prices are too large to be exact
                return Relaxed(value, best, missing, finished=way.exact)
        if not self.stopped and self.master.solve():
            # With the last lines: what is used is asked for.
            value, missing = self.master.value, self.master.missing
        return Relaxed(value, best, missing, finished=False)

    def _add(self, columns: Iterable[Column]) -> int:
        """Add the lines that can be ones, and return how many are new."""
        fresh = 0
        for number, column in enumerate(columns):
            if number % _OFTEN == 0 and self._stop():
                break
            fresh += self._offer(column)
        return fresh

    def _offer(self, column: Column) -> bool:
        """Add a line, if it can be one; return whether it is new."""
        if column in self.master.columns:
            return False
        added = self.program.adds(column)
        if added is None:
            return False
        adds, cost = added
        self.master.add(column, float(cost), {row: float(amount) for row, amount in adds.items()})
        return True


def _dearest(aim: Measure) -> float:
    """Return a price above all that one more shift could cost."""
    if not aim.ledgers:
        return 10.0 + max(map(abs, (*aim.weights.values(), *aim.opens.values())), default=0)
    return 10.0 + sum(
        2
        * max((cost for costs in ledger.costs for cost in costs if cost is not None), default=0)
        / ledger.denominator
        for ledger in aim.ledgers
    )
