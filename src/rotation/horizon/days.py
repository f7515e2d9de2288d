"""Rest days and their names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rotation.errors import BadInput, Fault
from rotation.horizon.countries import (
    country_weekend,
    country_year,
    exchanged_for,
    plain_name,
    replaced,
    supported_categories,
)
from rotation.model.entrances import entrance_at
from rotation.model.people import Engineer
from rotation.model.rest_days import Day, HolidayRules, MonthDay

__all__ = [
    "LONGEST_REST_DAYS",
    "DayCalendar",
    "Holiday",
    "known_holiday_names",
    "rules_in",
    "rules_of",
]

LONGEST_REST_DAYS = 31
"""More rest days in a row are refused, because shifts could not be named by nearby dates."""

_ONE_HOLIDAY = timedelta(days=7)
"""Days with one plain name at most this far apart are one holiday."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday and its days.

    Attributes
    ----------
    name : str
        Without `(observed)` and the like.
    days : tuple of datetime.date
        In order; usually one.
    """

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """The holidays of each day, with full and plain names, and the weekend days."""

    names: dict[date, dict[str, str]]
    weekend: frozenset[date]


class DayCalendar:
    """The rest days of a place: its weekends, public holidays and company days.

    The only place that decides whether a day is a rest day, a weekend day or a holiday.

    Parameters
    ----------
    rules : HolidayRules
        A country and subdivision known to the `holidays` library, and the team's changes.
    """

    def __init__(self, rules: HolidayRules) -> None:
        self._rules = rules
        self._years: dict[int, _Year] = {}

    def names(self, day: date) -> tuple[str, ...]:
        """Return the names of the holidays on a day, sorted; empty without holidays."""
        return tuple(sorted(self._year(day.year).names.get(day, ())))

    def is_rest_day(self, day: date) -> bool:
        """Return whether a day is a holiday, or a weekend day that is not worked in exchange."""
        year = self._year(day.year)
        return day in year.weekend or day in year.names

    def weekends(self, days: Iterable[date]) -> tuple[date, ...]:
        """Return the weekends that hold some of the days: the Mondays of their ISO weeks."""
        own = (day for day in days if day in self._year(day.year).weekend)
        return tuple(sorted({day - timedelta(day.weekday()) for day in own}))

    def holidays(self, days: Iterable[date]) -> tuple[Holiday, ...]:
        """Return the different holidays of some days (H25), by first day and name.

        Parameters
        ----------
        days : iterable of datetime.date
            In order.
        """
        kept: dict[str, list[list[date]]] = {}
        for day in days:
            for name in set(self._year(day.year).names.get(day, {}).values()):
                groups = kept.setdefault(name, [])
                if groups and day - groups[-1][-1] <= _ONE_HOLIDAY:
                    groups[-1].append(day)
                else:
                    groups.append([day])
        holidays = [
            Holiday(name, tuple(group)) for name, groups in kept.items() for group in groups
        ]
        return tuple(sorted(holidays, key=lambda holiday: (holiday.days, holiday.name)))

    def next_workday(self, day: date) -> date:
        """Return the day itself when it is a workday, else the first workday after it.

        Raises
        ------
        BadInput
            When more than `LONGEST_REST_DAYS` rest days follow each other.
        """
        for days in range(LONGEST_REST_DAYS + 1):
            later = day + timedelta(days=days)
            if not self.is_rest_day(later):
                return later
        place = f"{self._rules.source}: holidays" if self._rules.source else "holidays"
        what = f"more than {LONGEST_REST_DAYS} rest days in a row, from {day}"
        keep = entrance_at(self._rules.source).add("on_rest_day", "keep")
        hint = f"remove company days, or {keep}"
        raise BadInput(Fault(place, what, hint))

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._read(year)
        return known

    def _read(self, year: int) -> _Year:
        rules = self._rules
        names: dict[date, dict[str, str]] = {}
        workdays: set[date] = set()
        not_exchanged: set[date] = set()
        # New Year of a neighbouring year may be observed, or a day exchanged, in this year.
        for library_year in (year - 1, year, year + 1):
            known = country_year(rules.country, rules.subdivision, rules.categories, library_year)
            workdays |= known.workdays
            for day, name in known.holidays:
                exchange = exchanged_for(name)
                if self._excluded(name):
                    not_exchanged |= {exchange[1]} if exchange else set()
                elif day.year == year:
                    kept_for = replaced(rules.country, day, name, known) or name
                    names.setdefault(day, {})[name] = plain_name(rules.country, kept_for)
        for extra in rules.extra:
            day = _in_year(extra.date, year)
            if day.year == year:
                names.setdefault(day, {})[extra.name] = extra.name
        return _Year(names, self._weekend(year) - (workdays - not_exchanged))

    def _weekend(self, year: int) -> frozenset[date]:
        rules = self._rules
        if rules.weekend is None:
            return country_weekend(rules.country, rules.subdivision, rules.categories, year)
        first = date(year, 1, 1)
        days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
        return frozenset(day for day in days if day.weekday() in rules.weekend)

    def _excluded(self, name: str) -> bool:
        return not set(self._rules.exclude).isdisjoint(_called(self._rules.country, name))


def _called(country: str | None, name: str) -> set[str]:
    """Return the names by which `exclude` can drop a holiday (H12)."""
    exchange = exchanged_for(name)
    return {name, exchange[0] if exchange else plain_name(country, name)}


def rules_of(engineer: Engineer, rules: HolidayRules) -> HolidayRules:
    """Return the rest days of a person (P10), given the rotation's."""
    return rules_in(engineer.country, engineer.subdivision, rules)


def rules_in(country: str | None, subdivision: str | None, rules: HolidayRules) -> HolidayRules:
    """Return the rest days of a place, given the rotation's.

    Another country or subdivision has its own weekend, and those of the rotation's categories that
    exist there. Excluded holidays and company days hold everywhere.

    Parameters
    ----------
    country, subdivision : str or None
        The place; without a country it is the rotation's.
    rules : HolidayRules
        The rotation's.
    """
    if country is None or (country, subdivision) == (rules.country, rules.subdivision):
        return rules
    supported = supported_categories(country)
    return replace(
        rules,
        country=country,
        subdivision=subdivision,
        weekend=None,
        categories=tuple(name for name in rules.categories if name in supported),
    )


def known_holiday_names(rules: HolidayRules, years: Iterable[int]) -> tuple[str, ...]:
    """Return every name that `exclude` could drop in these years.

    Parameters
    ----------
    rules : HolidayRules
        Its country, subdivision and categories count; `exclude` and `extra` are ignored.
    years : iterable of int
        Several years, because some holidays exist only in some years.

    Returns
    -------
    tuple of str
        Sorted: plain names, and names with `(observed)` if the library has them.
    """
    names: set[str] = set()
    for year in years:
        known = country_year(rules.country, rules.subdivision, rules.categories, year)
        for _, name in known.holidays:
            names |= _called(rules.country, name)
    return tuple(sorted(names))


def _in_year(day: Day, year: int) -> date:
    return day.in_year(year) if isinstance(day, MonthDay) else day
