"""What one person can still hold, shift after shift: a small automaton.

A state is the next shift that can be held, and what the shifts taken so far say about later ones:
which they keep off, with which they make a pair that counts, which must be held with them, and of
which only a few more may be held. Where shifts keep off what follows within some days, nothing is
remembered by the time of the next choice, and there is one state per shift. Taking and skipping
lead forward, so that one pass from the last shift to the first prices every line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.solve.lines.budgets import LineBudget, bits_of, narrowest

__all__ = ["MANY", "Walk", "walk"]

MANY = 4
"""Pairs that are not counted: states that differ in them would be too many."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The states of one person; a line is a path from the root to the end.

    Attributes
    ----------
    shift : tuple of int
        The shift that each state decides about; never falling, in the order of states.
    skip, take : tuple of int
        The state after; the number of states stands for the end, and one more for what cannot be.
    pairs : tuple of tuple of int
        For each kind of pairs, how many taking the shift makes.
    """

    shift: tuple[int, ...]
    skip: tuple[int, ...]
    take: tuple[int, ...]
    pairs: tuple[tuple[int, ...], ...]


_Walked = tuple[tuple[int, int], ...]
"""The later shifts that would make a pair: with the kind of pairs, once for each earlier shift."""

_State = tuple[int, int, _Walked, tuple[int, ...], int, tuple[LineBudget, ...]]
"""The next shift, all that can still be held, the pairs ahead, how many may still be made, what
must still be held, and budgets of which a part is spent."""

_NEVER = object()
"""In place of a state: what must be held no longer can."""


def walk(
    can: int,
    apart: Sequence[int],
    paired: Sequence[Sequence[int]],
    most: int,
    caps: Sequence[int],
    *,
    ties: Sequence[int] = (),
    budgets: Sequence[LineBudget] = (),
) -> Walk | None:
    """Return the states of a person; None where there would be more than `most`.

    Parameters
    ----------
    can : int
        The shifts that the person can hold, as bits.
    apart : sequence of int
        For each shift, the later ones that cannot be held with it.
    paired : sequence of sequence of int
        For each kind of pairs and each shift, the later ones with which it makes a pair.
    most : int
        States.
    caps : sequence of int
        For each kind of pairs, how many a line may have; from `MANY` on, any number.
    ties : sequence of int
        For each shift, those that are held by whoever holds it; empty where there are none.
    budgets : sequence of LineBudget
        What else lines keep.
    """
    return _Walker(apart, paired, ties, budgets).walk(can, most, caps)


class _Walker:
    """What states follow from."""

    def __init__(
        self,
        apart: Sequence[int],
        paired: Sequence[Sequence[int]],
        ties: Sequence[int],
        budgets: Sequence[LineBudget],
    ) -> None:
        self._apart, self._paired = apart, paired
        self._with = [tie >> n + 1 << n + 1 for n, tie in enumerate(ties)]
        self._without = [0] * len(ties)
        for shift, tie in enumerate(ties):
            for early in bits_of(tie & ~(-1 << shift)):
                self._without[early] |= 1 << shift
        # Of budgets that a shift is a part of, the narrowest once it is taken: the others say less.
        self._spent = []
        for shift in range(len(apart)):
            mine = [each.after(shift) for each in budgets if each.shifts >> shift & 1]
            self._spent.append(narrowest(each.among(-1 << shift + 1) for each in mine))
        self._alone = [
            all(each.after(shift).most >= 0 for each in budgets) for shift in range(len(apart))
        ]
        self._numbers: dict[_State, int] = {}
        self._waiting: dict[int, list[_State]] = {}

    def walk(self, can: int, most: int, caps: Sequence[int]) -> Walk | None:
        """Return the states; None where there would be more than `most`."""
        kinds = len(self._paired)
        every = (1 << len(self._apart)) - 1
        self._state(can, every & ~can, ((), tuple(caps)), 0, ())
        moves: dict[_State, tuple[object, object]] = {}
        for shift in range(len(self._apart)):
            for key in self._waiting.pop(shift, ()):
                if len(self._numbers) > most:
                    return None
                moves[key] = self._skipped(key), self._taken(key)
        for number, key in enumerate(moves):
            self._numbers[key] = number
        ends = {id(None): len(moves), id(_NEVER): len(moves) + 1}
        skip, take = (
            tuple(
                self._numbers[after] if isinstance(after, tuple) else ends[id(after)]
                for after in afters
            )
            for afters in (zip(*moves.values(), strict=True) if moves else ((), ()))
        )
        return Walk(
            tuple(shift for shift, *_ in moves),
            skip,
            take,
            tuple(zip(*(_pairs_at(key[0], key[2], kinds) for key in moves), strict=True))
            or ((),) * kinds,
        )

    def _skipped(self, state: _State) -> object:
        shift, left, made, caps, due, spent = state
        if due >> shift & 1:
            return _NEVER
        return self._state(left & ~(1 << shift), 1 << shift, (made, caps), due, spent)

    def _taken(self, state: _State) -> object:
        shift, left, made, caps, due, spent = state
        bit = 1 << shift
        after = (*made, *((kind, later[shift]) for kind, later in enumerate(self._paired)))
        made_here = zip(caps, _pairs_at(shift, made, len(self._paired)), strict=True)
        still = tuple(cap if cap >= MANY else cap - n for cap, n in made_here)
        gone = left & self._apart[shift]
        if self._with:
            due = (due | self._with[shift]) & ~bit
        if spent or self._spent[shift]:
            spent = (*(each.after(shift) for each in spent), *self._spent[shift])
            if not self._alone[shift] or any(each.most < 0 for each in spent):
                return _NEVER
        return self._state(left & ~bit & ~gone, gone, (after, still), due, spent)

    def _state(
        self,
        left: int,
        gone: int,
        pairs: tuple[_Walked, tuple[int, ...]],
        due: int,
        spent: tuple[LineBudget, ...],
    ) -> object:
        """Return the state with what can be held of `left`; None at the end, `_NEVER` beyond.

        `gone` is what has just left it, and what is not held now cannot be tied to.
        """
        before, (made, caps) = left, pairs
        for kind, mask in made:
            if not caps[kind]:
                left &= ~mask
        for budget in spent:
            if budget.most < 1:
                left &= ~budget.shifts
        left = self._untied(left, gone | before & ~left)
        while left:
            shift = (left & -left).bit_length() - 1
            pairs_here = zip(_pairs_at(shift, made, len(self._paired)), caps, strict=True)
            lacks = self._with and self._with[shift] & ~left
            if not lacks and all(n <= cap for n, cap in pairs_here):
                break
            left = self._untied(left & (left - 1), 1 << shift)
        if due & ~left:
            return _NEVER
        if not left:
            return None
        ahead = sorted((kind, mask & left) for kind, mask in made if mask & left)
        if spent:
            spent = narrowest(budget.among(left) for budget in spent)
        key = shift, left, tuple(ahead), caps, due, spent
        if key not in self._numbers:
            self._numbers[key] = 0
            self._waiting.setdefault(shift, []).append(key)
        return key

    def _untied(self, left: int, gone: int) -> int:
        """Return what can be held without the shifts that are gone."""
        while self._with and gone:
            lost = 0
            for shift in bits_of(gone):
                lost |= self._without[shift]
            gone = lost & left
            left &= ~gone
        return left


def _pairs_at(shift: int, made: _Walked, kinds: int) -> list[int]:
    """Return, for each kind, how many pairs taking a shift makes."""
    counts = [0] * kinds
    for kind, mask in made:
        counts[kind] += mask >> shift & 1
    return counts
