"""Results as plain values: what JSON can hold, the same for equal results."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from enum import Enum
from fractions import Fraction

from rotation.model.source import Source

__all__ = ["plain_document"]

_DECIMALS = 6


def plain_document(document: Mapping[str, object], zone: tzinfo) -> dict[str, object]:
    """Return a document of values that JSON has.

    Parameters
    ----------
    document : mapping
        Mappings with string keys, sequences, strings, numbers, Booleans, None, `Fraction`,
        `date`, `datetime` (aware), sources and enums, to any depth. Sets have no order and are
        refused.
    zone : datetime.tzinfo
        The zone that instants are written in.

    Returns
    -------
    dict
        Keys in the given order. Fractions are whole numbers where they can be, else decimal to six
        digits; instants and dates are ISO 8601, enums their values, sources `file:line`.

    Raises
    ------
    TypeError
        For a value of another type, named by its place in the document.
    ValueError
        For a number that is not finite or an instant without zone.
    """
    return _mapping(document, zone, "document")


def _plain(value: object, zone: tzinfo, place: str) -> object:  # noqa: PLR0911 - one return a type
    match value:
        case None | bool():
            return value
        case Enum():
            return _plain(value.value, zone, place)
        case str():
            # A lone surrogate (from a file name, say) has no place in UTF-8.
            return value.encode("utf-8", "replace").decode("utf-8")
        case int():
            return int(value)
        case float() | Fraction():
            return _number(value, place)
        case datetime():
            if value.tzinfo is None:
                raise ValueError(f"{place}: {value} has no time zone")
            return value.astimezone(zone).isoformat(timespec="seconds")
        case date() | Source():
            return str(value)  # of a date, ISO 8601
        case Mapping():
            return _mapping(value, zone, place)
        case bytes() | bytearray():
            raise TypeError(f"{place}: bytes are not text")
        case Sequence():
            return [_plain(item, zone, f"{place}[{n}]") for n, item in enumerate(value)]
        case _:
            raise TypeError(f"{place}: cannot write a {type(value).__name__}")


def _mapping(values: Mapping[str, object], zone: tzinfo, place: str) -> dict[str, object]:
    return {_key(key, place): _plain(item, zone, f"{place}.{key}") for key, item in values.items()}


def _key(key: object, place: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{place}: the key {key!r} is not a string")
    return str(key.value) if isinstance(key, Enum) else key


def _number(value: float | Fraction, place: str) -> int | float:
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    if not math.isfinite(value):
        raise ValueError(f"{place}: {value} is not a finite number")
    # Adding zero turns -0.0 into 0.0: two ways to write nothing would be two files.
    return round(float(value), _DECIMALS) + 0.0 if isinstance(value, Fraction) else value + 0.0
