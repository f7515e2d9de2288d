"""The events of calendars that people edit: their UIDs, their marks, and whom they name.

What CalDAV and Google Calendar have in common. Calendar programs keep UID, times and title of an
event and may lose the rest, and people copy events with all that is in them. So an event is known
by its UID and its holder by the title; marks add what these cannot say.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import icalendar

from rotation.config.calendars.events import ScheduleEvent
from rotation.config.calendars.titles import holder_finder, track_finder
from rotation.config.faults import Wrong
from rotation.config.text import fold, quote
from rotation.export.ics import IcsEvent, IcsText, category_list
from rotation.export.text import NO_ONE, clean
from rotation.model.identity import TEAM_FEED, calendar_uid, named_track
from rotation.model.settings import RotationData
from rotation.remotes.items import Wanted

__all__ = ["MOVED", "EventMarks", "PresentEvent", "RemoteEvents"]

MOVED = timedelta(days=31)
"""How far outside of a window our events are looked for: somebody may have moved them there."""


_WINDOW = re.compile(r"(?P<shift>.+)#(?P<window>\d{4}-\d{2}-\d{2}T\d{4})", re.ASCII)
_OURS = re.compile(r"[0-9a-f]{32}@.+", re.ASCII)


class EventMarks(NamedTuple):
    """What an event of ours carries beside what people see; ASCII.

    Attributes
    ----------
    key : str
        The key of what it was written for, percent-encoded.
    holder : str
        A digest of the title and the holder. While the title is the one that we wrote, its holder
        is the one that we meant, even where two people have one name.
    """

    key: str = ""
    holder: str = ""


class PresentEvent(NamedTuple):
    """An event of a calendar as it was read there.

    Attributes
    ----------
    event : ScheduleEvent
        Its visible part.
    marks : EventMarks
        Those that it has.
    repeats : bool
        Whether it is a series.
    """

    event: ScheduleEvent
    marks: EventMarks = EventMarks()
    repeats: bool = False

    @property
    def has_our_form(self) -> bool:
        """Whether it has a UID like ours, or a mark."""
        return bool(_OURS.fullmatch(self.event.uid) or self.marks.key)


class RemoteEvents:
    """The events of the calendars of one remote.

    Parameters
    ----------
    rotation : RotationData
        For names, the form of titles, and the identity of its calendars.
    remote : str
        The name of the remote. Its UIDs differ from those of every public feed and of every other
        remote, so that they may stand side by side in one program.
    """

    def __init__(self, rotation: RotationData, remote: str) -> None:
        self.zone = ZoneInfo(rotation.timezone)
        self._rotation = rotation
        self._remote = remote
        self._find_holder = holder_finder(rotation)
        self._find_track = track_finder(rotation)

    def uid(self, key: str, place: str) -> str:
        """Return the UID for a key in a calendar; some servers know a UID in one calendar only."""
        return self._uid(key, f"remote/{self._remote}/{place}")

    def uid_of(self, name: str) -> str:
        """Return the UID for the part before its `@`; empty when UIDs of ours are not like that."""
        uid = f"{name}@{self._rotation.calendar.uid_domain}"
        return uid if _OURS.fullmatch(uid) else ""

    def key(self, present: PresentEvent, place: str) -> str:
        """Return the key in the mark of an event; empty for a copy, which has another UID."""
        key = unquote(present.marks.key)
        return key if key and self.uid(key, place) == present.event.uid else ""

    def marks(self, wanted: Wanted) -> EventMarks:
        """Return the marks for what is wanted."""
        key = percent_encoded(wanted.key, safe="+#:")
        return EventMarks(key, self._digest(wanted.title, wanted.person))

    def wanted(self, wanted: Wanted, before: int | None = None) -> IcsEvent:
        """Return the event for what is wanted, worded as in the public calendar.

        Parameters
        ----------
        wanted : Wanted
            What is written.
        before : int, optional
            The SEQUENCE of the event that it replaces: programs of people count theirs, too, and
            ignore an event with a smaller number.
        """
        shift, _ = _parts(wanted.key)
        settings = self._rotation.calendar
        track = clean(f"Track {named_track(shift, wanted.track)}")
        return IcsEvent(
            uid=self.uid(wanted.key, wanted.place),
            summary=clean(wanted.title),
            description="\n".join(filter(None, map(clean, wanted.note.splitlines()))),
            start=wanted.start,
            end=wanted.end,
            # Some stamp is needed (RFC 5545 section 3.6.1), and no clock is read for it.
            revised=wanted.revised or wanted.start,
            sequence=max(wanted.revision, 0 if before is None else before + 1),
            categories=tuple(filter(None, (clean(settings.category), track))),
            status="TENTATIVE" if wanted.user is None else "CONFIRMED",
            busy=settings.busy,
        )

    def user(self, present: PresentEvent) -> str | None:
        """Return whom an event names: an id, None for nobody, or its title in quotes.

        Nobody holds a cancelled event. A series is no shift, whoever its title names.
        """
        event = present.event
        if event.cancelled:
            return None
        if present.repeats:
            return f"{quote(event.title)}, which repeats"
        try:
            return self._holder(present)
        except Wrong:
            return quote(event.title)

    def for_sync(
        self,
        presents: Iterable[tuple[str, PresentEvent]],
        keys: Mapping[str, Iterable[str]],
        since: datetime,
        until: datetime,
    ) -> bytes:
        """Return a calendar that `trades.sync` reads like an export of the team's calendar.

        Our events get the UIDs of that calendar, and those that people deleted are in it as
        cancelled ones. Of the events that people made, only those stay that name one person and
        one track, such as the second half of a shift; the calendar may hold anything else, too.

        Parameters
        ----------
        presents : iterable of (str, PresentEvent)
            Each with its calendar; of `MOVED` around the window.
        keys : mapping of str to iterable of str
            By calendar, the keys of what we wrote and did not delete.
        since, until : datetime.datetime
            The window; of what is outside of it, only our events count.
        """
        ours = {self.uid(key, place): key for place, own in keys.items() for key in own}
        events = []
        for place, present in presents:
            event = present.event
            key = ours.pop(event.uid, "")
            if not key and not (event.start < until and event.end > since):
                continue
            key = key or self.key(present, place)
            if key:
                events.append(self._renamed(present, self._uid(key, TEAM_FEED)))
            elif self._is_cover(present):
                digest = sha256(f"{place} {event.uid}".encode()).hexdigest()
                events.append(replace(event, uid=f"{digest}@foreign.invalid"))
        gone = [self._uid(key, TEAM_FEED) for key in ours.values()]
        return _calendar(sorted(events, key=lambda e: (e.start, e.uid)), sorted(gone), self.zone)

    def _renamed(self, present: PresentEvent, uid: str) -> ScheduleEvent:
        """Return an event of ours with another UID, and a title that only its holder has."""
        event = replace(present.event, uid=uid)
        try:
            holder = self._holder(present)
            if holder != self._plain_holder(event):
                return replace(event, title=holder or NO_ONE)
        except Wrong:
            pass  # `sync` reports the title
        return event

    def _holder(self, present: PresentEvent) -> str | None:
        """Return the holder; raise `Wrong` for a title that does not name one."""
        event, mark = present.event, present.marks.holder
        for person in (None, *(engineer.id for engineer in self._rotation.engineers)):
            if mark and self._digest(event.title, person) == mark:
                return person
        return self._find_holder(event)

    def _plain_holder(self, event: ScheduleEvent) -> str | None:
        """Return the holder as `sync` reads it; the title in quotes if it reads none."""
        try:
            return self._find_holder(event)
        except Wrong:
            return quote(event.title)

    def _is_cover(self, present: PresentEvent) -> bool:
        event = present.event
        if present.repeats or event.cancelled or event.whole_days or not event.title:
            return False
        try:
            self._find_track(event)
            self._find_holder(event)
        except Wrong:
            return False
        return True

    def _uid(self, key: str, feed: str) -> str:
        shift, window = _parts(key)
        domain = self._rotation.calendar.uid_domain
        return calendar_uid(self._rotation.calendar_id, feed, shift, domain, window)

    def _digest(self, title: str, person: str | None) -> str:
        named = [self._rotation.calendar_id, fold(clean(title)), person or ""]
        return sha256(json.dumps(named, separators=(",", ":")).encode("ascii")).hexdigest()[:32]


def _parts(key: str) -> tuple[str, str]:
    """Return the shift with its part, and the window, that a key names."""
    match = _WINDOW.fullmatch(key)
    return (match["shift"], match["window"]) if match else (key, "")


def _calendar(events: Sequence[ScheduleEvent], gone: Sequence[str], zone: ZoneInfo) -> bytes:
    """Return a file of events and of the UIDs that are gone; it is read at once, and not kept."""
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//rotation//rotation 1//EN")
    for event in events:
        component = icalendar.Event()
        times = (event.start, event.end)
        if event.whole_days:
            days = [moment.astimezone(zone).date() for moment in times]
            component.add("DTSTART", days[0])
            component.add("DTEND", days[1])
        else:
            component.add("DTSTART", times[0].astimezone(UTC))
            component.add("DTEND", times[1].astimezone(UTC))
        component.add("UID", IcsText(event.uid))
        component.add("SUMMARY", IcsText(clean(event.title)))
        component.add("CATEGORIES", category_list(map(clean, event.categories)))
        component.add("DTSTAMP", event.stamp or event.start)
        component.add("SEQUENCE", event.sequence)
        component.add("STATUS", "CANCELLED" if event.cancelled else "CONFIRMED")
        calendar.add_component(component)
    for uid in gone:
        component = icalendar.Event()
        component.add("UID", uid)
        component.add("STATUS", "CANCELLED")
        component.add("DTSTAMP", _EPOCH)
        calendar.add_component(component)
    return bytes(calendar.to_ical())


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
