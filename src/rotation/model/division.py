"""Dividing what only some may receive as evenly by weight as that lets (F17)."""

from collections import deque
from collections.abc import Hashable, Mapping
from fractions import Fraction
from math import lcm
from typing import Generic, TypeVar

__all__ = ["even_rates"]

Key = TypeVar("Key", bound=Hashable)

_Rational = int | Fraction


def even_rates(
    amounts: Mapping[frozenset[Key], _Rational], weights: Mapping[Key, _Rational]
) -> dict[Key, Fraction]:
    """Return what each receiver gets for each unit of weight in the most even division.

    Of all divisions it is the one in which the lowest rate is highest, then the second lowest, and
    so on; it also has the least sum of squared totals over weights. The rates are unique, and the
    parts of single amounts in them are not.

    Parameters
    ----------
    amounts : mapping of frozenset to int or fractions.Fraction
        What is to be divided, 0 or more, by the set of those who may receive it.
    weights : mapping of hashable to int or fractions.Fraction
        Weight of each receiver. Without weight, 0, nobody receives anything, and what nobody else
        may receive is not divided.

    Returns
    -------
    dict of hashable to fractions.Fraction
        By receiver, those without weight left out, in the order of `weights`.

    Notes
    -----
    The lexicographically optimal base of a polymatroid: N. Megiddo, "Optimal flows in networks with
    multiple sources and sinks" (1974); S. Fujishige, "Lexicographically optimal base of a
    polymatroid with respect to a weight vector" (1980). By decomposition: where one rate for all
    does not fit, a minimum cut parts those who cannot help getting more from the others.
    """
    heavy = {key: Fraction(weight) for key, weight in weights.items() if weight}
    whole: dict[frozenset[Key], Fraction] = {}
    for receivers, amount in amounts.items():
        _add(whole, receivers.intersection(heavy), Fraction(amount))
    rates: dict[Key, Fraction] = {}
    parts = [(heavy, whole)] if heavy else []
    while parts:
        keys, supply = parts.pop()
        crowded = _crowded(keys, supply)
        if not crowded:
            rate = sum(supply.values(), start=Fraction(0)) / sum(keys.values())
            rates.update(dict.fromkeys(keys, rate))
            continue
        inside: dict[frozenset[Key], Fraction] = {}
        outside: dict[frozenset[Key], Fraction] = {}
        for receivers, amount in supply.items():
            rest = receivers - crowded
            _add(outside if rest else inside, rest or receivers, amount)
        parts.append(({key: w for key, w in keys.items() if key in crowded}, inside))
        parts.append(({key: w for key, w in keys.items() if key not in crowded}, outside))
    return {key: rates[key] for key in heavy}


def _add(
    amounts: dict[frozenset[Key], Fraction], receivers: frozenset[Key], amount: Fraction
) -> None:
    if receivers and amount:
        amounts[receivers] = amounts.get(receivers, Fraction(0)) + amount


def _crowded(
    weights: Mapping[Key, Fraction], amounts: Mapping[frozenset[Key], Fraction]
) -> frozenset[Key]:
    """Return receivers who cannot help getting more than the common rate; none if nobody does.

    A maximum flow from amounts to receivers, each of whom takes no more than the common rate, all
    scaled to whole numbers; where something is left, those who could still be sent it.
    """
    weight = sum(weights.values(), start=Fraction(0))
    whole = sum(amounts.values(), start=Fraction(0))
    capacities = {key: whole * part for key, part in weights.items()}
    supplies = [(receivers, amount * weight) for receivers, amount in amounts.items()]
    scale = lcm(*(n.denominator for n in (*capacities.values(), *(n for _, n in supplies))))
    flow = _Flow(
        [receivers for receivers, _ in supplies],
        [int(amount * scale) for _, amount in supplies],
        {key: int(capacity * scale) for key, capacity in capacities.items()},
    )
    while flow.sends_more():
        pass
    return frozenset(flow.reached) if any(flow.left) else frozenset()


class _Flow(Generic[Key]):
    """A flow from amounts to receivers that grows by shortest paths (Edmonds and Karp, 1972).

    Parameters
    ----------
    audiences : list of frozenset
        Who may receive each amount.
    left : list of int
        How much of each amount is not sent yet.
    room : dict of hashable to int
        How much more each receiver takes.
    """

    def __init__(
        self, audiences: list[frozenset[Key]], left: list[int], room: dict[Key, int]
    ) -> None:
        self._audiences, self.left, self._room = audiences, left, room
        self._sent: dict[Key, dict[int, int]] = {key: {} for key in room}
        self.reached: dict[Key, int] = {}

    def sends_more(self) -> bool:
        """Send along one more path; return whether there was one."""
        queue = deque(number for number, amount in enumerate(self.left) if amount)
        parents: dict[int, Key | None] = dict.fromkeys(queue)
        self.reached = {}
        while queue:
            number = queue.popleft()
            for key in self._audiences[number]:
                if key in self.reached:
                    continue
                self.reached[key] = number
                if self._room[key]:
                    self._send(key, parents)
                    return True
                for other in self._sent[key]:
                    if other not in parents:
                        parents[other] = key
                        queue.append(other)
        return False

    def _send(self, last: Key, parents: Mapping[int, Key | None]) -> None:
        """Send as much as fits to a receiver; each amount makes way for the one before it."""
        path = [(last, self.reached[last])]
        while (key := parents[path[-1][1]]) is not None:
            path.append((key, self.reached[key]))
        away = [(key, path[n - 1][1]) for n, (key, _) in enumerate(path) if n]
        amount = min(
            self._room[last],
            self.left[path[-1][1]],
            *(self._sent[key][number] for key, number in away),
        )
        self._room[last] -= amount
        self.left[path[-1][1]] -= amount
        for key, number in path:
            self._sent[key][number] = self._sent[key].get(number, 0) + amount
        for key, number in away:
            self._sent[key][number] -= amount
            if not self._sent[key][number]:
                del self._sent[key][number]
