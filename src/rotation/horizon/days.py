"""Which local days are rest days, and what they are called."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from rotation.errors import BadInput, Fault
from rotation.model.tracks import Day, HolidayRules, MonthDay

__all__ = ["LONGEST_REST_DAYS", "DayCalendar", "known_holiday_names"]

LONGEST_REST_DAYS = 31
"""More rest days than this in a row are refused: shifts could not be named locally any more."""

SATURDAY = 5

# What the library hangs on a name whose day was moved or computed.
_MOVED = re.compile(r" \((?:observed|estimated|observed, estimated|in lieu|substitute day)\)$")


class DayCalendar:
    """The rest days of a rotation: Saturdays, Sundays, public holidays and company days.

    Parameters
    ----------
    rules : HolidayRules
        A country and subdivision known to the `holidays` library, and the team's changes.
    """

    def __init__(self, rules: HolidayRules) -> None:
        self._rules = rules
        self._years: dict[int, dict[date, tuple[str, ...]]] = {}

    def names(self, day: date) -> tuple[str, ...]:
        """Return the names of the holidays on a day, sorted; empty when it is none."""
        year = self._years.get(day.year)
        if year is None:
            year = self._years[day.year] = self._holidays_of(day.year)
        return year.get(day, ())

    def is_rest_day(self, day: date) -> bool:
        """Tell whether a day is a Saturday, a Sunday, a public holiday or a company day."""
        return day.weekday() >= SATURDAY or bool(self.names(day))

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
        raise BadInput(Fault(place, what, 'take company days away, or set on_rest_day = "keep"'))

    def _holidays_of(self, year: int) -> dict[date, tuple[str, ...]]:
        found: dict[date, set[str]] = {}
        # A neighbouring year can have its New Year observed in this one.
        for library_year in (year - 1, year, year + 1):
            for day, name in _library(self._rules.country, self._rules.subdivision, library_year):
                if day.year == year and not self._excluded(name):
                    found.setdefault(day, set()).add(name)
        for extra in self._rules.extra:
            day = _in_year(extra.day, year)
            if day.year == year:
                found.setdefault(day, set()).add(extra.name)
        return {day: tuple(sorted(names)) for day, names in found.items()}

    def _excluded(self, name: str) -> bool:
        return name in self._rules.exclude or _MOVED.sub("", name) in self._rules.exclude


def known_holiday_names(rules: HolidayRules, years: Iterable[int]) -> tuple[str, ...]:
    """Return every name that `exclude` could drop in these years.

    Parameters
    ----------
    rules : HolidayRules
        Its country and subdivision count; `exclude` and `extra` do not.
    years : iterable of int
        Some holidays exist in some years only, so give a few.

    Returns
    -------
    tuple of str
        Sorted; plain names, and names with `(observed)` where the library has them.
    """
    names: set[str] = set()
    for year in years:
        for _, name in _library(rules.country, rules.subdivision, year):
            names |= {name, _MOVED.sub("", name)}
    return tuple(sorted(names))


def _in_year(day: Day, year: int) -> date:
    return day.in_year(year) if isinstance(day, MonthDay) else day


@lru_cache(maxsize=1024)
def _library(
    country: str | None, subdivision: str | None, year: int
) -> tuple[tuple[date, str], ...]:
    """Return what the `holidays` library knows of one year, one row a day and name."""
    if country is None:
        return ()
    # Here and not above: the library takes a tenth of a second to come up.
    import holidays  # noqa: PLC0415 - imported where used (docs/architecture.md)

    entity = holidays.country_holidays(country, subdiv=subdivision)
    # One language for everybody, whatever LANG says.
    language = "en_US" if "en_US" in entity.supported_languages else entity.default_language
    listed = holidays.country_holidays(
        country, subdiv=subdivision, years=year, expand=False, language=language
    )
    return tuple((day, name) for day in sorted(listed) for name in listed.get_list(day))
