"""The fewest pairs, shift after shift: a dynamic program over who held the last ones.

Where few people take turns, all that a shift knows of those before it is who held the last few. So
the least of every prefix, for each of these, is known from that of the prefix before: exact, in
whole numbers, and with a roster. Tracks that share nobody are looked at one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.solve.lines.windows import HorizonWindow

__all__ = ["Succession", "fewest"]

_MOST = 1_500
"""Different pasts of one shift: with more, lines are the better way."""

_Past = tuple[tuple[int, int], ...]
"""Shifts and who holds them, as far as it matters for those that follow."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Who holds which shift.

    Attributes
    ----------
    value : int
        What the aim adds up to: no roster has less.
    holders : tuple of int
        By shift; -1 where it is open.
    """

    value: int
    holders: tuple[int, ...]


def fewest(window: HorizonWindow) -> Succession | None:
    """Return holders with the least of the aim, the limits left out; None where they are too many.

    Also None where nobody can hold a shift that cannot be open.

    Parameters
    ----------
    window : HorizonWindow
        Its aim has pairs and weights of people only.
    """
    later = _later_pairs(window)
    holders = [-1] * len(window.frame.shifts)
    value = 0
    for shifts in _parts(window.frame.can, len(holders)):
        least = _fewest_of(window, later, shifts)
        if least is None:
            return None
        value += least.value
        for shift, holder in zip(shifts, least.holders, strict=True):
            holders[shift] = holder
    return Succession(value, tuple(holders))


def _later_pairs(window: HorizonWindow) -> list[list[int]]:
    """Return, by person and shift, the later ones with which it makes a pair, as bits."""
    later = [[0] * len(window.frame.shifts) for _ in window.frame.can]
    for person, masks in enumerate(later):
        for early, late in window.aim.pairs_of(person):
            masks[early] |= 1 << late
    return later


def _parts(can: Sequence[int], number: int) -> list[list[int]]:
    """Return the shifts in groups that share nobody, each in order of time."""
    groups: list[int] = []
    for mask in (*can, *(1 << shift for shift in range(number))):
        apart = [group for group in groups if not group & mask]
        joined = mask
        for group in groups:
            joined |= group if group & mask else 0
        groups = [*apart, joined] if joined else apart
    groups.sort(key=lambda group: group & -group)
    return [[shift for shift in range(number) if group >> shift & 1] for group in groups]


def _fewest_of(
    window: HorizonWindow, later: Sequence[Sequence[int]], shifts: Sequence[int]
) -> Succession | None:
    frame, weights = window.frame, window.aim.weights
    matters = [
        [
            ((off | pairs) & frame.can[person]).bit_length()
            for off, pairs in zip(frame.apart[person], later[person], strict=True)
        ]
        for person in range(len(frame.can))
    ]
    least: dict[_Past, int] = {(): 0}
    back: list[dict[_Past, tuple[_Past, int]]] = []
    for place, shift in enumerate(shifts):
        able = [person for person, mask in enumerate(frame.can) if mask >> shift & 1]
        following = shifts[place + 1] if place + 1 < len(shifts) else len(frame.shifts)
        after: dict[_Past, int] = {}
        came: dict[_Past, tuple[_Past, int]] = {}
        for past, value in least.items():
            for person in able if frame.needed >> shift & 1 else (*able, -1):
                more = weights.get((person, shift), 0)
                for early, holder in past:
                    if holder == person:
                        if frame.apart[person][early] >> shift & 1:
                            break
                        more += later[person][early] >> shift & 1
                else:
                    held = past if person < 0 else (*past, (shift, person))
                    key = tuple(e for e in held if matters[e[1]][e[0]] > following)
                    if key not in after or value + more < after[key]:
                        after[key], came[key] = value + more, (past, person)
        if not after or len(after) > _MOST:
            return None
        least = after
        back.append(came)
    past = min(least, key=least.__getitem__)
    value = least[past]
    holders = []
    for came in reversed(back):
        past, person = came[past]
        holders.append(person)
    return Succession(value, tuple(reversed(holders)))
