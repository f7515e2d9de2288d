"""Fixes for names that are not IANA time zones."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rotation.config.cities import ABBREVIATIONS, CITIES
from rotation.config.country_names import country_named, part_codes
from rotation.config.zone_tables import todays_name, zone_table
from rotation.model.spelling import bare, listed, nearest

__all__ = ["ANY_ZONE", "zone_fix", "zones"]

ANY_ZONE = "use an IANA name such as America/New_York"
"""The fix if nothing is close."""

_OFFSET = re.compile(
    r"(?:utc|gmt)?\s*(?P<sign>[+\u2212-])(?P<hours>0?\d|1[0-4])(?::?(?P<minutes>[0-5]\d))?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\([^)]*\)|( standard| daylight| summer)? time$", re.IGNORECASE)
"""Text that may surround the name of a place."""
_FEW = 3
"""For a country with more zones, no single one is suggested."""
_NAME = 4
"""A text with at least this many letters is a name, not a code."""
_SHORT = 3
"""A city with at most this many letters is an abbreviation."""


@cache
def zones() -> frozenset[str]:
    """Return the name of every IANA time zone, links included.

    Those of the package tzdata, without names that only a host has, such as `localtime` and
    `posixrules`, and without `Factory`, which means that no zone is set.
    """
    return frozenset((files("tzdata") / "zones").read_text("utf-8").split()) - {"Factory"}


def zone_fix(text: str) -> str:
    """Return the fix for a text that is not a zone; a guess only if a zone is close.

    Windows names, cities, abbreviations, offsets and countries are known.
    """
    zone = _spelled(text) or _windows().get(bare(text)) or _city(text)
    if zone is not None:
        return f"did you mean '{todays_name(zone)}'?"
    meant = _abbreviated().get(bare(text), ())
    if meant:
        *others, last = meant
        cities = f"name a city, such as {', '.join(others)} or {last}"
        return cities if others else f"did you mean '{last}'?"
    offset = _OFFSET.fullmatch(text.strip())
    if offset is not None:
        return _for_offset(offset)
    place = _BESIDE.sub(" ", text).strip()
    if place not in ("", text):
        return zone_fix(place)
    country = _for_country(text)
    if country is not None:
        return country
    town, _, where = text.partition(",")
    near = _closest(town)
    return f"did you mean '{near}'?" if near and _lies_in(near, where.strip()) else ANY_ZONE


def _spelled(text: str) -> str | None:
    """Return the zone with this name, except for letter case and blanks; signs matter."""
    folded = {name.casefold(): name for name in zones()}
    return folded.get("_".join(text.casefold().split()))


@cache
def _windows() -> Mapping[str, str]:
    # icalendar takes a moment to import, and is needed for unknown zones only.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - see above

    return {bare(name): zone for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def _abbreviated() -> Mapping[str, tuple[str, ...]]:
    return {bare(name): zones for name, zones in ABBREVIATIONS.items()}


@cache
def _cities() -> Mapping[str, str]:
    """Return a zone by the plain name of each city; cities with their own zone come first."""
    by_city: dict[str, str] = {}
    for name in sorted(zones(), key=lambda name: (name.count("/") != 1, name)):
        region, _, city = name.rpartition("/")
        if region and region not in _NO_REGIONS:
            by_city.setdefault(bare(city), name)
    for zone, names in CITIES.items():
        for city in names.split(", "):
            by_city.setdefault(bare(city), zone)
    return by_city


@cache
def _regions() -> Mapping[str, str]:
    names = {zone.partition("/")[0] for zone in _cities().values()}
    return {name.casefold(): name for name in names}


_NO_REGIONS = ("Etc", "US", "Canada", "Mexico", "Brazil", "Chile", "SystemV", "posix", "right")
"""A name after one of these is not a city."""


def _city(text: str) -> str | None:
    """Return the zone of a city: `Munich`, `Asia/Bangalore`, `London, UK`, `London/Europe`."""
    named = [text, *reversed(text.split("/")), *text.split(",")]
    zone = next((_cities()[name] for name in map(bare, named) if name in _cities()), None)
    return zone if zone is None or _lies_in(zone, text.partition(",")[2].strip()) else None


def _lies_in(zone: str, place: str) -> bool:
    """Return whether a zone may be in a country or state; `Birmingham, AL` is not in Europe."""
    meant = country_named(place) if place else None
    state = place.upper() in part_codes("US")[0]
    there = {meant[0]} if meant else set()
    there |= {"US"} if state else set()
    own = {code for code, name in zone_table("zone.tab") if name == zone}
    return not there or not own or not own.isdisjoint(there)


def _closest(text: str) -> str | None:
    """Return the zone whose city has a similar spelling, in the named region if any."""
    region, _, city = text.rpartition("/")
    meant = nearest(region, _regions().values())
    inside = {
        n: zone for n, zone in _cities().items() if not region or zone.startswith(f"{meant}/")
    }
    if len(bare(city)) > _SHORT and text.casefold() not in _regions():
        own = [name for name, zone in inside.items() if bare(zone).endswith(f" {name}")]
        near = nearest(city, own) or nearest(city, inside)
        if near is not None:
            return inside[near]
    if region in ("", "US"):
        return nearest(text, [name for name in zones() if name.rpartition("/")[0] == region])
    return None


def _for_offset(offset: re.Match[str]) -> str:
    """Return the fix for an offset, whose sign is reversed in `Etc/`."""
    fix = "an offset ignores clock changes: name a city such as America/New_York"
    west = "-" if offset["sign"] == "+" else "+"
    hours = int(offset["hours"])
    same = f"Etc/GMT{west}{hours}" if hours else "UTC"
    whole = offset["minutes"] in (None, "00") and same in zones()
    return f"{fix}, or write '{same}'" if whole else fix


def _for_country(text: str) -> str | None:
    region, _, last = text.rpartition("/")
    # A code counts only after a region: `Foo/Bar` is not Barbados.
    coded = len(last) >= _NAME or region.casefold() in _regions()
    meant = country_named(text) or (country_named(last) if coded else None)
    there = [zone for code, zone in zone_table("zone.tab") if meant and code == meant[0]]
    if not meant or not there:
        return None
    if len(there) > _FEW:
        large = [zone for zone in there if zone.count("/") == 1] or there
        return f"use a zone of {meant[0]}: {listed(large, 6)}"
    return f"did you mean '{there[0]}'?"
