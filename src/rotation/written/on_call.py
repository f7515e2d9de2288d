"""Who is on call at an instant, and who is next, from history and the published plan."""

from dataclasses import dataclass
from datetime import datetime

from rotation.horizon.clock import FAR_FUTURE, FAR_PAST
from rotation.horizon.timeline import track_spans
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.written.published import records

__all__ = ["Watch", "WrittenTrack", "lanes_of", "watches"]


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


@dataclass(frozen=True, slots=True)
class Watch:
    """One track at one instant.

    Attributes
    ----------
    track : str
        Its name.
    now : Entry or None
        The line that contains the instant; None if nothing is published for it.
    later : Entry or None
        The first line that begins after the instant.
    begins : datetime.datetime or None
        The later begin of the track, if nothing is published for the instant.
    ends : datetime.datetime or None
        When the track ends; None if it does not.
    """

    track: str
    now: Entry | None
    later: Entry | None
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether somebody is on call, or nobody has to be because the track begins later."""
        if self.now is None:
            return self.begins is not None
        return self.now.engineer is not None

    @property
    def handover(self) -> datetime | None:
        """The next instant at which the track changes; None if unknown."""
        if self.now is not None:
            return self.now.end
        return self.later.start if self.later is not None else self.begins


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
    watched = []
    for lane in lanes_of(rotation):
        now = next((e for e in lane.lines if e.start <= moment < e.end), None)
        later = next((e for e in lane.lines if e.start > moment), None)
        if now is None and later is None and lane.ends <= moment:
            continue
        begins = lane.begins if now is None and lane.begins > moment else None
        ends = lane.ends if lane.ends < FAR_FUTURE else None
        watched.append(Watch(lane.track, now, later, begins, ends))
    return tuple(watched)
