"""The best line of everybody under given prices, exactly: a dynamic program over time.

Prices are whole numbers, and so is every sum, so that what is returned is the best and not nearly
the best. One pass from the last shift to the first serves all people at once: the states of all of
them that decide about one shift are one array operation. A value has one entry for each place: what
is held from there on of each ledger, where lines can get there and from there to loads of interest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rotation.solve.lines.walks import Walk

__all__ = ["LARGEST", "NEVER", "Array", "BoolArray", "Line", "Priced", "Pricing"]

Line = tuple[int, ...]
"""Shifts, ascending."""

Array = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NEVER = -(2**61)
"""The value of impossible states; lower values are equivalent."""

LARGEST = 2**58
"""No sum of prices may reach this, so that nothing overflows and `NEVER` stays recognisable."""


@dataclass(frozen=True, slots=True)
class Priced:
    """The best line of one person.

    Attributes
    ----------
    value : int or None
        Its prices minus the costs of its loads and pairs; None if there is no line.
    line : tuple of int
        Its shifts.
    """

    value: int | None
    line: Line


class Pricing:
    """What stays the same from one pricing to the next.

    Parameters
    ----------
    walks : sequence of Walk
        Of the people.
    amounts : sequence of sequence of sequence of int
        For each person and ledger, what each shift adds.
    tops : sequence of int
        For each ledger, the most that is of interest.
    bearable : array of bool, optional
        For each load of each ledger, whether a whole line of somebody may have them; by default
        any may.

    Attributes
    ----------
    places : array of (ledgers, places)
        The loads of each place, in ascending order.
    """

    def __init__(
        self,
        walks: Sequence[Walk],
        amounts: Sequence[Sequence[Sequence[int]]],
        tops: Sequence[int],
        bearable: BoolArray | None = None,
    ) -> None:
        self._shape = tuple(top + 1 for top in tops)
        self._amounts, self._walks = amounts, walks
        self._end = sum(len(each.shift) for each in walks)
        self._roots: list[int] = []
        people: list[int] = []
        shifts: list[int] = []
        skip: list[int] = []
        take: list[int] = []
        for number, each in enumerate(walks):
            base, size = len(shifts), len(each.shift)
            self._roots.append(base if size else self._end)
            shifts += each.shift
            people += [number] * size
            # Behind the states of all: the end, and what cannot be.
            skip += [base + node if node < size else self._end + node - size for node in each.skip]
            take += [base + node if node < size else self._end + node - size for node in each.take]
        kinds = len(walks[0].pairs) if walks else 0
        pairs = [[count for each in walks for count in each.pairs[kind]] for kind in range(kinds)]
        self._skip, self._take, self._person = map(_whole, (skip, take, people))
        self._pairs = _whole(pairs).reshape(kinds, len(shifts))
        by_shift = _whole(shifts)
        order = np.argsort(by_shift, kind="stable")
        last = max(shifts, default=-1) + 1
        edges = np.searchsorted(by_shift[order], np.arange(last + 1))
        self._at: list[list[tuple[tuple[int, ...], Array]]] = []
        for shift in range(last):
            nodes = order[edges[shift] : edges[shift + 1]]
            self._at.append(self._by_steps(shift, nodes))
        if bearable is None:
            bearable = np.ones(self._shape, dtype=np.bool_)
        steps = sorted({added for groups in self._at for added, _ in groups})
        kept = between(bearable, steps)
        self.places = np.argwhere(kept).T
        self._number = np.full(self._shape, self.places.shape[1], dtype=np.int64)
        self._number[kept] = np.arange(self.places.shape[1])
        self._before = {added: self._places_before(added) for added in steps}

    def _places_before(self, added: Sequence[int]) -> Array | None:
        """Return for each place, and for none, the one with so much less; None if that is it."""
        if not any(added):
            return None
        loads = self.places - _whole(added).reshape(-1, 1)
        possible = (loads >= 0).all(axis=0)
        none = self.places.shape[1]
        before = np.full(none + 1, none, dtype=np.int64)
        before[:-1][possible] = self._number[tuple(loads[:, possible])]
        return before

    def _by_steps(self, shift: int, nodes: Array) -> list[tuple[tuple[int, ...], Array]]:
        """Group states that decide about one shift by what taking it adds to each ledger."""
        groups: dict[tuple[int, ...], list[int]] = {}
        steps = [tuple(ledger[shift] for ledger in ledgers) for ledgers in self._amounts]
        if len(set(steps)) == 1 and len(nodes):
            return [(steps[0], nodes)]
        for node in nodes:
            groups.setdefault(steps[self._person[node]], []).append(int(node))
        return [(added, _whole(group)) for added, group in groups.items()]

    @property
    def size(self) -> int:
        """How many numbers one pass computes."""
        return (self._end + 1) * self.places.shape[1]

    def best(self, prices: Array, costs: Array, pairs: Sequence[int]) -> list[Priced]:
        """Return the best line of each person.

        Parameters
        ----------
        prices : array of (people, shifts)
            What holding a shift is worth; `NEVER` where it cannot be held.
        costs : array of (people, places)
            What the loads of a whole line cost; `-NEVER` where they cannot be.
        pairs : sequence of int
            What a pair of each kind costs, 0 or more.

        Raises
        ------
        OverflowError
            When sums could be too large to be exact.
        """
        if not self._walks:
            return []
        possible = prices > NEVER // 2
        bearable = costs < -(NEVER // 2)
        largest = int(
            np.abs(np.where(possible, prices, 0)).sum(axis=1, dtype=object).max(initial=0)
        )
        largest += int(np.abs(np.where(bearable, costs, 0)).max(initial=0))
        for pair, counts in zip(pairs, self._pairs, strict=True):
            largest += pair * int(counts.sum())
        if largest >= LARGEST:
            raise OverflowError("prices are too large")
        values = self._values(prices, _whole(pairs) @ self._pairs)
        roots = values[self._roots, :-1]
        whole = np.where((roots > NEVER // 2) & bearable, roots - costs, NEVER)
        if not whole.size:
            return [Priced(None, ()) for _ in self._walks]
        best = whole.argmax(axis=1)
        return [
            self._trace(values, number, int(place), int(whole[number, place]))
            for number, place in enumerate(best)
        ]

    def _values(self, prices: Array, pairs: Array) -> Array:
        """Return, for each state and place, the best that can be held from there on.

        Behind the places is a column for what is no place.
        """
        values = np.full((self._end + 2, self.places.shape[1] + 1), NEVER, dtype=np.int64)
        values[self._end, self._number.reshape(-1)[0]] = 0
        groups = [(n, *group) for n, groups in enumerate(self._at) for group in groups]
        for shift, steps, nodes in reversed(groups):
            before = self._before[steps]
            taken = values[self._take[nodes]]
            if before is not None:
                taken = taken[:, before]
            # No value is below `NEVER`, whatever cannot be taken: nothing overflows.
            taken += (prices[self._person[nodes], shift] - pairs[nodes]).reshape(-1, 1)
            values[nodes] = np.maximum(values[self._skip[nodes]], taken)
        return values

    def _trace(self, values: Array, number: int, place: int, value: int) -> Priced:
        """Return the line with the loads at a place, following the values from its root."""
        if value <= NEVER // 2:
            return Priced(None, ())
        line: list[int] = []
        root, states = self._roots[number], self._walks[number].shift
        node = root
        while node != self._end:
            skip = int(self._skip[node])
            if values[skip, place] == values[node, place]:
                node = skip
                continue
            shift = states[node - root]
            line.append(shift)
            before = self._before[tuple(amount[shift] for amount in self._amounts[number])]
            if before is not None:
                place = int(before[place])
            node = int(self._take[node])
        return Priced(value, tuple(line))


def between(bearable: BoolArray, steps: Sequence[Sequence[int]]) -> BoolArray:
    """Return which loads steps can lead to, and from which they can lead to bearable ones."""
    begin = np.zeros_like(bearable)
    begin[(0,) * bearable.ndim] = True
    everywhere = (slice(None, None, -1),) * bearable.ndim
    reached = _reached(begin, steps)
    return np.asarray(reached & _reached(bearable[everywhere].copy(), steps)[everywhere])


def _reached(loads: BoolArray, steps: Sequence[Sequence[int]]) -> BoolArray:
    """Add all loads that any number of any steps lead to."""
    for added in steps:
        step = added
        while any(step) and all(n < size for n, size in zip(step, loads.shape, strict=True)):
            after = tuple(slice(n, None) for n in step)
            loads[after] |= loads[tuple(slice(-n or None) for n in step)].copy()
            step = [2 * n for n in step]  # twice as many at once: every number is a sum of these
    return loads


def _whole(numbers: Sequence[int] | Sequence[Sequence[int]]) -> Array:
    return np.array(numbers, dtype=np.int64)
