"""A schedule somebody wrote becomes a problem and a roster, to be judged."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rotation.horizon.clock import midnight, wall
from rotation.horizon.entries import count, hold
from rotation.horizon.ids import base_id
from rotation.horizon.members import people_of
from rotation.horizon.published import records
from rotation.horizon.settled import Dates
from rotation.horizon.timeline import Timeline
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Status

__all__ = ["problem_of_entries", "wanted_shifts"]


def problem_of_entries(
    rotation: RotationData, entries: Sequence[Entry], today: date | None
) -> tuple[Problem, Roster]:
    """Take the lines of a schedule as the shifts of a problem, whatever their bounds.

    What history and the published plan say of other shifts is carried; where they speak of the
    same shifts they lock what has begun before `today`, begins inside the notice, or is published
    as locked.

    Parameters
    ----------
    rotation : RotationData
        The team.
    entries : sequence of Entry
        At least one; every id once.
    today : datetime.date or None
        In the rotation's zone; None locks by no date.
    """
    timeline = Timeline(rotation)
    zone = timeline.zone
    start, end = min(e.start for e in entries), max(e.end for e in entries)
    first = wall(zone, start).date()
    day = first if today is None else today
    notice = timedelta(days=rotation.notice_days)
    dates = Dates(
        start=start,
        end=end,
        window_start=midnight(zone, first - timedelta(days=rotation.history_days)),
        today=midnight(zone, day),
        notice_until=midnight(zone, day + notice),
    )
    shifts = sorted(count(timeline, entries), key=lambda s: (s.start, s.track, s.id))
    carried = hold(timeline, list(_elsewhere(rotation, entries)))
    problem = Problem(
        start=start,
        end=end,
        window_start=dates.window_start,
        notice_until=dates.notice_until,
        people=people_of(rotation, zone, dates, carried),
        shifts=tuple(shifts),
        carried=carried,
        locks={
            lock.shift: lock
            for lock in (*_published(rotation, shifts, dates, today), *_pins(rotation, shifts))
        },
        zone=rotation.timezone,
    )
    return problem, Roster({entry.shift: entry.engineer for entry in entries})


def wanted_shifts(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Shift, ...]:
    """Return the shifts of the tracks that a schedule should cover.

    Those that begin from its first start to its last, and any in progress at its first start that
    a line of the schedule overlaps.
    """
    timeline = Timeline(rotation)
    first, last = min(e.start for e in entries), max(e.start for e in entries)
    running = [
        shift
        for shift in timeline.in_progress(first)
        if any(shift.track == e.track and shift.overlaps(e.start, e.end) for e in entries)
    ]
    return (*running, *timeline.shifts(first, last + timedelta(seconds=1)))


def _elsewhere(rotation: RotationData, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield what is written of shifts that the schedule does not speak of."""
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


def _published(
    rotation: RotationData, shifts: Sequence[Shift], dates: Dates, today: date | None
) -> Iterator[Lock]:
    """Yield the lock of each shift that is settled by what is written."""
    written = {e.shift: (worked, e) for worked, e in _lines(rotation)}
    for shift in shifts:
        worked, entry = written.get(shift.id, (False, None))
        if entry is None or entry.engineer is None:
            continue
        if worked or (today is not None and entry.start < dates.today):
            yield _lock(entry, LockKind.PAST, "already worked" if worked else "begun before today")
        elif today is not None and entry.start < dates.notice_until:
            because = f"published, and begins inside the notice of {rotation.notice_days} days"
            yield _lock(entry, LockKind.NOTICE, because)
        elif entry.status is Status.LOCKED:
            yield _lock(entry, LockKind.PUBLISHED, "published, and locked there")


def _lines(rotation: RotationData) -> Iterator[tuple[bool, Entry]]:
    for record in records(rotation).values():
        for entry in record.entries:
            yield record.worked, entry


def _pins(rotation: RotationData, shifts: Sequence[Shift]) -> Iterator[Lock]:
    known = {shift.id for shift in shifts}
    for pin in rotation.pins:
        if pin.shift in known:
            yield Lock(pin.shift, pin.engineer, LockKind.PIN, "pinned", pin.source)


def _lock(entry: Entry, kind: LockKind, because: str) -> Lock:
    assert entry.engineer is not None
    return Lock(entry.shift, entry.engineer, kind, because, entry.source)
