"""The digest of what a plan depends on: equal inputs have equal digests, also across releases."""

import hashlib
import json
from dataclasses import Field, fields, is_dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from rotation.model.settings import Places, RotationData
from rotation.model.tracks import Track

__all__ = ["input_digest", "whole_digest"]

_LATER = {
    "CalendarSettings": {"events"},
    "Engineer": {"available", "capacities", "off", "skills"},
    "RotationData": {
        *("bearable_hours", "beside", "elsewhere", "holidays_of", "limits_elsewhere", "soft"),
    },
    "SpecialPeriod": {"tracks"},
    "Track": {"group"},
    "TrackSettings": {
        *(
            "counts",
            "holidays",
            "level",
            "needs",
            "on_rest_day",
            "shadow",
            "windows",
            "timezone",
            "holders",
        ),
    },
}
"""Fields that are newer than the digest: left out where a configuration does not use them."""

_APART = {
    "CalendarSettings": {"secret_env"},
    "Engineer": {"remote_ids"},
    "RotationData": {"feeds", "remotes"},
}
"""Fields that no plan depends on, newer than the digest."""

_OLDER = {
    "CompanyDay": {"date": "day"},
    "TrackSettings": {"handover": "handovers", "timezone": "zone"},
    "Wish": {"want": "wanted"},
}
"""Fields that had another name when the digest was made; it keeps that."""


def input_digest(rotation: RotationData) -> str:
    """Return the SHA-256 of everything a plan depends on besides its options, in hexadecimal.

    It covers the data, not the files: comments, line ends and the order of people do not count.
    """
    canonical = json.dumps(rotation, default=_plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def whole_digest(rotation: RotationData) -> str:
    """Return the SHA-256 of all that a rotation holds, in hexadecimal.

    It covers more than `input_digest`: the lines of files, which explanations name, remarks, and
    what no plan depends on. The folder may move.
    """
    whole = json.dumps(rotation, default=_whole, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _whole(value: object) -> object:
    """Return a value for JSON, with everything in it but the path of the folder."""
    if is_dataclass(value):
        shown = {f.name: getattr(value, f.name) for f in fields(value)}
        if isinstance(value, Places):
            del shown["folder"]
        return shown
    return _plain(value)


def _plain(value: object) -> object:
    """Return a value for JSON, without the places where facts are written."""
    kind: Any = type(value)
    if is_dataclass(value):
        shown = {f.name: getattr(value, f.name) for f in _compared(kind)}
        for later in _later(kind):
            usual = value.name if isinstance(value, Track) else later.default
            if shown[later.name] == usual:
                del shown[later.name]
        older = _OLDER.get(kind.__name__, {})
        return {older.get(name, name): content for name, content in shown.items()}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Fraction | timedelta):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


@cache
def _compared(kind: type[Any]) -> "tuple[Field[Any], ...]":
    apart = {name for parent in kind.__mro__ for name in _APART.get(parent.__name__, ())}
    return tuple(field for field in fields(kind) if field.compare and field.name not in apart)


@cache
def _later(kind: type[Any]) -> "tuple[Field[Any], ...]":
    """Return the fields of a class that are left out where they have their usual value."""
    named = {name for parent in kind.__mro__ for name in _LATER.get(parent.__name__, ())}
    return tuple(field for field in fields(kind) if field.compare and field.name in named)
