"""What one person can still hold, shift after shift: a small automaton.

A state is the next shift that can be held, and what the shifts taken so far say about later ones:
which they keep off, and with which they make a pair that counts. Where shifts keep off what
follows within some days, nothing is remembered by the time of the next choice, and there is one
state per shift. Taking and skipping lead forward, so that one pass from the last shift to the
first prices every line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
        The state after; the number of states stands for the end.
    pairs : tuple of tuple of int
        For each kind of pairs, how many taking the shift makes.
    """

    shift: tuple[int, ...]
    skip: tuple[int, ...]
    take: tuple[int, ...]
    pairs: tuple[tuple[int, ...], ...]


_Walked = tuple[tuple[int, int], ...]
"""The later shifts that would make a pair: with the kind of pairs, once for each earlier shift."""

_State = tuple[int, int, _Walked, tuple[int, ...]]
"""The next shift, all that can still be held, the pairs ahead, and how many may still be made."""


def walk(
    can: int,
    apart: Sequence[int],
    paired: Sequence[Sequence[int]],
    most: int,
    caps: Sequence[int],
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
    """
    kinds = len(paired)
    numbers: dict[_State, int] = {}
    waiting: dict[int, list[_State]] = {}

    def state(left: int, made: _Walked, caps: tuple[int, ...]) -> _State | None:
        for kind, mask in made:
            if not caps[kind]:
                left &= ~mask
        while left:
            shift = (left & -left).bit_length() - 1
            if all(n <= cap for n, cap in zip(_pairs_at(shift, made, kinds), caps, strict=True)):
                break
            left &= left - 1
        else:
            return None
        pairs = sorted((kind, mask & left) for kind, mask in made if mask & left)
        key = shift, left, tuple(pairs), caps
        if key not in numbers:
            numbers[key] = 0
            waiting.setdefault(shift, []).append(key)
        return key

    state(can, (), tuple(caps))
    moves: dict[_State, tuple[_State | None, _State | None]] = {}
    for shift in range(len(apart)):
        for key in waiting.pop(shift, ()):
            if len(numbers) > most:
                return None
            _, left, made, may = key
            rest = left & ~(1 << shift)
            after = (*made, *((kind, later[shift]) for kind, later in enumerate(paired)))
            made_here = zip(may, _pairs_at(shift, made, kinds), strict=True)
            still = tuple(cap if cap >= MANY else cap - n for cap, n in made_here)
            moves[key] = state(rest, made, may), state(rest & ~apart[shift], after, still)
    for number, key in enumerate(moves):
        numbers[key] = number
    end = len(moves)
    return Walk(
        tuple(shift for shift, *_ in moves),
        tuple(end if skip is None else numbers[skip] for skip, _ in moves.values()),
        tuple(end if take is None else numbers[take] for _, take in moves.values()),
        tuple(zip(*(_pairs_at(shift, made, kinds) for shift, _, made, _ in moves), strict=True))
        or ((),) * kinds,
    )


def _pairs_at(shift: int, made: _Walked, kinds: int) -> list[int]:
    """Return, for each kind, how many pairs taking a shift makes."""
    counts = [0] * kinds
    for kind, mask in made:
        counts[kind] += mask >> shift & 1
    return counts
