"""The published plan in a window: history, else published lines, with trades."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.written import shifts_from_entries
from rotation.written.published import records

__all__ = ["Standing", "standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The shifts of a window, and the gaps between them.

    Attributes
    ----------
    rows : tuple of Row
        By start, track and id: every part of each shift that overlaps the window.
    worked : frozenset of str
        Ids of shifts in history.
    missing : tuple of (str, datetime.datetime, datetime.datetime)
        Track, start and end of each gap between two of its lines, by start.
    """

    rows: tuple[Row, ...]
    worked: frozenset[str]
    missing: tuple[tuple[str, datetime, datetime], ...]


def standing(
    rotation: RotationData, start: datetime, end: datetime | None, today: date
) -> Standing:
    """Return the published plan in a window.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    start : datetime.datetime
        Aware.
    end : datetime.datetime or None
        Half-open; None is the end of the records.
    today : datetime.date
        In the rotation's zone: lines without a stamp get one that is not later than its midnight.
    """
    inside = [
        record
        for record in records(rotation).values()
        if any(e.end > start and (end is None or e.start < end) for e in record.entries)
    ]
    entries = [entry for record in inside for entry in record.entries]
    entries.sort(key=lambda e: (e.start, e.track, e.shift))
    now = midnight(ZoneInfo(rotation.timezone), today)
    rows = (
        Row(shift, e.engineer, e.status, e.revision, e.revised or min(now, shift.start))
        for shift, e in zip(shifts_from_entries(rotation, entries), entries, strict=True)
    )
    worked = (e.shift for record in inside if record.worked for e in record.entries)
    return Standing(tuple(rows), frozenset(worked), tuple(_missing(entries)))


def _missing(entries: Iterable[Entry]) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield the gaps between two lines of a track, by start."""
    lanes: dict[str, list[Entry]] = {}
    for entry in entries:
        lanes.setdefault(entry.track, []).append(entry)
    holes = [
        (before.end, after.start, track)
        for track, lane in lanes.items()
        for before, after in pairwise(lane)
        if before.end < after.start
    ]
    for start, end, track in sorted(holes):
        yield track, start, end
