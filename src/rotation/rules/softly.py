"""How much is above the bounds of a soft rule: what would have to go for them to hold.

Bounds are on runs of things in order of time, none of which is inside another. Whenever a run has
one too many, its last thing goes: it is in every later run that any other of them is in, so no
other choice leaves fewer to go.
"""

from collections.abc import Hashable, Iterable, Sequence

from rotation.rules.base import Literal, View
from rotation.rules.grounds import Fields

__all__ = ["above", "post_above"]


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


def post_above(
    view: View, runs: Iterable[tuple[Sequence[Literal], int]], fields: Fields, name: str
) -> list[tuple[int, Literal]]:
    """State the same to a model, and return the terms that count what has to go.

    Parameters
    ----------
    view : View
        The model.
    runs : iterable of (sequence of Literal, int)
        What may happen in each run, and how much of it may.
    fields : Fields
        Of the statements.
    name : str
        Of the auxiliary literals.
    """
    gone: dict[Literal, Literal] = {}
    for literals, most in runs:
        if len(literals) <= most:
            continue
        for literal in literals:
            if literal not in gone:
                gone[literal] = view.flag(f"{name}, {len(gone) + 1}")
                view.at_least(1, [literal, view.negate(gone[literal])], **fields)
        stay = [view.negate(gone[literal]) for literal in literals]
        view.at_most(most + len(stay), [*literals, *stay], **fields)
    return [(1, flag) for flag in gone.values()]
