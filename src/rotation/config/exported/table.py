"""A schedule from a table that another tool, or a spreadsheet, exported.

Either a row is somebody's time on call, or a row is a week and each track has a column.
"""

import csv
import io
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rotation.config.exported.calendar import NO_ZONE
from rotation.config.exported.cells import person_of
from rotation.config.exported.columns import TableColumns, cell_at, headers_of, table_columns
from rotation.config.exported.dates import dates_in
from rotation.config.exported.row_times import RowTimes
from rotation.config.exported.stints import Export, Stint
from rotation.config.faults import Faults, Wrong
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CSV_ROWS
from rotation.model.source import Source
from rotation.model.spelling import listed

__all__ = ["csv_rows", "read_exported_table"]

_OTHER = re.compile(r"(?P<main>[^()]+?)\s*\((?P<other>[^()]+?)\s+on\s+(?P<day>[^()]+?)\)\s*")
"""`Ada (Ben on 12/01/2027)`: somebody else has one day of it."""

_DELIMITERS = ",;\t|"


def read_exported_table(
    rows: Sequence[tuple[Source, list[str]]],
    place: str,
    *,
    refused: Mapping[tuple[int, int], Wrong] | None = None,
    timezone: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    clock: time | None = None,
) -> Export:
    """Read a table as who is on call when.

    Parameters
    ----------
    rows : sequence of (Source, list of str)
        Each row that is not blank, with its place; the first one is the header.
    place : str
        As messages call it.
    refused : mapping of (int, int) to Wrong, optional
        By line and position: cells whose value cannot be used.
    timezone : str, optional
        The zone of the sheet's clock; without it, the file is only checked.
    columns : mapping of str to str, optional
        The header of the column by what it is: `start`, `end`, `person`, `email`, `schedule`, or
        the name of a track. By default by usual headers.
    date_format : str, optional
        As of `datetime.strptime`; by default what fits every date of a column.
    clock : datetime.time, optional
        When a turn begins of which only the day is written; midnight by default.

    Raises
    ------
    BadInput
        With every fault of the file at once.
    """
    if len(rows) < 2:
        raise BadInput(Fault(place, "has no rows below a header", "export it again"))
    above = 0 if columns is not None else headers_of([cells for _, cells in rows])
    header, body = rows[above][1], rows[above + 1 :]
    kinds = table_columns(header, place, columns)
    faults = Faults()
    if columns is None:
        _judge_unnamed(header, body, faults)
    used = {*kinds.roles.values(), *kinds.tracks.values()}
    sources = {source.line: source for source, _ in body}
    for (line, n), problem in (refused or {}).items():
        if n in used and line in sources:
            faults.wrong(sources[line], header[n], problem)
    faults.raise_all()
    times = RowTimes(body, kinds, date_format, clock or time())
    if timezone is None:
        raise BadInput(Fault("timezone", f"{quote(place)} names no zone", NO_ZONE))
    zone = ZoneInfo(timezone)
    read = _wide if kinds.tracks else _long
    stints = read(_ExportedRows(body, kinds, times, place), zone, faults)
    faults.raise_all()
    remarks = (*_skipped(above), *times.remarks, *_long_rows(body, kinds, times, zone))
    return Export(tuple(sorted(set(stints))), timezone, remarks=remarks)


def _judge_unnamed(
    header: Sequence[str], body: Sequence[tuple[Source, Sequence[str]]], faults: Faults
) -> None:
    """Report cells below no header: they would be lost without a word."""
    for source, cells in body:
        for n, cell in enumerate(cells):
            if cell and not cell_at(header, n):
                what = f"{quote(cell)} is in column {n + 1}, which has no header"
                faults.add(source, f"column {n + 1}", what, "name the column in the first row")
                return


def _skipped(above: int) -> tuple[str, ...]:
    if not above:
        return ()
    rows = "row" if above == 1 else f"{above} rows"
    return (f"The first {rows} above the headers {'is' if above == 1 else 'are'} left out.",)


def _long_rows(
    body: Sequence[tuple[Source, Sequence[str]]],
    columns: TableColumns,
    times: RowTimes,
    zone: ZoneInfo,
) -> tuple[str, ...]:
    """Return a remark about weeks that have no row: the row before lasts for them, too."""
    if not columns.tracks or "end" in columns.roles:
        return ()
    starts = sorted({times.start(n, zone).replace(tzinfo=None) for n in range(len(body))})
    steps = Counter(after - before for before, after in itertools.pairwise(starts))
    if not steps:
        return ()
    usual, count = steps.most_common(1)[0]
    long = [a for a, b in itertools.pairwise(starts) if (b - a).days >= 2 * usual.days > 0]
    if not long or 2 * count <= steps.total():
        return ()
    days = listed(f"{start:%Y-%m-%d}" for start in long[:3])
    more = f", and of {len(long) - 3} more" if len(long) > 3 else ""
    return (f"There is no row in the weeks after that of {days}{more}; it counts for them, too.",)


def csv_rows(text: str, place: str) -> list[tuple[Source, list[str]]]:
    """Return the rows of a text that are not blank, each with the line on which it begins.

    Parameters
    ----------
    text : str
        CSV separated by commas, semicolons, tabs or bars.
    place : str
        As messages call it.

    Raises
    ------
    BadInput
        When it is not CSV, or has too many rows.
    """
    # A title above the headers has no delimiter.
    first = next((line for line in text.splitlines() if set(line) & set(_DELIMITERS)), "")
    mark = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[Source, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((Source(place, line), [" ".join(cell.split()) for cell in cells]))
            line = reader.line_num + 1
            if len(rows) > CSV_ROWS.most:
                what = f"has more than the {CSV_ROWS} that are read"
                raise BadInput(Fault(place, what, CSV_ROWS.fix))
    except csv.Error as error:
        what = f"not valid CSV: {error}"
        raise BadInput(Fault(f"{place}:{line}", what, "check the double quotes")) from error
    return rows


class _ExportedRows(NamedTuple):
    body: Sequence[tuple[Source, Sequence[str]]]
    columns: TableColumns
    times: RowTimes
    place: str


def _who(cell: str, source: Source, column: str, faults: Faults) -> str:
    try:
        return person_of(cell)
    except Wrong as problem:
        faults.wrong(source, column, problem)
        return ""


def _long(rows: _ExportedRows, zone: ZoneInfo, faults: Faults) -> list[Stint]:
    """Return the stints of a table whose rows are somebody's time on call."""
    body, columns, times, _ = rows
    stints = []
    starts: dict[str, list[datetime]] = defaultdict(list)
    for n, (_, cells) in enumerate(body):
        starts[_part(cells, columns, "schedule")].append(times.start(n, zone))
    for n, (source, cells) in enumerate(body):
        schedule, email = (_part(cells, columns, key) for key in ("schedule", "email"))
        cell = _part(cells, columns, "person")
        person = _who(cell, source, columns.header("person"), faults) or email
        email = email or (person if "@" in person else "")
        begin = times.start(n, zone)
        end = times.end(n, zone) or _next(starts[schedule], begin)
        if end is None or end <= begin:
            what = "has no end, and no row follows it" if end is None else "ends before it starts"
            faults.add(source, columns.header("end"), what, "correct it")
            continue
        utc = (begin.astimezone(UTC), end.astimezone(UTC))
        stints.append(Stint(*utc, schedule, person, email.casefold(), source))
    return stints


def _part(cells: Sequence[str], columns: TableColumns, role: str) -> str:
    return cell_at(cells, columns.roles[role]) if role in columns.roles else ""


def _next(starts: Sequence[datetime], begin: datetime) -> datetime | None:
    """Return when the next row begins; after the last one, the usual time later."""
    later = [start for start in starts if start > begin]
    if later:
        return min(later)
    ordered = sorted(set(starts))
    steps = Counter(
        after.replace(tzinfo=None) - before.replace(tzinfo=None)
        for before, after in itertools.pairwise(ordered)
    )
    return begin + steps.most_common(1)[0][0] if steps else None


def _wide(rows: _ExportedRows, zone: ZoneInfo, faults: Faults) -> list[Stint]:
    """Return the stints of a table whose rows are turns and whose columns are tracks."""
    body, columns, times, place = rows
    stints: list[Stint] = []
    starts = [times.start(n, zone) for n in range(len(body))]
    others = {
        match["day"]
        for _, cells in body
        for at in columns.tracks.values()
        if (match := _OTHER.fullmatch(cell_at(cells, at)))
    }
    days = _days(sorted(others), place)
    _judge_twice(body, columns, starts, faults)
    for n, (source, cells) in enumerate(body):
        begin = starts[n]
        end = times.end(n, zone) or _next(starts, begin)
        if end is None or end <= begin:
            what = "has no end, and no row follows it" if end is None else "ends before it starts"
            faults.add(source, columns.header("end"), what, "correct it")
            continue
        for track, at in columns.tracks.items():
            cell = cell_at(cells, at)
            match = _OTHER.fullmatch(cell)
            person = _who(match["main"] if match else cell, source, track, faults)
            spans = [(begin, end, person)]
            if match:
                first, after = times.of_day(days[match["day"]], zone)
                other = _who(match["other"], source, track, faults)
                spans = [(begin, first, person), (first, after, other), (after, end, person)]
                if not begin <= first < after <= end:
                    what = f"{quote(cell)} is about a day outside its row"
                    faults.add(source, track, what, "correct the day")
                    continue
            stints += [
                Stint(a.astimezone(UTC), b.astimezone(UTC), track, who, _address(who), source)
                for a, b, who in spans
                if a < b
            ]
    return stints


def _judge_twice(
    body: Sequence[tuple[Source, Sequence[str]]],
    columns: TableColumns,
    starts: Sequence[datetime],
    faults: Faults,
) -> None:
    """Report rows that begin at the same time and disagree: a column is one track."""
    first: dict[tuple[str, datetime], tuple[Source, str]] = {}
    for (source, cells), begin in zip(body, starts, strict=True):
        for track, at in columns.tracks.items():
            cell = cell_at(cells, at)
            before, was = first.setdefault((track, begin), (source, cell))
            if cell.casefold() != was.casefold():
                what = f"{quote(cell)}, but line {before.line} begins at the same time with "
                faults.add(source, track, f"{what}{quote(was)}", "remove one of the two rows")


def _address(who: str) -> str:
    return who.casefold() if "@" in who and " " not in who else ""


def _days(cells: Sequence[str], place: str) -> Mapping[str, date]:
    if not cells:
        return {}
    try:
        read, _ = dates_in(cells)
    except Wrong as problem:
        raise BadInput(Fault(place, problem.what, problem.hint)) from problem
    days = [d.date() if isinstance(d, datetime) else d for d in read]
    return {cell: d for cell, d in zip(cells, days, strict=True) if d is not None}
