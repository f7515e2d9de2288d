"""What one person can still hold, shift after shift: a small automaton.

A state is the next shift that can be held, and what the shifts taken so far say about later ones:
which they keep off, and with which they make a pair that counts. Where shifts keep off what
follows within some days, nothing is remembered by the time of the next choice, and there is one
state per shift. Taking and skipping lead forward, so that one pass from the last shift to the
first prices every line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Walk", "walk"]


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


_State = tuple[int, int, tuple[tuple[int, int], ...]]
"""The next shift, all that can still be held, and the later shifts that would make a pair: with
the kind of pairs, once for each earlier shift."""


def walk(can: int, apart: Sequence[int], paired: Sequence[Sequence[int]], most: int) -> Walk | None:
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
    """
    numbers: dict[_State, int] = {}
    waiting: dict[int, list[_State]] = {}

    def state(left: int, made: tuple[tuple[int, int], ...]) -> _State | None:
        if not left:
            return None
        shift = (left & -left).bit_length() - 1
        pairs = sorted((kind, mask & left) for kind, mask in made if mask & left)
        key = shift, left, tuple(pairs)
        if key not in numbers:
            numbers[key] = 0
            waiting.setdefault(shift, []).append(key)
        return key

    state(can, ())
    moves: dict[_State, tuple[_State | None, _State | None]] = {}
    for shift in range(len(apart)):
        for key in waiting.pop(shift, ()):
            if len(numbers) > most:
                return None
            _, left, made = key
            rest = left & ~(1 << shift)
            after = (*made, *((kind, later[shift]) for kind, later in enumerate(paired)))
            moves[key] = state(rest, made), state(rest & ~apart[shift], after)
    for number, key in enumerate(moves):
        numbers[key] = number
    end = len(moves)
    return Walk(
        tuple(shift for shift, _, _ in moves),
        tuple(end if skip is None else numbers[skip] for skip, _ in moves.values()),
        tuple(end if take is None else numbers[take] for _, take in moves.values()),
        tuple(
            tuple(
                sum(mask >> shift & 1 for k, mask in made if k == kind) for shift, _, made in moves
            )
            for kind in range(len(paired))
        ),
    )
