"""The shifts to decide, and the settled ones: locks, pins and carried shifts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from rotation.errors import Fault
from rotation.horizon.clock import wall
from rotation.horizon.dates import Dates
from rotation.horizon.timeline import Timeline
from rotation.model.entrances import Entrance, entrance_of
from rotation.model.problem import Lock, LockKind
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Held, Shift, Status
from rotation.model.spelling import counted
from rotation.written.entries import count, hold
from rotation.written.fits import fit_fault, misfit_fault, past_fault, stray_fault
from rotation.written.pins import pin_locks
from rotation.written.published import Record, published_holders, records, spread, twin_fault

__all__ = ["SettledShifts", "lock_because", "lock_kinds", "settle"]

Kinds = dict[str, LockKind]

REACH = timedelta(days=400)
"""How long before the fairness window a shift can matter for a rule."""


@dataclass(slots=True)
class SettledShifts:
    """Shifts to plan, the locks among them, carried shifts, and faults."""

    shifts: list[Shift] = field(default_factory=list)
    locks: dict[str, Lock] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)
    carried: tuple[Held, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def settle(
    timeline: Timeline, rotation: RotationData, dates: Dates, *, in_parts: bool = False
) -> SettledShifts:
    """Divide shifts into those to plan, the settled ones among them, and carried ones.

    Parameters
    ----------
    timeline : Timeline
        The rotation's shifts.
    rotation : RotationData
        Its history, published plan and pins.
    dates : Dates
        The horizon, the window and today.
    in_parts : bool
        Whether an unsettled split shift of the published plan is planned in its parts; otherwise it
        is planned as a whole.

    Returns
    -------
    SettledShifts
        Faults are collected, not raised.
    """
    known = records(rotation)
    running = _running(timeline, known, dates.start)
    whole = [*running, *timeline.shifts(dates.start, dates.end)]
    keys = {(shift.track, shift.id) for shift in whole}
    tables = entrance_of([track.source for track in rotation.tracks])
    settled = SettledShifts(faults=list(_misfits(timeline, known, whole, dates, tables)))
    for shift in whole:
        record = known.get((shift.track, shift.id))
        kinds = lock_kinds(record, dates, running=shift in running) if record else {}
        apart = in_parts and record is not None and len(record.entries) > 1
        if record is None or not (kinds or apart):
            settled.shifts.append(shift)
        else:
            for part, lock in _parts(timeline, rotation, shift, record, kinds):
                settled.shifts.append(part)
                if lock is not None:
                    settled.locks[part.id] = lock
    settled.shifts.sort(key=lambda s: (s.start, s.track, s.id))
    begun = {r.shift for r in known.values() if r.worked or r.start < dates.today}
    pinned, wrong = pin_locks(timeline, rotation.pins, settled.shifts, settled.locks, begun)
    settled.faults.extend(wrong)
    locks = settled.locks | pinned
    settled.locks = {s.id: locks[s.id] for s in settled.shifts if s.id in locks}
    settled.published = published_holders(rotation, known, settled.shifts, settled.locks)
    settled.faults.extend(_strangers(rotation, settled))
    outside = [record for key, record in known.items() if key not in keys]
    near = [record for record in outside if _matters(record, dates)]
    settled.carried = hold(timeline, [entry for record in near for entry in record.entries])
    return settled


def _matters(record: Record, dates: Dates) -> bool:
    """Tell whether a shift outside the horizon matters for a rule or a ledger."""
    oldest = dates.counts_from(record.entries[0].kind) - REACH
    return max(entry.end for entry in record.entries) > oldest


def _running(
    timeline: Timeline, known: dict[tuple[str, str], Record], start: datetime
) -> list[Shift]:
    """Return the unsettled shifts in progress at the horizon's start, with hours left in it."""
    covered = {
        entry.track
        for record in known.values()
        for entry in record.entries
        if entry.engineer is not None and entry.start <= start < entry.end
    }
    running = []
    for shift in timeline.in_progress(start):
        if shift.windows[-1].end <= start:
            continue
        record = known.get((shift.track, shift.id))
        held = shift.track in covered or (record is not None and record.held())
        if not held or (record is not None and record.open_after(start)):
            running.append(shift)
    return running


def _misfits(
    timeline: Timeline,
    known: dict[tuple[str, str], Record],
    planned: Sequence[Shift],
    dates: Dates,
    tables: Entrance,
) -> Iterator[Fault]:
    """Yield faults of recorded shifts that do not fit the planned ones."""
    keys = {(shift.track, shift.id) for shift in planned}
    moved, past = [], []
    followed = {(record.track, record.start) for record in known.values()}
    for key, record in known.items():
        if key not in keys and not (record.start < dates.end and dates.start < record.end):
            continue
        twin = twin_fault(record)
        if twin is not None:
            yield twin
        elif record.worked:
            fault = stray_fault(timeline, record)
            if fault is not None and (record.track, record.end) not in followed:
                yield fault
        elif record.end <= dates.today or _in_the_way(record, key, planned, dates):
            past.append(stray_fault(timeline, record))
        elif key in keys or not _reaches_in(timeline, record, dates):
            moved.append(fit_fault(timeline, record, dates.today))
    if misfits := [fault for fault in moved if fault is not None]:
        yield misfit_fault(misfits)
    if strays := [fault for fault in past if fault is not None]:
        yield past_fault(strays, wall(timeline.zone, dates.today).date(), tables)


def _reaches_in(timeline: Timeline, record: Record, dates: Dates) -> bool:
    """Tell whether a shift began before the horizon, so that a gap or overlap is at the seam."""
    whole = timeline.find(record.shift)
    return whole is not None and whole.start < dates.start and record.start < dates.start


def _in_the_way(
    record: Record, key: tuple[str, str], planned: Sequence[Shift], dates: Dates
) -> bool:
    """Tell whether a running shift has a past id in the way of planned shifts."""
    return record.start < dates.today and any(
        shift.track == record.track
        and (shift.track, shift.id) != key
        and shift.meets(record.start, record.end)
        for shift in planned
    )


def lock_kinds(record: Record, dates: Dates, *, running: bool) -> Kinds:
    """Return why each held part is locked; empty if no part is."""
    kinds: Kinds = {}
    held = [entry for entry in record.entries if entry.engineer is not None]
    for entry in held:
        kind = _kind(entry, dates, worked=record.worked)
        if kind is not None:
            kinds[entry.shift] = kind
    if not kinds and not running:
        return {}
    # One settled part settles the whole: a shift is replanned completely or not at all.
    default = next(iter(kinds.values()), LockKind.PUBLISHED)
    return {entry.shift: kinds.get(entry.shift, default) for entry in held}


def _kind(entry: Entry, dates: Dates, *, worked: bool) -> LockKind | None:
    if worked or entry.start < dates.today:
        return LockKind.PAST
    if entry.start < dates.notice_until:
        return LockKind.NOTICE
    return LockKind.PUBLISHED if entry.status is Status.LOCKED else None


def _parts(
    timeline: Timeline, rotation: RotationData, whole: Shift, record: Record, kinds: Kinds
) -> Iterator[tuple[Shift, Lock | None]]:
    """Yield the recorded parts of a shift, with a lock for each held part."""
    parts = spread(record.entries, whole)
    shifts: Sequence[Shift] = (whole,)
    if len(parts) > 1:
        shifts = [replace(part, nominal=whole.nominal) for part in count(timeline, parts)]
    for shift, entry in zip(shifts, parts, strict=True):
        lock = None
        if entry.engineer is not None and kinds:
            kind = kinds[entry.shift]
            because = lock_because(kind, rotation, worked=record.worked)
            lock = Lock(shift.id, entry.engineer, kind, because, entry.source)
        yield shift, lock


def lock_because(kind: LockKind, rotation: RotationData, *, worked: bool) -> str:
    """Return why a shift is settled, as a clause."""
    if worked:
        return "already worked"
    if kind is LockKind.PAST:
        return "published, and begun before today"
    if kind is LockKind.NOTICE:
        days = counted(rotation.notice_days, "day")
        return f"published, and begins inside the notice of {days}"
    return "published, and locked there"


def _strangers(rotation: RotationData, settled: SettledShifts) -> Iterator[Fault]:
    team = {engineer.id for engineer in rotation.engineers}
    for lock in settled.locks.values():
        if lock.engineer not in team:
            what = f"{lock.shift} is settled for {lock.engineer}, who is not in the team"
            person = entrance_of([engineer.source for engineer in rotation.engineers])
            hint = f"keep them as {person.noun('engineer')} with `leaves`, or correct the line"
            yield Fault(f"{lock.source or 'published'}: engineer", what, hint)
