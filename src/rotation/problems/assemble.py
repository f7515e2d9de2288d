"""The one place where a problem is put together, whatever it is for."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from rotation.horizon.dates import Dates
from rotation.horizon.home import home_hours, people_at_home
from rotation.model.problem import Lock, Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Held, Shift
from rotation.problems.members import people_of

__all__ = ["assemble"]


def assemble(
    rotation: RotationData,
    dates: Dates,
    *,
    shifts: Iterable[Shift],
    carried: Sequence[Held],
    locks: Mapping[str, Lock],
    published: Mapping[str, str],
) -> Problem:
    """Put a problem together, with everything that rules and goals may ask of it.

    What plans, schedules to be judged and windows differ in are the parameters. None has a default:
    a part that is left out would be empty, and rules would find nothing there to be broken.

    Parameters
    ----------
    rotation : RotationData
        The team, its settings, wishes and home zone.
    dates : Dates
        The horizon, the fairness window that ends with it, and the notice.
    shifts : iterable of Shift
        What is to be decided, or is held by the roster; in any order.
    carried : sequence of Held
        Shifts held outside these, sorted by start, track and id.
    locks : mapping of str to Lock
        What is settled of `shifts`, by shift id.
    published : mapping of str to str
        Who is published for those of `shifts` that are not locked, by shift id.

    Returns
    -------
    Problem
        Without rounds: `build_rounds` adds them to a problem that is planned by them.

    Raises
    ------
    BadInput
        When somebody's absences are not known in the horizon, or are nobody's.
    """
    ordered = sorted(shifts, key=lambda shift: (shift.start, shift.track, shift.id))
    return Problem(
        start=dates.start,
        end=dates.end,
        window_start=dates.window_start,
        notice_until=dates.notice_until,
        people=people_of(rotation, ZoneInfo(rotation.timezone), dates, carried),
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
    )
