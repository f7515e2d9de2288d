"""Time off of unknown people, which matters where absences are needed (I31)."""

from datetime import datetime

from rotation.errors import BadInput, Fault
from rotation.model.people import TimeOffKind
from rotation.model.settings import RotationData

__all__ = ["refuse_unmatched"]


def refuse_unmatched(
    rotation: RotationData, start: datetime, end: datetime, *, counted_from: datetime | None = None
) -> None:
    """Refuse to continue if it is unclear who was away.

    Parameters
    ----------
    rotation : RotationData
        For its `unmatched` time off.
    start, end : datetime.datetime
        UTC, half-open: the days whose absences matter.
    counted_from : datetime.datetime, optional
        Where shares count from, for which leave matters; by default, they do not count.

    Raises
    ------
    BadInput
        With every row and event that matters.
    """
    faults: dict[Fault, None] = {}
    for entry in rotation.unmatched:
        since = start
        if entry.kind is TimeOffKind.LEAVE and counted_from is not None:
            since = min(start, counted_from)
        if entry.start < end and since < entry.end:
            faults[entry.fault] = None
    if faults:
        raise BadInput(tuple(faults))
