"""Time zones, countries and holidays: checked against lists, never opened as paths."""

from collections.abc import Iterable
from functools import cache

from rotation.config.country_names import country_codes, country_meant, part_codes, part_meant
from rotation.config.faults import Wrong
from rotation.config.spelling import hint, suggest
from rotation.config.text import quote
from rotation.config.zone_names import ANY_ZONE, zone_fix, zones
from rotation.model.rest_days import HolidayRules
from rotation.model.spelling import listed

__all__ = [
    "USUAL_YEARS",
    "YEARS",
    "categories",
    "country",
    "holiday_name",
    "known_holidays",
    "subdivision",
    "zone",
]

YEARS = range(2000, 2051)
"""Names change rarely; a holiday that is in none of these years is a typing error."""

USUAL_YEARS = range(2024, 2031)
"""Nearly every name that a team excludes is that of a holiday in these years."""


_EFFORT = 40_000
"""The effort of searching a place, in letters as for `hint`."""


def zone(text: str) -> str:
    """Return an IANA zone name; the error suggests the nearest one."""
    if text in zones():
        return text
    fix = hint(("zone", text), _EFFORT, lambda: zone_fix(text))
    raise Wrong(f"unknown time zone {quote(text)}", fix or ANY_ZONE)


def country(text: str) -> str:
    """Return a country code known to the `holidays` library; the error suggests the nearest one."""
    if text in country_codes():
        return text
    fix = hint(("country", text), _EFFORT, lambda: _country_fix(text))
    fix = fix or "use an ISO 3166-1 code such as US or DE"
    raise Wrong(f"unknown country {quote(text)}", fix)


def _country_fix(text: str) -> str | None:
    meant = country_meant(text)
    if meant is None:
        return None
    code, part = meant
    return f"did you mean '{code}'{f', with subdivision {part!r}' if part else ''}?"


def subdivision(country_code: str, text: str) -> str:
    """Return the code of a state or province, from its code or name."""
    codes, names = part_codes(country_code)
    if text in codes:
        return text
    if text in names:
        return names[text]
    if not codes:
        raise Wrong(f"no subdivisions of {country_code} are known", "leave the key out")
    key = ("subdivision", country_code, text)
    meant = hint(key, _EFFORT, lambda: part_meant(country_code, text))
    fix = f"did you mean '{meant}'?" if meant else f"known: {listed(sorted(codes))}"
    raise Wrong(f"unknown subdivision {quote(text)} of {country_code}", fix)


def categories(country_code: str) -> tuple[str, ...]:
    """Return the holiday categories of a country, sorted."""
    from rotation.horizon.countries import supported_categories  # noqa: PLC0415 - only where some are named

    return supported_categories(country_code)


@cache
def known_holidays(
    country_code: str,
    subdivision_code: str | None,
    of_categories: tuple[str, ...],
    years: range = YEARS,
) -> frozenset[str]:
    """Return the names of holidays that a team can exclude.

    Parameters
    ----------
    country_code, subdivision_code : str, str or None
        As `country` and `subdivision` return them.
    of_categories : tuple of str
        Sorted; empty means the country's usual ones.
    years : range
        In which a holiday has such a name.
    """
    from rotation.horizon.days import known_holiday_names  # noqa: PLC0415 - heavy, and needed only to exclude

    rules = HolidayRules(country_code, subdivision_code, categories=of_categories)
    return frozenset(known_holiday_names(rules, years))


def holiday_name(text: str, known: Iterable[str]) -> str:
    """Return the name of a public holiday; the error suggests the nearest one."""
    names = frozenset(known)
    if text in names:
        return text
    # `Christmas` is nearest to the day itself; its observed day has a separate name.
    plain = {name for name in names if name.rpartition(" (")[0] not in names}
    raise Wrong(f"no public holiday is called {quote(text)}", suggest(text, plain))
