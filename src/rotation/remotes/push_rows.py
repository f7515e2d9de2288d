"""What a push did, or would do, in words for a manager: names, local times, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.errors import printable
from rotation.export.text import NO_ONE
from rotation.export.when import moment_text
from rotation.model.identity import named_track, split_part
from rotation.model.settings import RotationData
from rotation.remotes.items import Present, Wanted
from rotation.remotes.operations import Action, ConflictKind, Operation, RemoteConflict
from rotation.remotes.wanted import Unsent

__all__ = ["PushRow", "RowWords"]


@dataclass(frozen=True, slots=True)
class PushRow:
    """One shift of a push.

    Attributes
    ----------
    shift : str
        Its id with part, and the window where it has several.
    track : str
        Its name.
    start, end : datetime.datetime
        UTC: as published, else as it is there.
    before, after : str
        Who is there, and who shall be, by name; empty for nothing.
    action : str
        `create`, `change`, `delete`, `end now` or `adopt`; `decide`, `not sent` or `failed` for
        what a person decides; `not yet` when the push stopped before.
    reason : str
        Why, or what a person decides.
    place, id : str
        Schedule or calendar, and item, as the tool names them; the id may be empty.
    """

    shift: str
    track: str
    start: datetime
    end: datetime
    before: str
    after: str
    action: str
    reason: str
    place: str = ""
    id: str = ""

    @property
    def holders(self) -> str:
        """Who is there and who shall be, by name: `Ada -> Ben`, or `Ada` for both."""
        names = dict.fromkeys(filter(None, (self.before, self.after)))
        return " -> ".join(names)

    @property
    def decides(self) -> bool:
        """Whether a person has to decide."""
        return self.action in {"decide", "not sent", "failed"}


class RowWords:
    """Makes rows.

    Parameters
    ----------
    rotation : RotationData
        For names and the zone.
    users : mapping of str to str
        What the tool calls each person, by id.
    remote : str
        The name of the remote.
    """

    def __init__(self, rotation: RotationData, users: Mapping[str, str], remote: str) -> None:
        self._zone = ZoneInfo(rotation.timezone)
        self._labels, self._remote = rotation.labels, remote
        self._names = {user: self._labels.get(who, who) for who, user in users.items()}

    def of_operations(self, operations: Iterable[Operation]) -> list[PushRow]:
        """Return a row per shift: what is created in place of another is one change."""
        operations = tuple(operations)
        created = {o.key: o for o in operations if o.action is Action.CREATE}
        replaced = {
            o.key: o
            for o in operations
            if o.action in (Action.DELETE, Action.END) and o.key in created
        }
        rows = []
        for operation in operations:
            old = replaced.get(operation.key)
            if operation.action is Action.FORGET or operation is old:
                continue
            if operation.action is Action.CREATE and old is not None:
                rows.append(self._row(operation, "change", old.present))
            elif operation.action is Action.UPDATE:
                rows.append(self._row(operation, "change", operation.present))
            elif operation.action is Action.ADOPT:
                rows.append(self._row(operation, "adopt", operation.present))
            else:
                rows.append(self._row(operation, str(operation.action), operation.present))
        return sorted(rows, key=lambda row: (row.start, row.track, row.shift))

    def of_conflict(self, conflict: RemoteConflict) -> PushRow:
        """Return the row of what a person decides."""
        item = conflict.wanted or conflict.line or conflict.present
        assert item is not None
        place, key = conflict.key
        there = conflict.present
        ours = there if conflict.kind is not ConflictKind.COVERED else conflict.line
        return PushRow(
            key,
            self._track(conflict.wanted, key),
            item.start,
            item.end,
            self._name(ours.user) if ours is not None else "",
            self._name(conflict.wanted.user) if conflict.wanted else "",
            "decide",
            self._why(conflict),
            place,
            there.id if there else conflict.line.id if conflict.line else "",
        )

    def of_unsent(self, line: Unsent, fix: str) -> PushRow:
        """Return the row of a shift for which nobody is called there.

        Parameters
        ----------
        line : Unsent
            The shift.
        fix : str
            What to do about a holder who is unknown there; empty for an open shift.
        """
        place, key = line.key
        name = NO_ONE if line.person is None else self._labels.get(line.person, line.person)
        reason = fix or f"nobody holds it, and {self._remote} cannot show that"
        return PushRow(key, line.track, line.start, line.end, "", name, "not sent", reason, place)

    def failed(self, operation: Operation, why: str) -> PushRow:
        """Return the row of an operation that was refused."""
        row = self._row(operation, "failed", operation.present)
        return PushRow(
            *(row.shift, row.track, row.start, row.end, row.before, row.after),
            *("failed", why, row.place, row.id),
        )

    def _row(self, operation: Operation, action: str, present: Present | None) -> PushRow:
        wanted = operation.wanted
        item = wanted or present or operation.line
        assert item is not None
        place, key = operation.key
        return PushRow(
            key,
            self._track(wanted, key),
            item.start,
            item.end,
            self._name(present.user) if present else "",
            self._name(wanted.user) if wanted else "",
            action,
            self._reason(operation, present),
            place,
            present.id if present else "",
        )

    def _reason(self, operation: Operation, present: Present | None) -> str:
        wanted = operation.wanted
        if operation.action is Action.ADOPT:
            return "it is there already, and ours from now on"
        if wanted is None:
            return "it is not published any more"
        if present is None:
            return "it is not there yet"
        if present.user != wanted.user:
            return "it changed hands"
        return f"it was {self._span(present)}"

    def _why(self, conflict: RemoteConflict) -> str:
        there, remote = conflict.present, self._remote
        match conflict.kind:
            case ConflictKind.CHANGED:
                assert there is not None
                by = f" by {printable(there.by)}" if there.by else ""
                what = f"{self._name(there.user)}, {self._span(there)}"
                return f"changed in {remote}{by}: {what}; --ours overwrites it"
            case ConflictKind.DELETED if there is not None:
                until = moment_text(there.end, self._zone)
                return f"ended early in {remote}, at {until}; --ours creates it again"
            case ConflictKind.DELETED:
                return f"deleted in {remote}; --ours creates it again"
            case ConflictKind.COVERED:
                assert there is not None
                what = f"{self._name(there.user)}, {self._span(there)}"
                fix = "delete it there, or make it a trade here and delete it then"
                return f"somebody else's entry covers it in {remote}: {what}; {fix}"
            case ConflictKind.BEGUN:
                return f"it has begun, and {remote} cannot end it; end it there by hand"
            case ConflictKind.MARKED:
                return (
                    f"{remote} has an entry with its mark that the ledger lacks; --adopt takes it"
                )

    def _track(self, wanted: Wanted | None, key: str) -> str:
        if wanted is not None and wanted.track:
            return wanted.track
        shift = key.partition("#")[0]
        return named_track(split_part(shift)[0], "")

    def _name(self, user: str | None) -> str:
        if user is None:
            return NO_ONE
        return (
            self._names.get(user) or self._labels.get(user) or f"somebody else ({printable(user)})"
        )

    def _span(self, item: Present) -> str:
        start, end = (moment_text(moment, self._zone) for moment in (item.start, item.end))
        return f"{start} to {end}"
