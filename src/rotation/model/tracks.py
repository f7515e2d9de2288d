"""Tracks, their hours, special periods and holidays, as configured."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from fractions import Fraction

from rotation.model.source import Source

__all__ = [
    "MIN_STUB_DAYS",
    "CompanyDay",
    "Day",
    "DayKind",
    "Handover",
    "HolidayRules",
    "MonthDay",
    "OnRestDay",
    "SpecialPeriod",
    "Track",
    "TrackSettings",
    "WeeklyWindow",
    "track_names",
]

MIN_STUB_DAYS = 3
"""A shorter remainder of a shift joins its neighbour, by default."""


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of every year, such as 12-25; never 02-29."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date:
        """Return this day of `year`."""
        return date(year, self.month, self.day)


Day = date | MonthDay
"""A full date means that year only; a month and day, every year."""


@dataclass(frozen=True, slots=True, order=True)
class Handover:
    """A weekday (Monday is 0) and a local wall-clock time, to the minute."""

    weekday: int
    time: time


class OnRestDay(StrEnum):
    """What happens to a handover on a rest day."""

    NEXT_WORKDAY = "next_workday"
    KEEP = "keep"


class DayKind(StrEnum):
    """The days on which a weekly window begins, if they are not given by weekday."""

    WORKDAYS = "workdays"
    REST_DAYS = "rest_days"


@dataclass(frozen=True, slots=True)
class WeeklyWindow:
    """Hours that return every week, by a wall clock: `Mon-Fri 08:00-18:00`.

    Attributes
    ----------
    days : tuple of int, or DayKind
        The weekdays (Monday is 0) on which it begins, sorted; or workdays, or rest days.
    opens, closes : datetime.time
        Half-open.
    days_later : int
        How many days after it opens it closes: 1 over midnight, and for `00:00-24:00`.
    """

    days: tuple[int, ...] | DayKind
    opens: time
    closes: time
    days_later: int = 0


@dataclass(frozen=True, slots=True)
class CompanyDay:
    """A rest day of the company."""

    day: Day
    name: str
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class HolidayRules:
    """The rules for weekends and public holidays.

    Attributes
    ----------
    country : str or None
        ISO 3166-1 code known to the `holidays` library; None means weekends only.
    subdivision : str or None
        State or province code of that country.
    exclude : tuple of str
        Names of holidays (without `(observed)`) on which the team works.
    extra : tuple of CompanyDay
        Days added.
    weekend : tuple of int or None
        Weekdays (Monday is 0) of the weekend; None means the country's.
    categories : tuple of str
        Categories of the library whose holidays count; empty means `public`, or the country's usual
        category.
    """

    country: str | None = None
    subdivision: str | None = None
    exclude: tuple[str, ...] = ()
    extra: tuple[CompanyDay, ...] = ()
    weekend: tuple[int, ...] | None = None
    categories: tuple[str, ...] = ()
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TrackSettings:
    """The handovers of a track from one day to another: a `[[track]]` table.

    Attributes
    ----------
    handovers : tuple of Handover
        Sorted, each once.
    weeks : int
        The handovers return every `weeks` weeks.
    anchor : datetime.date or None
        First day of a cycle; required if `weeks > 1`. Each handover falls on its first weekday
        on or after the anchor and every `weeks` weeks from there, before and after.
    first_day, last_day : datetime.date or None
        Local days, both inclusive, of the nominal handovers of these settings; None means no limit.
    windows : tuple of WeeklyWindow
        When somebody is on call; empty means always.
    zone : str or None
        IANA name of its clock; None means the rotation's zone.
    holidays : HolidayRules or None
        Its rest days and holidays; None means the rotation's.
    on_rest_day : OnRestDay or None
        What happens to a handover on a rest day. None means the rotation's, but `KEEP` with windows
        or with several handovers on one day.
    counts : fractions.Fraction
        Weight of its shifts, days and hours in the ledgers.
    level : int
        Who is called first: 1, then 2, and so on.
    needs : tuple of str
        Skills of its holders, sorted.
    shadow : bool
        Whether its turns are extra ones, which count nothing and may stay open.
    needs_source : Source or None
        Where `needs` is written; not part of equality.
    """

    handovers: tuple[Handover, ...]
    weeks: int = 1
    anchor: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    source: Source | None = field(default=None, compare=False)
    windows: tuple[WeeklyWindow, ...] = ()
    zone: str | None = None
    holidays: HolidayRules | None = None
    on_rest_day: OnRestDay | None = None
    counts: Fraction = Fraction(1)
    level: int = 1
    needs: tuple[str, ...] = ()
    shadow: bool = False
    needs_source: Source | None = field(default=None, compare=False)

    @property
    def several_a_day(self) -> bool:
        """Whether some weekday has more than one handover."""
        return len({handover.weekday for handover in self.handovers}) < len(self.handovers)

    def names_times(self, weekday: int) -> bool:
        """Return whether ids of shifts of a weekday need the time of their handover."""
        return sum(handover.weekday == weekday for handover in self.handovers) > 1

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether these settings apply on any day from `first` to `last`, both inclusive."""
        begun = self.first_day is None or self.first_day <= last
        return begun and (self.last_day is None or first <= self.last_day)


@dataclass(frozen=True, slots=True)
class Track:
    """A track of a rotation: a name, and settings that apply one after the other.

    Attributes
    ----------
    name : str
        Letters, digits, `_`, `-` and `.`: part of every shift's id.
    settings : tuple of TrackSettings
        At least one, in order of time; each begins on the day after the previous one ends.
    was : tuple of str
        Older names, in the order of the configuration: shifts written under them keep their ids.
    group : str
        The common name of tracks that are counted as one, because one table with several holders
        made them (`support` of `support.1` and `support.2`); by default its own name.
    """

    name: str
    settings: tuple[TrackSettings, ...]
    was: tuple[str, ...] = ()
    group: str = ""

    def __post_init__(self) -> None:
        if not self.group:
            object.__setattr__(self, "group", self.name)

    @property
    def is_shadow(self) -> bool:
        """Whether every turn of it is a shadow turn."""
        return all(settings.shadow for settings in self.settings)

    @property
    def source(self) -> Source | None:
        """Where its first table is."""
        return self.settings[0].source

    @property
    def first_day(self) -> date | None:
        """The first day of its handovers; None means no limit."""
        return self.settings[0].first_day

    @property
    def last_day(self) -> date | None:
        """The last day of the track; None means no limit."""
        return self.settings[-1].last_day

    @property
    def longest_weeks(self) -> int:
        """The largest number of weeks between its handovers, over all settings."""
        return max(settings.weeks for settings in self.settings)

    def at(self, day: date) -> TrackSettings:
        """Return the settings of a day: of a nominal handover on it; outside, the nearest ones."""
        for settings in self.settings:
            if settings.last_day is None or day <= settings.last_day:
                return settings
        return self.settings[-1]

    def between(self, first: date, last: date) -> tuple[TrackSettings, ...]:
        """Return the settings that apply on some day from `first` to `last`, both inclusive."""
        return tuple(settings for settings in self.settings if settings.overlaps(first, last))


def track_names(tracks: Iterable[Track]) -> dict[str, str]:
    """Return the present name of each track, by each name that it has or had."""
    return {name: track.name for track in tracks for name in (track.name, *track.was)}


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """Whole local days outside the normal shifts, cut into volunteer shifts.

    Attributes
    ----------
    name : str
        For people.
    first_day, last_day : Day
        Both inclusive; both full dates or both month-days. A last month-day before the first one is
        in the next year.
    shift_days : int
        Length of a volunteer shift in local days; the last may be shorter.
    min_stub_days : int
        A remainder of a regular shift shorter than this joins its neighbour.
    tracks : tuple of str
        Names of its tracks; empty means all but shadows.
    """

    name: str
    first_day: Day
    last_day: Day
    shift_days: int = 2
    min_stub_days: int = MIN_STUB_DAYS
    source: Source | None = field(default=None, compare=False)
    tracks: tuple[str, ...] = ()
