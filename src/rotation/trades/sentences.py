"""Changes of published shifts as sentences and as records."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.trades import LoggedChange, Trade, split_off

__all__ = ["change_record", "names_of", "sentences", "trade_record"]


def names_of(rotation: RotationData) -> dict[str | None, str]:
    """Return the names of engineers by id, as `labels` has them; the id None is nobody."""
    names: dict[str | None, str] = {None: "nobody"}
    names.update(rotation.labels)
    return names


def trade_record(trade: Trade) -> Mapping[str, object]:
    """Return a trade with the names of the columns of `trades.csv`."""
    return {
        "trade": trade.number,
        "when": trade.when,
        "shift": trade.shift,
        "start": trade.start,
        "end": trade.end,
        "from": trade.giver,
        "to": trade.taker,
        "revision": trade.revision,
        "why": trade.why,
        "forced": trade.forced,
    }


def change_record(change: LoggedChange) -> Mapping[str, object]:
    """Return a change with the names of the columns of `changes.csv`."""
    return {
        "when": change.when,
        "shift": change.shift,
        "start": change.start,
        "end": change.end,
        "from": change.before,
        "to": change.after,
        "revision": change.revision,
        "why": change.why,
    }


def sentences(rotation: RotationData, changes: Iterable[LoggedChange]) -> tuple[str, ...]:
    """Return each change as a sentence, in the order given.

    Parameters
    ----------
    rotation : RotationData
        With the published plan after the changes.
    changes : iterable of LoggedChange
        Lines of the change log.
    """
    names = names_of(rotation)
    listed = tuple(changes)
    new = split_off((*rotation.changes, *listed))
    there = {entry.shift for entry in (*rotation.history, *rotation.published)}
    parts = Counter(map(base_id, there))
    return tuple(
        _sentence(change, names, new=change in new)
        if change.shift in there
        else _gone(change, names, parts[change.base])
        for change in listed
    )


def _gone(change: LoggedChange, names: dict[str | None, str], parts: int) -> str:
    before = names.get(change.before, str(change.before))
    if parts:
        whole = ", the shift is whole again" if parts == 1 else ""
        return f"{change.shift}: {before}'s part is gone{whole}"
    return f"{change.shift}: no longer a shift (was {before}'s)"


def _sentence(change: LoggedChange, names: dict[str | None, str], *, new: bool) -> str:
    before, after = (names.get(p, str(p)) for p in (change.before, change.after))
    if change.before == change.after:
        how = "keeps this part" if new else "at other times"
        return f"{change.shift}: {after}{' ' if new else ', '}{how}"
    if change.before is None:
        return f"{change.shift}: {after}"
    return f"{change.shift}: {after} in place of {before}"
