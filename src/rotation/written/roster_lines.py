"""Making the lines of a schedule from a roster."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import Names, base_id, parse_id
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind, Status
from rotation.model.trades import split_off
from rotation.written import shifts_from_entries
from rotation.written.line_windows import LineWindows
from rotation.written.published import records
from rotation.written.traded import next_revision, stamp

__all__ = [
    "CALENDAR_DAYS",
    "cancelled_rows",
    "gone_rows",
    "rows_of",
    "settled_rows",
    "shown_revision",
]

CALENDAR_DAYS = 30
"""How long past shifts stay in calendars."""


def rows_of(
    rotation: RotationData, problem: Problem, roster: Roster, today: date
) -> tuple[Row, ...]:
    """Return one line per shift, by start, track and id.

    A shift that is as published keeps its revision and instant; one that differs has the next
    revision; one that was not published has revision 0. The latter two are revised at today's
    midnight, and later than the last revision.

    Parameters
    ----------
    rotation : RotationData
        For its published plan, and what moved from there to history.
    problem : Problem
        The shifts.
    roster : Roster
        Their holders.
    today : datetime.date
        In the rotation's zone.
    """
    # Lines of history that nobody stamped were never published.
    there = {(entry.track, base_id(entry.shift)) for entry in rotation.published}
    worked = (e for e in rotation.history if e.revised and (e.track, base_id(e.shift)) not in there)
    written = (*worked, *rotation.published)
    published = {entry.shift: entry for entry in written}
    parts: dict[str, list[Entry]] = {}
    for entry in written:
        parts.setdefault(base_id(entry.shift), []).append(entry)
    now = partial(stamp, rotation, today)
    rows = []
    for shift in problem.shifts:
        holder = roster[shift.id]
        status = Status.OPEN if holder is None else Status.PLANNED
        if shift.id in problem.locks:
            status = Status.LOCKED
        whole = parts.get(base_id(shift.id), ())
        revision, revised = _revision(published.get(shift.id), whole, shift, holder, now)
        rows.append(Row(shift, holder, status, revision, revised))
    return tuple(rows)


def _revision(
    entry: Entry | None,
    parts: Sequence[Entry],
    shift: Shift,
    holder: str | None,
    now: Callable[..., datetime],
) -> tuple[int, datetime]:
    """Return revision and instant of a shift, given its published line and all its parts."""
    if not parts:
        return 0, now()
    if entry is not None and entry.reads == (holder, shift.start, shift.end):
        return entry.revision, entry.revised or now()
    return next_revision(parts), now(e.revised for e in parts)


def settled_rows(rotation: RotationData, rows: Sequence[Row], today: date) -> tuple[Row, ...]:
    """Return worked and published shifts besides a plan, from 30 days before today on.

    A subscribed calendar is replaced completely: without these, planning January would remove
    December from it.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    rows : sequence of Row
        The plan; its shifts are left out.
    today : datetime.date
        In the rotation's zone.
    """
    zone = ZoneInfo(rotation.timezone)
    begins, oldest = midnight(zone, today), midnight(zone, today - timedelta(days=CALENDAR_DAYS))
    planned = {base_id(row.shift.id) for row in rows}
    entries = [
        entry
        for record in records(rotation).values()
        for entry in record.entries
        if record.shift not in planned and entry.end > oldest
    ]
    published = {entry.shift: entry for entry in rotation.published}
    rows = []
    for shift, entry in zip(shifts_from_entries(rotation, entries), entries, strict=True):
        status = Status.OPEN if entry.engineer is None else Status.LOCKED
        revision, revised = shown_revision(entry, published.get(entry.shift))
        # Without a stamp, use the start, which does not change from day to day.
        rows.append(
            Row(shift, entry.engineer, status, revision, revised or min(begins, shift.start))
        )
    return tuple(rows)


def shown_revision(entry: Entry, published: Entry | None) -> tuple[int, datetime | None]:
    """Return revision and instant of a line; history may lack them and continues from published.

    A shift worked differently than published has one more visible change.

    Parameters
    ----------
    entry : Entry
        A line of history or of the published plan.
    published : Entry or None
        The published line of the same id.
    """
    if published is None or entry.revision > published.revision:
        return entry.revision, entry.revised
    if entry.reads == published.reads:
        return published.revision, published.revised or entry.revised
    revised = published.revised and published.revised + timedelta(seconds=1)
    return published.revision + 1, revised or entry.revised


def gone_rows(rotation: RotationData, today: date) -> tuple[Row, ...]:
    """Return published shifts that no longer exist and are not over, as they were.

    So are lines of several windows that have lost some. Other shifts have their time now, with
    other ids: people who imported the team's calendar would otherwise have both.

    Parameters
    ----------
    rotation : RotationData
        Its change log.
    today : datetime.date
        In the rotation's zone.

    Returns
    -------
    tuple of Row
        By start.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    written = {base_id(e.shift) for e in (*rotation.history, *rotation.published)}
    last = {c.shift: c for c in rotation.changes if base_id(c.shift) not in written}
    gone = [c for c in last.values() if c.after is None and c.end > begins]
    entries = [
        Entry(
            *(c.shift, _track_of(rotation, c.shift), ShiftKind.REGULAR, c.start, c.end, c.before),
            revision=c.revision,
            revised=c.when,
        )
        for c in sorted(gone, key=lambda c: (c.start, c.shift))
    ]
    return _as_rows(rotation, [*entries, *_with_more_windows(rotation, begins)], begins)


def _with_more_windows(rotation: RotationData, begins: datetime) -> list[Entry]:
    """Return lines that have lost windows to others since, as they were; by start and revision.

    An event around the clock becomes shorter; of several events some have to be cancelled.
    """
    windows = LineWindows(rotation)
    written = {base_id(e.shift): e for e in (*rotation.history, *rotation.published)}
    new = split_off(rotation.changes)
    lines = []
    for change in rotation.changes:
        rest = written.get(change.base)
        if rest is not None and change.end > begins and change not in new:
            line = Entry(
                *(change.shift, rest.track, rest.kind, change.start, change.end, change.before),
                revision=change.revision,
                revised=change.when,
            )
            if len(windows.of(line)) > 1:
                lines.append(line)
    return sorted(lines, key=lambda e: (e.start, e.shift, e.revision))


def cancelled_rows(
    rotation: RotationData, person: str, today: date, rows: Sequence[Row] = ()
) -> tuple[Row, ...]:
    """Return the shifts that a person gave away and that are not over, as they were.

    People who imported a calendar instead of subscribing to it are notified until the shift ends.

    Parameters
    ----------
    rotation : RotationData
        Its change log.
    person : str
        Engineer id.
    today : datetime.date
        In the rotation's zone.
    rows : sequence of Row
        A plan that is not published yet: shifts that it takes from the person count, too.

    Returns
    -------
    tuple of Row
        By start; including shifts that the person has again.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    # Nobody had an event of a part that was split off: the event it came from becomes shorter.
    new = split_off(rotation.changes)
    gone = {
        change.shift: (change.start, change.end, change.revision, change.when)
        for change in rotation.changes
        if change.before == person and change not in new
    }
    published = {entry.shift: entry for entry in rotation.published}
    for row in rows:
        entry = published.get(row.shift.id)
        if entry is not None and entry.engineer == person != row.engineer:
            gone[entry.shift] = (entry.start, entry.end, row.revision, row.revised)
    # A part that is gone had the same track and kind as the rest of its shift.
    written = (*rotation.history, *rotation.published)
    track_of = {base_id(entry.shift): (entry.track, entry.kind) for entry in written}
    entries = []
    for shift, (start, end, revision, revised) in gone.items():
        if end <= begins:
            continue
        unknown = (_track_of(rotation, shift), ShiftKind.REGULAR)
        track, kind = track_of.get(base_id(shift), unknown)
        entries.append(
            Entry(shift, track, kind, start, end, person, Status.PLANNED, revision, revised)
        )
    more = (e for e in _with_more_windows(rotation, begins) if e.engineer == person)
    entries = sorted([*more, *entries], key=lambda e: (e.start, e.track, e.shift, e.revision))
    return _as_rows(rotation, entries, begins)


def _track_of(rotation: RotationData, shift: str) -> str:
    """Return the track in an id that is no longer recorded."""
    base = base_id(shift)
    named = parse_id(base)
    return base if named is None else Names(rotation).track(named.track)


def _as_rows(rotation: RotationData, entries: Sequence[Entry], begins: datetime) -> tuple[Row, ...]:
    return tuple(
        Row(shift, entry.engineer, Status.LOCKED, entry.revision, entry.revised or begins)
        for shift, entry in zip(shifts_from_entries(rotation, entries), entries, strict=True)
    )
