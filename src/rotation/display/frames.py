"""Schedules as pandas frames, for notebooks."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.model.schedule import Row
from rotation.model.settings import RotationData

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["schedule_frame"]


def schedule_frame(rotation: RotationData, rows: "Sequence[Row]") -> "pd.DataFrame":
    """Return one row per shift.

    Parameters
    ----------
    rotation : RotationData
        For names, addresses and the zone.
    rows : sequence of Row
        The schedule.

    Returns
    -------
    pandas.DataFrame
        Columns `shift, track, kind, start, end, engineer, name, email, status, days, rest_days,
        holidays, revision, revised`; instants are aware, in the rotation's zone; `engineer` of an
        open shift is None; `holidays` are names joined by `; `.
    """
    import pandas as pd  # noqa: PLC0415 - heavy, and only notebooks need it

    zone = ZoneInfo(rotation.timezone)
    people = {engineer.id: engineer for engineer in rotation.engineers}
    frame = pd.DataFrame(
        [
            {
                "shift": row.shift.id,
                "track": row.shift.track,
                "kind": row.shift.kind.value,
                "start": row.shift.start,
                "end": row.shift.end,
                "engineer": row.engineer,
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
        ],
        columns=_SCHEDULE,
    )
    for column in ("start", "end", "revised"):
        frame[column] = pd.to_datetime(frame[column], utc=True).dt.tz_convert(zone)
    return frame


_SCHEDULE = [
    *("shift", "track", "kind", "start", "end", "engineer", "name", "email", "status", "days"),
    *("rest_days", "holidays", "revision", "revised"),
]
