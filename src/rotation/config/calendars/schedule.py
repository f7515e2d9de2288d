"""A schedule from a calendar file: ours, edited, or foreign.

Nothing is guessed: an event without exactly one engineer and one track is an error with its title
(C4).
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.config.calendars.events import ScheduleEvent, events_of, newest
from rotation.config.calendars.spans import TIMES
from rotation.config.calendars.titles import holder_finder, track_finder
from rotation.config.faults import Faults, Wrong
from rotation.config.schedules import sorted_entries
from rotation.config.text import quote
from rotation.model.event_spans import EventLine, EventSpans, tiled
from rotation.model.identity import TEAM_FEED, calendar_uid, person_feed, split_part
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Status
from rotation.model.source import Source
from rotation.model.spelling import listed

__all__ = ["calendar_span", "entries_from_ics"]

_MAX_PARTS = 4  # of one shift; further parts are matched like foreign events


def entries_from_ics(
    data: bytes,
    rotation: RotationData,
    known: Sequence[Shift],
    place: str,
    written: Sequence[Shift] = (),
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
    written : sequence of Shift
        Shifts recorded under ids that the tracks no longer have, known only by UID.

    Returns
    -------
    tuple of Entry
        One per event that is not cancelled, by start, track and shift. A foreign event that covers
        a part of a shift gets `+2`, `+3` after the shift's id if the id is taken.

    Raises
    ------
    BadInput
        With every fault of the file at once.
    """
    faults = Faults()
    written_events = events_of(data, ZoneInfo(rotation.timezone), place)
    live = [e for e in newest(written_events, place, faults) if not e.cancelled]
    ours = _our_shifts(live, rotation, (*known, *written))
    find_holder, find_track = holder_finder(rotation), track_finder(rotation)
    events = []
    for event in live:
        try:
            engineer = find_holder(event)
            shift = ours.get(event.uid)
            start, end = event.start, event.end
            if shift is None:
                shift, start, end = _shift_of(event, find_track(event), known, rotation)
            start, end = tiled((shift.start, shift.end), shift.windows, start, end)
        except Wrong as problem:
            title = quote(event.title)
            what = f"{title} {problem.what}"
            faults.add(Source(place, event.line), "SUMMARY", what, problem.hint, about=title)
            continue
        status = Status.PLANNED if engineer else Status.OPEN
        facts = (start, end, engineer, status, event.sequence, event.stamp)
        entry = Entry(shift.id, shift.track, shift.kind, *facts, Source(place, event.line))
        events.append((event.uid not in ours, entry))
    entries = _named(_joined(events))
    _judge_overlaps(entries, faults)
    faults.raise_all()
    return entries


def calendar_span(
    data: bytes, rotation: RotationData, place: str
) -> tuple[datetime, datetime] | None:
    """Return the span of a calendar's events, UTC; None without events.

    Raises `BadInput` as `entries_from_ics` does for a file that cannot be read.
    """
    events = events_of(data, ZoneInfo(rotation.timezone), place)
    live = [event for event in events if not event.cancelled]
    return (min(e.start for e in live), max(e.end for e in live)) if live else None


def _our_shifts(
    events: Sequence[ScheduleEvent], rotation: RotationData, known: Sequence[Shift]
) -> Mapping[str, Shift]:
    """Return the shift, or part of a shift, for each of our UIDs; likely ones first."""
    domain = rotation.calendar.uid_domain
    uids = (event.uid for event in events)
    wanted = {uid for uid in uids if re.fullmatch(rf"[0-9a-f]{{32}}@{re.escape(domain)}", uid)}
    by_uid: dict[str, Shift] = {}
    spans = EventSpans(rotation, map(EventLine.of, known))
    windows = {
        shift.id: dict.fromkeys(("", *(s.window for s in spans.of_windows(EventLine.of(shift)))))
        for shift in known
    }
    for shift, shift_id, feed in _candidates(rotation, known):
        if not wanted:
            break
        for window in windows[shift.id]:
            uid = calendar_uid(rotation.calendar_id, feed, shift_id, domain, window)
            if uid in wanted:
                wanted.discard(uid)
                by_uid[uid] = replace(shift, id=shift_id)
    return by_uid


def _candidates(rotation: RotationData, known: Sequence[Shift]) -> Iterator[tuple[Shift, str, str]]:
    feeds = [TEAM_FEED, *(person_feed(engineer.id) for engineer in rotation.engineers)]
    for part, feed, shift in itertools.product(range(1, _MAX_PARTS + 1), feeds, known):
        if part == 1:
            yield shift, shift.id, feed
        elif split_part(shift.id)[1] == 1:
            yield shift, f"{shift.id}+{part}", feed


def _shift_of(
    event: ScheduleEvent, track: str, known: Sequence[Shift], rotation: RotationData
) -> tuple[Shift, datetime, datetime]:
    """Return the shift that contains a foreign event, with the covered start and end."""
    there = [s for s in known if s.track == track and s.meets(event.start, event.end)]
    if event.whole_days:
        # A calendar kept by hand: Monday to Monday, with or without the last day.
        zone = ZoneInfo(rotation.timezone)
        first, last = (t.astimezone(zone).date() for t in (event.start, event.end))
        for shift in there:
            end = shift.end.astimezone(zone).date()
            if shift.first_day == first and last in {end, end + timedelta(days=1)}:
                return shift, shift.start, shift.end
    inside = [s for s in there if s.start <= event.start and event.end <= s.end]
    if len(inside) == 1:
        return inside[0], event.start, event.end
    names = listed((s.id for s in there), 5) or "none"
    what = f"is not inside one shift of track {track} (there: {names})"
    raise Wrong(what, f"{TIMES}, {event.start:%Y-%m-%d %H:%M} to {event.end:%Y-%m-%d %H:%M} UTC")


def _joined(entries: Sequence[tuple[bool, Entry]]) -> list[tuple[bool, Entry]]:
    """Return the entries, where neighbouring windows of one line with one holder are one entry."""
    joined: list[tuple[bool, Entry]] = []
    lines: dict[tuple[bool, str], list[Entry]] = {}
    for foreign, entry in entries:
        lines.setdefault((foreign, entry.shift), []).append(entry)
    for (foreign, _), own in lines.items():
        last: Entry | None = None
        for entry in sorted(own, key=lambda e: (e.start, e.end, e.source)):
            if last is not None and (last.end, last.engineer) == (entry.start, entry.engineer):
                stamps = [e.revised for e in (last, entry) if e.revised is not None]
                last = replace(
                    last,
                    end=entry.end,
                    revision=max(last.revision, entry.revision),
                    revised=max(stamps, default=None),
                )
                continue
            joined += [(foreign, last)] if last is not None else []
            last = entry
        joined += [(foreign, last)] if last is not None else []
    return joined


def _named(entries: Sequence[tuple[bool, Entry]]) -> tuple[Entry, ...]:
    """Return the entries: ours with their own ids, then foreign ones with the next free part.

    A shift listed twice with the same content (a team's file and a person's, joined) is one.
    """
    named: dict[str, Entry] = {}
    listed = set()
    for _, entry in sorted(entries, key=lambda item: (item[0], item[1].start, item[1].source)):
        base, part = split_part(entry.shift)
        what = (base, entry.start, entry.end, entry.engineer)
        if what in listed:
            continue
        listed.add(what)
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
            faults.add(entry.source, "DTSTART", what, "a track has one engineer at a time")
        if before is None or entry.end > before.end:
            latest[entry.track] = entry
