"""Tracks, their hours, and special periods, as configured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import cast

from rotation.arguments import ArgumentKind, Unlike, optional
from rotation.model.parts import (
    DAY,
    NUMBER,
    SWITCH,
    TEXT,
    TEXTS,
    WHOLE,
    RotationPart,
    fill,
    texts_or,
    word,
)
from rotation.model.rest_days import ANY_DAY, Day, HolidayRules
from rotation.model.source import Source

__all__ = [
    "MIN_STUB_DAYS",
    "DayKind",
    "Handover",
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
class Handover:
    """A weekday (Monday is 0) and a local wall-clock time, to the minute.

    Examples
    --------
    >>> print(team.tracks[0].settings[0])
    TrackSettings(handover=(Handover(weekday=0, time=datetime.time(11, 0)),))
    """

    weekday: int
    time: time


class OnRestDay(StrEnum):
    """What happens to a handover on a rest day.

    Examples
    --------
    >>> from rotation import OnRestDay
    >>> team.on_rest_day is OnRestDay.NEXT_WORKDAY
    True
    >>> team.replace(on_rest_day="keep").on_rest_day is OnRestDay.KEEP
    True
    """

    NEXT_WORKDAY = "next_workday"
    KEEP = "keep"


class DayKind(StrEnum):
    """The days on which a weekly window begins, if they are not given by weekday.

    Examples
    --------
    >>> from rotation import DayKind
    >>> DayKind("workdays") is DayKind.WORKDAYS
    True
    """

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

    Examples
    --------
    >>> from rotation import Track
    >>> day = team.replace(tracks=[Track("A", "Mon 08:00", windows="Mon-Fri 08:00-18:00")])
    >>> (window,) = day.tracks[0].settings[0].windows
    >>> window.days, window.opens, window.closes
    ((0, 1, 2, 3, 4), datetime.time(8, 0), datetime.time(18, 0))
    """

    days: tuple[int, ...] | DayKind
    opens: time
    closes: time
    days_later: int = 0


def _exact(number: object) -> object:
    """Return a number as the fraction that its decimals mean; infinities stay."""
    try:
        return Fraction(str(number))
    except ValueError:
        return number


_HANDOVER_TEXTS = texts_or(Handover, "a handover such as 'Mon 11:00'")
_SETTINGS = {
    "handover": _HANDOVER_TEXTS,
    "weeks": WHOLE,
    "anchor": optional(DAY),
    "first_day": optional(DAY),
    "last_day": optional(DAY),
    "windows": texts_or(WeeklyWindow, "hours such as 'Mon-Fri 08:00-18:00'"),
    "timezone": optional(TEXT),
    "on_rest_day": optional(word(OnRestDay)),
    "counts": NUMBER,
    "level": WHOLE,
    "needs": TEXTS,
    "shadow": SWITCH,
    "holders": WHOLE,
}


@dataclass(frozen=True, slots=True, init=False, repr=False)
class TrackSettings(RotationPart):
    """The handovers of a track from one day to another: a `[[track]]` table.

    A rotation's own settings have every attribute read; others have what they were given.

    Parameters
    ----------
    handover : str, Handover or iterable of such
        `Mon 11:00`, `Mon-Fri 09:00`, or `09:00` for every day; sorted, each once.
    weeks : int
        The handovers return every `weeks` weeks.
    anchor : datetime.date, optional
        First day of a cycle; required if `weeks > 1`. Each handover falls on its first weekday
        on or after the anchor and every `weeks` weeks from there, before and after.
    first_day, last_day : datetime.date, optional
        Local days, both inclusive, of the nominal handovers of these settings; None means no limit.
    source : Source, optional
        Not part of equality.
    windows : str, WeeklyWindow or iterable of such
        When somebody is on call; empty means always.
    timezone : str, optional
        IANA name of its clock; None means the rotation's zone.
    holidays : HolidayRules, optional
        Its rest days and holidays; None means the rotation's. Given from outside, only its country,
        subdivision and weekend count.
    on_rest_day : OnRestDay or str, optional
        What happens to a handover on a rest day. None means the rotation's, but `KEEP` with windows
        or with several handovers on one day.
    counts : float or fractions.Fraction
        Weight of its shifts, days and hours in the ledgers.
    level : int
        Who is called first: 1, then 2, and so on.
    needs : str or iterable of str
        Skills of its holders.
    shadow : bool
        Whether its turns are extra ones, which count nothing and may stay open.
    needs_source : Source, optional
        Where `needs` is written; not part of equality.
    holders : int
        How many people hold it at a time: each has a track of their own.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import TrackSettings
    >>> TrackSettings("Mon 11:00", weeks=2).weeks
    2
    """

    handover: tuple[Handover, ...]
    weeks: int = 1
    anchor: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    source: Source | None = field(default=None, compare=False)
    windows: tuple[WeeklyWindow, ...] = ()
    timezone: str | None = None
    holidays: HolidayRules | None = None
    on_rest_day: OnRestDay | None = None
    counts: Fraction = Fraction(1)
    level: int = 1
    needs: tuple[str, ...] = ()
    shadow: bool = False
    needs_source: Source | None = field(default=None, compare=False)
    holders: int = 1

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        handover: str | Handover | Iterable[str | Handover],
        weeks: int = 1,
        anchor: date | None = None,
        first_day: date | None = None,
        last_day: date | None = None,
        source: Source | None = None,
        windows: str | WeeklyWindow | Iterable[str | WeeklyWindow] = (),
        timezone: str | None = None,
        holidays: HolidayRules | None = None,
        on_rest_day: OnRestDay | str | None = None,
        counts: float | Fraction = 1,
        level: int = 1,
        needs: str | Iterable[str] = (),
        shadow: bool = False,
        needs_source: Source | None = None,
        holders: int = 1,
    ) -> None:
        fill(self, _SETTINGS, locals())
        exact = _exact(self.counts)
        object.__setattr__(self, "counts", exact)

    __repr__ = RotationPart.__repr__

    @property
    def several_a_day(self) -> bool:
        """Whether some weekday has more than one handover."""
        return len({handover.weekday for handover in self.handover}) < len(self.handover)

    def names_times(self, weekday: int) -> bool:
        """Return whether ids of shifts of a weekday need the time of their handover."""
        return sum(handover.weekday == weekday for handover in self.handover) > 1

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether these settings apply on any day from `first` to `last`, both inclusive."""
        begun = self.first_day is None or self.first_day <= last
        return begun and (self.last_day is None or first <= self.last_day)


def _track_settings(value: object) -> object:
    settings = tuple(value) if isinstance(value, list | tuple) else (value,)
    if not all(isinstance(item, TrackSettings) for item in settings):
        raise Unlike()
    return settings


_TRACK = {
    "name": TEXT,
    "settings": ArgumentKind("a sequence of TrackSettings", _track_settings),
    "was": TEXTS,
    "group": TEXT,
}


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Track(RotationPart):
    """A track of a rotation: a name, and settings that apply one after the other.

    Parameters
    ----------
    name : str
        Letters, digits, `_`, `-` and `.`: part of every shift's id.
    handover : str, Handover or iterable of such
        `Mon 11:00`, or several, of a track that never changes.
    settings : sequence of TrackSettings
        At least one, in order of time; each begins on the day after the previous one ends. Instead
        of a handover.
    was : str or iterable of str
        Older names, in the order of the configuration: shifts written under them keep their ids.
    group : str
        The common name of tracks that are counted as one, because one table with several holders
        made them (`support` of `support.1` and `support.2`); by default its own name.
    timezone, country, subdivision, weekend
        Of a track with a place of its own; by default the rotation's.
    weeks, anchor, first_day, last_day, windows, on_rest_day, counts, level, needs, shadow, holders
        As of `TrackSettings`, beside a handover.

    Raises
    ------
    BadInput
        For a value of a wrong type; the rest is checked by the rotation.

    Examples
    --------
    >>> from rotation import Track
    >>> Track("A", "Mon 11:00").name
    'A'
    """

    name: str
    settings: tuple[TrackSettings, ...]
    was: tuple[str, ...] = ()
    group: str = ""

    def __init__(
        self,
        name: str,
        handover: str | Handover | Iterable[str | Handover] | Sequence[TrackSettings] = (),
        was: str | Iterable[str] = (),
        group: str = "",
        *,
        settings: Sequence[TrackSettings] = (),
        weeks: int = 1,
        anchor: date | None = None,
        first_day: date | None = None,
        last_day: date | None = None,
        timezone: str | None = None,
        country: str | None = None,
        subdivision: str | None = None,
        weekend: str | Iterable[str | int] | None = None,
        windows: str | WeeklyWindow | Iterable[str | WeeklyWindow] = (),
        on_rest_day: OnRestDay | str | None = None,
        level: int = 1,
        needs: str | Iterable[str] = (),
        counts: float | Fraction = 1,
        holders: int = 1,
        shadow: bool = False,
    ) -> None:
        given: object = settings or handover
        if not (isinstance(given, list | tuple) and given and isinstance(given[0], TrackSettings)):
            own = any(value is not None for value in (country, subdivision, weekend))
            given = TrackSettings(
                cast("str", handover),
                weeks,
                anchor,
                first_day,
                last_day,
                windows=windows,
                timezone=timezone,
                holidays=HolidayRules(country, subdivision, weekend=weekend) if own else None,
                on_rest_day=on_rest_day,
                counts=counts,
                level=level,
                needs=needs,
                shadow=shadow,
                holders=holders,
            )
        fill(self, _TRACK, {"name": name, "settings": given, "was": was, "group": group or name})

    __repr__ = RotationPart.__repr__

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


_PERIOD = {
    "name": TEXT,
    "first_day": ANY_DAY,
    "last_day": ANY_DAY,
    "shift_days": WHOLE,
    "min_stub_days": WHOLE,
    "tracks": TEXTS,
}


@dataclass(frozen=True, slots=True, init=False, repr=False)
class SpecialPeriod(RotationPart):
    """Whole local days outside the normal shifts, cut into volunteer shifts.

    Parameters
    ----------
    name : str
        For people.
    first_day, last_day : datetime.date, MonthDay or str
        Both inclusive; both full dates or both month-days (`12-25`). A last month-day before the
        first one is in the next year.
    shift_days : int
        Length of a volunteer shift in local days; the last may be shorter.
    min_stub_days : int
        A remainder of a regular shift shorter than this joins its neighbour.
    source : Source, optional
        Not part of equality.
    tracks : str or iterable of str
        Names of its tracks; empty means all but shadows.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import SpecialPeriod
    >>> SpecialPeriod("Christmas week", "12-25", "01-01").shift_days
    2
    """

    name: str
    first_day: Day
    last_day: Day
    shift_days: int = 2
    min_stub_days: int = MIN_STUB_DAYS
    source: Source | None = field(default=None, compare=False)
    tracks: tuple[str, ...] = ()

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        name: str,
        first_day: Day | str,
        last_day: Day | str,
        shift_days: int = 2,
        min_stub_days: int = MIN_STUB_DAYS,
        source: Source | None = None,
        tracks: str | Iterable[str] = (),
    ) -> None:
        fill(self, _PERIOD, locals())

    __repr__ = RotationPart.__repr__
