"""Calendar files as plain events: screened, then parsed, nothing guessed (calendar.md 4 and 7)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.errors import BadInput, Fault
from rotation.model.settings import RotationData
from rotation.model.source import Source

if TYPE_CHECKING:
    import icalendar

__all__ = ["MAX_BYTES", "MAX_EVENTS", "TIMES", "Event", "events_of", "newest"]

MAX_BYTES = 5_000_000
MAX_EVENTS = 20_000
_MAX_DEPTH = 8
TIMES = "correct its times"
_MARKER = re.compile(rb"(BEGIN|END):([^\r]*?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as far as a schedule needs it; instants in UTC."""

    line: int
    uid: str
    title: str
    categories: tuple[str, ...]
    description: str
    start: datetime
    end: datetime
    whole_days: bool
    cancelled: bool
    sequence: int
    stamp: datetime | None

    def says(self) -> tuple[object, ...]:
        """Return what people see of it."""
        return (self.title, self.categories, self.start, self.end, self.cancelled)


def _screen(data: bytes, place: str) -> tuple[bytes, list[int]]:
    """Return the file unfolded, and the line each event begins on; refuse what is no calendar."""
    shorter, again = "export a shorter stretch of the calendar", "export it again as an .ics file"
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines, begins = [b""], list[int]()
    problem, line, mend = "", 0, again
    if len(data) > MAX_BYTES:
        problem, mend = f"larger than the {MAX_BYTES:,} bytes that are read", shorter
    elif data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4] in {b"B\0E\0", b"\0B\0E"}:
        problem, mend = "encoded as UTF-16", "save it as UTF-8"
    elif b"\0" in data:
        problem = "contains NUL bytes: not a text file"
    elif not data.lstrip()[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        problem = "not a calendar (a sign-in page?)"
    else:
        lines, begins, line, problem = _unfold(data)
        if not problem and len(begins) > MAX_EVENTS:
            problem, mend = f"more than the {MAX_EVENTS:,} events that are read", shorter
    if problem:
        raise BadInput(Fault(str(Source(place, line)), problem, mend))
    return b"\r\n".join(lines) + b"\r\n", begins


def _unfold(data: bytes) -> tuple[list[bytes], list[int], int, str]:
    """Return the content lines, where events begin, and where and how the nesting breaks."""
    lines: list[bytes] = []
    begins: list[int] = []
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
            begins += [number] if name == b"VEVENT" else []
            if len(stack) > _MAX_DEPTH or stack.count(b"VEVENT") > 1:
                return lines, begins, number, "cut off: an event begins inside an event"
        elif not stack or stack.pop() != name:
            return lines, begins, number, "cut off: something ends that has not begun"
    return lines, begins, 0, "cut off: its end is missing" if stack else ""


def events_of(data: bytes, rotation: RotationData, place: str) -> list[Event]:
    """Return the events of a calendar file, in its order, cancelled ones included.

    Raises
    ------
    BadInput
        When the file is no calendar, cut off or too large, or an event has no usable times.
    """
    import icalendar  # noqa: PLC0415 - only where a calendar is read

    text, begins = _screen(data, place)
    # The library keeps the zones a file defines for the next file, unless told to forget them.
    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call]
    try:
        with catch_warnings():
            simplefilter("ignore")  # its remarks on odd zone names are for programmers
            calendars = icalendar.Calendar.from_ical(text, multiple=True)
        events_of = [(calendar, e) for calendar in calendars for e in calendar.walk("VEVENT")]
        parsed = list(zip(begins, events_of, strict=True))
    except Exception as error:
        # Whatever a parser of other people's files trips over is the file's fault to the user.
        what = f"cannot be read as a calendar ({quote(str(error))})"
        raise BadInput(Fault(place, what, "export it again")) from error
    events: list[Event] = []
    faults = Faults()
    for line, (calendar, component) in parsed:
        try:
            events.append(_event(line, component, _floating_zone(calendar, rotation)))
        except Wrong as problem:
            if not _cancelled(component):
                what = f"{quote(_text(component, 'SUMMARY'))} {problem.what}"
                faults.add(Source(place, line), "VEVENT", what, problem.mend)
    faults.raise_all()
    return events


def _floating_zone(calendar: "icalendar.Component", rotation: RotationData) -> ZoneInfo:
    """Return the zone of times written without one."""
    with suppress(ValueError, OSError):
        return ZoneInfo(_text(calendar, "X-WR-TIMEZONE"))
    return ZoneInfo(rotation.timezone)


def _event(line: int, component: "icalendar.Component", zone: ZoneInfo) -> Event:
    for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
        if name in component:
            mend = "a schedule has one event a shift: make it single events"
            raise Wrong(f"is or belongs to a repeating event ({name})", mend)
    try:
        times = _interval(component, zone)
        stamp = _moment(component, "LAST-MODIFIED") or _moment(component, "DTSTAMP")
        revised = _utc(stamp, ZoneInfo("UTC")) if isinstance(stamp, datetime) else None
    except OverflowError:
        raise Wrong("has a time that no calendar can hold", TIMES) from None
    categories = component.get("CATEGORIES", [])
    several = categories if isinstance(categories, list) else [categories]
    named = tuple(str(name) for one in several for name in _inside(one, "cats") or ())
    uid, title, text = (_text(component, name) for name in ("UID", "SUMMARY", "DESCRIPTION"))
    number = component.get("SEQUENCE")
    sequence = max(0, int(number)) if isinstance(number, int) else 0
    return Event(line, uid, title, named, text, *times, _cancelled(component), sequence, revised)


def _cancelled(component: "icalendar.Component") -> bool:
    return _text(component, "STATUS").upper() == "CANCELLED"


def _text(component: "icalendar.Component", name: str) -> str:
    value = component.get(name, "")
    return str(value[0] if isinstance(value, list) and value else value).strip()


def _categories(component: "icalendar.Component") -> tuple[str, ...]:
    value = component.get("CATEGORIES", [])
    several = value if isinstance(value, list) else [value]
    return tuple(str(name) for one in several for name in _inside(one, "cats") or ())


def _inside(value: object, name: str) -> Any:  # noqa: ANN401 RUF100 - icalendar's own types
    """Return an attribute of a property's value; None when the property could not be parsed."""
    with suppress(ValueError):
        return getattr(value, name, None)
    return None


def _moment(component: "icalendar.Component", name: str) -> date | timedelta | None:
    """Return the value of a time property, None when it is missing."""
    value = component.get(name)
    if value is None:
        return None
    moment = _inside(value, "dt") or _inside(value, "td")
    if not isinstance(moment, date | timedelta):
        raise Wrong(f"has no readable {name}", TIMES)
    if isinstance(moment, datetime) and moment.tzinfo is None and "TZID" in value.params:
        unknown = quote(str(value.params["TZID"]))
        raise Wrong(f"is in the unknown time zone {unknown}", "write its times in UTC")
    return moment


def _interval(component: "icalendar.Component", zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    first, last = _moment(component, "DTSTART"), _moment(component, "DTEND")
    if not isinstance(first, date):
        raise Wrong("has no start", "give it one")
    start, next_day = _utc(first, zone), first + timedelta(days=1)
    whole_days = not isinstance(first, datetime)
    length = _moment(component, "DURATION")
    if isinstance(last, date):
        end = _utc(last, zone)
        end = _utc(next_day, zone) if whole_days and end == start else end
    elif isinstance(length, timedelta):
        # Days are days of the calendar, 23 to 25 hours long (RFC 5545 section 3.3.6).
        end = start + length if length % timedelta(days=1) else _utc(first + length, zone)
    elif whole_days:
        end = _utc(next_day, zone)
    else:
        raise Wrong("has no end", "give it one")
    if end <= start:
        raise Wrong("ends before it starts", TIMES)
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}", TIMES)
    return start, end, whole_days


def _utc(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def newest(events: Sequence[Event], place: str, faults: Faults) -> list[Event]:
    """Return one event a UID: the highest SEQUENCE, then the latest LAST-MODIFIED."""
    oldest = datetime.min.replace(tzinfo=UTC)
    by_uid: dict[str, list[Event]] = {}
    for event in events:
        # Without UID (against RFC 5545) each event stands for itself.
        by_uid.setdefault(event.uid or f"line {event.line}", []).append(event)
    kept = []
    for twins in by_uid.values():
        rank = max((e.sequence, e.stamp or oldest) for e in twins)
        best = [e for e in twins if (e.sequence, e.stamp or oldest) == rank]
        kept.append(best[0])
        if len({e.says() for e in best}) > 1:
            lines = ", ".join(str(e.line) for e in best)
            what = f"{quote(best[0].title)} is there in versions that differ (lines {lines})"
            faults.add(Source(place, best[0].line), "UID", what, "keep one")
    return kept
