"""Who is on call at an instant, and who comes next: from what is worked and published."""

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
    """What is known of one track: history first, published else, trades on top.

    Attributes
    ----------
    track : str
        Its name.
    lines : tuple of Entry
        By start, as recorded, whatever the tracks are by now.
    begins, ends : datetime.datetime
        UTC, half-open: when the track exists; a track that is configured no more ends with its last
        line. Far away where it exists ever since, or for good.
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
        The line that holds the instant; None when nothing is published for it.
    later : Entry or None
        The first line that begins after the instant.
    begins : datetime.datetime or None
        When the track begins, if that is later and nothing is published for the instant.
    ends : datetime.datetime or None
        When the track ends; None when it does not.
    """

    track: str
    now: Entry | None
    later: Entry | None
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether somebody is on call, or nobody has to be: the track begins later."""
        if self.now is None:
            return self.begins is not None
        return self.now.engineer is not None

    @property
    def handover(self) -> datetime | None:
        """The next instant at which the track changes; None when nothing is known of one."""
        if self.now is not None:
            return self.now.end
        return self.later.start if self.later is not None else self.begins


def lanes_of(rotation: RotationData) -> tuple[WrittenTrack, ...]:
    """Return every track, in the order of the configuration; behind them those that are gone."""
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
    """Return each track at an instant; one that has ended, and of which nothing is left, is none.

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
