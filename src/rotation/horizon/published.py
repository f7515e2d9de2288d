"""What is written down about shifts already: history and the published plan, put together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rotation.errors import Fault
from rotation.horizon.clock import wall
from rotation.horizon.ids import base_id, parse_id
from rotation.horizon.timeline import Timeline
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift

__all__ = ["Record", "fit_fault", "records", "spread", "twin_fault", "unknown_shift"]


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
        Whether they are history; else they are published.
    """

    shift: str
    track: str
    entries: tuple[Entry, ...]
    worked: bool

    def held(self) -> bool:
        """Tell whether somebody holds a part of it."""
        return any(entry.engineer is not None for entry in self.entries)

    def open_after(self, moment: datetime) -> bool:
        """Tell whether a part that ends after an instant is open."""
        return any(entry.engineer is None and entry.end > moment for entry in self.entries)


def records(rotation: RotationData) -> dict[tuple[str, str], Record]:
    """Return what is written about each shift, by track and id; history goes before published."""
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


def fit_fault(timeline: Timeline, record: Record) -> Fault | None:
    """Return how a published record misses the shift it names, or None when it fits.

    Parameters
    ----------
    timeline : Timeline
        The shifts there are.
    record : Record
        Its parts must follow each other without gap from the shift's start to its end.
    """
    first = record.entries[0]
    place = f"{first.source or 'published'}: shift"
    whole = timeline.find(record.shift)
    if whole is None:
        return unknown_shift(timeline, place, record.shift)
    if whole.track != record.track:
        what = f"{whole.id} is a shift of track {whole.track}, not of {record.track}"
        return Fault(place, what, f"write track {whole.track}")
    for entry in record.entries:
        if entry.kind is not whole.kind:
            where = f"{entry.source or 'published'}: kind"
            return Fault(where, f"{whole.id} is a {whole.kind} shift", f"write {whole.kind}")
    bounds = [whole.start]
    for entry in record.entries:
        if entry.start != bounds[-1] or entry.start >= entry.end:
            break
        bounds.append(entry.end)
    else:
        if bounds[-1] == whole.end:
            return None
    return Fault(place, _misfit(timeline, record, whole), _mend(record))


def stray_fault(timeline: Timeline, record: Record) -> Fault | None:
    """Tell of history that reaches into a horizon, but is no shift of its track there.

    The stretch behind it would belong to nobody, or to two.
    """
    whole = timeline.find(record.shift)
    if whole is not None and any(whole.overlaps(e.start, e.end) for e in record.entries):
        return None
    last = record.entries[-1]
    what = f"{last.shift} reaches into the horizon, but is no shift of track {record.track} there"
    near = timeline.nearest_id(record.shift)
    mend = f"name and bound it as the track has it (near: {near}), or change the track"
    return Fault(f"{last.source or 'history'}: shift", what, mend)


def unknown_shift(timeline: Timeline, place: str, shift_id: str) -> Fault:
    """Return the fault of an id that names no shift, with the nearest that does."""
    nearest, named = timeline.nearest_id(shift_id), parse_id(shift_id)
    mend = f"did you mean {nearest}?" if nearest else "name it TRACK-YYYY-MM-DD"
    if named is not None and nearest is None:
        mend = f"its tracks are {', '.join(timeline.names.tracks)}"
    return Fault(place, f"the rotation has no shift {shift_id}", mend)


def twin_fault(record: Record) -> Fault | None:
    """Return that two lines of a record carry the same id, or None."""
    seen: dict[str, Entry] = {}
    for entry in record.entries:
        if entry.shift in seen:
            first = seen[entry.shift].source
            what = f"{entry.shift} is there twice" + (f", first in {first}" if first else "")
            mend = "take one out, or give the second part of a split shift the id "
            place = f"{entry.source or 'schedule'}: shift"
            return Fault(place, what, f"{mend}{record.shift}+2")
        seen[entry.shift] = entry
    return None


def spread(entries: Iterable[Entry], whole: Shift) -> tuple[Entry, ...]:
    """Let the parts of a shift, in order of time, tile it exactly.

    Published parts do so already; of history only who took over and when is kept.
    """
    entries = tuple(entries)
    starts = [whole.start, *(min(max(e.start, whole.start), whole.end) for e in entries[1:])]
    ends = [*starts[1:], whole.end]
    spans = zip(entries, starts, ends, strict=True)
    return tuple(replace(e, start=start, end=end) for e, start, end in spans if start < end)


def _misfit(timeline: Timeline, record: Record, whole: Shift) -> str:
    def span(start: datetime, end: datetime) -> str:
        local = [wall(timeline.zone, moment) for moment in (start, end)]
        return " to ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in local)

    goes = f"{whole.id} goes from {span(whole.start, whole.end)}"
    if len(record.entries) == 1:
        return f"{goes}, and is published as {span(record.entries[0].start, record.entries[0].end)}"
    parts = ", ".join(span(entry.start, entry.end) for entry in record.entries)
    return f"{goes}, and its published parts do not tile it: {parts}"


def _mend(record: Record) -> str:
    lines = "the line" if len(record.entries) == 1 else "the lines"
    return f"correct the times, or take {lines} out and have the shift planned anew"
