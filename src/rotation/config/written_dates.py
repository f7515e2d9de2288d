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

from rotation.config.month_names import month_of, weekday_of

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
_WORD = r"(?P<month>[^\W\d_]{3,12})"
_NAMED = tuple(
    re.compile(pattern + _TIME, re.IGNORECASE)
    for pattern in (
        rf"(?P<day>\d{{1,2}})\.?[\s-]*(?:de\s+)?{_WORD}\.?(?:\s+de\s)?[\s,-]*(?P<year>\d{{4}}|\d\d)",
        rf"{_WORD}\.?\s*(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})",
    )
)
_WEEKDAY = re.compile(r"(?P<name>[^\W\d_]{2,10}(?:-feira)?)\.?,?\s+(?P<date>.*)", re.DOTALL)
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
    weekday = None
    before = _WEEKDAY.fullmatch(text)
    if before and (weekday := weekday_of(before["name"])) is not None:
        text = before["date"]
    match = next((match for of in (_NUMBERS, *_NAMED) if (match := of.fullmatch(text))), None)
    clock = _clock(match) if match else None
    days = _days(match) if match else None
    if days is None or clock is None:
        return None
    if weekday is not None:
        days = {order: iso for order, iso in days.items() if _weekday(iso) == weekday}
    return WrittenDate(days, clock)


def _days(match: re.Match[str]) -> dict[DateOrder | None, str] | None:
    """Return the days that a date may be; None if its month is no word for one."""
    if match.re is not _NUMBERS:
        month = month_of(match["month"])
        return None if month is None else _exact(match["year"], month, match["day"])
    parts = match[1], match[2], match[3]
    if len(parts[0]) == 4 and len(parts[2]) <= 2:
        return _exact(parts[0], int(parts[1]), parts[2])
    days = {order: _iso(parts, order) for order in DateOrder}
    return {order: iso for order, iso in days.items() if iso}


def _weekday(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso).weekday()
    except ValueError:
        return None


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
