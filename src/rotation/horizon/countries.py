"""Facts of the `holidays` library about a country: holidays, weekends, exchanged working days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from rotation.silence import silenced

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = [
    "CountryYear",
    "country_weekend",
    "country_year",
    "exchanged_for",
    "plain_name",
    "replaced",
    "supported_categories",
]

FRIDAY, SATURDAY = 4, 5
_JAPAN = ("JP", "JPN")

# Suffixes of the library for days that were moved or computed.
_MOVED = re.compile(r" \((?:observed|estimated|observed, estimated|in lieu|substitute day)\)$")
_EXCHANGED = re.compile(r"(.+) \(substituted from (\d\d)/(\d\d)/(\d{4})\)")


@dataclass(frozen=True, slots=True)
class CountryYear:
    """One year of a country.

    Attributes
    ----------
    holidays : tuple of (datetime.date, str)
        One row per day and name, by day.
    workdays : frozenset of datetime.date
        Weekend days on which the country works in exchange for others. Some may be in a
        neighbouring year.
    """

    holidays: tuple[tuple[date, str], ...]
    workdays: frozenset[date]


@lru_cache(maxsize=1024)
def country_year(
    country: str | None, subdivision: str | None, categories: tuple[str, ...], year: int
) -> CountryYear:
    """Return the facts about one year.

    Parameters
    ----------
    country, subdivision : str or None
        Codes of the library; without a country there are no holidays.
    categories : tuple of str
        Categories of holidays; empty means the country's default one.
    year : int
        A year that the library does not know has no holidays.
    """
    if country is None:
        return CountryYear((), frozenset())
    listed = _listed(country, subdivision, categories, year)
    return CountryYear(
        tuple((day, name) for day in sorted(listed) for name in listed.get_list(day)),
        frozenset(listed.weekend_workdays),
    )


@lru_cache(maxsize=1024)
def country_weekend(
    country: str | None, subdivision: str | None, categories: tuple[str, ...], year: int
) -> frozenset[date]:
    """Return the days of the weekend in one year.

    They are the library's if the country rests on Fridays, else Saturdays and Sundays, because the
    library calls Saturday a working day where offices close.

    Parameters are those of `country_year`; without a country they are Saturdays and Sundays.
    """
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    if country is None:
        return frozenset(day for day in days if day.weekday() >= SATURDAY)
    listed = _listed(country, subdivision, categories, year)
    return frozenset(day for day in days if _is_weekend(listed, day))


def _is_weekend(listed: "HolidayBase", day: date) -> bool:
    # A country may have changed its weekend, so check the Friday of the same week.
    if listed.is_weekend(day + timedelta(days=FRIDAY - day.weekday())):
        return listed.is_weekend(day)
    return day.weekday() >= SATURDAY


@lru_cache(maxsize=64)
def _listed(
    country: str, subdivision: str | None, categories: tuple[str, ...], year: int
) -> "HolidayBase":
    # Imported here: the library takes a tenth of a second.
    import holidays  # noqa: PLC0415 - imported where used (docs/architecture.md)

    entity = getattr(holidays, country)
    # One language for everybody, whatever LANG says.
    language = "en_US" if "en_US" in entity.supported_languages else entity.default_language
    with silenced(UserWarning):
        # It warns about years that it knows only in part, with a path of this computer.
        return holidays.country_holidays(
            country,
            subdiv=subdivision,
            years=year,
            expand=False,
            language=language,
            categories=categories or None,
        )


def supported_categories(country: str) -> tuple[str, ...]:
    """Return the categories of holidays that the library distinguishes in a country, sorted."""
    import holidays  # noqa: PLC0415 - as above

    return tuple(sorted(getattr(holidays, country).supported_categories))


def replaced(country: str | None, day: date, name: str, year: CountryYear) -> str | None:
    """Return the holiday that a substitute day stands for, if its name does not say it; else None.

    In Japan, when a holiday falls on a Sunday, the next working day is a holiday with the plain
    name `Substitute Holiday`.

    Parameters
    ----------
    country : str or None
        As the library spells it.
    day, name : datetime.date, str
        The holiday.
    year : CountryYear
        The facts about its year.
    """
    if country not in _JAPAN or name != "Substitute Holiday":
        return None
    sunday = day - timedelta(days=day.weekday() + 1)
    return next((other for at, other in year.holidays if at == sunday), None)


def plain_name(country: str | None, name: str) -> str:
    """Return the name of a holiday without the suffix for moved or computed days.

    Parameters
    ----------
    country : str or None
        The library has special forms for some, such as `Alternative holiday for ...` in Korea.
    name : str
        As the library spells it.
    """
    plain = _MOVED.sub("", name)
    for pattern in _moved_forms(country) if country else ():
        form = pattern.fullmatch(plain)
        if form:
            return form[1]
    return plain


def exchanged_for(name: str) -> tuple[str, date] | None:
    """Return the name of an exchanged day off and the day worked for it; None for other names."""
    match = _EXCHANGED.fullmatch(name)
    if match is None:
        return None
    return match[1], date(int(match[4]), int(match[2]), int(match[3]))


@lru_cache(maxsize=256)
def _moved_forms(country: str) -> tuple[re.Pattern[str], ...]:
    """Return a country's forms for moved days, besides the suffixes in brackets."""
    listed = _listed(country, None, (), date.min.year)
    labels = {
        _MOVED.sub("", listed.tr(label))
        for label in (
            getattr(listed, "observed_label", None),
            getattr(listed, "observed_estimated_label", None),
        )
        if isinstance(label, str)
    }
    return tuple(
        re.compile(re.escape(label).replace("%s", "(.+)"))
        for label in sorted(labels - {"%s"})
        if label.count("%s") == 1
    )
