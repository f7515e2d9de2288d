"""A rotation as a team describes it: plain frozen data."""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from rotation.model.people import Engineer, Offer, TimeOff, Wish
from rotation.model.shifts import Entry
from rotation.model.source import Source
from rotation.model.tracks import HolidayRules, SpecialPeriod, Track

__all__ = ["DEFAULT_GOALS", "CalendarSettings", "HomeZone", "OnRestDay", "Pin", "RotationData"]

DEFAULT_GOALS = (
    "open",
    "shifts",
    "rest_days",
    "holidays",
    "volunteers",
    "spacing",
    "changes",
    "wishes",
)
"""The goals of a plan, most important first; a replan puts `changes` in front of fairness."""


class OnRestDay(StrEnum):
    """What happens to a handover that falls on a rest day."""

    NEXT_WORKDAY = "next_workday"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Pin:
    """A shift the user gives to one person, whatever the goals say."""

    shift: str
    engineer: str
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """How calendar events read.

    Attributes
    ----------
    summary : str
        Title of an event: `{name}`, `{email}`, `{id}`, `{track}` and `{shift}` are filled in.
    category : str
        First category of each event; the second is the track.
    busy : bool
        Whether an event blocks the time in the viewer's calendar.
    uid_domain : str
        What stands behind the `@` of every UID.
    runbook : str
        A link for the description; may be empty.
    duty : str
        What the person on call answers and when, for the description.
    """

    summary: str = "{name} - on call ({track})"
    category: str = "On-call"
    busy: bool = False
    uid_domain: str = "rotation.invalid"
    runbook: str = ""
    duty: str = (
        "Duty: on workdays everything; outside working hours and on rest days, downtime only."
    )


@dataclass(frozen=True, slots=True)
class HomeZone:
    """Where somebody on call should live at every instant of working hours.

    Attributes
    ----------
    zones : tuple of str
        IANA names, at least one; hours are local to the first.
    working_hours : tuple of (datetime.time, datetime.time)
        On workdays, from the first up to the second.
    """

    zones: tuple[str, ...]
    working_hours: tuple[time, time] = (time(9), time(17))


@dataclass(frozen=True, slots=True)
class RotationData:
    """One team's on-call arrangement and everything known about it.

    Attributes
    ----------
    name : str
        For people.
    calendar_id : str
        Root of every calendar UID; fixed for life.
    timezone : str
        IANA name; handovers, special periods and days are local to it.
    tracks : tuple of Track
        In the order of the configuration.
    engineers : tuple of Engineer
        Sorted by id.
    notice_days, min_rest_days, history_days, grace_days, new_for_days : int
        Whole local days.
    on_rest_day : OnRestDay
        What happens to a handover on a rest day.
    time_off, offers : tuple
        Sorted by engineer, start and end.
    history, published : tuple of Entry
        As worked, and as people rely on it; sorted by start, track and shift.
    pins : tuple of Pin
        Sorted by shift.
    goals : tuple of str
        Names of the goals, most important first.
    wishes : tuple of Wish
        Sorted by engineer, start and end.
    home_zone : HomeZone or None
        Where somebody on call should live.
    """

    name: str
    calendar_id: str
    timezone: str
    tracks: tuple[Track, ...]
    engineers: tuple[Engineer, ...]
    notice_days: int = 30
    min_rest_days: int = 7
    history_days: int = 365
    on_rest_day: OnRestDay = OnRestDay.NEXT_WORKDAY
    grace_days: int = 60
    new_for_days: int = 180
    holidays: HolidayRules = HolidayRules()
    special_periods: tuple[SpecialPeriod, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    offers: tuple[Offer, ...] = ()
    history: tuple[Entry, ...] = ()
    published: tuple[Entry, ...] = ()
    pins: tuple[Pin, ...] = ()
    goals: tuple[str, ...] = DEFAULT_GOALS
    calendar: CalendarSettings = CalendarSettings()
    wishes: tuple[Wish, ...] = ()
    home_zone: HomeZone | None = None
