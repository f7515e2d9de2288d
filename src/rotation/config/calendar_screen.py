"""Calendar files as parsed components, screened first: what reads any `.ics` begins here.

No event is judged here; a file that is no whole calendar is refused (calendar.md 4 and 7).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from rotation.config.faults import Wrong
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CALENDAR_BYTES, CALENDAR_EVENTS
from rotation.model.source import Source

if TYPE_CHECKING:
    import icalendar

__all__ = [
    "TIMES",
    "Component",
    "cancelled",
    "components_of",
    "inside",
    "interval",
    "moment",
    "text",
    "utc",
]

_MAX_DEPTH = 8
TIMES = "correct its times"
_MARKER = re.compile(rb"(BEGIN|END):([^\r]*?)\s*", re.IGNORECASE)
_KINDS = ("VEVENT", "VFREEBUSY")
_MAX_OBSERVANCES = 200
_YEARLY = re.compile(
    rb"RRULE[^:]*:(?=.*FREQ=YEARLY)(;?(FREQ=YEARLY|INTERVAL=1|BY(MONTH|HOUR|MINUTE|SECOND)=\d+"
    rb"|BY(DAY|MONTHDAY)=[-+\w,]+|WKST=\w+|UNTIL=\w+|COUNT=\d+))+\s*",
    re.IGNORECASE,
)
"""What a change of the clocks may look like; the library walks such a rule up to 2038."""


@dataclass(frozen=True, slots=True)
class Component:
    """A VEVENT or VFREEBUSY as the library parsed it, with its line and its calendar's zone.

    Attributes
    ----------
    line : int
        Where it begins.
    body : icalendar.Component
        As parsed.
    floating : zoneinfo.ZoneInfo or None
        Zone of times written without one, as far as the calendar says.
    """

    line: int
    body: "icalendar.Component"
    floating: ZoneInfo | None

    @property
    def title(self) -> str:
        """What people call it."""
        return text(self.body, "SUMMARY")


def _screen(data: bytes, place: str) -> tuple[bytes, dict[str, list[int]]]:
    """Return the file unfolded, and the line each event begins on; refuse what is no calendar."""
    again = "export it again as an .ics file"
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines, begins = [b""], dict[str, list[int]]()
    problem, line, mend = "", 0, again
    if len(data) > CALENDAR_BYTES.most:
        problem, mend = f"is larger than the {CALENDAR_BYTES} that are read", CALENDAR_BYTES.fix
    elif data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4] in {b"B\0E\0", b"\0B\0E"}:
        problem, mend = "encoded as UTF-16", "save it as UTF-8"
    elif b"\0" in data:
        problem = "contains NUL bytes: not a text file"
    elif not data.lstrip()[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        problem = "not a calendar (a sign-in page?)"
    else:
        lines, begins, line, problem = _unfold(data)
        problem = problem or _judge_zones(lines)
        if not problem and sum(map(len, begins.values())) > CALENDAR_EVENTS.most:
            problem, mend = f"more than the {CALENDAR_EVENTS} that are read", CALENDAR_EVENTS.fix
    if problem:
        raise BadInput(Fault(str(Source(place, line)), problem, mend))
    return b"\r\n".join(lines) + b"\r\n", begins


def _unfold(data: bytes) -> tuple[list[bytes], dict[str, list[int]], int, str]:
    """Return the content lines, where events begin, and where and how the nesting breaks."""
    lines: list[bytes] = []
    begins: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    stack: list[bytes] = []
    for number, line in enumerate(re.split(rb"\r?\n", data), start=1):
        if line[:1] in {b" ", b"\t"} and lines:
            # Unfolding bytes, not characters, mends a fold inside a character.
            lines[-1] += line[1:]
            continue
        lines += [line] if line else []
        marker = _MARKER.fullmatch(line)
        if marker is None:
            continue
        name = marker[2].upper()
        if marker[1].upper() == b"BEGIN":
            stack.append(name)
            begins.get(name.decode("ascii", "replace"), []).append(number)
            if len(stack) > _MAX_DEPTH or sum(stack.count(k.encode()) for k in _KINDS) > 1:
                return lines, begins, number, "cut off: an event begins inside an event"
        elif not stack or stack.pop() != name:
            return lines, begins, number, "cut off: something ends that has not begun"
    return lines, begins, 0, "cut off: its end is missing" if stack else ""


def _judge_zones(lines: Sequence[bytes]) -> str:
    """Say what is wrong with the zones that a file defines, which are worked out while parsing."""
    within, observances = False, 0
    for line in lines:
        upper = line.strip().upper()
        if upper in {b"BEGIN:VTIMEZONE", b"END:VTIMEZONE"}:
            within = upper.startswith(b"BEGIN")
        elif within and upper in {b"BEGIN:STANDARD", b"BEGIN:DAYLIGHT"}:
            observances += 1
        elif within and upper.startswith(b"RRULE") and not _YEARLY.fullmatch(line):
            return "defines a time zone whose clocks do not change once a year"
    if observances > _MAX_OBSERVANCES:
        return f"defines time zones with more than {_MAX_OBSERVANCES} changes of the clocks"
    return ""


def components_of(data: bytes, place: str, kinds: Sequence[str] = ("VEVENT",)) -> list[Component]:
    """Return the components of a calendar file, kind by kind, in its order.

    Raises
    ------
    BadInput
        When the file is no calendar, cut off or too large.
    """
    import icalendar  # noqa: PLC0415 - only where a calendar is read

    content, begins = _screen(data, place)
    # The library keeps the zones a file defines for the next file, unless told to forget them.
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    try:
        with catch_warnings():
            simplefilter("ignore")  # its remarks on odd zone names are for programmers
            calendars = icalendar.Calendar.from_ical(content, multiple=True)
        return [
            Component(line, body, zone)
            for kind in kinds
            for line, (body, zone) in zip(begins[kind], _walk(calendars, kind), strict=True)
        ]
    except Exception as error:
        # Whatever a parser of other people's files trips over is the file's fault to the user.
        what = f"cannot be read as a calendar ({quote(str(error))})"
        raise BadInput(Fault(place, what, "export it again")) from error


def _walk(
    calendars: "Sequence[icalendar.Component]", kind: str
) -> Iterator[tuple["icalendar.Component", ZoneInfo | None]]:
    for calendar in calendars:
        zone = None
        with suppress(ValueError, OSError, KeyError):  # KeyError: no such zone
            zone = ZoneInfo(text(calendar, "X-WR-TIMEZONE"))
        for body in calendar.walk(kind):
            yield body, zone


def cancelled(component: "icalendar.Component") -> bool:
    """Tell whether a component was called off."""
    return text(component, "STATUS").upper() == "CANCELLED"


def text(component: "icalendar.Component", name: str) -> str:
    """Return a property as text, the first of several; empty when it is missing."""
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value).strip()


def inside(value: object, name: str) -> Any:  # noqa: ANN401 RUF100 - icalendar's own types
    """Return an attribute of a property's value; None when the property could not be parsed."""
    with suppress(ValueError):
        return getattr(value, name, None)
    return None


def moment(component: "icalendar.Component", name: str) -> date | timedelta | None:
    """Return the value of a time property, None when it is missing."""
    value = component.get(name)
    if value is None:
        return None
    moment = inside(value, "dt")
    moment = inside(value, "td") if moment is None else moment
    if not isinstance(moment, date | timedelta):
        raise Wrong(f"has no readable {name}", TIMES)
    if isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in value.params:
        unknown = quote(str(value.params["TZID"]))
        raise Wrong(f"is in the unknown time zone {unknown}", "write its times in UTC")
    return moment


def utc(moment: date, zone: ZoneInfo) -> datetime:
    """Return the instant of a date or of a time; one without zone is in `zone`."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def interval(component: "icalendar.Component", zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    """Return start and end, and whether they are whole days; a time without end is an instant."""
    first, last = moment(component, "DTSTART"), moment(component, "DTEND")
    if not isinstance(first, date):
        raise Wrong("has no start", "give it one")
    start, next_day = utc(first, zone), first + timedelta(days=1)
    whole_days = not isinstance(first, datetime)
    length = moment(component, "DURATION")
    if isinstance(last, date):
        end = utc(last, zone)
        end = utc(next_day, zone) if whole_days and end == start else end
    elif isinstance(length, timedelta):
        # Days are days of the calendar, 23 to 25 hours long (RFC 5545 section 3.3.6).
        end = start + length if length % timedelta(days=1) else utc(first + length, zone)
    else:
        end = utc(next_day, zone) if whole_days else start
    return start, end, whole_days
