"""Fewer pairs, window after window: rosters with fewer, and bounds of windows by themselves."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from rotation.solve.lines.branching import branch
from rotation.solve.lines.frame import Frame
from rotation.solve.lines.generation import Generation
from rotation.solve.lines.measures import Measure
from rotation.solve.lines.pricing import Line
from rotation.solve.lines.program import LineProgram
from rotation.solve.lines.windows import HorizonWindow, ShiftRange, beside, window
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import End

__all__ = ["WindowSearch"]

_SHIFTS = 63
"""Of a window: three weeks of three turns a day."""

_REACHES = 4
"""How often the widest pair fits into a window, at least."""

_STEPS = 3
"""Beginnings of windows in each, one after the other; and as many rounds."""

_TURNS = 400
"""LPs of a window."""

_PART = 0.2
"""Of the effort of a tier: what all windows may take."""

_BRANCHING = 0.02
"""Of the effort of a tier: what cases may take for one window."""

_AROUND = (1, 2, 3)
"""Widest pairs around those of a roster: how much a window holds beside them."""


class WindowSearch:
    """Windows of one horizon.

    Parameters
    ----------
    frame : Frame
        The lines of the horizon.
    limits : sequence of Measure
        What a roster may not be above, without ledgers and pairs.
    aim : Measure
        What there shall be little of: pairs, and weights of 0 or more.
    search : RosterSearch
        For the criterion to stop; the effort is counted there.

    Attributes
    ----------
    least : int
        No roster has less of the aim.
    proved : list of (int, int)
        The windows that the bound is the sum of.
    """

    def __init__(
        self, frame: Frame, limits: Sequence[Measure], aim: Measure, search: RosterSearch
    ) -> None:
        self._frame, self._limits, self._aim, self._search = frame, limits, aim, search
        pairs = [*aim.pairs, *((early, late) for early, late, _ in aim.among)]
        self._reach = max((late - early for early, late in pairs), default=1)
        self._width = max(_SHIFTS, _REACHES * self._reach)
        self._last = search.solver.effort + search.parameters.effort * _PART
        self._bounds: dict[ShiftRange, int] = {}
        self.least = 0
        self.proved: list[ShiftRange] = []

    def improve(self, holders: list[int]) -> None:
        """Look for fewer pairs in each window, until there are as few as there must be.

        Parameters
        ----------
        holders : list of int
            By shift, who holds it, -1 for an open one; changed where there are fewer.
        """
        known: dict[ShiftRange, list[int]] = {}
        for turn in range(_STEPS**2):
            for span in self._spans(self._width * (turn % _STEPS) // _STEPS):
                if self._over:
                    return
                near = holders[max(span[0] - self._reach, 0) : span[1] + self._reach]
                if known.get(span) != near and self._fewer(holders, span):
                    near = holders[max(span[0] - self._reach, 0) : span[1] + self._reach]
                known[span] = near
            self.refute(holders)
            if self.least == len(self._places(holders)):
                return

    def refute(self, holders: Sequence[int]) -> None:
        """Raise the bound by windows around the pairs of a roster.

        Parameters
        ----------
        holders : sequence of int
            By shift, who holds it.
        """
        for first, last, number in self._clusters(self._places(holders)):
            for times in _AROUND:
                if self._over:
                    break
                around = times * self._reach
                span = max(first - around, 0), min(last + around + 1, len(self._frame.shifts))
                if span[1] - span[0] <= 2 * self._width and self._bound(span, number) >= number:
                    break
        self._add_up()

    @property
    def _over(self) -> bool:
        return self._search.stopped or self._search.solver.effort > self._last

    def _spans(self, begin: int) -> list[ShiftRange]:
        """Return windows one after the other, the first of which ends at a place."""
        number = len(self._frame.shifts)
        cuts = [0, *range(begin or self._width, number, self._width), number]
        return [*pairwise(cuts)]

    def _places(self, holders: Sequence[int]) -> list[ShiftRange]:
        """Return what a roster has of the aim: pairs, and shifts as often as they count alone."""
        places: list[ShiftRange] = []
        for person in range(len(self._frame.people)):
            places += [
                (early, late)
                for early, late in self._aim.pairs_of(person)
                if holders[early] == person == holders[late]
            ]
        for (person, shift), weight in self._aim.weights.items():
            if holders[shift] == person:
                places += [(shift, shift)] * weight
        return sorted(places)

    def _clusters(self, places: Sequence[ShiftRange]) -> list[tuple[int, int, int]]:
        """Return pairs that are near each other: the first shift, the last, and how many pairs."""
        clusters: list[tuple[int, int, int]] = []
        for early, late in places:
            if clusters and early <= clusters[-1][1] + 2 * self._reach:
                first, last, number = clusters.pop()
                clusters.append((first, max(last, late), number + 1))
            else:
                clusters.append((early, late, 1))
        return clusters

    # -- bounds ------------------------------------------------------------------------------

    def _bound(self, span: ShiftRange, number: int) -> int:
        """Return what a window must have by itself; cases are looked at up to a number."""
        if span in self._bounds:
            return self._bounds[span]
        part = window(self._frame, self._limits, self._aim, span)
        generation = self._begun(LineProgram(part.frame, part.limits, part.aim), ())
        if generation is None:
            return 0
        bound = generation.relax(_TURNS).bound
        self._search.solver.spend(generation.effort)
        least = number if bound is None else max(ceil(bound), 0)
        while least < number and self._holding(part, least, generation.lines)[0] is End.IMPOSSIBLE:
            least += 1
        self._bounds[span] = least
        return least

    def _add_up(self) -> None:
        """Find the windows that do not overlap and whose bounds add up to the most."""
        spans = sorted((s for s, least in self._bounds.items() if least), key=lambda s: s[::-1])
        ends = [after for _, after in spans]
        best: list[tuple[int, list[ShiftRange]]] = [(0, [])]
        for number, span in enumerate(spans):
            before = best[bisect_right(ends, span[0], hi=number)]
            taken = before[0] + self._bounds[span]
            best.append(max(best[-1], (taken, [*before[1], span]), key=lambda entry: entry[0]))
        self.least, self.proved = best[-1]

    # -- rosters -----------------------------------------------------------------------------

    def _fewer(self, holders: list[int], span: ShiftRange) -> bool:
        """Look for fewer pairs in a window, all other shifts settled; return whether there are."""
        first, after = span
        if not any(late >= first and early < after for early, late in self._places(holders)):
            return False
        part = beside(self._frame, self._limits, self._aim, span, holders)
        lines = [
            (person, tuple(n - first for n in range(first, after) if holders[n] == person))
            for person in range(len(part.frame.people))
        ]
        value = sum(int(part.aim.of_line(person, line) or 0) for person, line in lines)
        if not value:
            return False
        program = LineProgram(part.frame, part.limits, part.aim, alike=False)
        generation = self._begun(program, lines)
        if generation is None:
            return False
        bound = generation.relax(_TURNS).bound
        self._search.solver.spend(generation.effort)
        if bound is None or ceil(bound) >= value:
            return False
        for allowed in sorted({max(ceil(bound), 0), value - 1}):
            end, columns = self._holding(part, allowed, [*generation.lines, *lines])
            if end is End.FEASIBLE:
                holders[first:after] = [-1] * (after - first)
                for person, line in columns:
                    for shift in line:
                        holders[first + shift] = person
                return True
        return False

    def _holding(
        self, part: HorizonWindow, allowed: int, lines: Sequence[tuple[int, Line]]
    ) -> tuple[End, Sequence[tuple[int, Line]]]:
        """Return whether a window can have as little as allowed, and the lines that do."""
        limit = replace(part.aim, limit=allowed)
        program = LineProgram(part.frame, (*part.limits, limit), None, alike=False)
        generation = self._begun(program, lines)
        if generation is None:
            return End.UNKNOWN, ()
        relaxed = generation.relax(_TURNS)
        end, columns = End.IMPOSSIBLE, list[tuple[int, Line]]()
        if relaxed.bound is not None and relaxed.bound <= 0:
            generation.allow(_BRANCHING * self._search.parameters.effort)
            branched = branch(generation, range(len(part.frame.people)))
            end, columns = branched.end, branched.columns
        self._search.solver.spend(generation.effort)
        return end, columns

    def _begun(self, program: LineProgram, lines: Sequence[tuple[int, Line]]) -> Generation | None:
        if not program.ways or self._over:
            return None
        left = self._last - self._search.solver.effort
        return Generation(program, lines, lambda: self._search.stopped, left)
