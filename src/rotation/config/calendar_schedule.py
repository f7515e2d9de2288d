"""A schedule out of a calendar file: ours, ours after people edited it, or a foreign one.

Bytes are screened before icalendar sees them, and nothing is guessed: an event without exactly
one engineer and one track is an error that names its title (calendar.md 5 and 7).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from string import Formatter
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter
from zoneinfo import ZoneInfo

from rotation.config.faults import Faults, Wrong
from rotation.config.schedules import sorted_entries
from rotation.config.text import fold, nearest, quote
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.errors import BadInput, Fault
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed, split_part
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Status
from rotation.model.source import Source

if TYPE_CHECKING:
    import icalendar

__all__ = ["MAX_BYTES", "MAX_EVENTS", "calendar_span", "entries_from_ics"]

MAX_BYTES = 5_000_000
MAX_EVENTS = 20_000
_MAX_DEPTH = 8
_MAX_PARTS = 4  # of one shift; a part beyond is matched like a foreign event
_TIMES = "correct its times"
_END = r"(?![\w-]|\.\w)"  # of a track's name: "A" is not in "A-2" or "A.1"
_NO_ONE = ("no one", "no-one", "nobody")
_MARKER = re.compile(rb"(BEGIN|END):([^\r]*?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
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


def entries_from_ics(
    data: bytes, rotation: RotationData, known: Sequence[Shift], place: str
) -> tuple[Entry, ...]:
    """Read a calendar as a schedule.

    Parameters
    ----------
    data : bytes
        An iCalendar file (RFC 5545).
    rotation : RotationData
        Whose schedule it is.
    known : sequence of Shift
        The rotation's shifts around the calendar's events, parts of split shifts left whole or
        listed one by one; `calendar_span` tells how far to build them.
    place : str
        The file as the user named it.

    Returns
    -------
    tuple of Entry
        One an event that is not cancelled, by start, track and shift. A foreign event that covers
        a part of a shift gets `+2`, `+3` after the shift's name when the name is taken.

    Raises
    ------
    BadInput
        With every fault of the file at once.
    """
    faults = Faults()
    live = [e for e in _newest(_events(data, rotation, place), place, faults) if not e.cancelled]
    ours = _our_shifts(live, rotation, known)
    find_engineer, find_track = _engineer_finder(rotation), _track_finder(rotation)
    found = []
    for event in live:
        try:
            engineer = find_engineer(event)
            shift = ours.get(event.uid)
            start, end = event.start, event.end
            if shift is None:
                shift, start, end = _shift_of(event, find_track(event), known, rotation)
        except Wrong as problem:
            what = f"{quote(event.title)} {problem.what}"
            faults.add(Source(place, event.line), "SUMMARY", what, problem.mend)
            continue
        status = Status.PLANNED if engineer else Status.OPEN
        facts = (start, end, engineer, status, event.sequence, event.stamp)
        entry = Entry(shift.id, shift.track, shift.kind, *facts, Source(place, event.line))
        found.append((event.uid not in ours, entry))
    entries = _named(found)
    _judge_overlaps(entries, faults)
    faults.raise_all()
    return entries


def calendar_span(
    data: bytes, rotation: RotationData, place: str
) -> tuple[datetime, datetime] | None:
    """Return from when to when a calendar has events, UTC; None when it has none.

    Raises `BadInput` as `entries_from_ics` does for a file that cannot be read.
    """
    live = [event for event in _events(data, rotation, place) if not event.cancelled]
    return (min(e.start for e in live), max(e.end for e in live)) if live else None


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


def _events(data: bytes, rotation: RotationData, place: str) -> list[_Event]:
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
    events: list[_Event] = []
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


def _event(line: int, component: "icalendar.Component", zone: ZoneInfo) -> _Event:
    for name in ("RRULE", "RDATE", "RECURRENCE-ID"):
        if name in component:
            mend = "a schedule has one event a shift: make it single events"
            raise Wrong(f"is or belongs to a repeating event ({name})", mend)
    try:
        times = _interval(component, zone)
        stamp = _moment(component, "LAST-MODIFIED") or _moment(component, "DTSTAMP")
        revised = _utc(stamp, ZoneInfo("UTC")) if isinstance(stamp, datetime) else None
    except OverflowError:
        raise Wrong("has a time that no calendar can hold", _TIMES) from None
    categories = component.get("CATEGORIES", [])
    several = categories if isinstance(categories, list) else [categories]
    named = tuple(str(name) for one in several for name in _inside(one, "cats") or ())
    uid, title, text = (_text(component, name) for name in ("UID", "SUMMARY", "DESCRIPTION"))
    number = component.get("SEQUENCE")
    sequence = max(0, int(number)) if isinstance(number, int) else 0
    return _Event(line, uid, title, named, text, *times, _cancelled(component), sequence, revised)


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
        raise Wrong(f"has no readable {name}", _TIMES)
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
        raise Wrong("ends before it starts", _TIMES)
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise Wrong(f"is outside the years {FIRST_YEAR} to {LAST_YEAR}", _TIMES)
    return start, end, whole_days


def _utc(moment: date, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _newest(events: Sequence[_Event], place: str, faults: Faults) -> list[_Event]:
    """Return one event a UID: the highest SEQUENCE, then the latest LAST-MODIFIED."""
    oldest = datetime.min.replace(tzinfo=UTC)
    by_uid: dict[str, list[_Event]] = {}
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


def _our_shifts(
    events: Sequence[_Event], rotation: RotationData, known: Sequence[Shift]
) -> Mapping[str, Shift]:
    """Return the shift, or part of a shift, behind each UID that we made; likely ones first."""
    domain = rotation.calendar.uid_domain
    uids = (event.uid for event in events)
    wanted = {uid for uid in uids if re.fullmatch(rf"[0-9a-f]{{32}}@{re.escape(domain)}", uid)}
    found: dict[str, Shift] = {}
    for shift, shift_id, feed in _candidates(rotation, known):
        if not wanted:
            break
        uid = calendar_uid(rotation.calendar_id, feed, shift_id, domain)
        if uid in wanted:
            wanted.discard(uid)
            found[uid] = replace(shift, id=shift_id)
    return found


def _candidates(rotation: RotationData, known: Sequence[Shift]) -> Iterator[tuple[Shift, str, str]]:
    feeds = [TEAM_FEED, *(person_feed(engineer.id) for engineer in rotation.engineers)]
    for part, feed, shift in itertools.product(range(1, _MAX_PARTS + 1), feeds, known):
        if part == 1:
            yield shift, shift.id, feed
        elif split_part(shift.id)[1] == 1:
            yield shift, f"{shift.id}+{part}", feed


def _shift_of(
    event: _Event, track: str, known: Sequence[Shift], rotation: RotationData
) -> tuple[Shift, datetime, datetime]:
    """Return the shift a foreign event lies in, and from when to when it stands for it."""
    there = [s for s in known if s.track == track and s.overlaps(event.start, event.end)]
    if event.whole_days:
        # A calendar kept by hand: Monday to Monday, the last day written or not.
        zone = ZoneInfo(rotation.timezone)
        first, last = (t.astimezone(zone).date() for t in (event.start, event.end))
        for shift in there:
            end = shift.end.astimezone(zone).date()
            if shift.first_day == first and last in {end, end + timedelta(days=1)}:
                return shift, shift.start, shift.end
    inside = [s for s in there if s.start <= event.start and event.end <= s.end]
    if len(inside) == 1:
        return inside[0], event.start, event.end
    names = ", ".join(s.id for s in there[:5]) or "none"
    what = f"does not lie inside one shift of track {track} (there: {names})"
    raise Wrong(what, f"{_TIMES}, {event.start:%Y-%m-%d %H:%M} to {event.end:%Y-%m-%d %H:%M} UTC")


def _named(found: Sequence[tuple[bool, Entry]]) -> tuple[Entry, ...]:
    """Return the entries: ours under their own names, then foreign ones under the next free part.

    One shift told twice in the same words (a team's file and a person's, put together) is one.
    """
    named: dict[str, Entry] = {}
    said = set()
    for _, entry in sorted(found, key=lambda item: (item[0], item[1].start, item[1].source)):
        base, part = split_part(entry.shift)
        what = (base, entry.start, entry.end, entry.engineer)
        if what in said:
            continue
        said.add(what)
        name = entry.shift
        while name in named:
            part += 1
            name = f"{base}+{part}"
        named[name] = replace(entry, shift=name)
    return sorted_entries(named.values())


def _judge_overlaps(entries: Sequence[Entry], faults: Faults) -> None:
    latest: dict[str, Entry] = {}
    for entry in entries:
        before = latest.get(entry.track)
        if before is not None and entry.start < before.end:
            assert entry.source is not None
            what = f"{entry.shift} overlaps {before.shift} ({before.source})"
            faults.add(entry.source, "DTSTART", what, "one engineer at a time is on a track")
        if before is None or entry.end > before.end:
            latest[entry.track] = entry


def _mentions(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the forms a text names, a longer one hiding the shorter it overlaps."""
    spans = [(match.start(1), match.end(1), match[1]) for match in pattern.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    for start, end, form in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= s or e <= start or end - start == e - s for s, e, _ in kept):
            kept.append((start, end, form))
    return [form for _, _, form in kept]


def _either(forms: Iterable[str]) -> str:
    """Return a group that matches one of the forms, the longest that can stand there."""
    return f"({'|'.join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))})"


def _our_title(rotation: RotationData) -> re.Pattern[str] | None:
    """Return our own titles as a pattern with the group `who`; None when they name nobody once."""
    tracks = _either(fold(track.name) for track in rotation.tracks)
    fields = {"track": tracks.replace("(", "(?P<track>", 1), "shift": r"\S+"}
    pattern, persons = "", 0
    for literal, field, _, _ in Formatter().parse(fold(rotation.calendar.summary)):
        pattern += re.escape(literal)
        if field in {"name", "email", "id"}:
            pattern, persons = f"{pattern}(?P<who>.*?)", persons + 1
        elif field:
            pattern += fields.pop(field, ".*")
    # Two ways to name a person side by side cannot be told apart; then the whole title is read.
    return re.compile(pattern) if persons == 1 else None


def _labelled_track(rotation: RotationData) -> re.Pattern[str]:
    """Return a pattern of a track that is called one: `(A)`, `[A]`, `Track A`, `A: ` in front."""
    tracks = _either(fold(track.name) for track in rotation.tracks)
    return re.compile(rf"(?:\btrack |[(\[]|^(?=[^ ]+:)){tracks}{_END}[)\]:]?")


def _engineer_finder(rotation: RotationData) -> Callable[[_Event], str | None]:
    first_names = [fold(engineer.name).partition(" ")[0] for engineer in rotation.engineers]
    forms: dict[str, set[str | None]] = {form: {None} for form in _NO_ONE}
    for engineer, first in zip(rotation.engineers, first_names, strict=True):
        own = {fold(engineer.id), fold(engineer.email), fold(engineer.name)}
        own |= {first} if first_names.count(first) == 1 else set()
        for form in own - {""}:
            forms.setdefault(form, set()).add(engineer.id)
    # `ada@other.org`, `ada-lena` and `ada.l` do not name `ada`.
    # A single letter is found only where it is all there is: "Grace has a week".
    words = _either(form for form in forms if len(form) > 1 or not form.isascii())
    pattern = re.compile(rf"(?<![\w@])(?<!\w[.+-])(?={words}(?![\w@]|[.+-]\w))")
    template, track = _our_title(rotation), _labelled_track(rotation)

    def find(event: _Event) -> str | None:
        title = fold(event.title)
        ours = template.fullmatch(title) if template else None
        who = ours["who"].strip() if ours else track.sub(" ", title).strip()
        if not (who if ours else title):
            return None
        mentioned = forms.get(who) or {p for form in _mentions(pattern, who) for p in forms[form]}
        if len(mentioned) == 1:
            return next(iter(mentioned))
        if mentioned:
            several = ", ".join(sorted(person or "no one" for person in mentioned))
            raise Wrong(f"names more than one engineer ({several})", "leave one in the title")
        near = nearest(who, [engineer.name for engineer in rotation.engineers])
        mend = "the title needs an id, an e-mail address or a full name, or 'No one'"
        raise Wrong("names no engineer", f"did you mean {quote(near)}?" if near else mend)

    return find


def _track_finder(rotation: RotationData) -> Callable[[_Event], str]:
    by_form: dict[str, list[str]] = {}
    for track in rotation.tracks:
        by_form.setdefault(fold(track.name), []).append(track.name)
    labelled = _labelled_track(rotation)
    # A short name alone may be a word of the language: "a week of being on call".
    longer = [form for form in by_form if len(form) > 2]
    alone = re.compile(rf"(?<![\w.-]){_either(longer)}{_END}") if longer else None
    template = _our_title(rotation)

    def named(event: _Event) -> Iterator[list[str]]:
        """Yield what each place names, the surest place first."""
        title = fold(event.title)
        ours = template.fullmatch(title) if template else None
        yield [ours["track"]] if ours and "track" in ours.groupdict() else []
        yield labelled.findall(title)
        yield [fold(category).removeprefix("track ") for category in event.categories]
        yield labelled.findall(fold(event.description))
        yield alone.findall(title) if alone else []

    def find(event: _Event) -> str:
        for forms in named(event):
            tracks = {name for form in forms for name in by_form.get(form, ())}
            if len(tracks) > 1:
                several = ", ".join(sorted(tracks))
                raise Wrong(f"names more than one track ({several})", "leave one in the title")
            if tracks or len(rotation.tracks) == 1:
                return next(iter(tracks), rotation.tracks[0].name)
        names = " or ".join(f"({track.name})" for track in rotation.tracks)
        raise Wrong("names no track", f"put {names} in the title")

    return find
