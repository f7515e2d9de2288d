"""The shapes of values, as editors check them: fragments of a JSON Schema.

They accept all that is read, and refuse what a pattern can refuse; reading refuses the rest, such
as a day that a month does not have. Patterns use nothing that the regular expressions of some
validators lack: no classes of letters, no look-around, no flags.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import WithJsonSchema

from rotation.model.tracks import DayKind

__all__ = [
    "ADDRESS",
    "CAPACITY",
    "CURRENCY",
    "DATE",
    "DAY",
    "DAYS_OFF",
    "DOMAIN",
    "EMAIL",
    "HANDOVERS",
    "ID",
    "IDS_BY_NAME",
    "ONE_LINE",
    "RATE",
    "SPAN",
    "TEXT",
    "TRACK",
    "VARIABLE",
    "WEEKEND",
    "WINDOWS",
    "WORKING_HOURS",
    "JsonShape",
    "bounded",
    "choice",
    "list_of",
    "one_or_more",
    "reads",
]

JsonShape = dict[str, Any]


def bounded(least: float | None, most: float | None, *, whole: bool = False) -> JsonShape:
    """Return the shape of a number within bounds, both included; None is no bound."""
    bounds = {"minimum": least, "maximum": most}
    kind = "integer" if whole else "number"
    return {"type": kind, **{key: bound for key, bound in bounds.items() if bound is not None}}


def choice(names: Sequence[str]) -> JsonShape:
    """Return the shape of one of several words."""
    return {"type": "string", "enum": list(map(str, names))}


def list_of(item: JsonShape) -> JsonShape:
    """Return the shape of a list that is not empty."""
    return {"type": "array", "items": item, "minItems": 1}


def one_or_more(item: JsonShape) -> JsonShape:
    """Return the shape of a value, or of a list of such that is not empty."""
    return {"anyOf": [item, list_of(item)]}


def reads(shape: JsonShape) -> WithJsonSchema:
    """Return the annotation that gives a type of the tables its shape."""
    return WithJsonSchema(shape)


def _text(pattern: str) -> JsonShape:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _any_case(word: str) -> str:
    """Return the pattern of a word in capitals or small letters."""
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


# Validators show the pattern that a text does not match, so these are as short as they can be and
# take some texts that reading refuses, such as weekdays with wrong endings.
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = f"({'|'.join(map(_any_case, _WEEKDAYS))})[A-Za-z]*"
_KIND = f"({'|'.join(map(_any_case, DayKind))})"
_BLANKS = "[ \\t]*"
_CLOCK = "([01]?[0-9]|2[0-3]):[0-5][0-9]"
_END = f"({_CLOCK}|24:00)"
_HOURS = f"{_CLOCK}{_BLANKS}-{_BLANKS}{_END}"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PART = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"

TEXT: JsonShape = {"type": "string"}
ONE_LINE: JsonShape = {"type": "string", "minLength": 1, "maxLength": 1000}
ID = _text("[a-z0-9][a-z0-9._-]{0,63}")
EMAIL = _text("([^@ ]+@[^@ ]+)?")
TRACK = _text("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}")
DOMAIN = _text(f"{_PART}(\\.{_PART})*")
SPAN = _text("[0-9]{1,6} +(minute|hour|day|week)s?")
CURRENCY = _text("[A-Z]{3}")

# Some validators of TOML take dates for strings of this format, and others distinguish them.
_TOML_DATE: JsonShape = {"type": "string", "format": "date"}
DATE: JsonShape = {"anyOf": [_TOML_DATE, _text(_DATE)]}
DAY: JsonShape = {"anyOf": [_TOML_DATE, _text(_DATE), _text("[0-9]{2}-[0-9]{2}")]}

_NAME_OF_WEEKDAY: JsonShape = {
    "anyOf": [
        choice([day.title() for day in _WEEKDAYS]),
        _text(f"{_BLANKS}{_WEEKDAY}{_BLANKS}"),
    ]
}
WEEKEND: JsonShape = {
    "anyOf": [_NAME_OF_WEEKDAY, {"type": "array", "items": _NAME_OF_WEEKDAY, "maxItems": 6}]
}
DAYS_OFF = one_or_more(_text(f"{_BLANKS}({_WEEKDAY}[ \\t,-]*)+"))
HANDOVERS = one_or_more(_text(f"{_BLANKS}({_WEEKDAY}[ \\t,-]+)*{_CLOCK}{_BLANKS}"))
WINDOWS = one_or_more(
    {
        "anyOf": [
            _text(f"{_BLANKS}({_WEEKDAY}[ \\t,-]*)*{_HOURS}{_BLANKS}"),
            _text(f"{_BLANKS}({_WEEKDAY}[ \\t,-]*)+"),
            _text(f"{_BLANKS}{_KIND}{_BLANKS}({_HOURS})?{_BLANKS}"),
            _text(f"{_BLANKS}({_WEEKDAY}{_BLANKS}{_END}[ \\t-]*)+"),
        ]
    }
)
WORKING_HOURS: JsonShape = {
    "type": "array",
    "items": _text("([01][0-9]|2[0-3]):[0-5][0-9]"),
    "minItems": 2,
    "maxItems": 2,
}

VARIABLE = _text("([A-Za-z_][A-Za-z0-9_]*)?")
ADDRESS = _text("(https?://[^ @]+)?")
IDS_BY_NAME: JsonShape = {"type": "object", "additionalProperties": ONE_LINE}

_SHARE: JsonShape = {"type": "number", "exclusiveMinimum": 0, "maximum": 2}
CAPACITY: JsonShape = {
    "anyOf": [
        _SHARE,
        {
            "type": "object",
            "patternProperties": {f"^{_DATE}$": _SHARE},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}
RATE: JsonShape = {"anyOf": [bounded(0, 9999999.9999), _text("[0-9]{1,7}(\\.[0-9]{1,4})?")]}
