"""What the published plan wants at a remote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.export.calendar import title_of
from rotation.model.event_spans import EventSpan, EventSpans
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry
from rotation.remotes.items import Wanted
from rotation.remotes.operations import ItemKey
from rotation.remotes.ordering import floor
from rotation.remotes.tool import ToolTraits
from rotation.written.line_windows import LineWindows
from rotation.written.published import records

__all__ = ["PublishedLines", "Unsent", "WantedItems"]


@dataclass(frozen=True, slots=True)
class Unsent:
    """A published stretch that is not sent, so that nobody is called for it there.

    Attributes
    ----------
    key : tuple of (str, str)
        Its place and key.
    track : str
        Its name.
    start, end : datetime.datetime
        UTC.
    person : str or None
        The holder, who is unknown there; None for an open shift.
    """

    key: ItemKey
    track: str
    start: datetime
    end: datetime
    person: str | None


@dataclass(frozen=True, slots=True)
class WantedItems:
    """What is wanted, and what cannot be sent.

    Attributes
    ----------
    items : tuple of Wanted
        By start.
    unsent : tuple of Unsent
        By start.
    """

    items: tuple[Wanted, ...]
    unsent: tuple[Unsent, ...]

    @property
    def unknown(self) -> frozenset[ItemKey]:
        """The keys of shifts whose holders are unknown there."""
        return frozenset(line.key for line in self.unsent if line.person is not None)


@dataclass(frozen=True, slots=True)
class _PublishedSpan:
    entry: Entry
    key: str
    place: str
    span: EventSpan


class PublishedLines:
    """The published lines of a remote's tracks from an instant on.

    History comes first, and trades are applied. Parts of split shifts are apart, and so are the
    windows of tracks with hours; a calendar has an event per window or per shift, as `[calendar]`
    says.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    remote : Remote
        Its tracks, and how many days ahead it is.
    now : datetime.datetime
        UTC.
    traits : ToolTraits
        Of the tool.

    Attributes
    ----------
    until : datetime.datetime
        The end of the window.
    """

    def __init__(
        self, rotation: RotationData, remote: Remote, now: datetime, traits: ToolTraits
    ) -> None:
        self._rotation, self._traits = rotation, traits
        ahead = timedelta(days=remote.days)
        self.until = now + (ahead if traits.ahead is None else min(ahead, traits.ahead))
        self._spans = sorted(
            (s for s in self._all(remote) if s.span.end > now and s.span.start < self.until),
            key=lambda s: (s.span.start, s.key),
        )

    def _all(self, remote: Remote) -> Iterator[_PublishedSpan]:
        windows, places = LineWindows(self._rotation), remote.places
        entries = [
            entry
            for record in records(self._rotation).values()
            for entry in record.entries
            if entry.track in places
        ]
        lines = [windows.line(entry) for entry in entries]
        spans = EventSpans(self._rotation, lines)
        for entry, line in zip(entries, lines, strict=True):
            own = spans.of(line) if self._traits.calendar else spans.of_windows(line)
            for span in _whole(own, self._traits.grain):
                key = f"{entry.shift}#{span.window}" if span.window else entry.shift
                yield _PublishedSpan(entry, key, places[entry.track], span)

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody who holds a line, or has not left."""
        day = self.until.date()
        present = (e.id for e in self._rotation.engineers if e.leaves is None or e.leaves > day)
        held = (s.entry.engineer for s in self._spans if s.entry.engineer)
        return frozenset((*present, *held))

    def holders_at(self, moment: datetime) -> frozenset[str]:
        """Return the ids of everybody who is on call at an instant."""
        return frozenset(
            s.entry.engineer
            for s in self._spans
            if s.entry.engineer and s.span.start <= moment < s.span.end
        )

    def wanted(self, users: Mapping[str, str]) -> WantedItems:
        """Return what is wanted, once it is known who is who there.

        Parameters
        ----------
        users : mapping of str to str
            What the tool calls each person, by id.
        """
        items, unsent = [], []
        for line_span in self._spans:
            entry, span = line_span.entry, line_span.span
            person = entry.engineer
            place = (line_span.place, line_span.key)
            if person is None and not self._traits.open_shifts:
                if not is_shadow(self._rotation, entry):
                    unsent.append(Unsent(place, entry.track, span.start, span.end, None))
                continue
            if person is not None and person not in users:
                unsent.append(Unsent(place, entry.track, span.start, span.end, person))
                continue
            items.append(
                Wanted(
                    span.start,
                    span.end,
                    line_span.key,
                    entry.track,
                    line_span.place,
                    None if person is None else users[person],
                    person,
                    title_of(self._rotation, entry.track, entry.shift, person),
                    self._note(line_span),
                    entry.revision,
                    entry.revised,
                )
            )
        return WantedItems(tuple(items), tuple(unsent))

    def _note(self, line_span: _PublishedSpan) -> str:
        zone = ZoneInfo(self._rotation.timezone)
        start, end = (f"{m.astimezone(zone):%Y-%m-%d %H:%M}" for m in line_span.span[1:])
        settings = self._rotation.calendar
        lines = [
            f"Track {line_span.entry.track}, {start} to {end} {zone.key}",
            settings.duty,
            f"Shift {line_span.entry.shift}.",
            f"Runbook: {settings.runbook}" if settings.runbook else "",
        ]
        return "\n".join(filter(None, lines))


def _whole(spans: tuple[EventSpan, ...], grain: timedelta) -> Iterator[EventSpan]:
    """Yield spans cut to a grain; those of one window that a trade has cut are one."""
    by_window: dict[str, EventSpan] = {}
    for span in spans:
        before = by_window.get(span.window, span)
        start, end = min(before.start, span.start), max(before.end, span.end)
        by_window[span.window] = EventSpan(span.window, start, end)
    for window, start, end in by_window.values():
        cut = EventSpan(window, floor(start, grain), floor(end, grain))
        if cut.start < cut.end:
            yield cut
