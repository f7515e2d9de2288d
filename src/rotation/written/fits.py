"""Whether records fit the present tracks: bounds, ids and kinds."""

from collections.abc import Sequence
from datetime import date, datetime

from rotation.errors import Fault
from rotation.horizon.clock import midnight, wall
from rotation.horizon.ids import parse_id
from rotation.horizon.timeline import Timeline, timeline_of
from rotation.model.entrances import Entrance
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift
from rotation.written.published import Record, records

__all__ = ["fit_fault", "misfit_fault", "misfits", "past_fault", "stray_fault", "unknown_shift"]

CARRY = "`rotation replan --publish` carries {them} over to the new bounds"
"""The fix for shifts that no longer fit the tracks."""


def misfits(rotation: RotationData, today: date) -> tuple[Fault, ...]:
    """Return the faults of published shifts, not over, that no longer fit the tracks, by start.

    Parameters
    ----------
    rotation : RotationData
        Its published plan, trades included.
    today : datetime.date
        In the rotation's zone; shifts that ended before its midnight do not have to fit.
    """
    timeline = timeline_of(rotation)
    begins = midnight(timeline.zone, today)
    living = [r for r in records(rotation).values() if not r.worked and r.end > begins]
    faults = [fit_fault(timeline, r, begins) for r in sorted(living, key=lambda r: r.start)]
    return tuple(fault for fault in faults if fault is not None)


def fit_fault(timeline: Timeline, record: Record, today: datetime) -> Fault | None:
    """Return the fault of a published record that does not fit the shift it names; None if it fits.

    Parameters
    ----------
    timeline : Timeline
        The existing shifts.
    record : Record
        Its parts must follow each other without gap from the shift's start to its end.
    today : datetime.datetime
        UTC: for a shift in progress then, id and start are past. A shift that began before, or
        inside the shift that its track has then, only has to end with that one, or with the next
        one that has its id.
    """
    first = record.entries[0]
    place = f"{first.source or 'published'}: shift"
    whole = timeline.find(record.shift)
    if whole is not None and whole.track != record.track:
        what = f"{whole.id} is a shift of track {whole.track}, not of {record.track}"
        return Fault(place, what, f"write track {whole.track}")
    current = (s for s in timeline.in_progress(today) if s.track == record.track)
    end = next((shift.end for shift in current), today)
    running = record.start < end
    if running and _tiles(record, record.start):
        goes_on = whole is not None and whole.kind is record.kind and whole.start <= end
        if record.end == end or (whole is not None and goes_on and record.end == whole.end):
            return None
    if whole is None:
        return unknown_shift(timeline, place, record.shift)
    if not running:
        for entry in record.entries:
            if entry.kind is not whole.kind:
                where = f"{entry.source or 'published'}: kind"
                return Fault(where, f"{whole.id} is a {whole.kind} shift", f"write {whole.kind}")
        if _tiles(record, whole.start) and record.end == whole.end:
            return None
    return Fault(place, _misfit(timeline, record, whole), _hint(record))


def _tiles(record: Record, start: datetime) -> bool:
    """Tell whether the parts follow each other without a gap from an instant on."""
    for entry in record.entries:
        if entry.start != start or entry.start >= entry.end:
            return False
        start = entry.end
    return True


def stray_fault(timeline: Timeline, record: Record) -> Fault | None:
    """Report a past record that reaches into a horizon, but is not a shift of its track there.

    The stretch after it would belong to nobody or to two people.
    """
    whole = timeline.find(record.shift)
    if whole is not None and any(whole.meets(e.start, e.end) for e in record.entries):
        return None
    last = record.entries[-1]
    what = (
        f"{last.shift} reaches into the horizon, but is not a shift of track {record.track} there"
    )
    near = timeline.nearest_id(record.shift)
    hint = f"correct its id and times to those of the track (near: {near}), or change the track"
    return Fault(f"{last.source or 'history'}: shift", what, hint)


def misfit_fault(faults: Sequence[Fault]) -> Fault:
    """Return one fault for all published shifts that do not fit, because one change caused them.

    Parameters
    ----------
    faults : sequence of Fault
        At least one, as `misfits` gives them.
    """
    first = faults[0]
    if len(faults) == 1:
        join = " " if first.hint.endswith("?") else "; "
        hint = f"{first.hint}{join}if the tracks have changed, {CARRY.format(them='it')}"
        return Fault(first.place, first.what, hint)
    what = f"{len(faults)} published shifts do not fit the tracks as they are now, the first: "
    hint = f"if handovers, rest days or periods have changed, {CARRY.format(them='them')}; else "
    return Fault(first.place, what + first.what, f"{hint}correct the lines")


def past_fault(faults: Sequence[Fault], today: date, entrance: Entrance) -> Fault:
    """Return one fault for past shifts that the present tracks do not have.

    Parameters
    ----------
    faults : sequence of Fault
        At least one, of published shifts.
    today : datetime.date
        In the rotation's zone.
    entrance : Entrance
        Where tracks are written.
    """
    first = faults[0]
    more = f", and {len(faults) - 1} more do" if len(faults) > 1 else ""
    older = f"keep the older handovers as {entrance.noun('track')} with `last_day`"
    return Fault(first.place, first.what + more, f"begin on {today} or later, or {older}")


def unknown_shift(timeline: Timeline, place: str, shift_id: str) -> Fault:
    """Return the fault of an unknown id, with the nearest known one."""
    nearest, named = timeline.nearest_id(shift_id), parse_id(shift_id)
    hint = f"did you mean {nearest}?" if nearest else "name it TRACK-YYYY-MM-DD"
    known = parse_id(nearest) if nearest else None
    if named is not None and named.clock is None and known is not None and known.clock is not None:
        hint += " (TRACK-YYYY-MM-DDTHHMM, as that day has several handovers)"
    if named is not None and nearest is None:
        hint = f"its tracks are {', '.join(timeline.names.tracks)}"
    return Fault(place, f"the rotation has no shift {shift_id}", hint)


def _misfit(timeline: Timeline, record: Record, whole: Shift) -> str:
    def span(start: datetime, end: datetime) -> str:
        local = [wall(timeline.zone, moment) for moment in (start, end)]
        return " to ".join(f"{moment:%Y-%m-%d %H:%M}" for moment in local)

    goes = f"{whole.id} goes from {span(whole.start, whole.end)}"
    if len(record.entries) == 1:
        return f"{goes}, but is published as {span(record.entries[0].start, record.entries[0].end)}"
    parts = ", ".join(span(entry.start, entry.end) for entry in record.entries)
    return f"{goes}, but its published parts do not cover it exactly: {parts}"


def _hint(record: Record) -> str:
    lines = "the line" if len(record.entries) == 1 else "the lines"
    return f"correct the times, or remove {lines} and plan the shift again"
