"""What each person carries, shift by shift, from history, the published plan and a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.display.frames import frame_of
from rotation.horizon.counted_holidays import CountedHolidays
from rotation.horizon.ids import base_id
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift
from rotation.written import shifts_from_entries
from rotation.written.published import records

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Carried", "CarriedFrom", "carried_between", "carried_frame", "written"]


class CarriedFrom(StrEnum):
    """Which schedule says who carries a shift."""

    HISTORY = "history"
    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Carried:
    """A written line with its counted loads.

    Attributes
    ----------
    shift : Shift
        A shift or a part of a split one, with its loads (F2, F3).
    engineer : str or None
        Who carries it; None is an open line.
    origin : CarriedFrom
        Where the line comes from.
    """

    shift: Shift
    engineer: str | None
    origin: CarriedFrom


def written(
    rotation: RotationData, draft: Sequence[Entry] | Sequence[Row] = ()
) -> tuple[Carried, ...]:
    """Return every written line, open ones included.

    History comes before the published plan, and a draft before both: it replaces every line of
    its shifts, and the lines of its tracks that it overlaps.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    draft : sequence of Entry or Row
        Lines of a plan or of any schedule.

    Returns
    -------
    tuple of Carried
        By start, track and id.
    """
    lines = [
        (line if isinstance(line, Entry) else line.entry(), CarriedFrom.DRAFT) for line in draft
    ]
    drafted = [entry for entry, _ in lines]
    spoken = {(entry.track, base_id(entry.shift)) for entry in drafted}
    for key, record in records(rotation).items():
        if key not in spoken:
            origin = CarriedFrom.HISTORY if record.worked else CarriedFrom.PUBLISHED
            lines += [
                (entry, origin) for entry in record.entries if not _overlapped(entry, drafted)
            ]
    shifts = shifts_from_entries(rotation, [entry for entry, _ in lines])
    carried = [
        Carried(shift, entry.engineer, origin)
        for shift, (entry, origin) in zip(shifts, lines, strict=True)
    ]
    return tuple(sorted(carried, key=lambda c: (c.shift.start, c.shift.track, c.shift.id)))


def carried_between(
    rotation: RotationData,
    start: datetime,
    end: datetime,
    draft: Sequence[Entry] | Sequence[Row] = (),
) -> tuple[Carried, ...]:
    """Return the written lines of a window, open ones included.

    Parameters
    ----------
    rotation : RotationData
        Its history and published plan.
    start, end : datetime.datetime
        Aware, half-open. A line belongs to the window when its start does; one of the draft also
        when it began before and goes on inside (F1).
    draft : sequence of Entry or Row
        See `written`.
    """
    return tuple(
        line
        for line in written(rotation, draft)
        if line.shift.start < end
        and (
            start <= line.shift.start
            or (line.origin is CarriedFrom.DRAFT and start < line.shift.end)
        )
    )


def carried_frame(rotation: RotationData, carried: Sequence[Carried]) -> "pd.DataFrame":
    """Return one row per person and shift.

    Parameters
    ----------
    rotation : RotationData
        For names and the zone.
    carried : sequence of Carried
        Open lines are left out.

    Returns
    -------
    pandas.DataFrame
        Columns `track, start, end, engineer, name, shift, kind, days, rest_days, holidays,
        period, origin, dates`; instants are aware, in the rotation's zone; `holidays` are names
        joined by `; `; `period` is the special period of a volunteer shift, else empty; `dates`
        are its local days (H10), joined by blanks.
    """
    names, counted = rotation.names, CountedHolidays(rotation)
    rows = (
        {
            "track": line.shift.track,
            "start": line.shift.start,
            "end": line.shift.end,
            "engineer": line.engineer,
            "name": names.get(line.engineer, line.engineer),
            "shift": line.shift.id,
            "kind": line.shift.kind.value,
            "days": line.shift.loads.days,
            "rest_days": line.shift.loads.rest_days,
            "holidays": "; ".join(counted.names(line.shift, line.engineer)),
            "period": line.shift.period,
            "origin": line.origin.value,
            "dates": " ".join(map(str, line.shift.dates)),
        }
        for line in carried
        if line.engineer is not None
    )
    return frame_of(rows, _COLUMNS, ZoneInfo(rotation.timezone))


_COLUMNS = (
    *("track", "start", "end", "engineer", "name", "shift", "kind", "days", "rest_days"),
    *("holidays", "period", "origin", "dates"),
)


def _overlapped(entry: Entry, drafted: Sequence[Entry]) -> bool:
    return any(
        d.track == entry.track and d.start < entry.end and entry.start < d.end for d in drafted
    )
