"""Rosters with even loads by exchanges: what two people could swap, again and again.

Where everybody holds dozens of shifts, rosters at the bounds of the counts are many, and yet one
with loads given beforehand is hard to find. So shifts change hands one after the other: somebody
gives a shift to somebody else, who gives back whatever is in its way, and so on (a Kempe chain;
A. B. Kempe, On the geographical problem of the four colours, 1879). Exchanges that make loads less
even are made now and then, at first more often than later (S. Kirkpatrick, C. D. Gelatt and
M. P. Vecchi, Optimization by simulated annealing, Science 220, 1983). Nothing is proved here, and
what is found is measured exactly by who asked for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp
from random import Random

__all__ = ["Cap", "EvenLedger", "Exchanges"]

_LONGEST = 12
"""Shifts that change hands at once."""

_COLD = 0.02
"""The temperature at the end."""

_AIMED = 0.5
"""What half of one costs of what shall shrink: as much as one step of a square."""

_WIDELY = 0.5
"""Of exchanges: those that give back what would make a pair, however few pairs are allowed."""

_ROUNDING = 1e-6

_OFTEN = 1_000
"""Exchanges from one look at whether to stop to the next."""


@dataclass(frozen=True, slots=True)
class EvenLedger:
    """A ledger whose squares shall be small.

    Attributes
    ----------
    amounts : tuple of (tuple of float)
        By person, what each shift adds.
    base : tuple of float
        By person, what they have above their share before they hold any.
    tier : int
        Of the tier in whose sum its squares are.
    """

    amounts: tuple[tuple[float, ...], ...]
    base: tuple[float, ...]
    tier: int


@dataclass(frozen=True, slots=True)
class Cap:
    """What may not grow above a number, or no further where it is above it.

    Attributes
    ----------
    weights : mapping of (int, int) to int
        What a person adds by holding a shift.
    most : int or fractions.Fraction
        The number.
    close : sequence of (sequence of (sequence of int))
        By person and shift, the other shifts that add one when the person holds both; may be empty.
    """

    weights: Mapping[tuple[int, int], int]
    most: int | Fraction
    close: Sequence[Sequence[Sequence[int]]] = ()


class Exchanges:
    """Exchanges of shifts, from one roster that keeps what is stated to others.

    Parameters
    ----------
    can : sequence of int
        By person, the shifts that they can hold, as bits.
    near : sequence of (sequence of (sequence of int))
        By person and shift, the other shifts that cannot be held with it.
    holders : sequence of int
        By shift, who holds it; -1 for a shift that stays open.
    limits : sequence of Cap
        What else is stated.
    ledgers : sequence of EvenLedger
        What shall be even.
    aim : Cap, optional
        What shall shrink to its number, or below it.
    wide : sequence of (sequence of (sequence of int)), optional
        Like `near`, with the pairs that a limit allows a few of: every other exchange makes none.
    heat : float
        The temperature at the beginning.
    tiers : sequence of (float, float)
        Weight and bound of the sum of squares of each tier: at the bounds nothing is left to find.

    Attributes
    ----------
    holders : list of int
        As they are now.
    """

    def __init__(
        self,
        can: Sequence[int],
        near: Sequence[Sequence[Sequence[int]]],
        holders: Sequence[int],
        *,
        limits: Sequence[Cap] = (),
        ledgers: Sequence[EvenLedger] = (),
        tiers: Sequence[tuple[float, float]] = (),
        aim: Cap | None = None,
        wide: Sequence[Sequence[Sequence[int]]] = (),
        heat: float = 2.0,
    ) -> None:
        self._wide, self._heat = wide, heat
        self._near, self._ledgers, self._tiers = near, ledgers, tiers
        self._held = [shift for shift, holder in enumerate(holders) if holder >= 0]
        self._can = [[mask >> shift & 1 for shift in range(len(holders))] for mask in can]
        self.holders = [*holders]
        self._loads = [[*ledger.base] for ledger in ledgers]
        for shift in self._held:
            for loads, ledger in zip(self._loads, ledgers, strict=True):
                loads[holders[shift]] += ledger.amounts[holders[shift]][shift]
        self._limits = limits
        self._room = [2 * limit.most - self._twice(limit, self._held) for limit in limits]
        self._aim = aim
        self._above = 0 if aim is None else self._twice(aim, self._held) - 2 * aim.most

    def search(self, number: int, stop: Callable[[], bool]) -> bool:
        """Make exchanges; return whether every tier is at its bound.

        Parameters
        ----------
        number : int
            Exchanges that are looked at.
        stop : callable
            Whether to stop.
        """
        random = Random(1)  # noqa: S311 - equal inputs give equal plans
        heat, cooling = self._heat, (_COLD / self._heat) ** (1 / max(number, 1))
        energy = sum(self._energies())
        goal = sum(weight * least for weight, least in self._tiers) + _ROUNDING
        for turn in range(number if self._held else 0):
            if turn % _OFTEN == 0 and stop():
                break
            heat *= cooling
            shift = self._held[int(random.random() * len(self._held))]
            giver, taker = self.holders[shift], int(random.random() * len(self._can))
            near = self._near
            if self._wide and random.random() < _WIDELY:
                near = self._wide
            chain = None if taker == giver else self._chain(shift, giver, taker, near)
            if chain is None:
                continue
            worse, after = self._after(chain, giver, taker)
            more, above = self._exchanged(chain, giver, taker)
            worse += _AIMED * above
            pairs = zip(more, self._room, strict=True)
            if any(grows > 0 and grows > room for grows, room in pairs) or (
                worse > 0 and random.random() >= exp(-worse / heat)
            ):
                self._swap(chain, giver, taker)
                continue
            self._room = [room - grows for room, grows in zip(self._room, more, strict=True)]
            for loads, (given, taken) in zip(self._loads, after, strict=True):
                loads[giver], loads[taker] = given, taken
            self._above += above
            energy += worse - _AIMED * above
            if self._above <= 0 and energy <= goal and self._even():
                return True
        return self._above <= 0 and self._even()

    def _chain(
        self, shift: int, giver: int, taker: int, near: Sequence[Sequence[Sequence[int]]]
    ) -> list[int] | None:
        """Return the shifts that change hands when the taker gets one; None if they cannot."""
        holders, chain, waiting = self.holders, [shift], [shift]
        while waiting:
            moved = waiting.pop()
            receiver = taker if holders[moved] == giver else giver
            if not self._can[receiver][moved]:
                return None
            for other in near[receiver][moved]:
                if holders[other] == receiver and other not in chain:
                    if len(chain) == _LONGEST:
                        return None
                    chain.append(other)
                    waiting.append(other)
        for moved in chain:
            receiver = taker if holders[moved] == giver else giver
            for other in near[receiver][moved]:
                if other in chain and holders[other] == holders[moved]:
                    return None  # what one of them can hold together, the other cannot
        return chain

    def _after(
        self, chain: Sequence[int], giver: int, taker: int
    ) -> tuple[float, list[tuple[float, float]]]:
        """Return by how much weighted squares grow, and what both then have in each ledger."""
        worse, after = 0.0, []
        for ledger, loads in zip(self._ledgers, self._loads, strict=True):
            given, taken = before, behind = loads[giver], loads[taker]
            for moved in chain:
                sign = 1 if self.holders[moved] == giver else -1
                given -= sign * ledger.amounts[giver][moved]
                taken += sign * ledger.amounts[taker][moved]
            after.append((given, taken))
            squares = given * given + taken * taken - before * before - behind * behind
            worse += self._tiers[ledger.tier][0] * squares
        return worse, after

    def _exchanged(self, chain: Sequence[int], giver: int, taker: int) -> tuple[list[int], int]:
        """Make an exchange; return by how much twice the sums of caps, and of the aim, grow."""
        caps = [*self._limits] if self._aim is None else [*self._limits, self._aim]
        before = [self._twice(cap, chain) for cap in caps]
        self._swap(chain, giver, taker)
        more = [self._twice(cap, chain) - was for cap, was in zip(caps, before, strict=True)]
        return (more, 0) if self._aim is None else (more[:-1], more[-1])

    def _swap(self, chain: Sequence[int], giver: int, taker: int) -> None:
        for moved in chain:
            self.holders[moved] = taker if self.holders[moved] == giver else giver

    def _twice(self, cap: Cap, shifts: Sequence[int]) -> int:
        """Return twice what some shifts add to a sum, each pair of theirs once."""
        twice = 0
        for shift in shifts:
            holder = self.holders[shift]
            twice += 2 * cap.weights.get((holder, shift), 0)
            for other in cap.close[holder][shift] if cap.close else ():
                if self.holders[other] == holder:
                    twice += 1 if other in shifts else 2
        return twice

    def _energies(self) -> list[float]:
        """Return the weighted sum of squares of each tier."""
        energies = [0.0] * len(self._tiers)
        for loads, ledger in zip(self._loads, self._ledgers, strict=True):
            squares = sum(load * load for load in loads)
            energies[ledger.tier] += self._tiers[ledger.tier][0] * squares
        return energies

    def _even(self) -> bool:
        tiers = zip(self._energies(), self._tiers, strict=True)
        return all(energy <= weight * least + _ROUNDING for energy, (weight, least) in tiers)
