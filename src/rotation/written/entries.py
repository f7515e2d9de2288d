"""Lines of schedule files as shifts with counted days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rotation.horizon.ids import base_id
from rotation.horizon.timeline import Timeline, timeline_of
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Held, Shift, ShiftKind
from rotation.model.tracks import TrackSettings

__all__ = ["count", "held_from_entries", "hold", "shifts_from_entries"]


def shifts_from_entries(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Shift, ...]:
    """Return the shift of each line, with its counted days.

    Of a split shift, the part with most days counts as the shift (the earliest of several); the
    others count only their days.

    Parameters
    ----------
    rotation : RotationData
        Its zone, holidays, rest and special periods.
    entries : sequence of Entry
        In any order; all parts of a split shift.

    Returns
    -------
    tuple of Shift
        One per line, in the order of `entries`.
    """
    return count(timeline_of(rotation), entries)


def held_from_entries(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Held, ...]:
    """Return the held lines, as shifts with counted days.

    Parameters
    ----------
    rotation : RotationData
        Its zone, holidays, rest and special periods.
    entries : sequence of Entry
        In any order; all parts of a split shift.

    Returns
    -------
    tuple of Held
        Sorted by start, track, id; without open lines.
    """
    return hold(timeline_of(rotation), entries)


def hold(timeline: Timeline, entries: Sequence[Entry]) -> tuple[Held, ...]:
    """Do the work of `held_from_entries`."""
    held = [
        Held(shift, entry.engineer, entry.source)
        for shift, entry in zip(count(timeline, entries), entries, strict=True)
        if entry.engineer is not None
    ]
    return tuple(sorted(held, key=lambda h: (h.shift.start, h.shift.track, h.shift.id)))


def count(timeline: Timeline, entries: Sequence[Entry]) -> tuple[Shift, ...]:
    """Do the work of `shifts_from_entries`."""
    split: dict[tuple[str, str], list[int]] = {}
    for index, entry in enumerate(entries):
        split.setdefault((entry.track, base_id(entry.shift)), []).append(index)
    shifts: list[Shift] = [None] * len(entries)  # type: ignore[list-item]
    for (track, base), parts in split.items():
        own = [entries[index] for index in parts]
        settings = timeline.settings_of(base, track)
        whole = min(entry.start for entry in own), max(entry.end for entry in own)
        made = [_shift(timeline, entry, settings, whole) for entry in own]
        order = sorted(
            range(len(own)), key=lambda n: (-made[n].loads.days, made[n].start, made[n].id)
        )
        for n in order[1:]:
            lesser = made[n]
            made[n] = replace(lesser, loads=replace(lesser.loads, shifts=0))
        for index, shift in zip(parts, made, strict=True):
            shifts[index] = shift
    return tuple(shifts)


def _shift(
    timeline: Timeline,
    entry: Entry,
    settings: TrackSettings | None,
    whole: tuple[datetime, datetime],
) -> Shift:
    volunteer = entry.kind is ShiftKind.VOLUNTEER
    return timeline.counter.shift(
        entry.shift,
        entry.track,
        entry.kind,
        entry.start,
        entry.end,
        period=timeline.period_at(entry.start) if volunteer else "",
        settings=settings,
        whole=whole,
        spans=timeline.place_spans(entry.track, *whole),
        offered=_offered(timeline, entry) if volunteer and settings and settings.windows else None,
    )


def _offered(timeline: Timeline, entry: Entry) -> tuple[datetime, datetime] | None:
    """Return the days of a recorded volunteer shift that the track still has."""
    whole = timeline.find(base_id(entry.shift))
    same = whole is not None and (whole.start, whole.end) == (entry.start, entry.end)
    return whole.offered if whole is not None and same else None
