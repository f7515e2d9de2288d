"""Dates as spreadsheets write them in each country: `25/12/2026`, `12/25/2026`, `25.12.26`.

Here a text becomes numbers, and the dates that these may be; `dated_rows` decides which.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

__all__ = ["DateOrder", "WrittenDate", "written_date"]


class DateOrder(Enum):
    """The order of the numbers of a date, as positions of year, month and day."""

    DAY = (2, 1, 0)
    MONTH = (2, 0, 1)
    YEAR = (0, 1, 2)

    @property
    def words(self) -> str:
        """The order in words: `day first`."""
        return f"{self.name.lower()} first"


_LATEST_SHORT = 49
"""The last year of two digits is 2049, as in spreadsheets; others would be years of 1900."""

_BETWEEN = r"(?:\s*[./-]\s*|\s+)"
_TIME = (
    r"(?:[T,\s]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]0+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMBERS = re.compile(
    rf"(\d{{1,4}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}(\d{{1,4}})(?:\s?\u0433)?\.?{_TIME}", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NAMED = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"(?P<day>\d{{1,2}})\.?[\s-]*{_NAME}[\s,-]*(?P<year>\d{{4}}|(?<=-)\d{{2}})",
        rf"{_NAME}\s*(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
    )
)
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
"""Marks of direction, which stand in dates of languages that are written from right to left."""
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-") | {
    ord(sign): plain
    for signs, plain in (("\u5e74\ub144\u6708\uc6d4", "-"), ("\u65e5\uc77c", " "))
    for sign in signs
}
"""Dashes, and the words for year, month and day of Chinese, Japanese and Korean."""

_LONGEST = 60
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_FIRST_OF_EXCEL = date(1899, 12, 30).toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class WrittenDate:
    """A date in the order of some country.

    Attributes
    ----------
    days : mapping of DateOrder to str
        The date, as `YYYY-MM-DD`, in each order that is possible; there may be no such day. One
        entry, with the order None, when the text says which number is which.
    clock : str
        The time of day and its offset as in ISO 8601, `09:00:00+01:00`; empty without one.
    serial : str
        The day of a bare number such as 46381, by which spreadsheets keep dates; not certain,
        because some count from 1904. Otherwise empty.
    """

    days: Mapping[DateOrder | None, str]
    clock: str = ""
    serial: str = ""

    @property
    def orders(self) -> tuple[DateOrder, ...]:
        """The orders that are possible; none when the text itself says which number is which."""
        return tuple(order for order in self.days if order is not None)


@lru_cache(maxsize=4096)
def written_date(text: str) -> WrittenDate | None:
    """Return what a text may mean as a date, with or without a time; None if it is none."""
    if _SERIAL.fullmatch(text):
        day = date.fromordinal(_FIRST_OF_EXCEL + int(text[:5]))
        return WrittenDate({}, serial=day.isoformat())
    if len(text) > _LONGEST:
        return None
    text = unicodedata.normalize("NFKC", text).translate(_UNSEEN).translate(_SIGNS).strip()
    named = next((match for of in _NAMED if (match := of.fullmatch(text))), None)
    numbers = None if named else _NUMBERS.fullmatch(text)
    match = named or numbers
    clock = _clock(match) if match else None
    if match is None or clock is None:
        return None
    if named:
        month = 1 + _MONTHS.index(named["month"][:3].lower())
        return WrittenDate(_exact(named["year"], month, named["day"]), clock)
    parts = match[1], match[2], match[3]
    if len(parts[0]) == 4 and len(parts[2]) <= 2:
        return WrittenDate(_exact(parts[0], int(parts[1]), parts[2]), clock)
    days = {order: _iso(parts, order) for order in DateOrder}
    return WrittenDate({order: iso for order, iso in days.items() if iso}, clock)


def _exact(year: str, month: int, day: str) -> dict[DateOrder | None, str]:
    whole = int(year) if len(year) == 4 else _whole_year(year)
    return {None: f"{whole:04}-{month:02}-{int(day):02}"} if whole is not None else {}


def _iso(parts: tuple[str, str, str], order: DateOrder) -> str:
    """Return the date in an order; empty if a number is too large for its place there."""
    year, month, day = (parts[n] for n in order.value)
    short = len(year) == 2
    if not (short or (len(year) == 4 and order is not DateOrder.YEAR)) or len(day) > 2:
        return ""
    whole = _whole_year(year) if short else int(year)
    if whole is None or len(month) > 2 or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return ""
    return f"{whole:04}-{int(month):02}-{int(day):02}"


def _whole_year(year: str) -> int | None:
    return 2000 + int(year) if int(year) <= _LATEST_SHORT else None


def _clock(match: re.Match[str]) -> str | None:
    """Return the time of day of a date, empty without one; None if there is no such time."""
    if match["hour"] is None:
        return ""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}:{second:02}{match['offset'] or ''}"
