"""The lines of a calendar file, sorted by their readers; a file that is not a calendar is refused.

They are read by this project itself (`calendar_times`, `calendar_body`): icalendar drops or
reinterprets many that calendar programs write. Only the zones that a file defines go there. Limits
and refusals are those of docs/time-off-calendars.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rotation.config.formats import binary_format
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CALENDAR_BYTES, CALENDAR_EVENTS
from rotation.model.source import Source

__all__ = ["KINDS", "WrittenCalendar", "WrittenComponent", "calendars_in"]

KINDS = ("VEVENT", "VFREEBUSY")
_WHEN = frozenset(
    {
        *("DTSTART", "DTEND", "DURATION", "FREEBUSY", "RECURRENCE-ID", "RDATE", "EXDATE"),
        *("RRULE", "EXRULE", "SEQUENCE", "STATUS", "DTSTAMP", "LAST-MODIFIED"),
    }
)
"""Properties about times."""
_WHOSE = frozenset({"UID", "SUMMARY", "ATTENDEE", "ORGANIZER", "TRANSP"})
"""Properties about people; unreadable ones are reported as lost."""
_MORE = frozenset({"CATEGORIES", "DESCRIPTION", "EVENTTYPE"})
_X_READ = re.compile(
    rb"X-(?:.*(?:ALLDAY|WORKING|BUSYSTATUS|INTENDEDSTATUS)|ROTATION-)", re.IGNORECASE
)
"""The non-standard properties that are read; some others hold a page of HTML per event."""
_HEAD = frozenset({"METHOD", "X-WR-TIMEZONE"})
_MAX_DEPTH = 8
_MAX_OBSERVANCES = 200
_MARKER = re.compile(rb"\s*(BEGIN|END)\s*(?:;[^:]*)?:\s*(.*?)\s*", re.IGNORECASE)
_NAME = re.compile(rb"([A-Za-z-]+)[:;]")
_CONTENT = re.compile(r'([^:;]*+)((?:;[^=:;"]*+=(?:"[^"]*+"|[^":;]++)*+)*+):(.*)', re.DOTALL)
"""Nothing is given back: where that could matter a line of 5 MB would take 600 MB."""
_YEARLY = re.compile(
    rb"RRULE[^:]*:(?=.*FREQ=YEARLY)(;?(FREQ=YEARLY|INTERVAL=1|BYMONTH=(0?[1-9]|1[0-2])"
    rb"|BYHOUR=([01]?\d|2[0-3])|BY(MINUTE|SECOND)=[0-5]?\d"
    rb"|BYDAY=([-+]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([-+]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*"
    rb"|BYMONTHDAY=[-+]?(0?[1-9]|[12]\d|3[01])(,[-+]?(0?[1-9]|[12]\d|3[01]))*"
    rb"|WKST=(MO|TU|WE|TH|FR|SA|SU)|UNTIL=\w+|COUNT=\d{1,4}))+\s*",
    re.IGNORECASE,
)
"""Allowed forms of a clock change; the library walks such a rule up to 2038."""
_AGAIN = "export it again as an .ics file"


@dataclass(slots=True)
class WrittenComponent:
    """A VEVENT or VFREEBUSY as written.

    Attributes
    ----------
    kind : str
        Of `KINDS`.
    line : int
        Where it begins.
    times : list of tuple of str
        Lines about times: name, parameters with a `;` before each, value.
    lost : list of str
        Names of lines that are not content lines (RFC 5545 section 3.1).
    others : list of tuple of str
        The other lines that are read, in the same form, without those of alarms and the like.
    """

    kind: str
    line: int
    times: list[tuple[str, str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    others: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class WrittenCalendar:
    """A VCALENDAR as written.

    Attributes
    ----------
    line : int
        Where it begins.
    head : dict of str to str
        METHOD and X-WR-TIMEZONE, if present.
    zones : list of bytes
        The lines of its VTIMEZONEs that have rules.
    ruleless : list of str
        Names of its other VTIMEZONEs.
    blocks : list of WrittenComponent
        Its events, in the order of the file.
    """

    line: int
    head: dict[str, str] = field(default_factory=dict)
    zones: list[bytes] = field(default_factory=list)
    ruleless: list[str] = field(default_factory=list)
    blocks: list[WrittenComponent] = field(default_factory=list)


class _Refused(Exception):
    """The error that a file is not a complete calendar, with place, reason and fix."""

    def __init__(self, what: str, line: int = 0, fix: str = _AGAIN) -> None:
        super().__init__(what, line, fix)


def calendars_in(data: bytes, place: str) -> list[WrittenCalendar]:
    """Return the calendars of a file; lines may end in CRLF, LF or CR.

    Raises
    ------
    BadInput
        If the file is not a calendar, is cut off or too large, or its zones cannot be expanded.
    """
    try:
        _judge_bytes(data)
        sorter = _Sorter()
        for number, line in _unfolded(data.removeprefix(b"\xef\xbb\xbf")):
            sorter.take(number, line)
        if sorter.stack:
            raise _Refused("cut off: its end is missing")
        calendars = sorter.calendars
        for calendar in calendars:
            _judge_zones(calendar.zones)
        if sum(len(calendar.blocks) for calendar in calendars) > CALENDAR_EVENTS.most:
            what = f"more than the {CALENDAR_EVENTS} that are read"
            raise _Refused(what, fix=CALENDAR_EVENTS.fix)
    except _Refused as refused:
        what, line, fix = refused.args
        raise BadInput(Fault(str(Source(place, line)), what, fix)) from None
    return calendars


def _judge_bytes(data: bytes) -> None:
    if len(data) > CALENDAR_BYTES.most:
        what = f"is larger than the {CALENDAR_BYTES} that are read"
        raise _Refused(what, fix=CALENDAR_BYTES.fix)
    other = binary_format(data)
    if other is not None:
        raise _Refused(f"{other[0]}, not a calendar")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or data[:4] in {b"B\0E\0", b"\0B\0E"}:
        raise _Refused("encoded as UTF-16", fix="save it as UTF-8")
    if b"\0" in data:
        raise _Refused("contains NUL bytes: not a text file")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        if b"," in start.split(b"\n", 1)[0] and not start.startswith(b"<"):
            raise _Refused("not a calendar, but a table?", fix="rename it so that it ends in .csv")
        raise _Refused("not a calendar (a sign-in page?)")


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the content lines, each with the line of the file on which it begins."""
    begun, parts = 0, [b""]
    # Unfolding bytes, not characters, repairs a fold inside a character.
    for number, line in enumerate(data.splitlines(), start=1):
        if line[:1] in {b" ", b"\t"} and begun:
            parts.append(line[1:])
        elif line.strip():
            if begun:
                yield begun, b"".join(parts)
            begun, parts = number, [line if begun else line.lstrip()]
    if begun:
        yield begun, b"".join(parts)


class _Sorter:
    """Sorts the lines; those of alarms and the like are left out."""

    def __init__(self) -> None:
        self.calendars: list[WrittenCalendar] = []
        self.stack: list[str] = []
        self._block: WrittenComponent | None = None

    def take(self, number: int, line: bytes) -> None:
        # Content lines never begin with a blank, which would continue the previous line.
        marker = _MARKER.fullmatch(line) if line[:1] in {b"B", b"b", b"E", b"e"} else None
        if marker is None:
            self._keep(number, line)
            return
        name = marker[2].decode("ascii", "replace").upper()
        if self.calendars and "VTIMEZONE" in {*self.stack, name}:
            self.calendars[-1].zones.append(b"%s:%s" % (marker[1], marker[2]))
        if marker[1].upper() == b"BEGIN":
            self._begin(number, name)
        elif not self.stack or self.stack.pop() != name:
            raise _Refused("cut off: something ends that has not begun", number)
        elif name in KINDS:
            self._block = None
        elif name == "VTIMEZONE" and self.calendars:
            self._name_ruleless(self.calendars[-1])

    def _name_ruleless(self, calendar: WrittenCalendar) -> None:
        """Keep only the name of a zone without rules, because the library would refuse the file."""
        begun = [n for n, line in enumerate(calendar.zones) if line[:6].upper() == b"BEGIN:"]
        if begun and calendar.zones[begun[-1]][6:].upper() == b"VTIMEZONE":
            for line in calendar.zones[begun[-1] :]:
                content = _content(line, frozenset({"TZID"}), [])
                calendar.ruleless += [content[2].strip()] if content else []
            del calendar.zones[begun[-1] :]

    def _begin(self, number: int, name: str) -> None:
        if name == "VCALENDAR" and not self.stack:
            self.calendars.append(WrittenCalendar(number))
        if not self.calendars:
            raise _Refused("not a calendar")
        self.stack.append(name)
        if len(self.stack) > _MAX_DEPTH or (self._block and name in KINDS):
            raise _Refused("cut off: an event begins inside an event", number)
        if name in KINDS:
            self._block = WrittenComponent(name, number)
            self.calendars[-1].blocks.append(self._block)

    def _keep(self, number: int, line: bytes) -> None:
        if not self.stack:
            text = line.decode("utf-8", "replace")
            raise _Refused(f"has a line that does not belong in a calendar ({quote(text)})", number)
        calendar, block, inside = self.calendars[-1], self._block, self.stack[-1]
        if block is not None and inside == block.kind:
            content = _content(line, _WHEN | _WHOSE, block.lost, _MORE)
            if content is not None:
                (block.times if content[0] in _WHEN else block.others).append(content)
        elif "VTIMEZONE" in self.stack:
            calendar.zones.append(line)
        elif inside == "VCALENDAR":
            text = line.decode("utf-8", "replace")
            head = _CONTENT.fullmatch(text)
            if head is None:
                raise _Refused(f"cannot be read as a calendar ({quote(text)})", number)
            if head[1].strip().upper() in _HEAD:
                calendar.head[head[1].strip().upper()] = head[3].strip()


def _content(
    line: bytes, wanted: frozenset[str], lost: list[str], also: frozenset[str] = frozenset()
) -> tuple[str, str, str] | None:
    """Return name, parameters and value of a line, if it is read at all.

    An unreadable line that is `wanted` is lost; lines read `also` may be missing.
    """
    match = _NAME.match(line)
    own = line[:2] in {b"X-", b"x-"}
    if own and not (also and _X_READ.match(line)):
        return None
    if match is not None and not own:
        name = match[1].decode("ascii").upper()
        if name not in wanted and name not in also:
            return None
    text = line.decode("utf-8", "replace")
    content = _CONTENT.fullmatch(text)
    # Padded lines are understood: `DTEND : 20261212`.
    name = "".join(content[1].split()).upper() if content else ""
    if content is not None and (name in wanted or name in also or own):
        return name, content[2], content[3]
    begun = re.match(r"[A-Za-z-]+", text)
    if begun and begun[0].upper() in wanted:
        lost.append(begun[0].upper())
    return None


def _judge_zones(lines: Sequence[bytes]) -> None:
    """Refuse zones that would take too long, because they are expanded while the file is parsed."""
    observances = 0
    for line in lines:
        name, colon, value = line.partition(b":")
        bare = b"".join(name.split()).upper() + colon + value.strip()
        if bare.upper() in {b"BEGIN:STANDARD", b"BEGIN:DAYLIGHT"}:
            observances += 1
        elif bare.startswith(b"RRULE") and not _YEARLY.fullmatch(bare):
            raise _Refused("defines a time zone whose clocks do not change once a year")
    if observances > _MAX_OBSERVANCES:
        what = f"defines time zones with more than {_MAX_OBSERVANCES} changes of the clocks"
        raise _Refused(what)
