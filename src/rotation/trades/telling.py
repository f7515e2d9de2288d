"""Changes of published shifts as sentences."""

from collections.abc import Iterable

from rotation.model.settings import RotationData
from rotation.model.trades import Change, split_off
from rotation.trades.publishing import names_of

__all__ = ["sentences"]


def sentences(rotation: RotationData, changes: Iterable[Change]) -> tuple[str, ...]:
    """Return each change as a sentence, in the order given.

    Parameters
    ----------
    rotation : RotationData
        With the plan that is published after them.
    changes : iterable of Change
        Lines of the change log.
    """
    names = names_of(rotation)
    there = {entry.shift for entry in rotation.published}
    listed = tuple(changes)
    new = split_off((*rotation.changes, *listed))
    return tuple(
        _sentence(change, names, gone=change.shift not in there, new=change in new)
        for change in listed
    )


def _sentence(change: Change, names: dict[str | None, str], *, gone: bool, new: bool) -> str:
    before, after = (names.get(p, str(p)) for p in (change.before, change.after))
    if gone:
        return f"{change.shift}: {before}'s part is gone, the shift is whole again"
    if change.before == change.after:
        how = "keeps this part" if new else "at other times"
        return f"{change.shift}: {after}{' ' if new else ', '}{how}"
    if change.before is None:
        return f"{change.shift}: {after}"
    return f"{change.shift}: {after} in place of {before}"
