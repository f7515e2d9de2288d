"""The published shift, and its stretch, that a trade is about."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import midnight
from rotation.horizon.ids import Names, base_id
from rotation.horizon.shift_days import ShiftDays
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.spelling import nearest
from rotation.trades.edition import living_entries
from rotation.trades.transfers import parts_of
from rotation.written.entries import shifts_from_entries
from rotation.written.line_windows import LineWindows

__all__ = ["Stretch", "line_named", "stretch_of"]

_DAY = re.compile(r"(?P<year>\d{4})-?(?P<month>\d\d?)-?(?P<day>\d\d?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A published line, and the traded part of it.

    Attributes
    ----------
    line : Entry
        A shift, or one part of a split shift.
    start, end : datetime.datetime
        UTC, half-open; without the time before today.
    """

    line: Entry
    start: datetime
    end: datetime


def line_named(
    rotation: RotationData,
    words: str,
    today: date,
    *,
    at: datetime | None = None,
    place: str = "SHIFT",
) -> Entry:
    """Return the published line with this id that is not over; letter case does not matter.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    words : str
        An id. Trades give parts of a split shift new ids, so with `at` it may also be the id of
        another part of the same shift, or of one that is over.
    today : datetime.date
        In the rotation's zone.
    at : datetime.datetime, optional
        Aware: the part of the shift that contains this instant is meant, if there is one.
    place : str
        The name of the argument, for messages.

    Raises
    ------
    BadInput
        When there is none, with the lines on that track and day.
    """
    wanted = words.strip().casefold()
    living = living_entries(rotation, today)
    begins = midnight(ZoneInfo(rotation.timezone), today)
    ahead = [entry for entry in living if entry.end > begins]
    names = Names(rotation)
    if at is not None:
        for entry in ahead:
            wholes = (shift.casefold() for shift in names.all_of(base_id(entry.shift)))
            if entry.start <= at < entry.end and base_id(wanted) in wholes:
                return entry
    for entry in ahead:
        if wanted in (shift.casefold() for shift in names.all_of(entry.shift)):
            return entry
    known = [e.shift for e in (*rotation.published, *rotation.history)]
    if wanted in (shift.casefold() for shift in known):
        hint = "past shifts are history: correct the history file if somebody else worked it"
        raise BadInput(Fault(place, f"{words} is over", hint))
    if not ahead:
        hint = "plan, then publish" if not rotation.published else "everything published is over"
        raise BadInput(Fault(place, f"{words} is not published", hint))
    first, last = ahead[0].shift, max(ahead, key=lambda e: e.start).shift
    near = _meant(rotation, wanted, ahead)
    hint = (
        f"did you mean {' or '.join(near)}?"
        if near
        else f"the published plan has {first} to {last}"
    )
    raise BadInput(Fault(place, f"there is no published shift {words}", hint))


def _meant(rotation: RotationData, wanted: str, ahead: list[Entry]) -> list[str]:
    """Return the lines that have the day in an unknown id (H10, H29), on its track.

    A day alone means every track.
    """
    written = _DAY.search(wanted)
    if written is None:
        return []
    try:
        day = date(*map(int, written.group("year", "month", "day")))
    except ValueError:
        return []
    named = wanted[: written.start()].rstrip("-_ ")
    names, there = Names(rotation), {entry.track for entry in ahead}
    meant = nearest(named, {*there, *(name for name in names.tracks if names.track(name) in there)})
    if named and meant is None:
        return []
    track = meant and names.track(meant)
    days = ShiftDays(rotation)
    return [
        entry.shift
        for entry, shift in zip(ahead, shifts_from_entries(rotation, ahead), strict=True)
        if track in (None, entry.track) and day in days.named(shift)
    ]


def stretch_of(
    rotation: RotationData,
    line: Entry,
    today: date,
    start: datetime | None = None,
    end: datetime | None = None,
) -> Stretch:
    """Return the traded part of a line: everything left of it, or the requested part.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    line : Entry
        One of `line_named`.
    today : datetime.date
        In the rotation's zone; of a running shift, the time from its midnight on is left.
    start, end : datetime.datetime, optional
        Aware; may reach over other parts of the same shift.

    Raises
    ------
    BadInput
        For times outside the shift, before today, in the wrong order, or without any window.
    """
    zone = ZoneInfo(rotation.timezone)
    start, end = (None if m is None else m.astimezone(UTC) for m in (start, end))
    begins = midnight(zone, today)
    parts = parts_of(rotation, line.shift)
    first, last = min(e.start for e in parts), max(e.end for e in parts)

    def local(moment: datetime) -> str:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")

    whole = f"{line.shift} goes from {local(first)} to {local(last)}"
    faults = []
    for option, moment in (("--from", start), ("--to", end)):
        if moment is not None and not first <= moment <= last:
            what = f"{local(moment)} is outside the shift"
            faults.append(Fault(option, what, whole))
    if start is not None and first <= start < begins:
        what = f"{local(start)} is before today and was worked already"
        faults.append(Fault("--from", what, f"give {local(begins)} or later"))
    stretch = Stretch(
        line,
        max(line.start, begins) if start is None else start,
        line.end if end is None else end,
    )
    if not faults and stretch.end - stretch.start <= timedelta(0):
        what = f"{local(stretch.end)} is not after {local(stretch.start)}"
        faults.append(Fault("--to", what, whole))
    own = LineWindows(rotation).tiled(parts, stretch.start, stretch.end) if not faults else None
    if not faults and own is None:
        what = f"nobody is on call from {local(stretch.start)} to {local(stretch.end)}"
        hint = f"give times inside the hours of track {line.track}"
        faults.append(Fault("--from", what, hint))
    if own is None:
        raise BadInput(faults)
    return Stretch(line, *own)
