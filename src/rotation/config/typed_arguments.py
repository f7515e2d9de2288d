"""The types of the arguments of `Rotation`: what is wrong is reported, and the rest is read."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from rotation.arguments import ArgumentKind, Unlike, described, instance, read_all, several
from rotation.config.faults import Faults
from rotation.config.given import REFUSED
from rotation.errors import BadInput, Fault
from rotation.kinds import MOMENT
from rotation.model.elsewhere import Elsewhere
from rotation.model.feeds import Feed
from rotation.model.last_change import LastChange
from rotation.model.parts import PLACES
from rotation.model.people import Engineer, Offer, TimeOff, Unmatched, Wish
from rotation.model.remotes import Remote
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import (
    Beside,
    CalendarSettings,
    Configured,
    HomeZone,
    PaySettings,
    Pin,
    Places,
)
from rotation.model.shifts import Entry
from rotation.model.source import Argument
from rotation.model.tracks import SpecialPeriod, Track
from rotation.model.trades import LoggedChange, Trade

__all__ = ["ITEMS", "is_carried", "records_in", "typed"]

ITEMS: Mapping[str, type] = {
    "tracks": Track,
    "engineers": Engineer,
    "special_periods": SpecialPeriod,
    "pins": Pin,
    "feeds": Feed,
    "remotes": Remote,
    "settings": Configured,
    "time_off": TimeOff,
    "offers": Offer,
    "wishes": Wish,
    "history": Entry,
    "published": Entry,
    "trades": Trade,
    "changes": LoggedChange,
}
"""Arguments of `Rotation` that hold several parts of a class."""

_FRAMES = "give frames to Rotation.from_frames"

_REQUIRED = ("tracks", "engineers")

_SINGLE: Mapping[str, type] = {
    "holidays": HolidayRules,
    "home_zone": HomeZone,
    "calendar": CalendarSettings,
    "pay": PaySettings,
    "places": Places,
    "rules": Mapping,
}


def _span(value: object) -> tuple[datetime, datetime]:
    span = tuple(value) if isinstance(value, list | tuple) else ()
    if len(span) != 2:
        raise Unlike()
    start, end = map(MOMENT.read, span)
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    return start, end


_FOUND_IN_FILES: Mapping[str, ArgumentKind] = {
    "time_off_known": several(
        ArgumentKind("two datetimes with a time zone", _span), "pairs of datetimes"
    ),
    "remarks": several(instance(Fault, "a Fault"), "faults"),
    "key_places": PLACES,
    "last_change": instance(LastChange, "a LastChange"),
    "elsewhere": several(instance(Elsewhere, "an Elsewhere"), "shifts of other teams"),
    "beside": several(instance(Beside, "a Beside"), "other teams"),
    "limits_elsewhere": several(instance(Configured, "a Configured"), "tables of other teams"),
}


_OF_FILES = ("time_off_known", "remarks", "elsewhere", "beside", "limits_elsewhere")


def is_carried(key: str, value: object) -> bool:
    """Return whether a value is what `load` found in files, which no check can find again."""
    if key == "unmatched":  # from outside it is "error" or "skip"
        return isinstance(value, tuple) and all(isinstance(item, Unmatched) for item in value)
    if key == "last_change":
        return isinstance(value, LastChange)
    return key in _OF_FILES and isinstance(value, tuple)


def typed(
    given: Mapping[str, Any], faults: Faults, *, frames: Collection[str] = ()
) -> dict[str, Any]:
    """Return the arguments with tuples for several parts; those of other types are reported.

    Texts and numbers are left to the readers of their keys. In place of a refused item there is
    `REFUSED`, so that the others keep their numbers.

    Parameters
    ----------
    given : mapping of str to object
        Arguments of `Rotation` by name.
    faults : Faults
        Collects the problems.
    frames : collection of str
        Arguments that might have been frames.
    """
    values = dict(given)
    for name, of in ITEMS.items():
        if name in values:
            values[name] = _parts(name, values[name], of, faults, or_frame=name in frames)
    for name, of in _SINGLE.items():
        value = values.get(name)
        if value is not None and not isinstance(value, of):
            faults.add(Argument(name), "", f"expects {_article(of)}, got {described(value)}")
            values[name] = None
    for name, kind in _FOUND_IN_FILES.items():
        if values.get(name) is not None:
            try:
                values |= read_all({name: values[name]}, {name: kind})
            except BadInput as problem:
                for fault in problem.faults:
                    faults.report(fault)
                values[name] = None
    return values


def _parts(
    name: str, items: object, of: type, faults: Faults, *, or_frame: bool
) -> tuple[object, ...]:
    if items is None and name not in _REQUIRED:
        return ()
    frame = hasattr(items, "columns") and not or_frame  # of any library
    if frame or isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        either = "a frame or " if or_frame else ""
        what = f"expects {either}a sequence of {of.__name__}, got {described(items)}"
        hint = "put it into a list" if isinstance(items, of) else _FRAMES if frame else ""
        faults.add(Argument(name), "", what, hint)
        return (REFUSED,)
    parts: list[object] = []
    for n, item in enumerate(items):
        good = isinstance(item, of)
        if not good:
            what = f"expects {_article(of)}, got {described(item)}"
            faults.add(Argument(name, n + 1), "", what)
        parts.append(item if good else REFUSED)
    return tuple(parts)


def records_in(name: str, items: object, faults: Faults) -> tuple[object, ...]:
    """Return the records of a list, each of which is read later; what is no list is reported."""
    frame = hasattr(items, "columns")
    if frame or isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        hint = _FRAMES if frame else ""
        faults.add(Argument(name), "", f"expects a list of tables, got {described(items)}", hint)
        return ()
    return tuple(items)


def _article(of: type) -> str:
    name = of.__name__
    return f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"
