"""The only place where problems are put together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.dates import Dates
from rotation.horizon.home import home_hours, people_at_home
from rotation.horizon.timeline import shifts_of
from rotation.model.problem import Lock, Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Held, Loads, Shift
from rotation.problems.members import people_of
from rotation.problems.off_hours import off_hours_of

__all__ = ["assemble"]

_FURTHER = timedelta(days=93)
"""How far behind the last shift the next regular one of each track is looked for."""


def assemble(
    rotation: RotationData,
    dates: Dates,
    *,
    shifts: Iterable[Shift],
    carried: Sequence[Held],
    locks: Mapping[str, Lock],
    published: Mapping[str, str],
    beside: Mapping[str, Loads],
) -> Problem:
    """Put a problem together, with everything that rules and goals may read.

    The parameters are the differences between plans, schedules to check and windows. None has a
    default, because a missing part would be empty, and rules would not see what breaks them.

    Parameters
    ----------
    rotation : RotationData
        The team, its settings, wishes and home zone.
    dates : Dates
        The horizon, the fairness window that ends with it, and the notice.
    shifts : iterable of Shift
        The shifts to decide, or those that the roster holds; in any order.
    carried : sequence of Held
        Shifts held outside these, sorted by start, track and id.
    locks : mapping of str to Lock
        The locks of settled `shifts`, by shift id.
    published : mapping of str to str
        The published holders of unlocked `shifts`, by shift id.
    beside : mapping of str to Loads
        What people carry in other teams less their shares there; empty where loads count apart.

    Returns
    -------
    Problem
        Without rounds: `build_rounds` adds them to a problem that is planned by them.

    Raises
    ------
    BadInput
        If absences are not known in the horizon, or belong to nobody.
    """
    ordered = sorted(shifts, key=lambda shift: (shift.start, shift.track, shift.id))
    ahead = _ahead(rotation, dates, ordered) if rotation.settings else ()
    return Problem(
        start=dates.start,
        end=dates.end,
        window_start=dates.window_start,
        notice_until=dates.notice_until,
        people=people_of(
            rotation,
            ZoneInfo(rotation.timezone),
            dates,
            (*ordered, *ahead),
            carried,
            beside=beside,
        ),
        shifts=tuple(ordered),
        carried=tuple(carried),
        locks=locks,
        zone=rotation.timezone,
        published=published,
        rounds=(),
        wishes=rotation.wishes,
        at_home=people_at_home(rotation),
        home_hours=home_hours(rotation, dates.start, dates.end, ordered),
        settings=rotation.configured,
        soft=frozenset(rotation.soft),
        ahead=ahead,
        off_hours=off_hours_of(rotation, (*ordered, *(held.shift for held in carried))),
        groups={t.name: t.group for t in rotation.tracks if t.group != t.name},
    )


def _ahead(rotation: RotationData, dates: Dates, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return the regular shifts behind the horizon up to the first that follows all of its own."""
    last = max((shift.end for shift in shifts), default=dates.end)
    ahead: list[Shift] = []
    done: set[str] = set()
    for shift in shifts_of(rotation, dates.end, last + _FURTHER):
        if shift.regular and shift.track not in done:
            ahead.append(shift)
            if shift.start >= last:
                done.add(shift.track)
    return tuple(ahead)
