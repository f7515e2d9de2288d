"""Lines of schedule files as shifts with counted days."""

from collections.abc import Sequence

from rotation.horizon.ids import base_id
from rotation.horizon.timeline import Timeline
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Held, Shift, ShiftKind

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
    return count(Timeline(rotation), entries)


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
    return hold(Timeline(rotation), entries)


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
    shifts = [_shift(timeline, entry, counts=True) for entry in entries]
    split: dict[tuple[str, str], list[int]] = {}
    for index, entry in enumerate(entries):
        split.setdefault((entry.track, base_id(entry.shift)), []).append(index)
    for parts in split.values():
        parts.sort(key=lambda i: (-shifts[i].loads.days, shifts[i].start, shifts[i].id))
        for lesser in parts[1:]:
            shifts[lesser] = _shift(timeline, entries[lesser], counts=False)
    return tuple(shifts)


def _shift(timeline: Timeline, entry: Entry, *, counts: bool) -> Shift:
    volunteer = entry.kind is ShiftKind.VOLUNTEER
    return timeline.counter.shift(
        entry.shift,
        entry.track,
        entry.kind,
        entry.start,
        entry.end,
        period=timeline.period_at(entry.start) if volunteer else "",
        counts=counts,
    )
