"""How much is above the bounds of a soft rule: what would have to go for them to hold.

Bounds are on runs of things in order of time, none of which is inside another. Whenever a run has
one too many, its last thing goes: it is in every later run that any other of them is in, so no
other choice leaves fewer to go.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from rotation.rules.base import Literal, View
from rotation.rules.grounds import Fields

__all__ = ["Run", "above", "post_above"]


def above(runs: Iterable[tuple[Sequence[Hashable], int]]) -> int:
    """Return the least number of things that have to go so that every bound holds.

    Parameters
    ----------
    runs : iterable of (sequence, int)
        What happens in each run, in order of time, and how much of it may.
    """
    gone: set[Hashable] = set()
    for things, most in runs:
        kept = [thing for thing in things if thing not in gone]
        gone.update(kept[most:])
    return len(gone)


class Run(NamedTuple):
    """What may happen in a run, in order of time, and how much of it may.

    Attributes
    ----------
    free, fixed : sequence of Literal
        What planning decides, and what was settled before; of that alone, nothing has to go.
    most : int
        How much, at least 0.
    """

    free: Sequence[Literal]
    fixed: Sequence[Literal]
    most: int


def post_above(
    view: View, runs: Iterable[Run], fields: Fields, name: str
) -> list[tuple[int, Literal]]:
    """State the same to a model, and return the terms that count what has to go.

    Parameters
    ----------
    view : View
        The model.
    runs : iterable of Run
        In order of time.
    fields : Fields
        Of the statements.
    name : str
        Of the auxiliary literals.
    """
    gone: dict[Literal, Literal] = {}
    for free, fixed, most in runs:
        if not free or len(free) + len(fixed) <= most:
            continue
        for literal in free:
            if literal not in gone:
                gone[literal] = view.flag(f"{name}, {len(gone) + 1}")
                view.at_least(1, [literal, view.negate(gone[literal])], **fields)
        stay = [view.negate(gone[literal]) for literal in free]
        if most == 0 or len(fixed) <= most:
            literals = [*free, *stay, *(fixed if most else ())]
            view.at_most(most + len(stay), literals, **fields)
            continue
        # Whoever has more than that settled has it: the bound is on what is added, so it holds
        # where one of these literals is true and stays, and says nothing elsewhere.
        slack = len(fixed) - most
        for place in range(len(free)):
            weights = [1 + slack * (n == place) for n in range(len(free))]
            view.at_most(
                most + len(stay) + 2 * slack,
                [*free, *stay, *fixed],
                weights=[*weights, *weights, *[1] * len(fixed)],
                **fields,
            )
    return [(1, flag) for flag in gone.values()]
