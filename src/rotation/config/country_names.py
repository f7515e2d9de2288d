"""Countries, states and provinces by name instead of code."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rotation.config.place_names import COUNTRY_NAMES, OLYMPIC_CODES, PART_NAMES
from rotation.config.zone_tables import zone_table
from rotation.model.spelling import bare, nearest

__all__ = [
    "country_codes",
    "country_meant",
    "country_named",
    "part_codes",
    "part_meant",
]

_PAIR = re.compile(r"([A-Za-z]{2})[-_]([A-Za-z0-9]{2,3})")

_WORD = 4
"""A text with at least this many letters is a name, not a code."""


@cache
def country_codes() -> Mapping[str, str]:
    """Return the English name of each country code, ISO 3166-1 alpha-2 and alpha-3."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - heavy, and needed only with a country

    return {
        code: module.replace("_", " ")
        for module, names in COUNTRIES.items()
        for code in names[1:]
        if code.isupper() and len(code) <= 3  # the rest are class names
    }


def country_named(text: str) -> tuple[str, str | None] | None:
    """Return the country that a name means, and the subdivision if it means one.

    Parameters
    ----------
    text : str
        `Germany`, `Deutschland`, `GER`, `de`, `England`, `Bavaria`.

    Returns
    -------
    tuple of str and str or None
        Code of the country, and of the subdivision; None if no country has this name, or if several
        have a subdivision of this name.
    """
    upper = text.strip().upper()
    if upper in country_codes():
        return _short_codes()[country_codes()[upper]], None
    if upper in OLYMPIC_CODES:
        return OLYMPIC_CODES[upper], None
    names = _names()
    wanted = bare(text)
    if wanted in names:
        return names[wanted], None
    if (pair := _PAIR.fullmatch(text.strip())) is not None:
        return _of_pair(*pair.groups())
    if len(wanted) < _WORD:
        return None
    parts = [
        (country, code)
        for country in _divided()
        if (code := _part_names(country).get(wanted)) is not None
    ]
    return parts[0] if len(parts) == 1 else None


def _of_pair(head: str, tail: str) -> tuple[str, str | None] | None:
    """Return what `US-CA` (ISO 3166-2) or `en_US` (a language and a country) means."""
    codes = country_codes()
    country, behind = head.upper(), tail.upper()
    part = country in codes and behind in part_codes(country)[0]
    if part and (head.isupper() or behind not in codes):
        return country, behind
    # `us-ca` may be California or, as `fr-ca` is, a language of Canada.
    unclear = part and not tail.isupper()
    return (behind, None) if behind in codes and not unclear else None


def country_meant(text: str) -> tuple[str, str | None] | None:
    """Return what `country_named` returns, or else the country with the closest name."""
    meant = country_named(text)
    if meant is None and len(bare(text)) >= _WORD:
        near = nearest(text, _names())
        return (_names()[near], None) if near else None
    return meant


def part_meant(country: str, text: str) -> str | None:
    """Return the code of the subdivision that a name means; None if none is close."""
    codes = {bare(code): code for code in part_codes(country)[0]}
    wanted = bare(text)
    behind = wanted.removeprefix(f"{country.lower()} ")  # DE-BY, as in ISO 3166-2
    names = _part_names(country)
    # `N.Y.` is a code with full stops, `NY` one without.
    dotted = wanted.replace(" ", "") if "." in text else wanted
    for form in (wanted, behind, dotted):
        if form in codes or form in names:
            return codes.get(form) or names[form]
    near = nearest(text, [name for name in names if len(name) >= _WORD])
    return names[near] if near else None


@cache
def _names() -> Mapping[str, str]:
    """Return the alpha-2 code of each country by plain name; the first of two countries has it."""
    return {form: code for form, code in reversed(list(_spellings())) if code in country_codes()}


def _spellings() -> Iterator[tuple[str, str]]:
    for name, code in _short_codes().items():
        yield bare(name), code
    for code, name in zone_table("iso3166.tab"):
        yield bare(name), code
    for code, names in COUNTRY_NAMES.items():
        for name in names.split(", "):
            yield bare(name), code


def part_codes(country: str) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """Return the codes of a country's subdivisions, and the codes by the library's names."""
    import holidays  # noqa: PLC0415 - heavy, and needed only with a subdivision

    calendar = getattr(holidays, country)
    return tuple(calendar.subdivisions), getattr(calendar, "subdivisions_aliases", {})


@cache
def _part_names(country: str) -> Mapping[str, str]:
    """Return the code of each subdivision by plain name."""
    codes, aliases = part_codes(country)
    known = {bare(code): code for code in codes if not code.isdecimal()}
    known |= {bare(name): code for name, code in aliases.items()}
    for code, names in PART_NAMES.get(country, {}).items():
        if code in codes:
            known |= {bare(name): code for name in names.split(", ")}
    return known


@cache
def _short_codes() -> Mapping[str, str]:
    """Return the alpha-2 code of each country by the library's name."""
    codes: dict[str, str] = {}
    for code, name in country_codes().items():
        if len(code) == 2:
            codes.setdefault(name, code)
    return codes


@cache
def _divided() -> tuple[str, ...]:
    """Return the code of each country with subdivisions in the library."""
    return tuple(code for code in _short_codes().values() if part_codes(code)[0])
