"""A finished schedule, line by line, ready to be written."""

from dataclasses import dataclass
from datetime import datetime

from rotation.model.shifts import Entry, Shift, Status

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

    Examples
    --------
    >>> row = plan.rows[0]
    >>> row.shift.id, row.engineer, str(row.status)
    ('A-2026-11-30', 'ada', 'planned')
    """

    shift: Shift
    engineer: str | None
    status: Status
    revision: int
    revised: datetime

    def entry(self) -> Entry:
        """Return it as the line of a schedule file that it becomes."""
        shift = self.shift
        facts = (shift.start, shift.end, self.engineer, self.status, self.revision, self.revised)
        return Entry(shift.id, shift.track, shift.kind, *facts)
