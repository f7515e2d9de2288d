"""Comparing our own calendar, as people edited it, with the published plan.

The table in docs/living.md#the-calendar-as-the-truth lists what each edit means.

Only UID, times, SUMMARY and STATUS are reliable; stamps are not compared. Every stretch of a shift
is claimed by the events about it: one claim decides, none leaves it open, and two different ones
are an error.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.config.calendars.events import ScheduleEvent, events_of, newest
from rotation.config.calendars.titles import holder_finder, track_finder
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.event_spans import EventSpans, tiled
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.source import Source
from rotation.model.spelling import listed
from rotation.written.line_windows import LineWindows
from rotation.written.published import records

__all__ = ["CalendarEdits", "EditedStretch", "read_back"]


_OVER = "over: ignored"
_OTHERWISE = "over, and different in the calendar: not changed"
_BEYOND = (
    "outside the days of this calendar; exported before they were published, or deleted at its "
    "edge: not changed"
)
_OLDER = (
    "its event is older than the last change of the shift, so applying the difference could "
    "undo that change; export the calendar again"
)


@dataclass(frozen=True, slots=True)
class EditedStretch:
    """A stretch of a published shift with another holder in a calendar.

    Attributes
    ----------
    shift, track : str
        Id of the whole shift, and its track.
    start, end : datetime.datetime
        UTC, half-open.
    before, after : str or None
        Engineer ids in the published plan and in the calendar; None is nobody.
    whole : bool
        Whether it is the whole shift, or the whole of a published part.
    deleted : bool
        Whether it is open because its event is gone, not because of a title.
    source : Source or None
        The event with the difference.
    """

    shift: str
    track: str
    start: datetime
    end: datetime
    before: str | None
    after: str | None
    whole: bool
    deleted: bool
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class CalendarEdits:
    """The differences of a calendar from the published plan.

    Attributes
    ----------
    stretches : tuple of EditedStretch
        By start and track.
    remarks : tuple of str
        Remarks about differences that are ignored, a sentence each.
    """

    stretches: tuple[EditedStretch, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _NamedSpan:
    start: datetime
    end: datetime
    who: str | None
    event: ScheduleEvent


def read_back(data: bytes, rotation: RotationData, today: date, place: str) -> CalendarEdits:
    """Read one of our calendars, the team's or a person's, as people edited it.

    Parameters
    ----------
    data : bytes
        An iCalendar file (RFC 5545).
    rotation : RotationData
        The calendar is compared with its published plan.
    today : datetime.date
        In the rotation's zone: shifts that are over before are not changed.
    place : str
        The file as the user named it.

    Raises
    ------
    BadInput
        For every event that cannot be understood, at once.
    """
    return _EditReader(data, rotation, today, place).read()


class _EditReader:
    def __init__(self, data: bytes, rotation: RotationData, today: date, place: str) -> None:
        self._rotation = rotation
        self._place = place
        self._faults = Faults()
        self._zone = ZoneInfo(rotation.timezone)
        self._begins = midnight(self._zone, today)
        self._find_holder = holder_finder(rotation)
        self._find_track = track_finder(rotation)
        self._events = newest(events_of(data, self._zone, place), place, self._faults)
        self._records = {r.shift: list(r.entries) for r in records(rotation).values()}
        self._worked = {r.shift for r in records(rotation).values() if r.worked}
        self._windows = LineWindows(rotation)
        self._ours = dict(_uids(rotation, self._windows, self._lines()))
        gone = _uids(rotation, self._windows, _gone(rotation))
        self._gone = {uid: entry.shift for uid, (entry, _) in gone}
        self._claims: dict[str, list[_NamedSpan]] = {}
        self._noted: dict[str, list[str]] = {}
        self._older: set[str] = set()
        self._feeds: set[str] = set()

    def _lines(self) -> list[Entry]:
        lines = [entry for parts in self._records.values() for entry in parts]
        return sorted(lines, key=lambda e: (e.start, e.track, e.shift))

    def read(self) -> CalendarEdits:
        seen: dict[str, Entry] = {}
        for event in self._events:
            known = self._ours.get(event.uid)
            if known is not None:
                entry, feed = known
                self._feeds.add(feed)
                seen[entry.shift] = entry
                if not event.cancelled:
                    self._collect(event, partial(self._own, event, entry, feed))
            elif not event.cancelled:
                read = self._former if event.uid in self._gone else self._foreign
                self._collect(event, partial(read, event))
        if not seen and not self._faults:
            what = "holds no event of this rotation's calendars"
            self._faults.add(Source(self._place), "", what, "give an export of a calendar of ours")
        stretches = [s for base in self._spoken_of(seen) for s in self._stretches(base)]
        self._faults.raise_all()
        order = sorted(stretches, key=lambda s: (s.start, s.track, s.shift))
        remarks = (f"{listed(about)}: {what}" for what, about in self._noted.items())
        return CalendarEdits(tuple(order), tuple(remarks))

    def _note(self, about: str, what: str) -> None:
        """Add a remark; the same remark about several shifts is made once."""
        self._noted.setdefault(what, []).append(about)

    # -- events to claims -----------------------------------------------------------------------

    def _collect(self, event: ScheduleEvent, read: Callable[[], None]) -> None:
        try:
            read()
        except Wrong as problem:
            title = quote(event.title)
            what, source = f"{title} {problem.what}", Source(self._place, event.line)
            self._faults.add(source, "SUMMARY", what, problem.hint, about=title)

    def _own(self, event: ScheduleEvent, entry: Entry, feed: str) -> None:
        """Read an event with one of our UIDs as a claim on its shift."""
        who = self._find_holder(event)
        if feed != TEAM_FEED and feed != person_feed(entry.engineer or ""):
            if entry.end > self._begins:
                holder = entry.engineer or "nobody"
                what = f"is an old event: {entry.shift} has gone to {holder} since"
                raise Wrong(what, "delete it, or refresh the calendar")
            return
        if event.sequence < entry.revision:
            self._older.add(base_id(entry.shift))
        start, end = self._times(event, entry)
        parts = self._records[base_id(entry.shift)]
        first, last = min(e.start for e in parts), max(e.end for e in parts)
        if not first <= start < end <= last:
            what = f"has been moved outside its shift {entry.shift}"
            raise Wrong(what, f"the shift runs from {self._local(first)} to {self._local(last)}")
        self._claim(base_id(entry.shift), start, end, who, event)

    def _former(self, event: ScheduleEvent) -> None:
        """Refuse an event of a shift that no longer exists: it is about other handovers."""
        if event.end > self._begins:
            what = f"is an old event: {self._gone[event.uid]} no longer exists"
            raise Wrong(what, "delete it, or refresh the calendar")

    def _foreign(self, event: ScheduleEvent) -> None:
        """Read an event that people made as a claim on the shift that contains it."""
        if event.end <= self._begins:
            self._note(f"{quote(event.title)} (line {event.line})", _OVER)
            return
        who = self._find_holder(event)
        track = self._find_track(event)
        if event.whole_days:
            what = "is an all-day event, so the time of the handover is unknown"
            raise Wrong(what, "give it a start and an end")
        inside = {
            base
            for base, parts in self._records.items()
            if parts[0].track == track
            and min(e.start for e in parts) <= event.start
            and event.end <= max(e.end for e in parts)
        }
        if len(inside) != 1:
            near = sorted(
                e.shift
                for e in self._lines()
                if e.track == track and e.start < event.end and event.start < e.end
            )
            what = f"is not inside a published shift of track {track}"
            hint = f"there: {listed(near, 5)}" if near else "nothing is published there"
            raise Wrong(what, f"{hint}; make one event per shift")
        self._claim(next(iter(inside)), event.start, event.end, who, event)

    def _claim(
        self, base: str, start: datetime, end: datetime, who: str | None, event: ScheduleEvent
    ) -> None:
        """Add a claim; windows stand for the time up to the next one, which nobody else has."""
        parts = sorted(self._records[base], key=lambda e: e.start)
        windows = [window for part in parts for window in self._windows.of(part)]
        whole = (parts[0].start, max(part.end for part in parts))
        span = tiled(whole, windows, start, end)
        self._claims.setdefault(base, []).append(_NamedSpan(*span, who, event))

    def _times(self, event: ScheduleEvent, entry: Entry) -> tuple[datetime, datetime]:
        """Return the times of an event; an all-day event counts if its days are the shift's."""
        if not event.whole_days:
            return event.start, event.end
        first, last = (t.astimezone(self._zone).date() for t in (entry.start, entry.end))
        days = tuple(t.astimezone(self._zone).date() for t in (event.start, event.end))
        if days[0] == first and last.toordinal() - days[1].toordinal() in (0, -1):
            return entry.start, entry.end
        what = f"has become an all-day event on other days than {entry.shift}"
        raise Wrong(
            what, f"the shift runs from {self._local(entry.start)} to {self._local(entry.end)}"
        )

    # -- claims to stretches --------------------------------------------------------------------

    def _spoken_of(self, seen: Mapping[str, Entry]) -> list[str]:
        """Return the shifts of the calendar; report shifts that it may not contain."""
        first = min((e.start for e in seen.values()), default=self._begins)
        last = max((e.start for e in seen.values()), default=self._begins)
        bases: dict[str, None] = {}
        beyond = []
        for entry in self._lines():
            base = base_id(entry.shift)
            missing = entry.shift not in seen and self._speaks_of(entry)
            if missing and not first <= entry.start <= last:
                beyond += [entry.shift] if entry.end > self._begins else []
            elif missing or entry.shift in seen or base in self._claims:
                bases[base] = None
        if beyond:
            self._note(listed(beyond), _BEYOND)
        return list(bases)

    def _stretches(self, base: str) -> Iterator[EditedStretch]:
        parts = self._records[base]
        claims = self._claims.get(base, [])
        stretches: list[EditedStretch] = []
        for part in sorted(parts, key=lambda e: e.start):
            cuts = sorted(
                {part.start, part.end}
                | {t for c in claims for t in (c.start, c.end) if part.start < t < part.end}
            )
            for start, end in pairwise(cuts):
                here = [c for c in claims if c.start <= start and end <= c.end]
                if len({c.who for c in here}) > 1:
                    self._contradiction(base, here, start, end)
                    continue
                # One person's calendar does not contain the parts of others.
                silent = None if self._speaks_of(part) else part.engineer
                after = here[0].who if here else silent
                if after != part.engineer:
                    source = Source(self._place, here[0].event.line) if here else None
                    facts = (start, end, part.engineer, after)
                    whole = (start, end) == (part.start, part.end)
                    stretches.append(
                        EditedStretch(base, part.track, *facts, whole, not here, source)
                    )
        if stretches and base in self._older:
            self._note(base, _OLDER)
        bounds = {(part.start, part.end) for part in parts}
        for stretch in _joined(stretches):
            if base in self._worked or max(e.end for e in parts) <= self._begins:
                self._note(base, _OTHERWISE)
                return
            # All windows of a part are the whole of it.
            whole = stretch.whole or (stretch.start, stretch.end) in bounds
            yield replace(stretch, whole=whole)

    def _speaks_of(self, part: Entry) -> bool:
        return TEAM_FEED in self._feeds or person_feed(part.engineer or "") in self._feeds

    def _contradiction(
        self, base: str, here: Sequence[_NamedSpan], start: datetime, end: datetime
    ) -> None:
        titles = " and ".join(
            dict.fromkeys(f"{quote(c.event.title)} (line {c.event.line})" for c in here)
        )
        what = f"{titles} both cover {base} from {self._local(start)} to {self._local(end)}"
        line = max(c.event.line for c in here)
        self._faults.add(Source(self._place, line), "SUMMARY", what, "keep one of them")

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")


def _joined(stretches: Sequence[EditedStretch]) -> Iterator[EditedStretch]:
    """Join neighbouring stretches with the same change."""
    last: EditedStretch | None = None
    for stretch in stretches:
        same = last is not None and (last.end, last.before, last.after, last.deleted) == (
            stretch.start,
            stretch.before,
            stretch.after,
            stretch.deleted,
        )
        if last is not None and same:
            last = replace(last, end=stretch.end, whole=last.whole and stretch.whole)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def _gone(rotation: RotationData) -> list[Entry]:
    """Return the lines of whole shifts that were published and no longer exist."""
    written = {base_id(entry.shift) for entry in (*rotation.history, *rotation.published)}
    return [
        Entry(c.shift, "", ShiftKind.REGULAR, c.start, c.end, c.before)
        for c in {change.shift: change for change in rotation.changes}.values()
        if c.base not in written
    ]


def _uids(
    rotation: RotationData, windows: LineWindows, lines: Sequence[Entry]
) -> Iterator[tuple[str, tuple[Entry, str]]]:
    """Yield every possible UID of the events of some lines, with its meaning.

    A calendar may be older than the setting `events`: each kind of event is known.
    """
    feeds = [TEAM_FEED, *(person_feed(engineer.id) for engineer in rotation.engineers)]
    domain = rotation.calendar.uid_domain
    own = [windows.line(entry) for entry in lines]
    spans = EventSpans(rotation, own)
    for entry, line in zip(lines, own, strict=True):
        for window in dict.fromkeys(("", *(span.window for span in spans.of_windows(line)))):
            for feed in feeds:
                uid = calendar_uid(rotation.calendar_id, feed, entry.shift, domain, window)
                yield uid, (entry, feed)
