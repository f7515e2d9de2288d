"""Tracks and special periods, as configured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, Self, cast

from rotation.arguments import ArgumentKind, Unlike, optional, read_all
from rotation.errors import BadInput, Fault
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    SOURCE,
    TEXT,
    TEXTS,
    WHOLE,
    RotationPart,
    fill,
    texts_or,
)
from rotation.model.rest_days import ANY_DAY, Day, HolidayRules
from rotation.model.source import Source
from rotation.model.track_settings import (
    SETTINGS,
    DayKind,
    Handover,
    OnRestDay,
    TrackSettings,
    WeeklyWindow,
)

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


def _track_settings(value: object) -> object:
    if isinstance(value, TrackSettings):
        return (value,)
    if not isinstance(value, Iterable):
        raise Unlike()
    settings = tuple(value)
    if not settings or not all(isinstance(item, TrackSettings) for item in settings):
        raise Unlike()
    return settings


_TRACK = {
    "name": TEXT,
    "settings": ArgumentKind("TrackSettings, or a sequence of them", _track_settings),
    "was": TEXTS,
    "group": TEXT,
}
_BESIDE = {
    **{
        key: SETTINGS[key]
        for key in (
            *("weeks", "anchor", "first_day", "last_day", "timezone", "windows", "on_rest_day"),
            *("level", "needs", "counts", "holders", "shadow"),
        )
    },
    "country": optional(TEXT),
    "subdivision": optional(TEXT),
    "weekend": optional(texts_or(int, "a weekday such as 'Fri'")),
}
"""What may be given beside a handover, which makes the only settings of a track."""
_OF_PLACE = frozenset({"country", "subdivision", "weekend"})


def _are_settings(value: object) -> bool:
    """Return whether a value is of TrackSettings, though it is where a handover could be."""
    several = value if isinstance(value, list | tuple) else (value,)
    return bool(several) and isinstance(several[0], TrackSettings)


def _refuse_beside(beside: Mapping[str, object]) -> None:
    """Refuse what has its place in the settings that were given."""
    usual = {"weeks": 1, "counts": 1, "level": 1, "holders": 1, "shadow": False}
    given = [key for key, value in beside.items() if value not in (usual.get(key), None, ())]
    if given:
        what, hint = "is given beside `settings`", "give it to one of the TrackSettings"
        raise BadInput([Fault(key, what, hint) for key in given])


def _made_settings(handover: object, beside: Mapping[str, object]) -> TrackSettings:
    values: dict[str, Any] = {k: v for k, v in beside.items() if k not in _OF_PLACE}
    place: dict[str, Any] = {key: beside[key] for key in _OF_PLACE}
    if any(value is not None for value in place.values()):
        values["holidays"] = HolidayRules(**place)
    return TrackSettings(cast("str", handover), **values)


@made_by_name
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
        given = locals()
        beside = {key: given[key] for key in _BESIDE}
        rest = {
            "name": name,
            "was": was,
            "group": name if group == "" and isinstance(name, str) else group,
        }
        if _are_settings(handover) and not settings:
            handover, settings = (), cast("Sequence[TrackSettings]", handover)
        if settings:
            fill(self, _TRACK, rest | {"settings": settings})
            _refuse_beside({"handover": handover, **beside})
            return
        kinds = {**_TRACK, **_BESIDE, "handover": SETTINGS["handover"]}
        read_all({"handover": handover, **beside, **rest}, kinds)  # all faults of types at once
        fill(self, _TRACK, rest | {"settings": _made_settings(handover, beside)})

    def replace(self, **changes: Any) -> Self:
        """Return the track with other values.

        Parameters
        ----------
        **changes
            New values by the names of the arguments; those beside a handover are for a track that
            never changes.

        Raises
        ------
        BadInput
            For a value of a wrong type, by its name, and for what belongs to one of several
            settings.
        """
        own = {key: changes.pop(key) for key in ("handover", *_BESIDE) if key in changes}
        if own and "settings" not in changes and len(self.settings) == 1:
            place = {key: own.pop(key) for key in _OF_PLACE & own.keys()}
            if place:
                rules = self.settings[0].holidays or HolidayRules()
                own["holidays"] = rules.replace(**place)
                inherited = self.settings[0].inherited
                own["inherited"] = tuple(name for name in inherited if name not in place)
            own, changes["settings"] = {}, (self.settings[0].replace(**own),)
        if own:
            what = f"belongs to one of {len(self.settings)} settings"
            hint = "replace it in that one: Track.settings"
            raise BadInput([Fault(key, what, hint) for key in own])
        if self.group == self.name and "name" in changes:
            changes.setdefault("group", "")
        return replace(self, **changes)

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
    "source": SOURCE,
}


@made_by_name
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
