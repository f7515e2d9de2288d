"""The dates of a sheet in one order, which its own dates decide (I44): nothing is guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from rotation.config.csv_table import CsvRow
from rotation.config.text import quote
from rotation.config.written_dates import DateOrder, WrittenDate, written_date
from rotation.model.identity import named_day

__all__ = ["dated_rows"]

_BOUNDS = ("start", "end")
_AS_IT_IS = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?", re.ASCII)
_WRITE = "write it as 2026-11-27"


class _Cell(NamedTuple):
    """A date that is not written as `YYYY-MM-DD`."""

    row: CsvRow
    column: str
    date: WrittenDate

    @property
    def text(self) -> str:
        """As written, for messages."""
        return quote(self.row[self.column])


def dated_rows(
    rows: Iterable[CsvRow], columns: Sequence[str] = _BOUNDS, *, whole_days: bool = False
) -> list[CsvRow]:
    """Return rows whose dates are written as `2026-12-25` or `2026-12-25 09:00:00`.

    The order of day, month and year is one for all rows: that of a date which has one order only,
    or of a row that names the shift that begins on its `start`. Dates that contradict this order
    or remain undecided are reported, and their columns refused.

    Parameters
    ----------
    rows : iterable of CsvRow
        Of one file, or of one argument from Python.
    columns : sequence of str
        Those with dates.
    whole_days : bool
        Whether the dates are days: midnight is then the day itself.
    """
    table = list(rows)
    written = [(row, list(_foreign(row, columns))) for row in table]
    order = _FileOrder([cell for _, cells in written for cell in cells])
    readers = [(row, {cell.column: order.iso(cell) for cell in cells}) for row, cells in written]
    return [_dated(row, columns, known, whole_days=whole_days) for row, known in readers]


def _foreign(row: CsvRow, columns: Sequence[str]) -> Iterator[_Cell]:
    """Yield the dates of a row that are written in the order of some country."""
    for column in columns:
        text = row[column]
        if not text or _AS_IT_IS.fullmatch(text) or column in row.refused:
            continue
        of = written_date(text)
        if of is not None:
            yield _Cell(row, column, of)


def _dated(
    row: CsvRow, columns: Sequence[str], known: Mapping[str, str | None], *, whole_days: bool
) -> CsvRow:
    """Return a row with the dates that are known; those that are None were reported."""
    cells = {column: text for column, text in known.items() if text is not None}
    if whole_days:
        for column in columns:
            midnight = _MIDNIGHT.fullmatch(cells.get(column) or row[column])
            if midnight:
                cells[column] = midnight[1]
    if not (cells or known):
        return row
    refused = {*row.refused, *(column for column, text in known.items() if text is None)}
    return replace(row, cells={**row.cells, **cells}, refused=refused)


class _FileOrder:
    """The order of the dates of a file, from all of them.

    Parameters
    ----------
    cells : sequence of _Cell
        In the order of the file; what is wrong with them is reported.
    """

    def __init__(self, cells: Sequence[_Cell]) -> None:
        self._possible = set(DateOrder)
        self._because: _Cell | None = None
        self._known: dict[WrittenDate, str | None] = {}
        different: dict[WrittenDate, _Cell] = {}  # a file has many rows on few days
        for cell in cells:
            if None not in cell.date.days:
                different.setdefault(cell.date, cell)
        several = [cell for cell in different.values() if cell.date.days]
        for cell in several:
            self._narrow(cell, set(cell.date.orders))
        for cell in cells:
            if cell.column == "start" and cell.row["shift"] and cell.date in different:
                self._narrow(cell, _by_shift(cell))
        self._judge(several)

    def iso(self, cell: _Cell) -> str | None:
        """Return a date as ISO 8601 has it; None if it cannot be known, which is reported."""
        of = cell.date
        if of not in self._known:
            days = self._days(of)
            known = days[0] if days else None
            self._known[of] = f"{known} {of.clock}" if known and of.clock else known
        if of.serial:
            what = f"{cell.text} is a number; in a spreadsheet it may be {of.serial}"
            _report(cell, what, "format the column as dates before you save it")
        elif not of.days:
            _report(cell, f"there is no day {cell.text}", _WRITE)
        return self._known[of]

    def _days(self, of: WrittenDate) -> list[str]:
        """Return the different days that a date may be, earliest first."""
        return sorted({day for order, day in of.days.items() if order in {None, *self._possible}})

    def _narrow(self, cell: _Cell, orders: set[DateOrder]) -> None:
        """Keep the orders that a cell allows; report it if none is left."""
        left = self._possible & orders
        if left:
            if left != self._possible:
                self._possible, self._because = left, cell
        elif cell.date not in self._known:
            other = self._because
            assert other is not None
            what = f"{cell.text} has the {_words(orders)}"
            before = f"{other.text} {other.row.source.where} has the {_words(self._possible)}"
            fix = "all dates of a file have one order: write them as 2026-11-27"
            _report(cell, f"{what}, but {before}", fix)
            self._known[cell.date] = None

    def _judge(self, cells: Sequence[_Cell]) -> None:
        """Report the first of the dates that no other one decides; none of them is known."""
        unclear = [c for c in cells if c.date not in self._known and len(self._days(c.date)) > 1]
        if not unclear:
            return
        self._known |= dict.fromkeys(cell.date for cell in unclear)
        first, others = unclear[0], len(unclear) - 1
        days = " or ".join(self._days(first.date))
        count = "1 more is" if others == 1 else f"{others} more are"
        more = f", and {count} as unclear" if others else ""
        what = f"{first.text} may be {days}: no date of the file decides{more}"
        fix = "write them as 2026-11-27, or as real dates of a workbook (.xlsx)"
        _report(first, what, fix if others else f"write it as {days}")


def _report(cell: _Cell, what: str, hint: str) -> None:
    cell.row.faults.add(cell.row.source, cell.column, what, hint, about=cell.text)


def _by_shift(cell: _Cell) -> set[DateOrder]:
    """Return the orders in which a date is the first day of the shift that its row names."""
    day = named_day(cell.row["shift"])
    return {o for o in cell.date.orders if cell.date.days[o] == str(day)} or set(DateOrder)


def _words(orders: Iterable[DateOrder]) -> str:
    return " or ".join(order.words for order in DateOrder if order in set(orders))
