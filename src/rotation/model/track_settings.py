"""Handovers, hours and role of a track from one day to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from rotation.arguments import ArgumentKind, Unlike, instance, optional
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    CLOCK,
    DAY,
    NUMBER,
    SOURCE,
    SWITCH,
    TEXT,
    TEXTS,
    WHOLE,
    RotationPart,
    fill,
    read_fields,
    texts_or,
    word,
)
from rotation.model.rest_days import HolidayRules
from rotation.model.source import Source

__all__ = ["SETTINGS", "DayKind", "Handover", "OnRestDay", "TrackSettings", "WeeklyWindow"]


@made_by_name
@dataclass(frozen=True, slots=True, order=True, repr=False)
class Handover(RotationPart):
    """A weekday and a local wall-clock time, to the minute.

    Parameters
    ----------
    weekday : int
        Monday is 0.
    time : datetime.time
        Without a time zone.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> print(team.tracks[0].settings[0])
    TrackSettings(handover=(Handover(weekday=0, time=datetime.time(11, 0)),))
    """

    weekday: int
    time: time

    def __post_init__(self) -> None:
        read_fields(self, {"weekday": WHOLE, "time": CLOCK})

    __repr__ = RotationPart.__repr__


class OnRestDay(StrEnum):
    """What happens to a handover on a rest day: it goes to the next workday, or stays.

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


def _window_days(value: object) -> object:
    """Return weekdays, or the kind of days."""
    if isinstance(value, str):
        return _DAY_KIND.read(value)
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise Unlike()
    return tuple(WHOLE.read(day) for day in value)


_DAY_KIND = word(DayKind)
_WINDOW = {
    "days": ArgumentKind("weekdays (Monday is 0), 'workdays' or 'rest_days'", _window_days),
    "opens": CLOCK,
    "closes": CLOCK,
    "days_later": WHOLE,
}


@made_by_name
@dataclass(frozen=True, slots=True, repr=False)
class WeeklyWindow(RotationPart):
    """Hours that return every week, by a wall clock: `Mon-Fri 08:00-18:00`.

    Parameters
    ----------
    days : tuple of int, or DayKind
        The weekdays (Monday is 0) on which it begins, sorted; or workdays, or rest days.
    opens, closes : datetime.time
        Half-open.
    days_later : int
        How many days after it opens it closes: 1 over midnight, and for `00:00-24:00`.

    Raises
    ------
    BadInput
        For a value of a wrong type.

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

    def __post_init__(self) -> None:
        read_fields(self, _WINDOW)

    __repr__ = RotationPart.__repr__


def _exact(number: object) -> object:
    """Return a number as the fraction that its decimals mean; infinities stay."""
    try:
        return Fraction(str(number))
    except ValueError:
        return number


_HANDOVER_TEXTS = texts_or(Handover, "a handover such as 'Mon 11:00'")
SETTINGS: Mapping[str, ArgumentKind] = {
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
    "holidays": optional(instance(HolidayRules, "a HolidayRules")),
    "source": SOURCE,
    "needs_source": SOURCE,
    "inherited": TEXTS,
}


@made_by_name
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
    inherited : str or iterable of str
        Which of `country`, `subdivision` and `weekend` of `holidays` a rotation filled: they follow
        where it changes. Not part of equality.

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
    inherited: tuple[str, ...] = field(default=(), repr=False, compare=False)

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
        inherited: str | Iterable[str] = (),
    ) -> None:
        fill(self, SETTINGS, locals())
        exact = _exact(self.counts)
        object.__setattr__(self, "counts", exact)

    __repr__ = RotationPart.__repr__

    def replace(self, **changes: Any) -> Self:
        """Return the settings with other values, by the names of the arguments.

        Raises
        ------
        BadInput
            For a value of a wrong type, by its name.
        """
        if "holidays" in changes:
            changes.setdefault("inherited", ())
        return replace(self, **changes)

    @property
    def several_a_day(self) -> bool:
        """Whether some weekday has more than one handover."""
        return len({handover.weekday for handover in self.handover}) < len(self.handover)

    def moves(self, usual: OnRestDay) -> OnRestDay:
        """Return what happens to a handover on a rest day, given what the rotation does."""
        return self.on_rest_day or (OnRestDay.KEEP if self.windows or self.several_a_day else usual)

    def names_times(self, weekday: int) -> bool:
        """Return whether ids of shifts of a weekday need the time of their handover."""
        return sum(handover.weekday == weekday for handover in self.handover) > 1

    def overlaps(self, first: date, last: date) -> bool:
        """Return whether these settings apply on any day from `first` to `last`, both inclusive."""
        begun = self.first_day is None or self.first_day <= last
        return begun and (self.last_day is None or first <= self.last_day)
