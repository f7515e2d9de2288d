"""Tables of the zone data: the zones of each country, and present names of zones."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["todays_name", "zone_table"]


@cache
def zone_table(name: str) -> tuple[tuple[str, str], ...]:
    """Return country code and value of each line of a table.

    Parameters
    ----------
    name : str
        `iso3166.tab`, whose values are English names, or `zone.tab`, whose values are zones.
    """
    rows = (line.split("\t") for line in _lines(name) if line and not line.startswith("#"))
    return tuple((row[0], row[2] if len(row) > 2 else row[1]) for row in rows)


def todays_name(zone: str) -> str:
    """Return the present name of a country's zone: `Asia/Kolkata` for `Asia/Calcutta`."""
    today = {name for _, name in zone_table("zone.tab")}
    name = _links().get(zone, zone)
    return name if zone not in today and name in today else zone


@cache
def _links() -> Mapping[str, str]:
    rows = (line.split() for line in _lines("tzdata.zi"))
    return {row[2]: row[1] for row in rows if len(row) == 3 and row[0] == "L"}


def _lines(name: str) -> list[str]:
    return (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8").splitlines()
