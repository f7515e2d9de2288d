"""From a fractional roster to one: lines are settled, the most used first, and priced again.

Where nothing fits any more, the line settled last is forbidden and the next is tried; after some
such turns the search gives up. It proves nothing: what it finds is measured like any roster.
"""

from collections import Counter

from rotation.solve.lines.generation import Generation
from rotation.solve.lines.program import Column

__all__ = ["dive"]

_TURNS = 30
"""LPs after each line that is settled."""

_DEAD_ENDS = 40

_WHOLE, _LITTLE = 0.999, 1e-6

_BACK = 4
"""Lines that are taken back now and then, where taking back the last one does not help."""


def dive(generation: Generation, bar: float) -> list[Column] | None:
    """Return the lines of a roster whose LP value stays at or below `bar`; None without any.

    Parameters
    ----------
    generation : Generation
        Whose LP is solved; afterwards its lines may be used as before.
    bar : float
        What may be lost.
    """
    settled: list[Column] = []
    forbidden: set[Column] = set()
    dead = 0
    try:
        while dead <= _DEAD_ENDS and not generation.stopped:
            _settle(generation, settled, forbidden)
            relaxed = generation.relax(_TURNS, generation.program.held(settled))
            if relaxed.bound is None or relaxed.missing > _LITTLE or relaxed.value > bar:
                dead += 1
                if not settled:
                    return None
                forbidden.add(settled.pop())
                if dead % 3 == 0:
                    del settled[-_BACK:]
                continue
            used = generation.master.used()
            if all(abs(part - round(part)) < 1 - _WHOLE for part, _ in used):
                return [column for part, column in used for _ in range(round(part))]
            counts = Counter(settled)
            left = [(part - counts[column], column) for part, column in used]
            fresh = [column for part, column in left if part > _WHOLE for _ in range(round(part))]
            settled += fresh or [column for part, column in left if part > _LITTLE][:1]
    finally:
        _settle(generation, [], set())
    return None


def _settle(generation: Generation, settled: list[Column], forbidden: set[Column]) -> None:
    """Bound every line: settled ones must be used, those that meet them cannot be."""
    counts = Counter(settled)
    held = generation.program.held(settled)
    for column in generation.master.columns:
        number, line = column
        meets = any(held.taken >> shift & 1 for shift in line)
        free = held.left[number] and not meets and column not in forbidden
        generation.master.bounds(column, counts[column], None if free else counts[column])
