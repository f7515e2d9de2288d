"""What is given from Python as a configuration and its records, in the form that files have."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, time, timedelta
from enum import Enum
from fractions import Fraction
from numbers import Integral, Real
from typing import Any

from rotation.config.faults import Faults
from rotation.config.text import quote
from rotation.config.toml_lines import KeyPath
from rotation.goals import registered as registered_goals
from rotation.model.feeds import Feed
from rotation.model.people import Engineer
from rotation.model.remotes import DAYS, Remote
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.settings import (
    DEFAULT_GOALS,
    Configured,
    HolidaysOf,
    HomeZone,
    Pin,
    RotationData,
)
from rotation.model.source import Argument
from rotation.model.tracks import (
    DayKind,
    Handover,
    SpecialPeriod,
    Track,
    TrackSettings,
    WeeklyWindow,
)
from rotation.model.words import WEEKDAYS, window_words
from rotation.rules import registered as registered_rules

__all__ = ["REFUSED", "GivenTables", "plain", "tables_of", "tables_of_rotation"]

_TABLES = {
    "rotation": (
        *("name", "calendar_id", "timezone", "notice_days", "min_rest_days", "history_days"),
        *("volunteer_years", "on_rest_day"),
    ),
    "newcomers": ("grace_days", "new_for_days"),
    "time_off": ("unmatched", "ignore", "bearable_hours"),
}
"""Tables whose keys are arguments of `Rotation`."""

_USUAL = {field.name: field.default for field in fields(RotationData)}


REFUSED = object()
"""In place of an item of another type, which is reported already: the others keep their numbers."""


class GivenTables:
    """A configuration given from Python: its tables, and the arguments of their keys.

    Attributes
    ----------
    raw : dict
        As `tomllib` would return it.
    arguments : dict
        The argument of a key, by the key.
    refused : set of str
        Tables of which some item is reported already.
    """

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.raw: dict[str, Any] = {}
        self.arguments: dict[KeyPath, KeyPath] = {}

    def put(self, path: tuple[str, ...], value: object, argument: KeyPath) -> None:
        """Add a key of a table."""
        self.arguments[path] = argument
        table = self.raw
        for key in path[:-1]:
            table = table.setdefault(key, {})
        table[path[-1]] = plain(value)

    def parts(self, table: str, several: Iterable[Any]) -> Iterator[tuple[int, Any]]:
        """Yield the parts of a table with their numbers, without refused ones."""
        for n, part in enumerate(several):
            if part is REFUSED:
                self.refused.add(table)
            else:
                yield n, part

    def add(self, table: str, values: Mapping[str, object], argument: KeyPath) -> None:
        """Add an item of an array of tables."""
        items = self.raw.setdefault(table, [])
        self.arguments[table, len(items)] = argument
        items.append(plain(values))


def tables_of(given: Mapping[str, Any], faults: Faults) -> GivenTables:
    """Return the arguments of `Rotation` as a configuration.

    Parameters
    ----------
    given : mapping of str to object
        By name; those that are not given are missing.
    faults : Faults
        Collects settings that belong to no table.
    """
    tables = GivenTables()
    for table, keys in _TABLES.items():
        for key in keys:
            tables.arguments[table, key] = (key,)
            if not _is_none(given.get(key)):
                tables.put((table, key), given[key], (key,))
    holidays_of = given.get("holidays_of")
    usual = isinstance(holidays_of, str) and holidays_of == HolidaysOf.ROTATION
    if holidays_of is not None and not usual:
        tables.put(("fairness", "holidays"), holidays_of, ("holidays_of",))
    tables.arguments[("rotation",)] = ()
    for name, argument in (("track", "tracks"), ("engineer", "engineers")):
        tables.arguments[name,] = (argument,)
        tables.raw[name] = []
    if given.get("holidays") not in (None, HolidayRules()):
        tables.put(("holidays",), _holidays(given["holidays"]), ("holidays",))
    _put_tracks(tables, given["tracks"])
    for n, engineer in tables.parts("engineer", given["engineers"]):
        tables.add("engineer", _engineer(engineer), ("engineers", n))
    for name, argument, table_of in _SEVERAL:
        for n, part in tables.parts(name, given.get(argument, ())):
            tables.add(name, table_of(part), (argument, n))
    if given.get("home_zone") is not None:
        tables.put(("home_zone",), _home_zone(given["home_zone"]), ("home_zone",))
    for key in ("calendar", "pay"):
        settings = given.get(key)
        if settings is not None and _differing(settings):
            tables.put((key,), _differing(settings), (key,))
    _put_units(tables, given, faults)
    return tables


def tables_of_rotation(rotation: RotationData) -> dict[str, Any]:
    """Return the configuration of a rotation, without its records."""
    given = {name: getattr(rotation, name) for name in _USUAL}
    usual = {name for name, default in _USUAL.items() if given[name] == default}
    kept = {k: v for k, v in given.items() if k not in usual - {"goals"} and k != "unmatched"}
    return tables_of({"tracks": (), "engineers": (), **kept}, Faults()).raw


def plain(value: object) -> Any:  # noqa: PLR0911 - one per type
    """Return a value with the types of a TOML file; None in a table is left out."""
    if isinstance(value, Mapping):
        return {_key(k): plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Handover):
        return f"{_weekday(value.weekday)} {_clock(value.time)}"
    if isinstance(value, WeeklyWindow):
        return _window(value)
    if isinstance(value, MonthDay):
        return str(value)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    if isinstance(value, Real) and not isinstance(value, bool | int):
        return float(value)
    return value


def _key(key: object) -> str:
    return key.isoformat() if isinstance(key, date) else str(key)


def _differing(part: Any) -> dict[str, object]:
    """Return the attributes of a part that differ from their defaults."""
    return {
        field.name: _hours(value) if field.name == "working_hours" else _rate(value)
        for field in fields(part)
        if (value := getattr(part, field.name)) != field.default
    }


def _rate(value: object) -> object:
    if isinstance(value, Fraction) and value.denominator > 1:
        return f"{float(value):.10f}".rstrip("0")
    return value


def _hours(value: Iterable[object]) -> list[object]:
    return [_clock(item) if isinstance(item, time) else item for item in value]


def _weekday(day: int) -> str:
    """Return a weekday as text; one that does not exist stays a number, which is reported."""
    return WEEKDAYS[day] if 0 <= day < len(WEEKDAYS) else str(day)


def _clock(at: time) -> str:
    """Return a time to the minute; what is finer, or has a zone, is reported where it is read."""
    exact = not (at.second or at.microsecond or at.tzinfo)
    return f"{at:%H:%M}" if exact else at.isoformat()


def _window(window: WeeklyWindow) -> str:
    """Return weekly hours as text; what the text cannot say is reported where it is read."""
    clocks = (window.opens, window.closes)
    if all(_clock(at) == f"{at:%H:%M}" for at in clocks) and _are_sayable(window):
        return window_words(window)
    days = window.days
    shown = str(days) if isinstance(days, str) or not days else ", ".join(map(_weekday, days))
    hours = f"{shown} {'-'.join(map(_clock, clocks))}"
    return f"{hours} {window.days_later} days later" if window.days_later else hours


def _are_sayable(window: WeeklyWindow) -> bool:
    """Return whether a text can say on which days a window begins and ends."""
    if isinstance(window.days, DayKind):
        return window.days_later in range(1 + (window.closes <= window.opens))
    week = range(len(WEEKDAYS))
    return (
        isinstance(window.days, tuple)
        and bool(window.days)
        and window.days_later in week
        and all(day in week for day in window.days)
    )


def _days(value: Iterable[object] | None) -> list[object] | None:
    """Return weekdays as texts."""
    if value is None:
        return None
    return [_weekday(day) if isinstance(day, int) else str(day) for day in value]


def _without(usual: object, **values: object) -> dict[str, object]:
    """Return the values that are not empty; `usual` is left out, too."""
    return {k: v for k, v in values.items() if v not in (None, usual, ())}


def _engineer(engineer: Engineer) -> dict[str, object]:
    table: dict[str, object] = {"name": engineer.name, "joined": engineer.joined}
    table |= _without(
        "",
        id=engineer.id,
        email=engineer.email,
        aliases=engineer.aliases,
        timezone=None if "timezone" in engineer.inherited else engineer.timezone,
        leaves=engineer.leaves,
        manager=engineer.manager,
        skills=engineer.skills,
        available=engineer.available,
        off=tuple(_days(engineer.off) or ()),
        country=engineer.country,
        subdivision=engineer.subdivision,
    )
    if engineer.tracks is not None and "tracks" not in engineer.inherited:
        table["tracks"] = engineer.tracks
    if engineer.remote_ids:
        table["remote_ids"] = dict(engineer.remote_ids)
    if engineer.capacities:
        table["capacity"] = dict(engineer.capacities)
    elif engineer.capacity != 1:
        table["capacity"] = engineer.capacity
    return table


def _put_tracks(tables: GivenTables, tracks: Iterable[Track]) -> None:
    """Add the tables of tracks; those of several holders come from one table."""
    together: set[str] = set()
    for n, track in tables.parts("track", tracks):
        if track.group in together:
            continue
        was = track.was
        if track.group != track.name:
            together.add(track.group)
            # The first holder has the older names of the group, then those of its holders.
            was = was[1 : 1 + (len(was) - 1) // 2]
        for m, settings in enumerate(track.settings):
            table = {"name": track.group, **_settings(settings)}
            if was and m == 0:
                table["was"] = was
            several = len(track.settings) > 1
            argument: KeyPath = ("tracks", n, "settings", m) if several else ("tracks", n)
            tables.add("track", table, argument)


def _settings(settings: TrackSettings) -> dict[str, object]:
    place = settings.holidays or HolidayRules()
    place = place.replace(**dict.fromkeys(settings.inherited))
    values = _without(
        "",
        anchor=settings.anchor,
        first_day=settings.first_day,
        last_day=settings.last_day,
        timezone=settings.timezone,
        country=place.country,
        subdivision=place.subdivision,
        weekend=_days(place.weekend),
        windows=settings.windows,
        on_rest_day=settings.on_rest_day,
        needs=settings.needs,
    )
    usual = {"weeks": 1, "level": 1, "counts": 1, "holders": 1, "shadow": False}
    numbers = {key: getattr(settings, key) for key in usual}
    return {
        "handover": settings.handover,
        **values,
        **{key: value for key, value in numbers.items() if value != usual[key]},
    }


def _is_none(value: object) -> bool:
    """Return whether nothing is given; values such as frames cannot be compared with that."""
    return value is None or (isinstance(value, list | tuple) and not value)


def _holidays(rules: HolidayRules) -> dict[str, object]:
    return _without(
        "",
        country=rules.country,
        subdivision=rules.subdivision,
        weekend=_days(rules.weekend),
        categories=rules.categories,
        exclude=rules.exclude,
        extra=tuple({"date": day.date, "name": day.name} for day in rules.extra),
    )


def _period(period: SpecialPeriod) -> dict[str, object]:
    table: dict[str, object] = {
        "name": period.name,
        "first_day": period.first_day,
        "last_day": period.last_day,
    }
    usual = {"shift_days": 2, "min_stub_days": 3, "tracks": ()}
    others = {key: getattr(period, key) for key in usual}
    return table | {key: value for key, value in others.items() if value != usual[key]}


def _pin(pin: Pin) -> dict[str, object]:
    return {"shift": pin.shift, "engineer": pin.engineer}


def _feed(feed: Feed) -> dict[str, object]:
    return {"name": feed.name, "profile": feed.profile, **_without((), tracks=feed.tracks)}


def _remote(remote: Remote) -> dict[str, object]:
    table: dict[str, object] = {"name": remote.name, "tool": remote.tool}
    places = {"schedules": dict(remote.schedules), "calendars": dict(remote.calendars)}
    table |= {key: by_track for key, by_track in places.items() if by_track}
    for key in ("token_env", "credentials_env", "user", "url"):
        table |= _without("", **{key: getattr(remote, key)})
    return table if remote.days == DAYS else {**table, "days": remote.days}


_SEVERAL: tuple[tuple[str, str, Callable[[Any], dict[str, object]]], ...] = (
    ("special_period", "special_periods", _period),
    ("pin", "pins", _pin),
    ("feed", "feeds", _feed),
    ("remote", "remotes", _remote),
)
"""Tables that may come several times, their arguments of `Rotation`, and what makes the tables."""


def _home_zone(home: HomeZone) -> dict[str, object]:
    return {"zones": home.zones, "working_hours": _hours(home.working_hours)}


def _put_units(tables: GivenTables, given: Mapping[str, Any], faults: Faults) -> None:
    """Add the tables of rules and goals."""
    goals = given.get("goals")
    if isinstance(goals, Mapping):
        tables.put(("goals",), goals, ("goals",))
    elif goals is not None and not _are_equal(goals, DEFAULT_GOALS):
        tables.put(("goals", "order"), goals, ("goals",))
    if not _is_none(given.get("soft")):
        tables.put(("goals", "soft"), given["soft"], ("soft",))
    if given.get("rules") is not None:
        tables.put(("rules",), given["rules"], ("rules",))
    for n, configured in tables.parts("settings", given.get("settings", ())):
        kind, _, name = configured.table.partition(".")
        if kind not in ("rules", "goals") or not name:
            what = f"{quote(configured.table)} is no table of a rule or goal"
            faults.add(Argument("settings", n + 1), "table", what, "give rules.NAME or goals.NAME")
            continue
        own = tables.raw.setdefault(kind, {})
        if not isinstance(own, dict):
            continue
        items = own.setdefault(name, [])
        if not isinstance(items, list):
            items = own[name] = [items]
        tables.arguments[kind, name, len(items)] = ("settings", n)
        items.append(_values(configured))
    for kind in ("rules", "goals"):
        for name, items in tables.raw.get(kind, {}).items():
            if isinstance(items, list) and len(items) == 1 and isinstance(items[0], dict):
                place = tables.arguments.pop((kind, name, 0), None)
                if place is not None:
                    tables.arguments[kind, name] = place
                    tables.raw[kind][name] = items[0]


def _are_equal(value: object, usual: Sequence[str]) -> bool:
    return isinstance(value, list | tuple) and tuple(value) == tuple(usual)


def _values(configured: Configured) -> dict[str, Any]:
    """Return the keys of a table of settings that differ from their defaults."""
    usual = _defaults(configured.table)
    return {
        key: plain(_span(value))
        for key, value in configured.values
        if key not in usual or value != usual[key]
    }


def _defaults(table: str) -> dict[str, object]:
    """Return the defaults of the settings of a rule or goal; of unknown ones, none."""
    kind, _, name = table.partition(".")
    units: Iterable[object] = registered_rules() if kind == "rules" else registered_goals()
    named = [unit for unit in units if getattr(unit, "name", "") == name]
    classes = [getattr(unit, own, None) for unit in named for own in ("settings", "own_tables")]
    return {
        field.name: field.default
        for own in classes
        if own is not None
        for field in fields(own)
        if field.default is not MISSING
    }


def _span(value: object) -> object:
    """Return a span of time as files have it."""
    if not isinstance(value, timedelta):
        return value
    minutes = value // timedelta(minutes=1)
    return f"{minutes // 1440} days" if minutes % 1440 == 0 else f"{minutes} minutes"
