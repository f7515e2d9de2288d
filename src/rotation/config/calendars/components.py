"""Calendar files as components: what reads any `.ics` begins here.

No event is judged here; a file that is not a complete calendar is refused (I18).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, Protocol
from warnings import catch_warnings, simplefilter

from rotation.config.calendars.body import Body
from rotation.config.calendars.lines import WrittenCalendar, calendars_in
from rotation.config.calendars.times import Times, times_of
from rotation.config.calendars.zones import Zones, is_iana
from rotation.config.faults import Wrong
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CHARACTERS
from rotation.model.source import Source

__all__ = [
    "Component",
    "Head",
    "ProblemReporter",
    "components_of",
]


@dataclass(frozen=True, slots=True)
class Head:
    """What a calendar says about all that is in it.

    Attributes
    ----------
    floating : datetime.tzinfo or None
        Zone of times without one (X-WR-TIMEZONE), as far as the calendar says.
    local : datetime.tzinfo or None
        Zone in which times in UTC are days: that, else the one of its only VTIMEZONE.
    """

    floating: tzinfo | None = None
    local: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """A VEVENT or VFREEBUSY with its place.

    Attributes
    ----------
    place : str
        The file as messages call it.
    line : int
        Where it begins.
    times : Times
        When it is.
    body : Body
        Everything else that is read of it.
    head : Head
        What its calendar says.
    """

    place: str
    line: int
    times: Times
    body: Body
    head: Head

    @property
    def title(self) -> str:
        """What people call it."""
        return self.body.text("SUMMARY")[: CHARACTERS.most]

    @property
    def source(self) -> Source:
        """Where it stands."""
        return Source(self.place, self.line)

    def clock(self, home: tzinfo) -> tzinfo:
        """Return the zone of its times without one; `home` is the zone of whose they are."""
        return home if self.times.unknown else self.head.floating or home

    def all_day(self) -> bool:
        """Tell whether a program marked it as lasting all day, whatever times it gave it."""
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
        When the file is not a calendar, cut off or too large.
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
        # Whatever a parser of other people's files trips over is the file's fault to the user.
        what = f"cannot be read as a calendar ({quote(str(error))})"
        raise BadInput(Fault(place, what, "export it again")) from error


def _defined(calendar: WrittenCalendar) -> dict[str, tzinfo | None]:
    """Return the zones that a calendar defines, by name; None for one with an IANA name."""
    if not calendar.zones:
        return {}
    import icalendar  # noqa: PLC0415 - only where a calendar defines a zone

    lines = [b"BEGIN:VCALENDAR", *calendar.zones, b"END:VCALENDAR", b""]
    # The library keeps the zones a file defines for the next file, unless told to forget them.
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    with catch_warnings():
        simplefilter("ignore")  # its remarks on odd zone names are for programmers
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
