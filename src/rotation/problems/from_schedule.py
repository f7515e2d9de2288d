"""Making a problem and a roster from a given schedule, for checking."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from rotation.horizon.clock import FAR_PAST, midnight
from rotation.horizon.dates import Dates, dates_of
from rotation.horizon.ids import base_id
from rotation.horizon.timeline import timeline_of
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift
from rotation.problems.assemble import assemble
from rotation.problems.beside import loads_beside
from rotation.written.entries import count, hold
from rotation.written.locks import lock_because, lock_kinds
from rotation.written.published import published_holders, records

__all__ = ["problem_of_entries", "wanted_shifts"]


def problem_of_entries(
    rotation: RotationData, entries: Sequence[Entry], today: date | None
) -> tuple[Problem, Roster]:
    """Use the lines of a schedule as the shifts of a problem, with any bounds.

    Other shifts of history and the published plan are carried. For the same shifts they lock those
    that began before `today`, begin inside the notice, or are published as locked; the published
    holders of the others are known, as in planning.

    Parameters
    ----------
    rotation : RotationData
        The team.
    entries : sequence of Entry
        At least one; every id once.
    today : datetime.date or None
        In the rotation's zone; None locks nothing by date.
    """
    timeline = timeline_of(rotation)
    start, end = min(e.start for e in entries), max(e.end for e in entries)
    dates = dates_of(rotation, start, end, today)
    shifts = count(timeline, entries)
    settled = (*_published(rotation, shifts, dates), *_pins(rotation, shifts))
    locks = {lock.shift: lock for lock in settled}
    problem = assemble(
        rotation,
        dates,
        shifts=shifts,
        carried=hold(timeline, list(_elsewhere(rotation, entries))),
        locks=locks,
        published=published_holders(rotation, records(rotation), shifts, locks),
        beside=loads_beside(rotation, dates.window_start, dates.start, dates.end),
    )
    return problem, Roster({entry.shift: entry.engineer for entry in entries})


def wanted_shifts(
    rotation: RotationData, entries: Sequence[Entry], today: date | None = None
) -> tuple[Shift, ...]:
    """Return the shifts of the tracks that a schedule should cover.

    A plan begins, on each track, with the shift in progress at the horizon's start or with the next
    one. So the start is the latest first line that every track's first line reaches. The schedule
    should cover the shifts that begin from there to the last line, and those in progress there if a
    line overlaps them: from the first line of the track on, unless its parts show that it was cut
    (C2). Gaps before today do not count.
    """
    timeline = timeline_of(rotation)
    begins = FAR_PAST if today is None else midnight(timeline.zone, today)
    firsts = [
        min(own, key=lambda entry: entry.start)
        for track in rotation.tracks
        if (own := [entry for entry in entries if entry.track == track.name])
    ]
    reach = min(entry.end for entry in firsts or entries)
    start = max(entry.start for entry in firsts or entries if entry.start < reach)
    running = [
        _from_first_line(shift, own, begins)
        for shift in timeline.in_progress(start)
        if (own := [e for e in entries if shift.track == e.track and shift.meets(e.start, e.end)])
    ]
    last = max(entry.start for entry in entries)
    return (*running, *timeline.shifts(start, last + timedelta(seconds=1)))


def _from_first_line(shift: Shift, lines: Sequence[Entry], begins: datetime) -> Shift:
    """Return the part of a shift in progress that a schedule should cover, given its lines there.

    A whole line is where the schedule begins, whatever the present handovers are; a part (`+2`) has
    another part before or after it.
    """
    first = min(entry.start for entry in lines)
    parts = [entry for entry in lines if base_id(entry.shift) == shift.id]
    if len(parts) > 1 or any(entry.shift != shift.id for entry in parts):
        first = min(first, begins)
    return shift.within(first, shift.end)


def _elsewhere(rotation: RotationData, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the records of shifts that are not in the schedule."""
    named = {(entry.track, base_id(entry.shift)) for entry in entries}
    for key, record in records(rotation).items():
        if key not in named:
            for entry in record.entries:
                overlapping = (
                    e.start < entry.end and entry.start < e.end and e.track == entry.track
                    for e in entries
                )
                if not any(overlapping):
                    yield entry


def _published(rotation: RotationData, shifts: Sequence[Shift], dates: Dates) -> Iterator[Lock]:
    """Yield the locks of shifts that are settled by records, as for planning."""
    known = {shift.id for shift in shifts}
    for record in records(rotation).values():
        kinds = lock_kinds(record, dates, running=False)
        for entry in record.entries:
            if entry.shift in known and entry.shift in kinds and entry.engineer is not None:
                kind = kinds[entry.shift]
                because = lock_because(kind, rotation, worked=record.worked)
                yield Lock(entry.shift, entry.engineer, kind, because, entry.source)


def _pins(rotation: RotationData, shifts: Sequence[Shift]) -> Iterator[Lock]:
    known = {shift.id for shift in shifts}
    for pin in rotation.pins:
        if pin.shift in known:
            yield Lock(pin.shift, pin.engineer, LockKind.PIN, "pinned", pin.source)
