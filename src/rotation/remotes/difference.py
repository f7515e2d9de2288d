"""The difference of what is wanted at a remote, what we wrote, and what is there: what to do.

Pure: the same three and the same instant give the same operations and conflicts. Only items whose
ids are in the ledger, or were created by a request of it that had no answer, are touched
(docs/remotes.md has the table).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import RemoteLine, UserSpan
from rotation.remotes.operations import (
    Action,
    ConflictKind,
    ItemKey,
    Operation,
    OperationStep,
    RemoteConflict,
    RemoteDifference,
)
from rotation.remotes.ordering import floor, in_safe_order
from rotation.remotes.tool import ToolTraits
from rotation.remotes.written_items import OwnItem, OwnItems, WrittenItems

__all__ = ["difference"]


def difference(
    wanted: Iterable[Wanted],
    ledger: Iterable[RemoteLine],
    there: Iterable[Present],
    now: datetime,
    traits: ToolTraits,
    *,
    until: datetime | None = None,
    unknown: Collection[ItemKey] = (),
    ours: bool = False,
    adopt: bool = False,
) -> RemoteDifference:
    """Return what has to be done, and what a person has to decide.

    Parameters
    ----------
    wanted : iterable of Wanted
        What should be there, of shifts that end after `now` and begin before `until`.
    ledger : iterable of RemoteLine
        What we wrote.
    there : iterable of Present
        Every item at the places of both that ends after `now`, whoever made it.
    now : datetime.datetime
        UTC. What is over is neither compared nor touched.
    traits : ToolTraits
        What the tool can do.
    until : datetime.datetime, optional
        The end of the window; what we wrote of shifts that begin later is left alone.
    unknown : collection of (str, str)
        Places and keys of shifts whose holders are unknown there: what we wrote of them stays, so
        that somebody is called.
    ours : bool
        Whether what people changed and deleted there is overwritten.
    adopt : bool
        Whether items that equal what is wanted, or carry the mark of the shift, become ours though
        the ledger does not have them: it was lost.
    """
    ledger, there = tuple(ledger), tuple(there)
    by_key = {(item.place, item.key): item for item in wanted}
    written = WrittenItems(ledger, there, now)
    decisions = _Decisions(written, now, traits, ours=ours, adopt=adopt)

    def begins(key: ItemKey) -> tuple[datetime, ItemKey]:
        starts = [written.begins(key), by_key[key].start if key in by_key else None]
        return min(start for start in starts if start is not None), key

    keys = sorted({*by_key, *written.keys}, key=begins)
    # First whose every item is, so that none of ours counts as somebody else's.
    own = {key: written.of(key, None if key in by_key else until) for key in keys}
    for key in keys:
        if key in by_key and not own[key].owned:
            decisions.claim(key, by_key[key], own[key])
    for key, items in own.items():
        decisions.steps += [(note,) for note in items.notes]
        if key in unknown:
            continue
        if key in by_key:
            decisions.provide(key, by_key[key], items)
        else:
            decisions.withdraw(key, items)
    operations = in_safe_order(decisions.steps, by_key.values(), there, ledger, now)
    conflicts = sorted(decisions.conflicts, key=lambda c: (c.start, c.key))
    return RemoteDifference(operations, tuple(conflicts), tuple(decisions.already))


class _Decisions:
    """What was decided so far, key by key."""

    def __init__(
        self, written: WrittenItems, now: datetime, traits: ToolTraits, *, ours: bool, adopt: bool
    ) -> None:
        self._written, self._now, self._traits = written, now, traits
        self._ours, self._adopt = ours, adopt
        self.steps: list[OperationStep] = []
        self.conflicts: list[RemoteConflict] = []
        self.already: list[tuple[Wanted, Present]] = []
        self._claims: dict[ItemKey, Present] = {}
        self._strange: dict[ItemKey, Present] = {}

    def provide(self, key: ItemKey, wanted: Wanted, own: OwnItems) -> None:
        """Decide how a shift comes to be there."""
        if not own.owned:
            self._supply(key, wanted, own)
            return
        # What somebody changed comes before what nobody did: a person decides about all of the key.
        kept = min(
            own.owned,
            key=lambda item: (
                not self._written.same(item.present, wanted),
                not item.edited(self._now),
                item.present,
            ),
        )
        if self._keep(key, kept, wanted, own.unanswered):
            self._forget(own.gone)
            for other in own.owned:
                if other is not kept:
                    self._remove(key, other)

    def withdraw(self, key: ItemKey, own: OwnItems) -> None:
        """Decide what becomes of what is not wanted any more."""
        for item in own.owned:
            self._remove(key, item)
        self._forget((*own.gone, *own.unanswered))

    def claim(self, key: ItemKey, wanted: Wanted, own: OwnItems) -> None:
        """Find the item of a shift of which the ledger has none there: equal, or with our mark."""
        free = self._written.free(wanted.place)
        plain = (item for item in free if item.key in ("", key[1]))
        same = next((item for item in plain if self._written.same(item, wanted)), None)
        marked = [item for item in free if item.key == key[1] and item.end > self._now]
        recovered = marked[0] if self._adopt and len(marked) == 1 and not own.gone else None
        item = same or recovered
        if item is not None:
            self._written.take(item)
            self._claims[key] = item
        elif marked and not own.gone:
            self._strange[key] = marked[0]

    def _supply(self, key: ItemKey, wanted: Wanted, own: OwnItems) -> None:
        """Decide about a shift of which nothing of ours is there."""
        item = self._claims.get(key)
        if item is not None and self._adopt:
            self._note(Operation(Action.ADOPT, key, wanted, present=item))
            adopted = OwnItem(RemoteLine.confirmed(key[1], item), item, UserSpan.of(item))
            self._forget(own.gone)
            self._keep(key, adopted, wanted, own.unanswered)
        elif item is not None:
            self._forget((*own.gone, *own.unanswered))
            self.already.append((wanted, item))
            self._covered(key, wanted)
        elif own.gone and not self._ours and not self._is_agreed(own.gone[-1], wanted):
            self._conflict(ConflictKind.DELETED, key, wanted, line=own.gone[-1])
        elif key in self._strange:
            self._conflict(ConflictKind.MARKED, key, wanted, present=self._strange[key])
        elif not self._covered(key, wanted):
            self._forget(own.gone)
            self._create(key, wanted, own.unanswered)

    def _is_agreed(self, gone: RemoteLine, wanted: Wanted) -> bool:
        """Return whether a deletion has become an open shift, which `pull` makes of calendars."""
        return self._traits.calendar and gone.user is not None and wanted.user is None

    def _keep(
        self, key: ItemKey, own: OwnItem, wanted: Wanted, unanswered: Sequence[RemoteLine]
    ) -> bool:
        """Make an item of ours what is wanted; return False when a person has to decide."""
        line, item = own.line, own.present
        if self._written.same(item, wanted):
            if line.intent is not None or own.edited(self._now):
                self._note(Operation(Action.ADOPT, key, wanted, line, item))
            self._forget(unanswered)
            return not self._covered(key, wanted)
        if own.edited(self._now) and not self._ours:
            self._conflict(ConflictKind.CHANGED, key, wanted, line=line, present=item)
            return False
        if self._covered(key, wanted):
            return False
        if item.end <= self._now:  # somebody ended it, and what is over stays
            self._forget([line])
            self._create(key, wanted, unanswered)
            return True
        if item.start <= self._now and not self._traits.calendar and not self._traits.cuts:
            self._conflict(ConflictKind.BEGUN, key, wanted, line=line, present=item)
            return False
        self._change(key, own, wanted, unanswered)
        return True

    def _change(
        self, key: ItemKey, own: OwnItem, wanted: Wanted, unanswered: Sequence[RemoteLine]
    ) -> None:
        """Change an item, or put another one in its place."""
        line, item, calendar = own.line, own.present, self._traits.calendar
        running = item.start <= self._now and not calendar
        # Only the end of what has begun changes; another holder gets an item of their own.
        same_turn = wanted.user == item.user and wanted.start <= self._now
        if self._traits.updates and (same_turn or not running):
            self._forget(unanswered)
            target = replace(wanted, start=item.start) if running else self._sent(wanted)
            self._do(Operation(Action.UPDATE, key, target, line, item))
        else:
            action = Action.END if item.start <= self._now else Action.DELETE
            self._create(key, wanted, unanswered, Operation(action, key, None, line, item))

    def _create(
        self, key: ItemKey, wanted: Wanted, unanswered: Sequence[RemoteLine], *then: Operation
    ) -> None:
        again = next((line for line in unanswered if self._written.same(line, wanted)), None)
        self._forget(line for line in unanswered if line is not again)
        self._do(Operation(Action.CREATE, key, self._sent(wanted), again), *then)

    def _sent(self, wanted: Wanted) -> Wanted:
        """Return an item as it is sent: pagers take none that begins in the past."""
        if self._traits.calendar or wanted.start > self._now:
            return wanted
        return replace(wanted, start=floor(self._now, self._traits.grain))

    def _covered(self, key: ItemKey, wanted: Wanted) -> bool:
        """Report somebody else's item that hides ours; return whether there is such an item."""
        if not self._traits.hides:
            return False
        start = max(wanted.start, self._now)
        for item in self._written.free(wanted.place):
            if item.start < wanted.end and start < item.end and item.user != wanted.user:
                self._conflict(ConflictKind.COVERED, key, wanted, present=item)
                return True
        return False

    def _remove(self, key: ItemKey, own: OwnItem) -> None:
        line, item = own.line, own.present
        if item.end <= self._now:
            self._forget([line])
        elif own.edited(self._now) and not self._ours:
            self._conflict(ConflictKind.CHANGED, key, line=line, present=item)
        elif item.start > self._now:
            self._do(Operation(Action.DELETE, key, None, line, item))
        elif self._traits.cuts:
            self._do(Operation(Action.END, key, None, line, item))
        else:
            self._conflict(ConflictKind.BEGUN, key, line=line, present=item)

    def _conflict(
        self,
        kind: ConflictKind,
        key: ItemKey,
        wanted: Wanted | None = None,
        *,
        line: RemoteLine | None = None,
        present: Present | None = None,
    ) -> None:
        self.conflicts.append(RemoteConflict(kind, key, wanted, line, present))

    def _forget(self, lines: Iterable[RemoteLine]) -> None:
        for line in lines:
            self._note(Operation(Action.FORGET, (line.place, line.key), line=line))

    def _note(self, operation: Operation) -> None:
        self.steps.append((operation,))

    def _do(self, *operations: Operation) -> None:
        self.steps.append(operations)
