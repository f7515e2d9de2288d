"""The shifts of a rotation with the people who held them in an export."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from rotation.config.exported.stints import Stint
from rotation.horizon import shifts_in_progress, shifts_of
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Status

__all__ = ["by_shift", "lines_of_tracks"]

_Piece = tuple[datetime, datetime, str | None]


def lines_of_tracks(
    rotation: RotationData,
    tracks: Mapping[str, Sequence[Stint]],
    holder: Callable[[Stint], str | None],
) -> list[Entry]:
    """Return a line for each shift, or for each part of one that several people held.

    Every instant is kept: whoever took over an hour late has a part that begins an hour late, and
    where nobody is on call the part is open. Before the first and after the last stint there is
    nothing.

    Parameters
    ----------
    rotation : RotationData
        With the tracks, and everybody who is on call.
    tracks : mapping of str to sequence of Stint
        By the names of its tracks; by start, without overlaps.
    holder : callable
        Returns the id of the engineer of a stint; None for nobody.

    Returns
    -------
    list of Entry
        By start, track and shift.
    """
    lines: list[Entry] = []
    for track, stints in tracks.items():
        first, last = stints[0].start, stints[-1].end
        shifts = (*shifts_in_progress(rotation, first), *shifts_of(rotation, first, last))
        own = {s.id: s for s in shifts if s.track == track and s.start < last and s.end > first}
        for shift in own.values():
            lines += _lines(shift, stints, holder, first, last)
    return sorted(lines, key=lambda line: (line.start, line.track, line.shift))


def by_shift(lines: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return lines by the id of the whole shift that each is a part of."""
    shifts: dict[str, list[Entry]] = {}
    for line in lines:
        shifts.setdefault(base_id(line.shift), []).append(line)
    return shifts


def _lines(
    shift: Shift,
    stints: Sequence[Stint],
    holder: Callable[[Stint], str | None],
    first: datetime,
    last: datetime,
) -> Iterator[Entry]:
    pieces = _joined(
        piece
        for window in shift.windows
        if window.start < last and first < window.end
        for piece in _pieces(max(window.start, first), min(window.end, last), stints, holder)
    )
    opens, closes = shift.windows[0].start, shift.windows[-1].end
    for number, (start, end, engineer) in enumerate(pieces):
        # Parts follow each other; the hours between windows belong to who had the first of both.
        begin = shift.start if number == 0 and start == opens else start
        if number < len(pieces) - 1:
            end = pieces[number + 1][0]  # noqa: PLW2901 - up to the next part
        elif end == closes:
            end = shift.end  # noqa: PLW2901 - nobody else is on call until then
        part = f"{shift.id}+{number + 1}" if number else shift.id
        status = Status.PLANNED if engineer else Status.OPEN
        yield Entry(part, shift.track, shift.kind, begin, end, engineer, status)


def _pieces(
    start: datetime,
    end: datetime,
    stints: Sequence[Stint],
    holder: Callable[[Stint], str | None],
) -> Iterator[_Piece]:
    """Yield who is on call in a window, without a gap."""
    at = start
    for stint in stints:
        if stint.end <= at or stint.start >= end:
            continue
        if stint.start > at:
            yield at, stint.start, None
        until = min(stint.end, end)
        yield max(stint.start, at), until, holder(stint)
        at = until
    if at < end:
        yield at, end, None


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Return pieces, where neighbours with one holder are one."""
    joined: list[_Piece] = []
    for start, end, engineer in pieces:
        if joined and joined[-1][2] == engineer:
            joined[-1] = (joined[-1][0], end, engineer)
        else:
            joined.append((start, end, engineer))
    return joined
