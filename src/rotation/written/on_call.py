"""Who is on call at an instant, and who is next, from history and the published plan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from rotation.horizon.clock import FAR_FUTURE, FAR_PAST
from rotation.horizon.timeline import track_spans
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Window
from rotation.written.line_windows import LineWindows
from rotation.written.published import records

__all__ = ["Watch", "WatchState", "WrittenTrack", "lanes_of", "watches"]


@dataclass(frozen=True, slots=True)
class WrittenTrack:
    """The records of one track: history first, else the published plan, with trades.

    Attributes
    ----------
    track : str
        Its name.
    lines : tuple of Entry
        By start, as recorded, whatever the present tracks are.
    begins, ends : datetime.datetime
        UTC, half-open: when the track exists; a track that is no longer configured ends with its
        last line. Unlimited bounds are far away.
    """

    track: str
    lines: tuple[Entry, ...]
    begins: datetime = FAR_PAST
    ends: datetime = FAR_FUTURE


class WatchState(StrEnum):
    """How a track is watched at an instant; `OPEN` and `UNPUBLISHED` ask for somebody.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> (watch,) = published.who(at=datetime(2027, 2, 1, tzinfo=UTC)).tracks
    >>> watch.state
    <WatchState.UNPUBLISHED: 'unpublished'>
    """

    ON_CALL = "on call"
    OPEN = "open"
    UNPUBLISHED = "unpublished"
    CLOSED = "closed"
    """Outside the hours of the track."""
    LATER = "later"
    """The track has not begun."""
    SHADOW = "shadow"
    """Nobody, and nobody has to be."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One track at one instant.

    Attributes
    ----------
    track : str
        Its name.
    now : Entry or None
        The line that contains the instant; None if nothing is published for it, and outside the
        hours of the track.
    later : Entry or None
        The line with the first window that begins after the instant, in another line than `now`.
    comes : datetime.datetime or None
        When that window begins.
    begins : datetime.datetime or None
        The later begin of the track, if nothing is published for the instant.
    ends : datetime.datetime or None
        When the track ends; None if it does not.
    window : Window or None
        The window of `now` that contains the instant.
    resumes : datetime.datetime or None
        When somebody has to be on call again, if the instant is outside the hours of the track.
    shadow : bool
        Whether its turns may stay open.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> (watch,) = published.who(at=datetime(2026, 12, 9, 11, tzinfo=UTC)).tracks
    >>> watch.now.engineer, watch.later.engineer, watch.handover.isoformat()
    ('ben', 'cleo', '2026-12-14T10:00:00+00:00')
    """

    track: str
    now: Entry | None
    later: Entry | None
    comes: datetime | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    window: Window | None = None
    resumes: datetime | None = None
    shadow: bool = False

    @property
    def state(self) -> WatchState:
        """Whether somebody is on call, and why not."""
        if self.resumes is not None:
            return WatchState.CLOSED
        if self.begins is not None:
            return WatchState.LATER
        if self.now is not None and self.now.engineer is not None:
            return WatchState.ON_CALL
        if self.shadow:
            return WatchState.SHADOW
        return WatchState.UNPUBLISHED if self.now is None else WatchState.OPEN

    @property
    def held(self) -> bool:
        """Whether somebody is on call, or nobody has to be.

        Nobody has to before the track begins, outside its hours, and on a shadow.
        """
        return self.state not in {WatchState.OPEN, WatchState.UNPUBLISHED}

    @property
    def handover(self) -> datetime | None:
        """The next instant at which the track changes; None if unknown."""
        if self.now is not None:
            return self.now.end
        return self.resumes or self.comes or self.begins


def lanes_of(rotation: RotationData) -> tuple[WrittenTrack, ...]:
    """Return every track, in the order of the configuration, then former ones."""
    lines: dict[str, list[Entry]] = {track.name: [] for track in rotation.tracks}
    for record in records(rotation).values():
        lines.setdefault(record.track, []).extend(record.entries)
    spans = track_spans(rotation)
    lanes = []
    for track, own in lines.items():
        own.sort(key=lambda e: (e.start, e.shift))
        begins, ends = spans.get(track, (FAR_PAST, max((e.end for e in own), default=FAR_PAST)))
        lanes.append(WrittenTrack(track, tuple(own), begins, ends))
    return tuple(lanes)


def watches(rotation: RotationData, moment: datetime) -> tuple[Watch, ...]:
    """Return each track at an instant, without tracks that have ended.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    moment : datetime.datetime
        Aware.
    """
    windows = LineWindows(rotation)
    day = moment.astimezone(ZoneInfo(rotation.timezone)).date()
    shadows = {track.name for track in rotation.tracks if track.at(day).shadow}
    watched = []
    for lane in lanes_of(rotation):
        line = next((e for e in lane.lines if e.start <= moment < e.end), None)
        own = windows.of(line) if line is not None else ()
        window = next((w for w in own if w.start <= moment < w.end), None)
        now = line if window is not None else None
        later, comes = _next(windows, lane, moment, now)
        if line is None and later is None and lane.ends <= moment:
            continue
        begins = lane.begins if line is None and lane.begins > moment else None
        ends = lane.ends if lane.ends < FAR_FUTURE else None
        resumes = None
        if now is None and lane.begins <= moment:
            resumes = windows.next_window(lane.track, moment) or (comes if line else None)
        if resumes is not None and resumes >= lane.ends:
            resumes = None
        shadow = lane.track in shadows
        watched.append(Watch(lane.track, now, later, comes, begins, ends, window, resumes, shadow))
    return tuple(watched)


def _next(
    windows: LineWindows, lane: WrittenTrack, moment: datetime, now: Entry | None
) -> tuple[Entry | None, datetime | None]:
    """Return the line with the next window of another line, and when that window begins."""
    for line in lane.lines:
        if line.end > moment and line is not now:
            comes = next((w.start for w in windows.of(line) if w.start > moment), None)
            if comes is not None:
                return line, comes
    return None, None
