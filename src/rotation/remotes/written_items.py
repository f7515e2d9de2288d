"""What became of what we wrote: the lines of a ledger beside what is there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import Intent, RemoteLine, UserSpan
from rotation.remotes.operations import Action, ItemKey, Operation

__all__ = ["OwnItem", "OwnItems", "WrittenItems"]


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item of ours that is there.

    Attributes
    ----------
    line : RemoteLine
        Of the ledger.
    present : Present
        As it is there.
    base : UserSpan
        As we wrote it.
    """

    line: RemoteLine
    present: Present
    base: UserSpan

    def edited(self, now: datetime) -> bool:
        """Return whether somebody changed it since we wrote it."""
        return UserSpan.of(self.present).rest(now) != self.base.rest(now)


@dataclass(slots=True)
class OwnItems:
    """The lines of one key, by what became of their items.

    Attributes
    ----------
    owned : list of OwnItem
        There.
    gone : list of RemoteLine
        Written, and not there any more.
    unanswered : list of RemoteLine
        Requests that create, and of which nothing is there.
    notes : list of Operation
        How the ledger changes, because a request without an answer was carried out.
    """

    owned: list[OwnItem] = field(default_factory=list)
    gone: list[RemoteLine] = field(default_factory=list)
    unanswered: list[RemoteLine] = field(default_factory=list)
    notes: list[Operation] = field(default_factory=list)


class WrittenItems:
    """The lines of a ledger beside what is there.

    Parameters
    ----------
    ledger : collection of RemoteLine
        What we wrote.
    there : iterable of Present
        What is there.
    now : datetime.datetime
        UTC; what is over is not touched.

    Attributes
    ----------
    keys : collection of (str, str)
        Of the lines.
    """

    def __init__(
        self, ledger: Collection[RemoteLine], there: Iterable[Present], now: datetime
    ) -> None:
        self._now = now
        self._lines: dict[ItemKey, list[RemoteLine]] = {}
        for line in sorted(ledger, key=lambda line: line.order):
            self._lines.setdefault((line.place, line.key), []).append(line)
        written = {(line.place, line.id) for line in ledger if line.id}
        items = sorted(there, key=lambda item: (item.start, item.place, item.id))
        self._there = {(item.place, item.id): item for item in items}
        self._free = {key: item for key, item in self._there.items() if key not in written}
        self.keys: Collection[ItemKey] = self._lines.keys()

    def begins(self, key: ItemKey) -> datetime | None:
        """Return when the first item of a key begins; None without a line."""
        return min((line.start for line in self._lines.get(key, ())), default=None)

    def free(self, place: str) -> list[Present]:
        """Return the items of a place that are not ours, by start."""
        return [item for item in self._free.values() if item.place == place]

    def take(self, item: Present) -> None:
        """Give an item to a key, so that it is not that of another one, too."""
        self._free.pop((item.place, item.id))

    def same(
        self, item: Wanted | Present | RemoteLine, other: Wanted | Present | RemoteLine
    ) -> bool:
        """Return whether two are equal in what is not over."""
        return UserSpan.of(item).rest(self._now) == UserSpan.of(other).rest(self._now)

    def of(self, key: ItemKey, until: datetime | None) -> OwnItems:
        """Return what became of the lines of a key.

        Parameters
        ----------
        key : tuple of (str, str)
            Place and key.
        until : datetime.datetime or None
            Lines that begin later are left out; None for all. Those that are over always are.
        """
        own = OwnItems()
        lines = self._lines.get(key, ())
        for line in lines:
            if line.last > self._now and (until is None or line.start < until):
                self._add(own, line)
        for line in tuple(own.unanswered):
            created = self._created_by(line, alone=len(lines) == 1)
            if created:
                own.unanswered.remove(line)
            for n, item in enumerate(created):
                self.take(item)
                base = UserSpan.of(line)
                before = None if n else line
                own.notes.append(Operation(Action.ADOPT, key, None, before, item, base))
                owned = replace(line, id=item.id, intent=None, sent=0)
                own.owned.append(OwnItem(owned, item, base))
        return own

    def _add(self, own: OwnItems, line: RemoteLine) -> None:
        item = self._there.get((line.place, line.id)) if line.id else None
        if not line.id:
            own.unanswered.append(line)
        elif item is not None and not self._was_ended(line, item):
            own.owned.append(OwnItem(line, item, self._base(line, item)))
        elif line.intent is Intent.DELETE:
            own.notes.append(Operation(Action.FORGET, (line.place, line.key), line=line))
        else:
            own.gone.append(line)

    def _was_ended(self, line: RemoteLine, item: Present) -> bool:
        """Return whether our request ended an item that had begun."""
        cut = item.start == line.start and item.user == line.user and item.end <= self._now
        return line.intent is Intent.DELETE and cut

    def _base(self, line: RemoteLine, item: Present) -> UserSpan:
        """Return what we wrote: what an update was to make of it, if that was carried out."""
        target = line.target
        if target is not None and UserSpan.of(item).rest(self._now) == target.rest(self._now):
            return target
        return UserSpan.of(line)

    def _created_by(self, line: RemoteLine, *, alone: bool) -> list[Present]:
        """Return the items that requests without an answer created, at most as many as were sent.

        An item with our mark that differs was changed by somebody since. Without other lines of the
        key it is no copy of an item of ours.
        """
        items = self.free(line.place)
        same = [item for item in items if item.key in ("", line.key) and self.same(item, line)]
        same.sort(key=lambda item: item.key != line.key)
        marked = [item for item in items if item.key == line.key]
        return same[: max(line.sent, 1)] or (marked if alone and len(marked) == 1 else [])
