"""Ids of shifts: `TRACK-YYYY-MM-DD`, and `+2`, `+3` for the parts of a split one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rotation.model.identity import split_part
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.tracks import track_names

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Names", "base_id", "parse_id", "under_known_names"]

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Ids with a date outside these years are not shifts."""

_ID = re.compile(r"(?P<track>.+)-(?P<day>\d{4}-\d{2}-\d{2})", re.ASCII)


def base_id(shift_id: str) -> str:
    """Return the id of the whole shift that a part (`A-2026-03-09+2`) belongs to."""
    return split_part(shift_id)[0]


def parse_id(shift_id: str) -> tuple[str, date] | None:
    """Return the track and date in the id of a whole shift; None when it is not an id."""
    match = _ID.fullmatch(shift_id)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    return (match["track"], day) if FIRST_YEAR <= day.year <= LAST_YEAR else None


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

    def of(self, track: str, day: date) -> str:
        """Return the id of a track's shift that is named by a day."""
        for name in (track, *self._older.get(track, ())):
            if f"{name}-{day}" in self._written:
                return f"{name}-{day}"
        return f"{track}-{day}"

    def all_of(self, shift_id: str) -> tuple[str, ...]:
        """Return every possible id of a shift, or part of one, by the names of its track."""
        base, _ = split_part(shift_id)
        named = parse_id(base)
        if named is None:
            return (shift_id,)
        track = self.track(named[0])
        names = dict.fromkeys((named[0], track, *self._older.get(track, ())))
        return tuple(f"{name}-{named[1]}{shift_id[len(base) :]}" for name in names)

    def known(self, shift_id: str) -> str:
        """Return the recorded id of a shift, or part of one; others as they are."""
        base, _ = split_part(shift_id)
        named = parse_id(base)
        if named is None or named[0] not in self._current:
            return shift_id
        return self.of(self.track(named[0]), named[1]) + shift_id[len(base) :]


def under_known_names(rotation: RotationData, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return lines of a schedule with the recorded ids of their shifts, and present track names.

    A schedule may have been made before its track was renamed, or before another one was published.
    """
    names = Names(rotation)
    return tuple(
        replace(entry, shift=names.known(entry.shift), track=names.track(entry.track))
        for entry in entries
    )
