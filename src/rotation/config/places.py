"""Time zones, countries and their holidays: judged against lists, never opened as paths."""

from collections.abc import Iterable, Mapping
from functools import cache
from zoneinfo import available_timezones

from rotation.config.faults import Wrong
from rotation.config.text import fold, nearest, quote, suggest
from rotation.model.tracks import HolidayRules

__all__ = ["categories", "country", "holiday_name", "known_holidays", "subdivision", "zone"]

_YEARS = range(2000, 2051)
"""Names change rarely; a holiday that no year of these has is a slip of the hand."""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(text: str) -> str:
    """Return an IANA zone name, or say which one is nearest."""
    known = _zones()
    if text in known:
        return text
    near = _city().get(fold(text.replace("_", " "))) or nearest(text, known)
    mend = f"did you mean '{near}'?" if near else "use an IANA name such as America/New_York"
    raise Wrong(f"unknown time zone {quote(text)}", mend)


@cache
def _city() -> Mapping[str, str]:
    """Return the zone of each city or other last part of a name, folded."""
    cities: dict[str, str] = {}
    for name in sorted(_zones(), key=lambda name: (name.count("/") != 1, name)):
        cities.setdefault(fold(name.rpartition("/")[2].replace("_", " ")), name)
    return cities


@cache
def _countries() -> Mapping[str, str]:
    """Return the English name, as far as the library has one, of every country code."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - heavy, and needed only with a country

    return {
        code: module.replace("_", " ")
        for module, names in COUNTRIES.items()
        for code in names[1:]
        if code.isupper() and len(code) <= 3  # the rest are class names
    }


def country(text: str) -> str:
    """Return a country code known to the `holidays` library, or say which one is nearest."""
    codes = _countries()
    if text in codes:
        return text
    by_name: dict[str, str] = {}
    for code, full in codes.items():
        by_name.setdefault(full, code)
    upper = text.upper()
    near = upper if upper in codes else None
    if near is None:
        name = nearest(text, by_name) if len(text) > 3 else None
        near = by_name[name] if name is not None else nearest(text, codes, cutoff=0.5)
    mend = f"did you mean '{near}'?" if near else "use an ISO 3166-1 code such as US or DE"
    raise Wrong(f"unknown country {quote(text)}", mend)


def subdivision(country_code: str, text: str) -> str:
    """Return the code of a state or province, given its code or its name."""
    import holidays  # noqa: PLC0415 - heavy, and needed only with a subdivision

    calendar = getattr(holidays, country_code)
    codes: tuple[str, ...] = tuple(calendar.subdivisions)
    names: Mapping[str, str] = getattr(calendar, "subdivisions_aliases", {})
    if text in codes:
        return text
    if text in names:
        return names[text]
    if not codes:
        raise Wrong(f"no subdivisions of {country_code} are known", "leave the key out")
    near = nearest(text, [*codes, *names], cutoff=0.5)
    mend = f"did you mean '{names.get(near, near)}'?" if near else suggest(text, codes)
    raise Wrong(f"unknown subdivision {quote(text)} of {country_code}", mend)


def categories(country_code: str) -> tuple[str, ...]:
    """Return the categories of holidays that a country has, sorted."""
    from rotation.horizon.countries import supported_categories  # noqa: PLC0415 - only where some are named

    return supported_categories(country_code)


@cache
def known_holidays(
    country_code: str, subdivision_code: str | None, of_categories: tuple[str, ...]
) -> frozenset[str]:
    """Return the names of a place's holidays that a team can exclude.

    Parameters
    ----------
    country_code, subdivision_code : str, str or None
        As `country` and `subdivision` return them.
    of_categories : tuple of str
        Sorted; the country's usual ones where it is empty.
    """
    from rotation.horizon.days import known_holiday_names  # noqa: PLC0415 - heavy, and needed only to exclude

    rules = HolidayRules(country_code, subdivision_code, categories=of_categories)
    return frozenset(known_holiday_names(rules, _YEARS))


def holiday_name(text: str, known: Iterable[str]) -> str:
    """Return the name of a public holiday, or say which one is nearest."""
    names = frozenset(known)
    if text in names:
        return text
    raise Wrong(f"no public holiday is called {quote(text)}", suggest(text, names))
