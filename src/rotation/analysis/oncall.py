"""Who is on call at an instant, and who comes next: from what is worked and published."""

from dataclasses import dataclass
from datetime import datetime

from rotation.horizon.published import records
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry

__all__ = ["Watch", "lines_of", "watches"]


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
    """

    track: str
    now: Entry | None
    later: Entry | None

    @property
    def held(self) -> bool:
        """Whether somebody is on call."""
        return self.now is not None and self.now.engineer is not None

    @property
    def handover(self) -> datetime | None:
        """The next instant at which the track changes; None when nothing is known of one."""
        if self.now is not None:
            return self.now.end
        return self.later.start if self.later is not None else None


def lines_of(rotation: RotationData, track: str) -> tuple[Entry, ...]:
    """Return what is known of a track, by start: history first, published else, trades on top."""
    found = (e for r in records(rotation).values() if r.track == track for e in r.entries)
    return tuple(sorted(found, key=lambda e: (e.start, e.shift)))


def watches(rotation: RotationData, moment: datetime) -> tuple[Watch, ...]:
    """Return each track at an instant, in the order of the configuration.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    moment : datetime.datetime
        Aware.
    """
    found = []
    for track in rotation.tracks:
        lines = lines_of(rotation, track.name)
        now = next((e for e in lines if e.start <= moment < e.end), None)
        later = next((e for e in lines if e.start > moment), None)
        found.append(Watch(track.name, now, later))
    return tuple(found)
