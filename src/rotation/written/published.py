"""The records of shifts: history and the published plan together."""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from rotation.errors import Fault
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind

__all__ = ["Record", "not_worked", "published_holders", "records", "spread", "twin_fault"]


@dataclass(frozen=True, slots=True)
class Record:
    """The lines of one shift: one, or the parts of a split one.

    Attributes
    ----------
    shift, track : str
        Id of the whole shift, and its track.
    entries : tuple of Entry
        Sorted by start, then id.
    worked : bool
        Whether they are history; otherwise they are published.
    """

    shift: str
    track: str
    entries: tuple[Entry, ...]
    worked: bool

    @property
    def start(self) -> datetime:
        """When its first part begins."""
        return self.entries[0].start

    @property
    def end(self) -> datetime:
        """When its last part ends."""
        return max(entry.end for entry in self.entries)

    @property
    def kind(self) -> ShiftKind:
        """The common kind of its parts."""
        return self.entries[0].kind

    def held(self) -> bool:
        """Tell whether somebody holds a part of it."""
        return any(entry.engineer is not None for entry in self.entries)

    def open_after(self, moment: datetime) -> bool:
        """Tell whether a part that ends after an instant is open."""
        return any(entry.engineer is None and entry.end > moment for entry in self.entries)


def records(rotation: RotationData) -> dict[tuple[str, str], Record]:
    """Return the record of each shift, by track and id; history comes before the published plan."""
    lines: dict[tuple[str, str], tuple[bool, list[Entry]]] = {}
    for worked, entries in ((True, rotation.history), (False, rotation.published)):
        for entry in entries:
            key = (entry.track, base_id(entry.shift))
            first, known = lines.setdefault(key, (worked, []))
            if first is worked:
                known.append(entry)
    return {
        key: Record(key[1], key[0], tuple(sorted(e, key=lambda e: (e.start, e.shift))), worked)
        for key, (worked, e) in sorted(lines.items())
    }


def not_worked(rotation: RotationData, schedule: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the lines of a schedule without shifts in history."""
    worked = {(e.track, base_id(e.shift)) for e in rotation.history}
    return tuple(e for e in schedule if (e.track, base_id(e.shift)) not in worked)


def twin_fault(record: Record) -> Fault | None:
    """Return the fault that two lines of a record have the same id, or None."""
    seen: dict[str, Entry] = {}
    for entry in record.entries:
        if entry.shift in seen:
            first = seen[entry.shift].source
            what = f"{entry.shift} is listed twice" + (f", first in {first}" if first else "")
            hint = "remove one, or give the second part of a split shift the id "
            place = f"{entry.source or 'schedule'}: shift"
            return Fault(place, what, f"{hint}{record.shift}+2")
        seen[entry.shift] = entry
    return None


def published_holders(
    rotation: RotationData,
    known: Mapping[tuple[str, str], Record],
    shifts: Collection[Shift],
    locks: Container[str],
) -> dict[str, str]:
    """Return the published holders of unlocked shifts, by shift id.

    Split shifts that are planned as a whole are left out.

    Parameters
    ----------
    rotation : RotationData
        For its team: people outside it hold nothing that could change hands.
    known : mapping of (str, str) to Record
        What `records` returns.
    shifts : collection of Shift
        The shifts of the problem.
    locks : container of str
        Ids of the locked ones.
    """
    team = {engineer.id for engineer in rotation.engineers}
    planned = Counter((shift.track, base_id(shift.id)) for shift in shifts)
    holders = {}
    for shift in shifts:
        key = (shift.track, base_id(shift.id))
        record = known.get(key)
        if shift.id in locks or record is None or len(record.entries) != planned[key]:
            continue
        written = {entry.shift: entry.engineer for entry in record.entries}
        # A whole shift may be recorded under the id of a part.
        holder = written.get(shift.id, record.entries[0].engineer)
        if holder in team:
            holders[shift.id] = holder
    return holders


def spread(entries: Iterable[Entry], whole: Shift) -> tuple[Entry, ...]:
    """Make the parts of a shift, in order of time, cover it exactly.

    Published parts do so already; from history, only takeovers are kept.
    """
    entries = tuple(entries)
    starts = [whole.start, *(min(max(e.start, whole.start), whole.end) for e in entries[1:])]
    ends = [*starts[1:], whole.end]
    spans = zip(entries, starts, ends, strict=True)
    return tuple(replace(e, start=start, end=end) for e, start, end in spans if start < end)
