"""Time zones by any name that calendar programs use."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from rotation.config.windows_zones import DISPLAY_NAMES
from rotation.config.zone_names import zones

__all__ = ["Zones", "is_iana", "zone_of"]

_UTC = frozenset({"utc", "uct", "gmt", "gmt0", "gmt+0", "gmt-0", "greenwich", "universal", "zulu"})
_OFFSET = re.compile(
    r"(?:UTC|GMT)? ?([-+])(\d{1,2})(?::?([0-5]\d))?(?::?00)?", re.IGNORECASE | re.ASCII
)
_MOST_HOURS = 14
_BEFORE_NAME = re.compile(r"\((?:UTC|GMT)[^)]*\) *", re.IGNORECASE)
_AFTER_NAME = re.compile(r" *\([^)]*\)")
_ESCAPED = re.compile(r"\\([,;\\])")
"""Signs that are escaped in TZID as a property, and by some programs also as a parameter."""
_MICROSOFT = "tzone://microsoft/"


class Zones:
    """The zones of one calendar.

    Parameters
    ----------
    defined : mapping of str to datetime.tzinfo
        Its VTIMEZONEs by name, then those of other calendars in the file, without those known to
        `is_iana`.
    """

    def __init__(self, defined: Mapping[str, tzinfo]) -> None:
        self._defined = {_bare(name): _DefinedZone(zone) for name, zone in defined.items()}
        self._known: dict[str, tzinfo | None] = {}

    def named(self, name: str) -> tzinfo | None:
        """Return the zone of a TZID; None if it is unknown.

        An IANA name means the system's zone in any letter case, whatever the file says; other names
        mean the zone that the file defines, else the result of `zone_of`.
        """
        if name not in self._known:
            self._known[name] = self._defined.get(_bare(name)) or zone_of(name)
        return self._known[name]


class _DefinedZone(tzinfo):
    """A zone that a file defines.

    For every time dateutil walks such a zone's rules again, which takes longer than reading the
    event. So the offset is computed once per day: if a midnight and the next one have the same
    offset, so has the day.
    """

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._at_midnight: dict[date, timedelta | None] = {}

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        if at is None:
            return None
        day = at.date()
        offset = self._midnight(day)
        if offset == self._midnight(day + timedelta(days=1)):
            return offset
        clock = at.replace(tzinfo=None)
        offset = self._exact(at)
        # In a gap dateutil returns the offset after it, but RFC 5545 section 3.3.5 requires the
        # one before.
        skipped = offset is not None and self.fromutc(at - offset).replace(tzinfo=None) != clock
        return self._exact(at - timedelta(days=1)) if skipped else offset

    def _midnight(self, day: date) -> timedelta | None:
        if day not in self._at_midnight:
            self._at_midnight[day] = self._exact(
                datetime(day.year, day.month, day.day, tzinfo=self)
            )
        return self._at_midnight[day]

    def _exact(self, at: datetime) -> timedelta | None:
        return at.replace(tzinfo=self._zone).utcoffset()

    def dst(self, at: datetime | None) -> timedelta | None:
        return None if at is None else at.replace(tzinfo=self._zone).dst()

    def tzname(self, at: datetime | None) -> str | None:
        return None if at is None else at.replace(tzinfo=self._zone).tzname()

    def fromutc(self, at: datetime) -> datetime:
        return self._zone.fromutc(at.replace(tzinfo=self._zone)).replace(tzinfo=self)


@cache
def zone_of(name: str) -> tzinfo | None:
    """Return the zone of a name; None if it is unknown.

    Known are IANA names in any letter case, also after a vendor's prefix such as
    `/freeassociation.sourceforge.net/`, the names that Windows uses and the ones it shows (CLDR),
    and fixed offsets: `GMT-0500` and `UTC-05:00` are five hours behind UTC; only `Etc/GMT+5`, an
    IANA name, has the sign of POSIX.

    Parameters
    ----------
    name : str
        Any text; no file is opened for it.
    """
    for form in _forms(name.strip('" ')):
        zone = _iana(form) or _windows().get(_folded(form)) or _fixed(form)
        if zone is not None:
            return zone
    parts = name.strip("/ ").split("/")
    return next(filter(None, (_iana("/".join(parts[n:])) for n in range(1, len(parts)))), None)


def _forms(name: str) -> Iterator[str]:
    """Yield the possible names of a zone, without what programs add around it."""
    name = _ESCAPED.sub(r"\1", name.replace("\N{MINUS SIGN}", "-"))
    # Zimbra writes the cities of Windows zones with slashes.
    name = " ".join(name.split()).replace(" / ", ", ")
    if name.casefold().startswith(_MICROSOFT):
        name = name[len(_MICROSOFT) :]
    yield name
    if name.startswith("(") and name.endswith(")"):
        yield name[1:-1]
    bare = _BEFORE_NAME.sub("", name, count=1)
    if bare not in {"", name}:
        yield bare
    iana = _AFTER_NAME.sub("", name)
    if "/" in iana and iana != name:
        yield iana


@cache
def _iana_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in zones()}


def is_iana(name: str) -> bool:
    """Return whether a name means the system's zone, whatever a file defines for it."""
    return _iana(name) is not None


def _bare(name: str) -> str:
    return _ESCAPED.sub(r"\1", name).strip('" /').casefold()


def _iana(name: str) -> tzinfo | None:
    wanted = _bare(name).replace(" ", "_")
    if wanted == "z" or wanted.removeprefix("etc/") in _UTC:
        return UTC
    known = _iana_names().get(wanted)
    return ZoneInfo(known) if known else None


@cache
def _windows() -> Mapping[str, tzinfo]:
    """Return the zones by the names that Windows uses and shows."""
    # Imported only when a calendar is read.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - see above

    shown = {text: WINDOWS_TO_OLSON[name] for text, name in DISPLAY_NAMES.items()}
    every = {**shown, **WINDOWS_TO_OLSON}
    return {_folded(text): zone for text, name in every.items() if (zone := _iana(name))}


def _folded(name: str) -> str:
    return name.casefold().replace(" and ", " & ")


def _fixed(name: str) -> tzinfo | None:
    match = _OFFSET.fullmatch(name)
    if match is None or int(match[2]) > _MOST_HOURS:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)
