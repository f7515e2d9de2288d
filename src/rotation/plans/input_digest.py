"""The digest of what a plan depends on: equal inputs have equal digests, also across releases."""

import hashlib
import json
from dataclasses import Field, fields, is_dataclass
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from rotation.model.settings import RotationData
from rotation.model.tracks import Track

__all__ = ["input_digest"]

_LATER = {
    "CalendarSettings": {"events"},
    "Engineer": {"available", "capacities", "off", "skills"},
    "RotationData": {"bearable_hours", "soft"},
    "SpecialPeriod": {"tracks"},
    "Track": {"group"},
    "TrackSettings": {
        *("counts", "holidays", "level", "needs", "on_rest_day", "shadow", "windows", "zone"),
    },
}
"""Fields that are newer than the digest: left out where a configuration does not use them."""


def input_digest(rotation: RotationData) -> str:
    """Return the SHA-256 of everything a plan depends on besides its options, in hexadecimal.

    It covers the data, not the files: comments, line ends and the order of people do not count.
    """
    canonical = json.dumps(rotation, default=_plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value for JSON, without the places where facts are written."""
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value) if _counts(value, f)}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Fraction | timedelta):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _counts(value: object, field: "Field[Any]") -> bool:
    kinds = (kind.__name__ for kind in type(value).__mro__)
    if not any(field.name in _LATER.get(kind, ()) for kind in kinds):
        return field.compare
    usual = value.name if isinstance(value, Track) else field.default
    return field.compare and getattr(value, field.name) != usual
