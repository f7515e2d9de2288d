"""How a pricing tells loads apart: one axis for each ledger, or fewer where that is enough.

Where people have several accounts in a sum, such as one for each track, an axis for each makes
arrays that take long to be filled again and again, though most of their places are left out: what
nobody can hold of all ledgers at once, and what is above a limit by itself. There are two ways
around. Exactly: a ledger that is the sum of such accounts needs no axis of its own. And lean,
where that is not enough: without axes for the accounts, whose squares are replaced by lines below
them, through two neighbouring whole loads around what the LP gives a person now. What is best then
is a bound all the same, since no load costs less than the line says, and mostly the best line, too.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache, cached_property
from math import inf, prod
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from rotation.solve.lines.measures import LoadSquares, Measure
from rotation.solve.lines.pricing import LARGEST, NEVER, Array, BoolArray, Line, Pricing
from rotation.solve.lines.walks import Walk
from rotation.solve.squares import Span

__all__ = ["QUICK", "LineLoads", "Way", "ways_of"]

_LOADS = 20_000_000
"""Most loads of everybody on all axes, of which those that cannot be are left out."""

QUICK = 10_000_000
"""Numbers of an exact pricing up to which nothing else is quicker: an LP takes longer."""

_ROUNDING = 1e-9
"""More than floating point can be wrong by, as a part of a sum of squares and beside it."""

_Scalar = TypeVar("_Scalar", np.int64, np.float64)

_WayLedger = tuple[int, LoadSquares]
"""A ledger, and the number of its measure."""


_Kind = tuple[tuple[int | None, ...], ...]
"""What loads cost a person, by ledger."""


class Way:
    """A pricing, and what loads cost in it.

    Parameters
    ----------
    measures : sequence of Measure
        The limits, and what is minimised.
    people : sequence of int
        Who is priced.
    walks : sequence of Walk
        Of these people.
    lean : bool
        Whether ledgers of several accounts are replaced by lines below them.

    Attributes
    ----------
    exact : bool
        Whether no load costs more than is said.
    """

    def __init__(
        self,
        measures: Sequence[Measure],
        people: Sequence[int],
        walks: Sequence[Walk],
        *,
        lean: bool,
    ) -> None:
        self._people = people
        ledgers = [(n, ledger) for n, each in enumerate(measures) for ledger in each.ledgers]
        several = [n for n, each in enumerate(measures) if len(each.ledgers) > 1]
        self._lines = [each for each in ledgers if lean and each[0] in several]
        axes = [each for each in ledgers if each not in self._lines]
        self._sums: list[tuple[_WayLedger, list[_WayLedger]]] = []
        for number in several if not lean else ():
            parts = [each for each in axes if each[0] == number]
            for ledger in [each for each in axes if each[0] not in several]:
                if _is_sum(ledger[1], [part for _, part in parts], people):
                    self._sums.append((ledger, parts))
                    axes.remove(ledger)
        self._axes = axes
        self.exact = not self._lines
        self._measures, self._walks = measures, walks
        self._loads = len(people) * prod(ledger.top + 1 for _, ledger in axes)

    def within(self, most: int) -> bool:
        """Return whether a pricing computes no more numbers than given."""
        return self._loads <= _LOADS and self.pricing.size <= most

    @cached_property
    def pricing(self) -> Pricing:
        """With the axes."""
        amounts = [[ledger.amounts[person] for _, ledger in self._axes] for person in self._people]
        tops = [ledger.top for _, ledger in self._axes]
        bearable = np.zeros([top + 1 for top in tops], dtype=np.bool_)
        for each in self._bearable.values():
            bearable |= each
        return Pricing(self._walks, amounts, tops, bearable)

    @cached_property
    def _ends(self) -> BoolArray:
        """By person and place, whether a whole line may end there."""
        places = self.pricing.places
        ends = {kind: bearable[tuple(places)] for kind, bearable in self._bearable.items()}
        everybody = [ends[self._kind(person)] for person in self._people]
        return np.array(everybody, dtype=np.bool_).reshape(len(everybody), places.shape[1])

    def costs(self, duals: Sequence[int], loads: "LineLoads") -> tuple[Array, Array | None]:
        """Return what the loads of whole lines cost, and what shifts cost beside.

        Parameters
        ----------
        duals : sequence of int
            What each measure is worth.
        loads : callable
            Returns what each person holds of a ledger now: a hint, on which no bound depends.

        Raises
        ------
        OverflowError
            When costs could be too large to be exact.
        """
        places = self.pricing.places
        whole = np.zeros((len(self._people), places.shape[1]), dtype=np.int64)
        for (number, ledger), place in zip(self._axes, places, strict=True):
            # Twice impossible is impossible, and no overflow.
            whole = np.minimum(whole + self._table(duals[number], ledger)[:, place], -NEVER)
        for (number, ledger), parts in self._sums:
            table = self._table(duals[number], ledger)
            beyond = np.full((len(table), 1), -NEVER, dtype=np.int64)
            table = np.concatenate([table, beyond], axis=1)
            place = places[[self._axes.index(part) for part in parts]].sum(axis=0)
            place = np.minimum(place, ledger.top + 1)
            whole = np.minimum(whole + table[:, place], -NEVER)
        whole = np.where(self._ends, whole, -NEVER)
        if not self._lines:
            return whole, None
        slopes = np.zeros((len(self._people), len(self._lines[0][1].amounts[0])), dtype=np.int64)
        for number, ledger in self._lines:
            if not duals[number]:
                continue  # what costs nothing has no line below it
            table = self._table(duals[number], ledger)
            for row, (costs, load) in enumerate(zip(table, loads(ledger), strict=True)):
                slope, begins = _line_below(costs.tolist(), load)
                whole[row] += begins
                slopes[row] += slope * np.array(ledger.amounts[self._people[row]], dtype=np.int64)
        return whole, slopes

    def knows(self, ledger: LoadSquares) -> bool:
        """Return whether loads of a ledger of the measures are told apart."""
        return bool(self._parts(ledger))

    def outside(self, ledger: LoadSquares, span: Span) -> BoolArray:
        """Return, for each place, whether the load of a ledger that is known is not in a span."""
        loads = self.pricing.places[self._parts(ledger)].sum(axis=0)
        outside: BoolArray = (loads < span[0]) | (loads > span[1])
        return outside

    def _parts(self, ledger: LoadSquares) -> list[int]:
        """Return the axes whose loads add up to that of a ledger; none where it is not known."""
        # By identity: a comparison of ledgers would take as long as all their amounts.
        for number, (_, axis) in enumerate(self._axes):
            if axis is ledger:
                return [number]
        for (_, whole), parts in self._sums:
            if whole is ledger:
                return [self._axes.index(part) for part in parts]
        return []

    def _kind(self, person: int) -> _Kind:
        """Return what those have in common whose loads are bearable alike."""
        ledgers = [ledger for _, ledger in (*self._axes, *(whole for whole, _ in self._sums))]
        return tuple(ledger.costs[person] for ledger in ledgers)

    @cached_property
    def _bearable(self) -> Mapping[_Kind, BoolArray]:
        """The loads that lines may have by kind of person: no line alone is above a limit."""
        kinds = {self._kind(person): person for person in self._people}
        return {kind: self._bearable_to(person) for kind, person in kinds.items()}

    def _bearable_to(self, person: int) -> BoolArray:
        bearable = np.ones([ledger.top + 1 for _, ledger in self._axes], dtype=np.bool_)
        for number, measure in enumerate(self._measures):
            squares = [
                self._along(axis, np.array(_squares(ledger, person)))
                for axis, (n, ledger) in enumerate(self._axes)
                if n == number
            ]
            if squares:
                bearable &= sum(squares[1:], start=squares[0]) <= _nearly(measure.most_squares)
        for (number, ledger), parts in self._sums:
            loads = [self._along(self._axes.index(p), np.arange(p[1].top + 1)) for p in parts]
            load = np.minimum(sum(loads[1:], start=loads[0]), ledger.top + 1)
            most = _nearly(self._measures[number].most_squares)
            bearable &= np.array([*_squares(ledger, person), inf])[load] <= most
        return bearable

    def _along(self, axis: int, values: npt.NDArray[_Scalar]) -> npt.NDArray[_Scalar]:
        """Return an array with one value for each load on an axis."""
        shape = [1] * len(self._axes)
        shape[axis] = -1
        return values.reshape(shape)

    def _table(self, dual: int, ledger: LoadSquares) -> Array:
        rows = []
        for person in self._people:
            costs = [
                None if cost is None else dual * cost // ledger.denominator
                for cost in ledger.costs[person]
            ]
            if max((cost for cost in costs if cost is not None), default=0) >= LARGEST // 8:
                raise OverflowError("loads cost too much")
            rows.append([-NEVER if cost is None else cost for cost in costs])
        return np.array(rows, dtype=np.int64)


class LineLoads:
    """What each class of people holds in an LP on average, by ledger.

    Parameters
    ----------
    used : callable
        Returns how much each line of a class is used; asked once, and only if somebody asks.
    members : sequence of sequence of int
        The people of each class.
    """

    def __init__(
        self,
        used: Callable[[], Sequence[tuple[float, tuple[int, Line]]]],
        members: Sequence[Sequence[int]],
    ) -> None:
        self._used, self._members = cache(used), members

    def __call__(self, ledger: LoadSquares) -> list[float]:
        """Return the mean load of each class."""
        held = [0.0] * len(self._members)
        for part, (number, line) in self._used():
            amounts = ledger.amounts[self._members[number][0]]
            held[number] += part * sum(amounts[shift] for shift in line)
        return [load / len(people) for load, people in zip(held, self._members, strict=True)]


def ways_of(
    measures: Sequence[Measure], people: Sequence[int], walks: Sequence[Walk], most: int
) -> list[Way]:
    """Return the ways to price lines, the quickest first; none where all are too large.

    Parameters
    ----------
    measures : sequence of Measure
        The limits, and what is minimised.
    people : sequence of int
        Who is priced.
    walks : sequence of Walk
        Of these people.
    most : int
        Numbers that a pricing may compute.
    """
    exact = Way(measures, people, walks, lean=False)
    ways = [exact]
    if any(len(each.ledgers) > 1 for each in measures) and not exact.within(QUICK):
        ways.insert(0, Way(measures, people, walks, lean=True))
    return [way for way in ways if way.within(most)]


def _squares(ledger: LoadSquares, person: int) -> list[float]:
    """Return what loads cost, as floating point: it only tells what is clearly too much."""
    costs = ledger.costs[person]
    return [inf if cost is None else cost / ledger.denominator for cost in costs]


def _nearly(limit: int | Fraction) -> float:
    """Return a little more than a limit, so that rounding leaves out nothing that is below it."""
    return float(limit) * (1 + _ROUNDING) + _ROUNDING


def _is_sum(ledger: LoadSquares, parts: Sequence[LoadSquares], people: Sequence[int]) -> bool:
    return all(
        list(ledger.amounts[person])
        == [sum(each) for each in zip(*(part.amounts[person] for part in parts), strict=True)]
        for person in people
    )


def _line_below(costs: Sequence[int], load: float) -> tuple[int, int]:
    """Return slope and beginning of a line that is nowhere above the costs of loads."""
    known = [place for place, cost in enumerate(costs) if cost < -NEVER]
    if not known:
        return 0, 0
    slope = 0
    if len(known) > 1:
        place = min(max(int(load), known[0]), known[-1] - 1)
        slope = costs[place + 1] - costs[place]
    return slope, min(costs[place] - slope * place for place in known)
