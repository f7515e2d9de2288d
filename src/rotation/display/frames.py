"""Rows as pandas frames; docs/frames.md describes every column."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.source import Source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SCHEDULE", "frame_of", "plain", "schedule_frame", "schedule_records"]

SCHEDULE = (
    *("track", "start", "end", "engineer", "shift", "kind", "name", "email", "status"),
    *("days", "rest_days", "holidays", "revision", "revised"),
)
"""The columns of a schedule."""

_INSTANTS = frozenset({"start", "end", "revised", "until", "handover", "comes", "resumes"})


def frame_of(
    records: Iterable[Mapping[str, object]],
    columns: Sequence[str],
    zone: tzinfo | None = None,
    *,
    index: str | None = None,
) -> "pd.DataFrame":
    """Return rows as a frame, which prints all of its columns (`WrappedFrame`).

    Parameters
    ----------
    records : iterable of mapping of str to object
        Rows; fractions become whole numbers or floats, sources become text.
    columns : sequence of str
        In this order, even without rows; other keys follow in the order of their appearance.
    zone : datetime.tzinfo, optional
        Of the columns that are aware instants, such as `start` and `revised`.
    index : str, optional
        The column that becomes the index.
    """
    import pandas as pd  # noqa: PLC0415 - heavy, and only notebooks need it

    from rotation.display.wrapped import WrappedFrame  # noqa: PLC0415 - as above

    rows = [{key: plain(value) for key, value in record.items()} for record in records]
    names = list(dict.fromkeys((*columns, *(key for row in rows for key in row))))
    frame: pd.DataFrame = WrappedFrame(rows, columns=names)
    for name in _INSTANTS.intersection(names) if zone is not None else ():
        frame[name] = pd.to_datetime(frame[name], utc=True).dt.tz_convert(zone)
    return frame if index is None else frame.set_index(index)


def plain(value: object) -> object:
    """Return a value for JSON and frames: fractions as whole numbers or floats."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return None if value is None else str(value) if isinstance(value, Source) else value


def schedule_frame(rotation: RotationData, rows: Iterable[Row]) -> "pd.DataFrame":
    """Return one row per shift.

    Parameters
    ----------
    rotation : RotationData
        For names, addresses and the zone.
    rows : iterable of Row
        The schedule.

    Returns
    -------
    pandas.DataFrame
        Columns `SCHEDULE`; instants are aware, in the rotation's zone; `engineer` of an open shift
        is missing; `holidays` are names joined by `; `.
    """
    return frame_of(schedule_records(rotation, rows), SCHEDULE, ZoneInfo(rotation.timezone))


def schedule_records(
    rotation: RotationData, rows: Iterable[Row]
) -> tuple[Mapping[str, object], ...]:
    """Return the rows of `schedule_frame` by column; parameters are the same."""
    people = {engineer.id: engineer for engineer in rotation.engineers}
    return tuple(
        {
            "track": row.shift.track,
            "start": row.shift.start,
            "end": row.shift.end,
            "engineer": row.engineer,
            "shift": row.shift.id,
            "kind": row.shift.kind.value,
            "name": people[row.engineer].name if row.engineer else None,
            "email": people[row.engineer].email if row.engineer else None,
            "status": row.status.value,
            "days": row.shift.loads.days,
            "rest_days": row.shift.loads.rest_days,
            "holidays": "; ".join(row.shift.holidays),
            "revision": row.revision,
            "revised": row.revised,
        }
        for row in rows
    )
