"""Readers of the values of options and arguments."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from click import BadParameter

from rotation.limits import CHARACTERS
from rotation.model.spelling import nearest

__all__ = [
    "HERE",
    "a_choice",
    "a_count",
    "a_date",
    "a_limit",
    "a_moment",
    "a_path",
    "a_positive",
    "a_reason",
    "a_today",
    "a_year",
]

HERE = Path("rotation.toml")
"""The value of CONFIG when it is left out."""

_DayOrTime = TypeVar("_DayOrTime", date, date | datetime)

_NUMBER = re.compile(r"\d{1,9}(/\d{1,9}|\.\d{0,9})?|\.\d{1,9}", re.ASCII)
"""A whole number, a fraction or a decimal. No exponents: `1e999999999` would take all memory."""

_COUNT = re.compile(r"[+-]?\d{1,9}", re.ASCII)

_FIRST_YEAR, _LAST_YEAR = 1980, 2100  # the years that can be planned


def a_date(text: str) -> date:
    """Return an argument as a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadParameter(f"{text!r} is not a date; write YYYY-MM-DD") from None


def a_moment(text: str) -> date | datetime:
    """Return an argument as a day or an instant, which is local without an offset."""
    try:
        moment = (
            date.fromisoformat(text)
            if len(text) == len("2026-12-07")
            else datetime.fromisoformat(text)
        )
    except ValueError:
        hint = "write YYYY-MM-DD or YYYY-MM-DDTHH:MM, with an offset or local"
        raise BadParameter(f"{text!r} is not an instant; {hint}") from None
    return _within_years(moment, text)


def a_today(text: str) -> date:
    """Return a day, such as the present one, within the years that can be planned."""
    return _within_years(a_date(text), text)


def _within_years(day: _DayOrTime, text: str) -> _DayOrTime:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadParameter(f"{text} is outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return day


def a_year(text: str) -> int:
    """Return an argument as a year that can be planned."""
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        raise BadParameter(f"{text!r} is not a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return int(text)


def a_count(text: str) -> int:
    """Return an argument as a whole number."""
    if not _COUNT.fullmatch(text):
        raise BadParameter(f"{text!r} is not a whole number; write digits")
    return int(text)


def a_positive(text: str) -> float:
    """Return an argument as a number above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise BadParameter(f"{text!r} is not a number above 0")
    return number


def a_limit(text: str) -> Fraction:
    """Return an argument as an exact number of 0 or more."""
    try:
        number = Fraction(text) if _NUMBER.fullmatch(text) else Fraction(-1)
    except ZeroDivisionError:
        number = Fraction(-1)
    if number < 0:
        raise BadParameter(f"{text!r} is not a number of 0 or more")
    return number


def a_path(text: str) -> Path:
    """Return an argument as a path; an empty one is refused, not read as the working directory."""
    if not text:
        raise BadParameter("is empty; give a path, `.` for this folder")
    return Path(text)


def a_reason(text: str) -> str:
    """Return an argument as a reason that is short enough for the change log."""
    if len(text) > CHARACTERS.most:
        raise BadParameter(f"has more than {CHARACTERS}; {CHARACTERS.fix}")
    return text


def a_choice(names: Sequence[str]) -> Callable[[str], str]:
    """Return a function that accepts one of several names, and suggests the nearest otherwise."""

    def read(text: str) -> str:
        if text not in names:
            near = nearest(text, names)
            fix = f"did you mean {near}?" if near else f"give {', '.join(names)}"
            raise BadParameter(f"{text!r} is not known; {fix}")
        return text

    return read
