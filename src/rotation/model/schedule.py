"""A finished schedule, line by line, ready to be written."""

from dataclasses import dataclass
from datetime import datetime

from rotation.model.shifts import Shift, Status

__all__ = ["Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a schedule.

    Attributes
    ----------
    shift : Shift
        With its counted days and holidays.
    engineer : str or None
        Engineer id; None when open.
    status : Status
        `open` exactly when nobody holds it.
    revision : int
        Visible changes since it was first published.
    revised : datetime.datetime
        UTC instant of the last visible change.
    """

    shift: Shift
    engineer: str | None
    status: Status
    revision: int
    revised: datetime
