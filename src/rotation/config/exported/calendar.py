"""A schedule from a calendar that another tool exported."""

from datetime import UTC
from zoneinfo import ZoneInfo

from rotation.config.calendars.components import components_of
from rotation.config.calendars.events import ScheduleEvent, events_of, newest
from rotation.config.calendars.parties import Party
from rotation.config.calendars.zones import is_iana
from rotation.config.exported.stints import Export, Stint
from rotation.config.exported.titles import title_pattern, title_reader
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.model.source import Source
from rotation.model.spelling import listed

__all__ = ["NO_ZONE", "read_exported_calendar"]

NO_ZONE = "name the zone of the team's clock, for example Europe/Berlin"


def read_exported_calendar(
    data: bytes, place: str, timezone: str | None = None, title: str | None = None
) -> Export:
    """Read a calendar as who is on call when.

    The person is the only invited one, else named by the title (`title_reader`). Events that are
    cancelled are left out.

    Parameters
    ----------
    data : bytes
        An iCalendar file (RFC 5545).
    place : str
        As messages call it.
    timezone : str, optional
        The zone of the team's clock; by default the only one that the file names.
    title : str, optional
        What titles look like: `{track}: {person}`.

    Raises
    ------
    BadInput
        With every fault of the file at once; and when it does not say which zone its clock has.
    """
    zone = timezone or _zone_of(data, place)
    faults = Faults()
    events = newest(events_of(data, ZoneInfo(zone), place), place, faults)
    live = [event for event in events if not event.cancelled]
    try:
        pattern = None if title is None else title_pattern(title)
        read = title_reader((event.title for event in live), pattern)
    except Wrong as problem:
        raise BadInput(Fault("title", problem.what, problem.hint)) from problem
    stints = set()
    for event in live:
        try:
            parts = read(event.title)
        except Wrong as problem:
            faults.wrong(Source(place, event.line), "SUMMARY", problem)
            continue
        person, email = _person(event, parts.person)
        source = Source(place, event.line)
        stints.add(Stint(event.start, event.end, parts.schedule, person, email, source))
    faults.raise_all()
    return Export(tuple(sorted(stints)), zone, _name(data))


def _zone_of(data: bytes, place: str) -> str:
    """Return the only zone that a file names as its own."""
    components = components_of(data, place)
    zones = {component.head.local for component in components}
    if zones == {None}:
        zones = {c.times.start.zone for c in components if c.times.start is not None}
    names = {str(zone) for zone in zones if zone not in (None, UTC) and is_iana(str(zone))}
    if len(names) != 1:
        what = f"names several time zones ({listed(sorted(names))})" if names else "names no zone"
        raise BadInput(Fault("timezone", f"{quote(place)} {what}", NO_ZONE))
    return names.pop()


def _person(event: ScheduleEvent, named: str) -> tuple[str, str]:
    """Return name and address: of the only invited person, else of the title."""
    invited = [party for party in event.invited if party.coming and not party.informed]
    if len(invited) == 1:
        address = _address(invited[0])
        name = invited[0].name if invited[0].name and "@" not in invited[0].name else ""
        return name or (named if "@" not in named else "") or address, address
    return (named, named.casefold()) if "@" in named and " " not in named else (named, "")


def _address(party: Party) -> str:
    for written in party.addresses:
        address = written.casefold().removeprefix("mailto:").strip()
        if "@" in address:
            return address
    return ""


def _name(data: bytes) -> str:
    for line in data.splitlines()[:40]:
        key, _, value = line.partition(b":")
        if key.split(b";")[0].strip().upper() == b"X-WR-CALNAME":
            return value.decode("utf-8", "replace").strip().replace("\\,", ",").replace("\\;", ";")
    return ""
