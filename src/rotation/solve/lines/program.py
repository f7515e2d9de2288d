"""A program over lines: the possible lines, the limits, and the aim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.solve.lines.classes import Classes, classes_of
from rotation.solve.lines.frame import Frame
from rotation.solve.lines.measures import Measure
from rotation.solve.lines.pricing import Line
from rotation.solve.lines.walks import MANY, Walk, walk
from rotation.solve.lines.ways import Way, ways_of
from rotation.solve.squares import Span

__all__ = ["EVERY_BRANCH", "Branch", "Column", "LineProgram", "Walks"]

Column = tuple[int, Line]
"""A class of people, and one line of one of them."""

Walks = dict[tuple[object, ...], Walk | None]
"""States by what they follow from."""

_STATES = 40
"""States per shift and person from which lines are too many to be priced."""

_NUMBERS = 60_000_000
"""Most numbers that one pricing may compute: half a gigabyte."""

_NUMBERS_OF_PAIRS = 20_000_000
"""The same where pairs are counted, which takes many more pricings."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Some of the rosters: those in which some people do not hold some shifts, or certain loads.

    Attributes
    ----------
    barred : mapping of int to int
        By class, the shifts that nobody of it holds, as bits.
    held : int
        The shifts that are not open, as bits.
    loads : mapping of int to mapping of int to (int, int)
        By class, and by number of a ledger in `LineProgram.ledgers`, the least and the most that
        everybody of the class holds, both included.
    """

    barred: Mapping[int, int] = field(default_factory=dict)
    held: int = 0
    loads: Mapping[int, Mapping[int, Span]] = field(default_factory=dict)

    def of(self, number: int) -> int:
        """Return the shifts that nobody of a class holds."""
        return self.barred.get(number, 0)

    def without(self, numbers: Iterable[int], shift: int) -> "Branch":
        """Return the part in which nobody of some classes holds a shift."""
        more = {number: self.of(number) | 1 << shift for number in numbers}
        return replace(self, barred={**self.barred, **more})

    def holding(self, shift: int) -> "Branch":
        """Return the part in which a shift is not open."""
        return replace(self, held=self.held | 1 << shift)

    def loads_of(self, number: int) -> Mapping[int, Span]:
        """Return between which loads a class is, by ledger; of other ledgers it holds anything."""
        return self.loads.get(number, {})

    def loaded(self, numbers: Iterable[int], ledger: int, span: Span) -> "Branch":
        """Return the part in which the loads of some classes are within a span."""
        more = {number: {**self.loads_of(number), ledger: span} for number in numbers}
        return replace(self, loads={**self.loads, **more})

    def alike(self, first: int, second: int) -> bool:
        """Return whether two classes may hold the same here."""
        shifts = self.of(first) == self.of(second)
        return shifts and self.loads_of(first) == self.loads_of(second)


EVERY_BRANCH = Branch()
"""All rosters."""


class LineProgram:
    """A set partitioning over lines, before any line is made.

    Parameters
    ----------
    frame : Frame
        What lines there are.
    limits : sequence of Measure
        What a roster may not be above; the rows of the frame come before them.
    aim : Measure, optional
        What is minimised; by default it is only asked whether there is a roster.
    alike : bool
        Whether people who are alike are one class.
    walks : dict, optional
        States of people in other programs, which are used again, and more are added.

    Attributes
    ----------
    frame, aim
        As given.
    limits : tuple of Measure
        With the rows of the frame.
    classes : Classes
        The people, in classes of those who are alike.
    ways : list of Way
        How lines are priced, the quickest first; none where there are too many.
    ledgers : list of LoadSquares
        Those that every way tells apart.
    """

    def __init__(
        self,
        frame: Frame,
        limits: Sequence[Measure],
        aim: Measure | None,
        *,
        alike: bool = True,
        walks: Walks | None = None,
    ) -> None:
        self.frame, self.aim, self._given = frame, aim, limits
        self._walks: Walks = {} if walks is None else walks
        self.limits = (*frame.rows, *limits)
        self.measures = self.limits if aim is None else (*self.limits, aim)
        everybody = range(len(frame.can))
        single = Classes(tuple((person,) for person in everybody), tuple(everybody))
        self.classes = classes_of(frame, self.measures) if alike else single
        self.ways = self._made()
        ledgers = [ledger for measure in self.measures for ledger in measure.ledgers]
        self.ledgers = [each for each in ledgers if all(way.knows(each) for way in self.ways)]
        concerned = [(row, each, each.concerns()) for row, each in enumerate(self.limits)]
        self._rows = [
            [(row, each) for row, each, people in concerned if people is None or person in people]
            for person in self.classes.firsts
        ]

    def _made(self) -> list[Way]:
        frame = self.frame
        walks = []
        paired = [measure for measure in self.measures if measure.paired]
        caps = tuple(min(measure.most_pairs, MANY) for measure in paired)
        for person in self.classes.firsts:
            later_pairs = []
            for measure in paired:
                later = [0] * len(frame.shifts)
                for early, late in measure.pairs_of(person):
                    later[early] |= 1 << late
                later_pairs.append(tuple(later))
            can, apart = frame.can[person], frame.apart[person]
            ties, budgets = frame.ties_of(person), frame.budgets_of(person)
            key = can, apart, tuple(later_pairs), caps, ties, budgets
            if key not in self._walks:
                most = _STATES * len(frame.shifts)
                self._walks[key] = walk(
                    can, apart, later_pairs, most, caps, ties=ties, budgets=budgets
                )
            states = self._walks[key]
            if states is None:
                return []
            walks.append(states)
        most = _NUMBERS_OF_PAIRS if paired else _NUMBERS
        return ways_of(self.measures, self.classes.firsts, walks, most)

    @property
    def openable(self) -> list[int]:
        """The shifts that nobody has to hold."""
        return [n for n in range(len(self.frame.shifts)) if not self.frame.needed >> n & 1]

    def adds(self, column: Column) -> tuple[dict[int, int | Fraction], int | Fraction] | None:
        """Return what a line adds to each limit, and its cost; None if it is not possible."""
        number, line = column
        person = self.classes.members[number][0]
        if not self.frame.has(person, line):
            return None
        adds: dict[int, int | Fraction] = {}
        for row, measure in self._rows[number]:
            amount = measure.of_line(person, line)
            if amount is None:
                return None
            if amount:
                adds[row] = amount
        cost = Fraction(0) if self.aim is None else self.aim.of_line(person, line)
        return None if cost is None else (adds, cost)

    def loads(self, column: Column) -> list[int]:
        """Return what a line holds of each ledger of `ledgers`."""
        number, line = column
        person = self.classes.members[number][0]
        return [sum(ledger.amounts[person][shift] for shift in line) for ledger in self.ledgers]

    def by_person(self) -> "LineProgram":
        """Return the same program with everybody as a class of their own."""
        return LineProgram(self.frame, self._given, self.aim, alike=False, walks=self._walks)

    def shared_out(self, used: Sequence[tuple[float, Column]]) -> list[tuple[int, Line]]:
        """Return the lines in use with people of their classes, each person filled in turn."""
        lines = []
        filled = [0.0] * len(self.classes.members)
        for part, (number, line) in used:
            members = self.classes.members[number]
            first, filled[number] = int(filled[number]), filled[number] + part
            lines += [(person, line) for person in members[first : int(filled[number]) + 1]]
        return lines

    def roster(self, problem: Problem, columns: Sequence[Column]) -> Roster:
        """Return the roster with these lines; a shift in none of them is open."""
        holders: dict[str, str | None] = dict.fromkeys(shift.id for shift in problem.shifts)
        free = [list(members) for members in self.classes.members]
        for number, line in columns:
            person = problem.people[free[number].pop(0)].id
            for shift in line:
                holders[problem.shifts[shift].id] = person
        return Roster(holders)
