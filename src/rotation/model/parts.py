"""What the parts of a rotation have in common: what they accept, `replace` and `repr`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from fractions import Fraction
from functools import cache
from numbers import Integral, Real
from typing import Any, ClassVar, Self

from rotation.arguments import ArgumentKind, Unlike, described, instance, optional, read_all
from rotation.model.source import Source

__all__ = [
    "CLOCK",
    "DAY",
    "DAY_OR_INSTANT",
    "INSTANT",
    "NUMBER",
    "PAIRS",
    "PLACES",
    "SOURCE",
    "SWITCH",
    "TEXT",
    "TEXTS",
    "TIMES",
    "WHOLE",
    "RotationPart",
    "are_exact",
    "fill",
    "pairs_of",
    "read_fields",
    "texts_or",
    "word",
]


class RotationPart:
    """A part of a rotation: frozen, with `replace`, and with a short `repr`."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def replace(self, **changes: Any) -> Self:
        """Return the part with other values.

        Parameters
        ----------
        **changes
            New values by the names of the arguments.

        Raises
        ------
        BadInput
            For a value of a wrong type, by its name.
        """
        inherited: tuple[str, ...] = getattr(self, "inherited", ())
        if inherited:
            own = tuple(name for name in inherited if name not in changes)
            changes.setdefault("inherited", own)
        return replace(self, **changes)

    def __repr__(self) -> str:
        values = [
            (field.name, getattr(self, field.name), field)
            for field in fields(self)
            if field.compare and field.repr
        ]
        shown = [
            f"{name}={_shown(value)}"
            for name, value, field in values
            if field.default is MISSING or value != field.default
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


def _shown(value: object) -> str:
    if isinstance(value, StrEnum):
        return repr(str(value))
    if isinstance(value, tuple):
        inside = ", ".join(map(_shown, value))
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    return repr(value)


def fill(part: object, kinds: Mapping[str, ArgumentKind], values: Mapping[str, object]) -> None:
    """Give a frozen part its values, read by their kinds.

    Parameters
    ----------
    part : object
        New.
    kinds : mapping of str to ArgumentKind
        Of the values that are read; the others are taken as they are.
    values : mapping of str to object
        By field.

    Raises
    ------
    BadInput
        With a fault for each value of a wrong type, at the name of the argument.
    """
    read = read_all({name: values[name] for name in kinds if name in values}, kinds)
    made: Any = type(part)
    for name in _names_of(made):
        object.__setattr__(part, name, read[name] if name in read else values.get(name))


@cache
def _names_of(part: type[Any]) -> tuple[str, ...]:
    assert is_dataclass(part)
    return tuple(field.name for field in fields(part))


def are_exact(values: Mapping[str, object], types: Mapping[str, frozenset[type]]) -> bool:
    """Return whether values have exactly the types of a rotation's own, with instants in UTC.

    Then their kinds need not read them: a rotation may have a hundred thousand lines.

    Parameters
    ----------
    values : mapping of str to object
        By field.
    types : mapping of str to frozenset of type
        By field.
    """
    for name, known in types.items():
        value = values[name]
        if type(value) not in known or (type(value) is datetime and value.tzinfo is not UTC):
            return False
    return True


def read_fields(part: object, kinds: Mapping[str, ArgumentKind]) -> None:
    """Read the values that a frozen part was given, for its `__post_init__`; see `fill`."""
    read = read_all({name: getattr(part, name) for name in kinds}, kinds)
    for name, value in read.items():
        object.__setattr__(part, name, value)


def _text(value: object) -> str:
    if type(value) is str:
        return value
    if not isinstance(value, str):
        raise Unlike()
    return str(value)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise Unlike()
    return int(value)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        raise Unlike(fix="take its .date()")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            raise Unlike(fix=f"give {date.fromisoformat(value)!r}")
        except ValueError:
            raise Unlike() from None
    if not isinstance(value, date):
        raise Unlike()
    return value


def _day_or_instant(value: object) -> date:
    if isinstance(value, datetime):
        if value != value:  # noqa: PLR0124 - NaT differs from itself
            raise Unlike()
        if value.utcoffset() is None:
            raise Unlike(
                "expects a date or a datetime with a time zone, got one without",
                "give it a time zone: .replace(tzinfo=ZoneInfo(...))",
            )
        return value
    return _day(value)


def _instant(value: object) -> datetime:
    if type(value) is datetime and value.tzinfo is UTC:
        return value  # as those of a rotation are: there may be many
    if not isinstance(value, datetime) or value != value:  # noqa: PLR0124 - NaT differs from itself
        raise Unlike()
    if value.utcoffset() is None:
        raise Unlike(
            "expects a datetime with a time zone, got one without",
            "give it a time zone: .replace(tzinfo=ZoneInfo(...))",
        )
    return value


def _number(value: object) -> int | float | Fraction:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise Unlike()
    if isinstance(value, Fraction):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


def _times(value: object) -> tuple[time | str, ...]:
    several = tuple(value) if isinstance(value, list | tuple) else ()
    if len(several) != 2 or not all(isinstance(item, time | str) for item in several):
        raise Unlike()
    return several


def pairs_of(value: object) -> tuple[tuple[object, object], ...]:
    """Return pairs as tuples, those of a mapping included."""
    items = value.items() if isinstance(value, Mapping) else value
    if isinstance(items, str | bytes) or not isinstance(items, Iterable):
        raise Unlike()
    pairs = tuple(tuple(pair) if isinstance(pair, list) else pair for pair in items)
    if not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
        raise Unlike()
    return pairs


def _text_pairs(value: object) -> object:
    pairs = pairs_of(value)
    if not all(isinstance(item, str) for pair in pairs for item in pair):
        raise Unlike()
    return pairs


def _places(value: object) -> object:
    pairs = pairs_of(value)
    if not all(isinstance(key, str) and isinstance(place, Source) for key, place in pairs):
        raise Unlike()
    return pairs


def texts_or(of: type | tuple[type, ...], expected: str) -> ArgumentKind:
    """Return the kind of a text, a value of a type, or a sequence of these; read as a tuple.

    Parameters
    ----------
    of : type or tuple of type
        What may be given instead of a text.
    expected : str
        In words.
    """
    single = (str, *(of if isinstance(of, tuple) else (of,)))

    def read(value: object) -> tuple[object, ...]:
        if isinstance(value, single):
            return (value,)
        if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
            raise Unlike()
        items = tuple(value)
        for number, item in enumerate(items):
            if not isinstance(item, single) or isinstance(item, bool):
                raise Unlike(f"expects {expected}, got {described(item)} as item {number}")
        return items

    return ArgumentKind(expected, read)


def word(of: type[StrEnum]) -> ArgumentKind:
    """Return the kind of a member of an enumeration, or of its text; unknown texts stay."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            raise Unlike()
        return of(value) if value in tuple(of) else value

    return ArgumentKind(f"a text such as {str(next(iter(of)))!r}", read)


TEXT = ArgumentKind("a text", _text)
WHOLE = ArgumentKind("a whole number", _whole)
NUMBER = ArgumentKind("a number", _number)
SWITCH = instance(bool, "True or False")
DAY = ArgumentKind("a date such as datetime.date(2026, 12, 7)", _day)
DAY_OR_INSTANT = ArgumentKind("a date or a datetime with a time zone", _day_or_instant)
TEXTS = texts_or((), "a text or a sequence of texts")
TIMES = ArgumentKind("two times such as ('09:00', '17:00')", _times)
INSTANT = ArgumentKind("a datetime with a time zone", _instant)
SOURCE = optional(instance(Source, "a Source"))
PAIRS = ArgumentKind("a mapping of texts to texts", _text_pairs)
PLACES = ArgumentKind("pairs of a key and a Source", _places)
CLOCK = instance(time, "a time such as datetime.time(9, 30)")
