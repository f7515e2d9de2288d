"""Differences between the published calendars and the published plan."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.export.calendar import title_of
from rotation.export.text import NO_ONE
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.event_spans import EventSpan, EventSpans
from rotation.model.identity import (
    TEAM_FEED,
    calendar_uid,
    person_feed,
    tool_feed,
)
from rotation.model.public_files import (
    TEAM_CALENDAR,
    person_calendar_name,
)
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry
from rotation.trades.public_contradictions import (
    misplaced,
    read_calendars,
    tool_calendars,
    whole_second,
    wrong_in_feeds,
)
from rotation.trades.public_folder import PublicFolder
from rotation.written.line_windows import LineWindows
from rotation.written.roster_lines import CALENDAR_DAYS

if TYPE_CHECKING:
    from rotation.config.calendars.facts import EventFacts

__all__ = ["seen_in_calendars", "wrong_in_calendars"]


def seen_in_calendars(rotation: RotationData) -> dict[str, tuple[int, datetime]]:
    """Return the highest revision and latest instant of each whole shift in the calendars.

    Subscribers have seen these values; later ones have to be higher, or clients ignore them.
    """
    bases = {base_id(entry.shift) for entry in rotation.published}
    names = {*bases, *(entry.shift for entry in rotation.published)}
    names |= {change.shift for change in rotation.changes if base_id(change.shift) in bases}
    own = _Events(rotation)
    keys: dict[str, dict[str, None]] = {}
    for entry in rotation.published:
        windows = keys.setdefault(base_id(entry.shift), {"": None})
        windows |= dict.fromkeys(span.window for span in own.of(entry))
    seen: dict[str, tuple[int, datetime]] = {}
    folder = PublicFolder(rotation)
    feeds = [(feed, facts) for _, feed, facts in _calendars(rotation, folder)]
    feeds += [(tool_feed(feed.name), facts) for feed, _, facts in tool_calendars(rotation, folder)]
    for feed, facts in feeds:
        for shift in sorted(names):
            base = base_id(shift)
            for window in keys[base]:
                event = (facts or {}).get(_uid(rotation, feed, shift, window))
                if event is not None:
                    revision, stamp = seen.get(base, (-1, event.stamp))
                    seen[base] = max(revision, event.sequence), max(stamp, event.stamp)
    return seen


class _Events:
    """The events of lines of history and the published plan."""

    def __init__(self, rotation: RotationData) -> None:
        self._windows = LineWindows(rotation)
        written = (*rotation.history, *rotation.published)
        self._spans = EventSpans(rotation, map(self._windows.line, written))

    def of(self, entry: Entry) -> tuple[EventSpan, ...]:
        return self._spans.of(self._windows.line(entry))


def _calendars(
    rotation: RotationData, folder: PublicFolder
) -> "Iterator[tuple[str, str, dict[str, EventFacts] | None]]":
    """Yield name, feed and events of each published calendar; missing ones are skipped."""
    feeds = {TEAM_CALENDAR: TEAM_FEED}
    feeds |= {person_calendar_name(e.id): person_feed(e.id) for e in rotation.engineers}
    for name, feed in feeds.items():
        for file, facts in read_calendars(rotation, folder, name):
            yield file, feed, facts


def _uid(rotation: RotationData, feed: str, shift: str, window: str) -> str:
    return calendar_uid(rotation.calendar_id, feed, shift, rotation.calendar.uid_domain, window)


def wrong_in_calendars(
    rotation: RotationData, lines: Sequence[Entry], today: date
) -> Iterator[tuple[str, str]]:
    """Yield each calendar with its differences from some published lines.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    lines : sequence of Entry
        The published lines that are not over on the day, by start.
    today : datetime.date
        In the rotation's zone.
    """
    events, folder = _Events(rotation), PublicFolder(rotation)
    for file, feed, facts in _calendars(rotation, folder):
        if facts is None:
            yield file, "is not a calendar that we wrote"
            continue
        calendar = _Calendar(rotation, feed, facts, events=events, today=today)
        yield from ((file, text) for text in calendar.texts(lines))
    yield from wrong_in_feeds(rotation, folder, today)
    yield from misplaced(rotation, folder)


class _Calendar:
    """A published calendar beside the plan."""

    def __init__(
        self,
        rotation: RotationData,
        feed: str,
        facts: "dict[str, EventFacts]",
        *,
        events: _Events,
        today: date,
    ) -> None:
        self._rotation = rotation
        self._events = events
        self._feed = feed
        self._person = None if feed == TEAM_FEED else feed.partition("/")[2]
        self._facts = facts
        self._begins = midnight(ZoneInfo(rotation.timezone), today)
        stamps = [event.stamp for event in facts.values()]
        days = timedelta(days=CALENDAR_DAYS)
        self._oldest = max(stamps) - days if stamps else None

    def texts(self, lines: Sequence[Entry]) -> Iterator[str]:
        """Yield its differences, by start of the shifts, then its extra events."""
        written = (*self._rotation.history, *self._rotation.published)
        known = {uid: entry for entry in written for uid, _ in self._uids(entry)}
        mine = [
            e
            for e in lines
            if (self._person is None or e.engineer == self._person)
            and not (e.engineer is None and is_shadow(self._rotation, e))
        ]
        for entry in mine:
            texts = (self._beside(entry, *event) for event in self._uids(entry))
            # The same about several windows is said once.
            yield from dict.fromkeys(text for event in texts for text in event)
        held = {uid for entry in mine for uid, _ in self._uids(entry)}
        worked = {uid for entry in self._rotation.history for uid, _ in self._uids(entry)}
        for uid, event in self._facts.items():
            if event.end <= self._begins or event.status == "CANCELLED" or uid in held | worked:
                continue
            line = known.get(uid)
            what = line.shift if line is not None else f"{event.title!r} on {event.start:%Y-%m-%d}"
            yield f"holds {what}"

    def _uids(self, entry: Entry) -> list[tuple[str, EventSpan]]:
        return [
            (_uid(self._rotation, self._feed, entry.shift, span.window), span)
            for span in self._events.of(entry)
        ]

    def _beside(self, entry: Entry, uid: str, span: EventSpan) -> Iterator[str]:
        event = self._facts.get(uid)
        gone = event is None or event.status == "CANCELLED"
        if gone and (self._oldest is None or span.end > self._oldest):
            yield f"lacks {entry.shift}"
        elif event is not None and not gone:
            yield from self._differing(entry, span, event)

    def _differing(self, entry: Entry, span: EventSpan, event: "EventFacts") -> Iterator[str]:
        if (event.start, event.end) != (whole_second(span.start), whole_second(span.end)):
            yield f"has other times for {entry.shift}"
        elif event.sequence != entry.revision:
            yield f"has {entry.shift} at revision {event.sequence}, not {entry.revision}"
        elif (wrong := self._named(entry, event.title)) is not None:
            yield f"says that {entry.shift} is {wrong}"

    def _named(self, entry: Entry, title: str) -> str | None:
        """Return the other person that a title names; None for the holder or an unknown name.

        Other names of the same person are not another holder: titles may have changed since.
        """
        rotation, names = self._rotation, self._rotation.names

        def title_for(person: str | None) -> str:
            return title_of(rotation, entry.track, entry.shift, person)

        if title == title_for(entry.engineer):
            return None
        people = [None, *(engineer.id for engineer in rotation.engineers)]
        named = [p for p in people if title == title_for(p)]
        named = named or [p for p in people if (NO_ONE if p is None else names[p]) in title]
        if not named or entry.engineer in named:
            return None
        return "open" if named[0] is None else f"{names[named[0]]}'s"
