"""Calendar files as components: the entry point for reading any `.ics`.

Events are not checked here; a file that is not a complete calendar is refused (I18).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, Protocol

from rotation.config.calendars.body import Body
from rotation.config.calendars.lines import WrittenCalendar, calendars_in
from rotation.config.calendars.times import Times, times_of
from rotation.config.calendars.zones import Zones, is_iana
from rotation.config.faults import Wrong
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CHARACTERS
from rotation.model.source import Source
from rotation.silence import silenced

__all__ = [
    "Component",
    "Head",
    "ProblemReporter",
    "components_of",
]


@dataclass(frozen=True, slots=True)
class Head:
    """Settings of a calendar for all its events.

    Attributes
    ----------
    floating : datetime.tzinfo or None
        Zone of times without one (X-WR-TIMEZONE), if given.
    local : datetime.tzinfo or None
        Zone in which UTC times mean days: that, else the zone of its only VTIMEZONE.
    """

    floating: tzinfo | None = None
    local: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A VEVENT or VFREEBUSY with its place.

    Attributes
    ----------
    place : str
        The name of the file in messages.
    line : int
        Where it begins.
    times : Times
        When it is.
    body : Body
        Its other content.
    head : Head
        The settings of its calendar.
    """

    place: str
    line: int
    times: Times
    body: Body
    head: Head

    @property
    def title(self) -> str:
        """Its title for people."""
        return self.body.text("SUMMARY")[: CHARACTERS.most]

    @property
    def source(self) -> Source:
        """Its place in the file."""
        return Source(self.place, self.line)

    def clock(self, home: tzinfo) -> tzinfo:
        """Return the zone of times without one; `home` is the zone of the person."""
        return home if self.times.unknown else self.head.floating or home

    def all_day(self) -> bool:
        """Tell whether a program marked it as lasting all day, whatever its times are."""
        return any(
            name.startswith("X-")
            and "ALLDAY" in name
            and self.body.text(name).upper() in {"TRUE", "1", "YES"}
            for name in self.body
        )


class ProblemReporter(Protocol):
    """Takes what was left out of a file, or was `kept` but read otherwise than written."""

    def __call__(self, component: Component, problem: Wrong, *, kept: bool = False) -> None:
        """Take a remark about a component."""


def components_of(data: bytes, place: str) -> list[Component]:
    """Return the events and free/busy times of a calendar file, in its order.

    Parameters
    ----------
    data : bytes
        The file.
    place : str
        As messages call it.

    Raises
    ------
    BadInput
        If the file is not a calendar, is cut off or too large.
    """
    written = calendars_in(data, place)
    try:
        defined = [_defined(calendar) for calendar in written]
        every = {name: zone for names in defined for name, zone in names.items()}
        return [
            component
            for calendar, own in zip(written, defined, strict=True)
            for component in _components(calendar, own, every, place)
        ]
    except Exception as error:
        # Any exception of the parser is a fault of the file for the user.
        what = f"cannot be read as a calendar ({quote(str(error))})"
        raise BadInput(Fault(place, what, "export it again")) from error


def _defined(calendar: WrittenCalendar) -> dict[str, tzinfo | None]:
    """Return the zones that a calendar defines, by name; None for IANA names."""
    if not calendar.zones:
        return {}
    import icalendar  # noqa: PLC0415 - only where a calendar defines a zone

    lines = [b"BEGIN:VCALENDAR", *calendar.zones, b"END:VCALENDAR", b""]
    with silenced():  # its warnings about odd zone names are for programmers
        # The library keeps the zones that a file defines for the next file unless they are removed.
        icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
        zones: list[Any] = icalendar.Calendar.from_ical(b"\r\n".join(lines)).walk("VTIMEZONE")
    named = [(str(zone["TZID"]).strip(), zone) for zone in zones if "TZID" in zone]
    return {name: None if is_iana(name) else z.to_tz(lookup_tzid=False) for name, z in named}


def _components(
    written: WrittenCalendar,
    own: Mapping[str, tzinfo | None],
    every: Mapping[str, tzinfo | None],
    place: str,
) -> Iterator[Component]:
    zones = Zones({name: zone for name, zone in {**every, **own}.items() if zone is not None})
    name = written.head.get("X-WR-TIMEZONE", "")
    floating = zones.named(name) if name else None
    named = {*own, *written.ruleless}
    only = zones.named(named.pop()) if len(named) == 1 else None
    head = Head(floating, floating or only)
    cancelled = written.head.get("METHOD", "").upper() == "CANCEL"
    for block in written.blocks:
        times = times_of(block, zones, cancelled=cancelled)
        if name and floating is None and times.floating:
            times = replace(times, unknown=(*times.unknown, name))
        yield Component(place, block.line, times, Body(block.kind, block.others), head)
