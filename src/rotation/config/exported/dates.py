"""The dates of a spreadsheet whose format is not stated: all of a column are of one format."""

import itertools
import re
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo

from rotation.config.faults import Wrong
from rotation.config.text import quote
from rotation.config.times import FIRST_YEAR, LAST_YEAR
from rotation.config.written_dates import DateOrder, WrittenDate, written_date

__all__ = ["SheetDate", "dates_in", "instant_of"]

SheetDate = date | datetime
"""A day, or a moment by the clock of the sheet or with a zone of its own."""

_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d|[^\W\d_]+\.?\s+\d)")
"""The weekday before a date: `Mon 7 Dec 2026`."""


def dates_in(
    cells: Sequence[str], form: str | None = None
) -> tuple[Sequence[SheetDate | None], str]:
    """Return the dates of one column, and how they were read where they could be read otherwise.

    Whether the day or the month comes first holds for the whole column. Where both are possible,
    that order is meant in which the dates grow by equal steps.

    Parameters
    ----------
    cells : sequence of str
        In the order of the rows; empty cells are None.
    form : str, optional
        A format of `datetime.strptime`, with which nothing is concluded.

    Raises
    ------
    Wrong
        With the first cell that is not a date like the others; and when both orders are possible.
    """
    if form is not None:
        return [_read(cell, form) if cell else None for cell in cells], f"in the form {form}"
    written = {cell: _written(cell) for cell in dict.fromkeys(cells) if cell}
    orders: Sequence[DateOrder | None] = (
        [*DateOrder] if any(date.orders for date in written.values()) else [None]
    )
    readings: dict[tuple[SheetDate, ...], DateOrder | None] = {}
    for order in orders:
        read = [_in_order(written[cell], order) for cell in cells if cell]
        if None not in read:
            readings.setdefault(tuple(date for date in read if date is not None), order)
    even = {read: order for read, order in readings.items() if _even(read)}
    readings = even if len(readings) > 1 and even else readings
    if not readings:
        raise Wrong("the dates are not all of one form", "write them as 2026-12-25")
    if len(readings) > 1:
        there = [cell for cell in cells if cell]
        index = next(n for n in range(len(there)) if len({str(r[n])[:10] for r in readings}) > 1)
        cell = there[index]
        days = sorted({str(read[index])[:10] for read in readings})
        what = f"{quote(cell)} may be {' or '.join(days)}"
        raise Wrong(what, "state the format, for example %d/%m/%Y")
    (order,) = readings.values()
    known = [_in_order(written[cell], order) if cell else None for cell in cells]
    if not any(map(_has_time, known)):  # a spreadsheet may write days with 00:00
        known = [d.date() if isinstance(d, datetime) else d for d in known]
    return known, "" if order is None else f"with the {order.words}"


def _written(cell: str) -> WrittenDate:
    read = written_date(cell) or written_date(_WEEKDAY.sub("", cell))
    if read is None or read.serial:
        raise Wrong(f"{quote(cell)} is not a date", "write it as 2026-12-25")
    return read


def _in_order(written: WrittenDate, order: DateOrder | None) -> SheetDate | None:
    """Return a date in an order; None if there is no such day."""
    day = written.days.get(None) or written.days.get(order)
    if day is None:
        return None
    try:
        known = _in_bounds(date.fromisoformat(day))
        return datetime.fromisoformat(f"{day}T{written.clock}") if written.clock else known
    except ValueError:
        return None


def _read(cell: str, form: str) -> SheetDate:
    """Return the date of a cell in a stated format."""
    try:
        # By the sheet's own clock: its zone is known elsewhere.
        moment = datetime.strptime(" ".join(cell.split()), form)  # noqa: DTZ007
    except ValueError:
        what = f"{quote(cell)} is not a date in the form {form}"
        raise Wrong(what, "correct it, or the form") from None
    _in_bounds(moment.date())
    return moment if {"%H", "%I"} & set(re.findall("%.", form)) else moment.date()


def _has_time(moment: SheetDate | None) -> bool:
    return isinstance(moment, datetime) and (moment.tzinfo is not None or moment.time() != time())


def _in_bounds(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(f"{day} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _even(dates: Sequence[SheetDate]) -> bool:
    """Tell whether dates grow by equal steps, where there are several."""
    steps = {_day(after) - _day(before) for before, after in itertools.pairwise(dates)}
    steps.discard(_day(dates[0]) - _day(dates[0]))
    return len(steps) == 1 and next(iter(steps)).days > 0


def _day(moment: SheetDate) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def instant_of(moment: SheetDate, clock: time, zone: tzinfo) -> datetime:
    """Return a date of a sheet as a moment with a zone; days begin at `clock`."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, clock, tzinfo=zone)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
