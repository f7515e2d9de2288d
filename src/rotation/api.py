"""The public interface: load a rotation, plan it, check a schedule."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rotation.arguments import checked, optional
from rotation.config import load as load_data
from rotation.config import load_in_fleet
from rotation.config.frames import entries_of
from rotation.goals import registered as registered_goals
from rotation.inspected import Inspected
from rotation.kinds import DAY, PATH
from rotation.planned import Planned
from rotation.published import Published
from rotation.schedules import check, read_schedule, relied_on

__all__ = ["Rotation", "check", "entries_of", "load", "load_alone", "read_schedule", "relied_on"]


@dataclass(frozen=True, slots=True, repr=False, init=False)
class Rotation(Planned, Inspected, Published):
    """A rotation that can be planned: frozen data, made here or read by `load`.

    The arguments are the keys of `rotation.toml`, with the same defaults (docs/files.md), and what
    it checks in files it checks here. Iterables are kept as tuples: people by id, records by person
    and time, shifts by start.

    Parameters
    ----------
    name, timezone : str
        For people, and the IANA name of the zone.
    tracks : iterable of Track
        At least one; several of one name are one track with settings one after the other.
    engineers : iterable of Engineer
        At least one.
    calendar_id : str, optional
        Root of every calendar UID; by default made from the name.
    notice_days, min_rest_days, history_days, grace_days, new_for_days : int
        Whole local days.
    volunteer_years : int
        The years that the ledger of volunteer days looks back.
    on_rest_day : OnRestDay or str
        What happens to a handover on a rest day.
    holidays : HolidayRules, optional
        By default Saturdays and Sundays only.
    special_periods, time_off, offers, wishes, pins, feeds, remotes : iterable
        Of `SpecialPeriod`, `TimeOff`, `Offer`, `Wish`, `Pin`, `Feed` and `Remote`.
    history, published : iterable of Entry
        Worked shifts, and the published plan.
    trades, changes : iterable
        Of `Trade` and `LoggedChange`: what happened since publication.
    goals : sequence of str or mapping, optional
        Names of the goals, most important first; or the table `[goals]`, with settings.
    soft : sequence of str
        Names of the rules that are sought, as goals, and need not hold.
    rules : mapping, optional
        The tables `[rules.NAME]`: `{"limit": [{"shifts": 2, "days": 30}]}`.
    settings : iterable of Configured
        The tables of rules and goals as a rotation has them, beside `rules`.
    home_zone : HomeZone, optional
        Where somebody on call should live.
    calendar : CalendarSettings, optional
        The wording of calendars.
    pay : PaySettings, optional
        What hours on call are worth.
    bearable_hours : int
        How many hours of a shift may lie in vacation.
    holidays_of : HolidaysOf or str
        Whose public holidays the ledger of holidays counts.
    unmatched : {"error", "skip"}, optional
        What becomes of time off that belongs to nobody.
    ignore : str or sequence of str
        Names in time off that are ignored.
    places, time_off_known, remarks, key_places, last_change, elsewhere, beside, limits_elsewhere
        What `load` found in files; `replace` keeps it.

    Raises
    ------
    BadInput
        With every fault at once, as files have them, at the path of the argument:
        `engineers[3].timezone`.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import Engineer, Rotation, Track
    >>> Rotation(
    ...     "Team",
    ...     "America/New_York",
    ...     tracks=[Track("A", "Mon 11:00")],
    ...     engineers=[Engineer("Ada Lovelace", joined=date(2024, 3, 4))],
    ... )
    <Rotation Team: 1 engineer, track A>
    """


@checked(path=PATH, today=optional(DAY))
def load(path: str | Path, *, today: date | None = None) -> Rotation:
    """Read a rotation from `rotation.toml`, or from the folder that holds it.

    Parameters
    ----------
    path : str or Path
        The file or the folder.
    today : datetime.date, optional
        In the rotation's zone. Unmatched time off that ended before is an error only if its days
        matter, such as for a plan of those days; what ends later is an error at once (I31). By
        default, what ended before the last worked shift did is over.

    Returns
    -------
    Rotation
        Frozen data, the same whatever the order of people and rows. If the team belongs to a fleet
        with a `fleet.toml`, it has the shifts and the time off of its people in the other teams, as
        they are now (docs/fleet.md).

    Raises
    ------
    BadInput
        With every fault of all its files at once, or of `fleet.toml`.

    Examples
    --------
    >>> team.save("on-call")
    >>> rotation.load("on-call") == team
    True
    >>> rotation.load("nowhere")
    Traceback (most recent call last):
        ...
    rotation.errors.BadInput: nowhere: no such file; `rotation init` writes one to start from
    """
    return Rotation.of(load_in_fleet(path, [goal.name for goal in registered_goals()], today))


def load_alone(path: str | Path, *, today: date | None = None) -> Rotation:
    """Read a rotation as `load` does, without looking for a fleet.

    Parameters
    ----------
    path, today
        As for `load`.

    Raises
    ------
    BadInput
        With every fault of all its files at once.
    """
    return Rotation.of(load_data(path, [goal.name for goal in registered_goals()], today))
