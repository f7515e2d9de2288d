"""A roster becomes the lines of a schedule."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Status

__all__ = ["rows_of"]


def rows_of(
    rotation: RotationData, problem: Problem, roster: Roster, today: date
) -> tuple[Row, ...]:
    """Return one line a shift, by start, track and id.

    A shift that reads as published keeps its revision and instant; one that differs has the next
    revision; one that was not published has revision 0. Both are revised at today's midnight,
    and later than the last revision.

    Parameters
    ----------
    rotation : RotationData
        Its published plan says what people rely on.
    problem : Problem
        The shifts.
    roster : Roster
        Their holders.
    today : datetime.date
        In the rotation's zone.
    """
    published = {entry.shift: entry for entry in rotation.published}
    midnight = datetime.combine(today, time(), ZoneInfo(rotation.timezone)).astimezone(UTC)
    rows = []
    for shift in problem.shifts:
        holder = roster[shift.id]
        status = Status.OPEN if holder is None else Status.PLANNED
        if shift.id in problem.locks:
            status = Status.LOCKED
        revision, revised = _revision(published.get(shift.id), shift, holder, midnight)
        rows.append(Row(shift, holder, status, revision, revised))
    return tuple(rows)


def _revision(
    entry: Entry | None, shift: Shift, holder: str | None, midnight: datetime
) -> tuple[int, datetime]:
    if entry is None:
        return 0, midnight
    same = (entry.engineer, entry.start, entry.end) == (holder, shift.start, shift.end)
    if same:
        return entry.revision, entry.revised or midnight
    # A stamp that stands still or goes back makes calendar clients keep the old event.
    later = midnight if entry.revised is None else entry.revised + timedelta(seconds=1)
    return entry.revision + 1, max(midnight, later)
