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
from rotation.config.exported.columns import TableColumns, cell_at, table_columns
from rotation.config.exported.dates import dates_in
from rotation.config.exported.row_times import RowTimes
from rotation.config.exported.stints import Export, Stint
from rotation.config.faults import Faults, Wrong
from rotation.config.person_names import means_nobody
from rotation.config.text import quote
from rotation.errors import BadInput, Fault
from rotation.limits import CSV_ROWS
from rotation.model.source import Source

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
    header, body = rows[0][1], rows[1:]
    kinds = table_columns(header, place, columns)
    faults = Faults()
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
    return Export(tuple(sorted(set(stints))), timezone, remarks=times.remarks)


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
    first = next((line for line in text.splitlines() if line.strip()), "")
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


def _who(cell: str) -> str:
    return "" if not cell or means_nobody(cell) else cell


def _long(rows: _ExportedRows, zone: ZoneInfo, faults: Faults) -> list[Stint]:
    """Return the stints of a table whose rows are somebody's time on call."""
    body, columns, times, _ = rows
    stints = []
    starts: dict[str, list[datetime]] = defaultdict(list)
    for n, (_, cells) in enumerate(body):
        starts[_part(cells, columns, "schedule")].append(times.start(n, zone))
    for n, (source, cells) in enumerate(body):
        schedule, email = (_part(cells, columns, key) for key in ("schedule", "email"))
        person = _who(_part(cells, columns, "person")) or email
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
            person = _who(match["main"] if match else cell)
            spans = [(begin, end, person)]
            if match:
                first, after = times.of_day(days[match["day"]], zone)
                other = _who(match["other"])
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
