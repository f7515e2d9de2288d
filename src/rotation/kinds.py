"""The kinds of arguments that public functions take: dates, texts, schedules, plots."""

import math
import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from rotation.arguments import (
    ArgumentKind,
    Unlike,
    described,
    having,
    instance,
    optional,
    record,
    several,
)
from rotation.limits import CHARACTERS
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind, Status

__all__ = [
    "ANY",
    "AXES",
    "BYTES",
    "CALENDAR",
    "CALLABLE",
    "DAY",
    "ENTRIES",
    "FILES",
    "FRAME",
    "GOALS",
    "LINES",
    "MOMENT",
    "PART",
    "PATH",
    "PATHS",
    "POSITIVE",
    "REASON",
    "ROTATION",
    "RULES",
    "SCHEDULE",
    "SECRET",
    "SEQUENCE",
    "SWITCH",
    "TEXT",
    "TEXTS",
    "TRADE",
    "WHOLE",
    "attributes",
    "is_table",
    "whole",
]

_SECRET_LETTERS = 16
_FIRST_YEAR, _LAST_YEAR = 1970, 2100  # as in files (I4)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        raise Unlike(fix="take its .date()")
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise Unlike() from None
        raise Unlike(fix=f"give {day!r}")
    if not isinstance(value, date):
        raise Unlike()
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Unlike(f"{value} is outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime) or value != value:  # noqa: PLR0124 - NaT differs from itself
        raise Unlike()
    if value.utcoffset() is None:
        raise Unlike(fix="give it a time zone: .replace(tzinfo=ZoneInfo(...))")
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Unlike(f"{value} is outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise Unlike()
    return int(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unlike()
    return value


def _reason(value: object) -> str:
    text = _text(value)
    if len(text) > CHARACTERS.most:
        raise Unlike(f"has more than {CHARACTERS}", CHARACTERS.fix)
    return text


def _secret(value: object) -> str:
    """Return a secret that is long enough; no fault repeats it."""
    if not isinstance(value, str):
        raise Unlike(f"expects a text, got a value of type {type(value).__qualname__}")
    if value != value.strip():
        raise Unlike("begins or ends with white space, which is easily lost", "remove it")
    if len(value) < _SECRET_LETTERS:
        what = f"has fewer than {_SECRET_LETTERS} characters"
        raise Unlike(what, "make one with `openssl rand -base64 32`")
    return value


def _callable(value: object) -> object:
    if not callable(value):
        raise Unlike()
    return value


def _path(value: object) -> object:
    if not isinstance(value, str | os.PathLike) or isinstance(os.fspath(value), bytes):
        raise Unlike()
    if "\0" in os.fspath(value):
        raise Unlike("contains a NUL character, which no path can have")
    if value == "":
        raise Unlike("is empty", "give a path, '.' for this folder")
    return value


def _calendar(value: object) -> object:
    if isinstance(value, str) and value.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise Unlike("is the text of a calendar", "give it as bytes: .encode()")
    return value if isinstance(value, bytes) else _path(value)


def _paths(value: object) -> object:
    if isinstance(value, str | os.PathLike):
        return (_path(value),)
    return several(PATH, "paths").read(value)


def _files(value: object) -> object:
    if not isinstance(value, Mapping):
        raise Unlike()
    for path, data in value.items():
        if not isinstance(path, os.PathLike) or not isinstance(data, bytes):
            raise Unlike(
                f"has {described(data)} at {described(path)}; expected are bytes at a path"
            )
        _path(path)
    return value


def _schedule(value: object) -> object:
    plan = hasattr(value, "roster") and hasattr(value, "rows")
    if isinstance(value, type):
        raise Unlike()
    if plan or is_table(value) or isinstance(value, str | os.PathLike):
        return _path(value) if isinstance(value, str | os.PathLike) else value
    return ENTRIES.read(value)


def _read_schedule(value: object) -> object:
    if isinstance(value, str | os.PathLike):
        raise Unlike(fix="`rotation publish --schedule` reads files")
    return _schedule(value)


def _positive(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 < float(value) < math.inf:
        raise Unlike()
    return value


def _lines(value: object) -> object:
    lines = several(_LINE, "lines of a schedule (Entry)").read(value)
    assert isinstance(lines, tuple)
    for number, line in enumerate(lines, 1):
        if line.end <= line.start:
            what = f"item {number} ends at {line.end}, not after its start, {line.start}"
            raise Unlike(what, "swap them")
    return lines


def is_table(value: object) -> bool:
    """Return whether a value is a frame of pandas or polars, or a table of pyarrow.

    They are known by attributes: to import one of these libraries takes a second.
    """
    return hasattr(value, "columns") and (hasattr(value, "to_dict") or hasattr(value, "to_pydict"))


def whole(least: int) -> ArgumentKind:
    """Return the kind of whole numbers with a minimum."""

    def read(value: object) -> int:
        number = _whole(value)
        if number < least:
            raise Unlike()
        return number

    return ArgumentKind(f"a whole number, {least} or more", read)


def attributes(of: type) -> dict[str, ArgumentKind]:
    """Return the kinds of the fields of a dataclass by name, from their annotations."""
    hints = get_type_hints(of)
    return {field.name: _annotated(hints[field.name]) for field in fields(of)}


def _annotated(hint: object) -> ArgumentKind:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and len(parts) == 2 and NoneType in parts:
        return optional(_annotated(next(part for part in parts if part is not NoneType)))
    if origin is tuple and parts[1:] == (Ellipsis,):
        return several(
            _annotated(parts[0]), f"values of type {getattr(parts[0], '__name__', parts[0])}"
        )
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    kind = origin or hint
    return instance(kind, f"a value of type {kind.__qualname__}") if isinstance(kind, type) else ANY


DAY = ArgumentKind("a date such as datetime.date(2026, 12, 7)", _day)
MOMENT = ArgumentKind("a datetime with a time zone", _moment)
WHOLE = ArgumentKind("a whole number", _whole)
POSITIVE = ArgumentKind("a number above 0", _positive)
TEXT = ArgumentKind("a text", _text)
REASON = ArgumentKind("a text", _reason)
SECRET = ArgumentKind("a text", _secret)
TEXTS = several(TEXT, "texts")
SWITCH = instance(bool, "True or False")
_SIMPLE: dict[object, ArgumentKind] = {str: TEXT, int: WHOLE, bool: SWITCH}
BYTES = instance(bytes, "the bytes of a file")
PATH = ArgumentKind("a path", _path)
CALENDAR = ArgumentKind("the bytes of a calendar, or its path", _calendar)


PATHS = ArgumentKind("a path or a sequence of paths", _paths)
FILES = ArgumentKind("a mapping of pathlib.Path to bytes", _files)
CALLABLE = ArgumentKind("a function", _callable)
_LINE = record(
    Entry,
    "a line of a schedule (Entry)",
    shift=TEXT,
    track=TEXT,
    kind=instance(ShiftKind, "a ShiftKind"),
    start=MOMENT,
    end=MOMENT,
    engineer=optional(TEXT),
    status=instance(Status, "a Status"),
    revision=WHOLE,
    revised=optional(MOMENT),
)
ROTATION = instance(RotationData, "a rotation, as rotation.load gives it")
RULES = several(
    having("a rule (an object with name, title, check and post)", "name", "check", "post"), "rules"
)
GOALS = several(
    having("a goal (an object with name, title, tiers, measure and post)", "name", "tiers"), "goals"
)
ENTRIES = ArgumentKind("a sequence of lines of a schedule (Entry)", _lines)
SCHEDULE = ArgumentKind("a path, a plan, a frame or lines of a schedule (Entry)", _schedule)
LINES = ArgumentKind("a plan, a frame or lines of a schedule (Entry)", _read_schedule)
ANY = ArgumentKind("anything", lambda value: value)
SEQUENCE = several(ANY, "values")
FRAME = having("a pandas.DataFrame", "columns", "to_dict", "loc")
AXES = having("the axes of a plot", "figure", "set_title")

TRADE = {"rotation": ROTATION, "today": DAY, "why": REASON, "rules": optional(RULES)}
"""Parameters of every change of the published plan."""

PART = {"start": optional(MOMENT), "end": optional(MOMENT)}
"""Parameters for a part of a shift."""
