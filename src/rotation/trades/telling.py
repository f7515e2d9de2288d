"""Changes of published shifts as sentences."""

from collections.abc import Iterable

from rotation.model.settings import RotationData
from rotation.model.trades import Change
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
    return tuple(_sentence(change, names, gone=change.shift not in there) for change in changes)


def _sentence(change: Change, names: dict[str | None, str], *, gone: bool) -> str:
    before, after = (names.get(p, str(p)) for p in (change.before, change.after))
    if gone:
        return f"{change.shift}: {before}'s part is gone, the shift is whole again"
    if change.before == change.after:
        return f"{change.shift}: {after}, at other times"
    if change.before is None:
        return f"{change.shift}: {after}"
    return f"{change.shift}: {after} in place of {before}"
