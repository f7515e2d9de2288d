"""When each row of an exported table begins and ends."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.config.exported.columns import TableColumns, cell_at
from rotation.config.exported.dates import SheetDate, dates_in, instant_of
from rotation.config.faults import Faults, Wrong
from rotation.model.source import Source

__all__ = ["RowTimes"]


class RowTimes:
    """Start and end of each row.

    Attributes
    ----------
    remarks : tuple of str
        How they were read.
    """

    def __init__(
        self,
        body: Sequence[tuple[Source, Sequence[str]]],
        columns: TableColumns,
        form: str | None,
        clock: time,
    ) -> None:
        self._clock = clock
        self._read: dict[str, Sequence[SheetDate | None]] = {}
        remarks = []
        faults = Faults()
        for role in ("start", "end"):
            if role not in columns.roles:
                continue
            cells = [cell_at(cells, columns.roles[role]) for _, cells in body]
            for (source, _), cell in zip(body, cells, strict=True):
                if not cell and role == "start":
                    faults.add(source, columns.header(role), "is empty", "give the day it begins")
            try:
                self._read[role], used = dates_in(cells, form) if any(cells) else ((), "")
            except Wrong as problem:
                at = columns.roles[role]
                wrong = (s for s, row in body if f"'{cell_at(row, at)}'" in problem.what)
                source = next(wrong, body[0][0])
                faults.wrong(source, columns.header(role), problem)
                continue
            if used and form is None:
                remarks.append(f"The dates of column {role} were read {used}.")
        faults.raise_all()
        starts = self._read["start"]
        ends = self._read.get("end") or [None] * len(starts)
        self._lines = list(zip(starts, ends, strict=True))
        self._day_after = self._ends_are_last_days()
        if self._day_after:
            remarks.append("An end that is only a day is the last day on call.")
        dated = [d for pair in self._lines for d in pair if d is not None]
        if any(not isinstance(d, datetime) for d in dated):
            remarks.append(f"A turn of which only the day is written begins at {clock:%H:%M}.")
        self.remarks = tuple(remarks)

    def _ends_are_last_days(self) -> bool:
        """Tell whether most ends that are days lie a day before a start."""
        starts = {start for start, _ in self._lines}
        ends = [end for _, end in self._lines if end and not isinstance(end, datetime)]
        before = sum(end + timedelta(days=1) in starts for end in ends)
        at = sum(end in starts for end in ends)
        return bool(ends) and before >= at

    def start(self, row: int, zone: ZoneInfo) -> datetime:
        """Return when a row begins."""
        start = self._lines[row][0]
        assert start is not None
        return instant_of(start, self._clock, zone)

    def end(self, row: int, zone: ZoneInfo) -> datetime | None:
        """Return when a row ends; None if that is not written."""
        end = self._lines[row][1]
        if end is None:
            return None
        if self._day_after and not isinstance(end, datetime):
            end += timedelta(days=1)
        return instant_of(end, self._clock, zone)

    def of_day(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the day on call that begins on a day."""
        after = day + timedelta(days=1)
        return instant_of(day, self._clock, zone), instant_of(after, self._clock, zone)
