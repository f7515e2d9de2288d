"""Ids of shifts: `TRACK-YYYY-MM-DD`, and `+2`, `+3` for the parts of a split one.

Where a weekday has several handovers, their time follows the day: `TRACK-YYYY-MM-DDTHHMM`.
"""

from collections.abc import Sequence
from dataclasses import replace

from rotation.model.identity import ShiftName, shift_name, split_part
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.tracks import track_names

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Names", "base_id", "parse_id", "under_known_names"]

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Ids with a date outside these years are not shifts."""


def base_id(shift_id: str) -> str:
    """Return the id of the whole shift that a part (`A-2026-03-09+2`) belongs to."""
    return split_part(shift_id)[0]


def parse_id(shift_id: str) -> ShiftName | None:
    """Return the track, day and time in the id of a whole shift; None when it is not an id."""
    named = shift_name(shift_id)
    return named if named is not None and FIRST_YEAR <= named.day.year <= LAST_YEAR else None


class Names:
    """The names of a rotation's tracks, older ones included, and the ids of recorded shifts.

    A shift in history or the published plan under an older name of its track keeps that name; any
    other has the present name.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, history and published plan.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._older = {track.name: track.was for track in rotation.tracks}
        self._current = track_names(rotation.tracks)
        self._written: frozenset[str] = frozenset()
        if any(self._older.values()):
            lines = (*rotation.history, *rotation.published)
            self._written = frozenset(base_id(entry.shift) for entry in lines)

    @property
    def tracks(self) -> tuple[str, ...]:
        """Every name of a track, older ones included."""
        return tuple(self._current)

    def track(self, name: str) -> str:
        """Return the present name of a track; unknown names as they are."""
        return self._current.get(name, name)

    def of(self, track: str, turn: str) -> str:
        """Return the id of a track's shift that is named by a day, or by a day and a time."""
        for name in (track, *self._older.get(track, ())):
            if f"{name}-{turn}" in self._written:
                return f"{name}-{turn}"
        return f"{track}-{turn}"

    def all_of(self, shift_id: str) -> tuple[str, ...]:
        """Return every possible id of a shift, or part of one, by the names of its track."""
        base, _ = split_part(shift_id)
        named = parse_id(base)
        if named is None:
            return (shift_id,)
        track = self.track(named.track)
        names = dict.fromkeys((named.track, track, *self._older.get(track, ())))
        return tuple(f"{name}-{named.turn}{shift_id[len(base) :]}" for name in names)

    def known(self, shift_id: str) -> str:
        """Return the recorded id of a shift, or part of one; others as they are."""
        base, _ = split_part(shift_id)
        named = parse_id(base)
        if named is None or named.track not in self._current:
            return shift_id
        return self.of(self.track(named.track), named.turn) + shift_id[len(base) :]


def under_known_names(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return lines of a schedule with the recorded ids of their shifts, and present track names.

    A schedule may have been made before its track was renamed, or before another one was published.
    """
    names = Names(rotation)
    return tuple(
        replace(entry, shift=names.known(entry.shift), track=names.track(entry.track))
        for entry in entries
    )
