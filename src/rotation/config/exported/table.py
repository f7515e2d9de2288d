"""A schedule from a table that another tool, or a spreadsheet, exported.

Either a row is somebody's time on call, or a row is a week and each track has a column.
"""

import csv
import io
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rotation.config.exported.calendar import NO_ZONE
from rotation.config.exported.dates import SheetDate, dates_in, instant_of
from rotation.config.exported.stints import Export, Stint
from rotation.config.faults import Faults, Wrong
from rotation.config.person_names import means_nobody
from rotation.config.text import quote, suggest
from rotation.errors import BadInput, Fault
from rotation.limits import CSV_ROWS
from rotation.model.source import Source

__all__ = ["ROLES", "read_exported_table"]

ROLES = ("start", "end", "person", "email", "schedule")
"""What a column may be, beside a track."""

_HEADERS: Mapping[str, Sequence[str]] = {
    "start": (
        *("start", "from", "begin", "begins", "starts", "start time", "start date", "starts at"),
        *("start at", "week", "week of", "week starting", "week commencing", "week beginning"),
        *("date", "day", "w c", "wc"),
    ),
    "end": (
        "end",
        "to",
        "until",
        "ends",
        "end time",
        "end date",
        "ends at",
        "end at",
        "week ending",
    ),
    "person": (
        *("person", "engineer", "user", "name", "on call", "oncall", "who", "assignee"),
        *("user name", "username", "full name", "responder"),
    ),
    "email": ("email", "e mail", "mail", "user email", "email address"),
    "schedule": (
        *("schedule", "track", "rotation", "calendar", "level", "escalation level", "layer"),
        *("schedule name", "rota"),
    ),
}
_BESIDE = frozenset(
    (
        *("notes", "note", "comment", "comments", "holiday", "holidays", "week number", "no"),
        *("shift", "kind", "status", "rest days", "revision", "revised", "id", "duration"),
        *("hours", "timezone"),
    )
)
"""Columns of neither kind that are often there."""

_OTHER = re.compile(r"(?P<main>[^()]+?)\s*\((?P<other>[^()]+?)\s+on\s+(?P<day>[^()]+?)\)\s*")
"""`Ada (Ben on 12/01/2027)`: somebody else has one day of it."""

_DELIMITERS = ",;\t|"


class _TableColumns(NamedTuple):
    roles: Mapping[str, int]
    tracks: Mapping[str, int]


def read_exported_table(
    text: str,
    place: str,
    *,
    timezone: str | None = None,
    columns: Mapping[str, str] | None = None,
    date_format: str | None = None,
    clock: time | None = None,
) -> Export:
    """Read a table as who is on call when.

    Parameters
    ----------
    text : str
        CSV with a header, separated by commas, semicolons, tabs or bars.
    place : str
        As messages call it.
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
    rows = _rows(text, place)
    header, body = rows[0][1], rows[1:]
    kinds = _columns(header, place, columns)
    faults = Faults()
    times = _RowTimes(body, kinds, place, date_format, clock or time())
    if timezone is None:
        raise BadInput(Fault("timezone", f"{quote(place)} names no zone", NO_ZONE))
    zone = ZoneInfo(timezone)
    read = _wide if kinds.tracks else _long
    stints = read(_ExportedRows(body, kinds, times, place), zone, faults)
    faults.raise_all()
    return Export(tuple(sorted(set(stints))), timezone, remarks=times.remarks)


def _rows(text: str, place: str) -> list[tuple[int, list[str]]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((line, [" ".join(cell.split()) for cell in cells]))
            line = reader.line_num + 1
            if len(rows) > CSV_ROWS.most:
                what = f"has more than the {CSV_ROWS} that are read"
                raise BadInput(Fault(place, what, CSV_ROWS.fix))
    except csv.Error as error:
        what = f"not valid CSV: {error}"
        raise BadInput(Fault(f"{place}:{line}", what, "check the double quotes")) from error
    if len(rows) < 2:
        raise BadInput(Fault(place, "has no rows below a header", "export it again"))
    return rows


def _plain(header: str) -> str:
    return " ".join(re.findall(r"\w+", header.casefold().replace("_", " ")))


def _columns(header: Sequence[str], place: str, given: Mapping[str, str] | None) -> _TableColumns:
    plain = [_plain(cell) for cell in header]
    if given is not None:
        return _given_columns(header, plain, given)
    roles = {
        role: plain.index(next(name for name in names if name in plain))
        for role, names in _HEADERS.items()
        if set(names) & set(plain)
    }
    if "start" not in roles:
        fix = "name the columns, for example start=Week,A=Primary"
        raise BadInput(Fault("columns", f"no column of {quote(place)} is a start", fix))
    if "person" in roles or "email" in roles:
        return _TableColumns(roles, {})
    taken = set(roles.values())
    tracks = {
        header[n]: n
        for n, name in enumerate(plain)
        if name and n not in taken and name not in _BESIDE
    }
    if not tracks:
        fix = "name the columns, for example start=Week,A=Primary or start=From,person=Who"
        raise BadInput(Fault("columns", f"no column of {quote(place)} names people", fix))
    return _TableColumns({role: n for role, n in roles.items() if role != "schedule"}, tracks)


def _given_columns(
    header: Sequence[str], plain: Sequence[str], given: Mapping[str, str]
) -> _TableColumns:
    unknown = [(key, name) for key, name in given.items() if _plain(name) not in plain]
    if unknown:
        raise BadInput(
            [
                Fault("columns", f"{key}: no column {quote(name)}", suggest(name, header))
                for key, name in unknown
            ]
        )
    at = {key: plain.index(_plain(name)) for key, name in given.items()}
    roles = {key: n for key, n in at.items() if key in ROLES}
    tracks = {key: n for key, n in at.items() if key not in ROLES}
    if "start" not in roles or bool(tracks) == bool({"person", "email"} & set(roles)):
        what = "give start and either the person or tracks"
        fix = "for example start=Week,A=Primary, or start=From,end=To,person=Who"
        raise BadInput(Fault("columns", what, fix))
    return _TableColumns(roles, tracks)


class _RowTimes:
    """Start and end of each row.

    Attributes
    ----------
    remarks : tuple of str
        How they were read.
    """

    def __init__(
        self,
        body: Sequence[tuple[int, Sequence[str]]],
        columns: _TableColumns,
        place: str,
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
            cells = [_cell(cells, columns.roles[role]) for _, cells in body]
            for (line, _), cell in zip(body, cells, strict=True):
                if not cell and role == "start":
                    faults.add(Source(place, line), role, "is empty", "give the day it begins")
            try:
                self._read[role], used = dates_in(cells, form) if any(cells) else ((), "")
            except Wrong as problem:
                line = next(n for n, cells in body if _cell(cells, columns.roles[role]))
                for n, row in body:
                    if quote(_cell(row, columns.roles[role])) in problem.what:
                        line = n
                        break
                faults.wrong(Source(place, line), role, problem)
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


class _ExportedRows(NamedTuple):
    body: Sequence[tuple[int, Sequence[str]]]
    columns: _TableColumns
    times: _RowTimes
    place: str


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _who(cell: str) -> str:
    return "" if not cell or means_nobody(cell) else cell


def _long(rows: _ExportedRows, zone: ZoneInfo, faults: Faults) -> list[Stint]:
    """Return the stints of a table whose rows are somebody's time on call."""
    body, columns, times, place = rows
    stints = []
    starts: dict[str, list[datetime]] = defaultdict(list)
    for n, (_, cells) in enumerate(body):
        starts[_part(cells, columns, "schedule")].append(times.start(n, zone))
    for n, (line, cells) in enumerate(body):
        schedule, email = (_part(cells, columns, key) for key in ("schedule", "email"))
        person = _who(_part(cells, columns, "person")) or email
        email = email or (person if "@" in person else "")
        begin = times.start(n, zone)
        end = times.end(n, zone) or _next(starts[schedule], begin)
        source = Source(place, line)
        if end is None or end <= begin:
            what = "has no end, and no row follows it" if end is None else "ends before it starts"
            faults.add(source, "end", what, "correct it")
            continue
        utc = (begin.astimezone(UTC), end.astimezone(UTC))
        stints.append(Stint(*utc, schedule, person, email.casefold(), source))
    return stints


def _part(cells: Sequence[str], columns: _TableColumns, role: str) -> str:
    return _cell(cells, columns.roles[role]) if role in columns.roles else ""


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
        if (match := _OTHER.fullmatch(_cell(cells, at)))
    }
    days = _days(sorted(others), place)
    for n, (line, cells) in enumerate(body):
        begin = starts[n]
        end = times.end(n, zone) or _next(starts, begin)
        source = Source(place, line)
        if end is None or end <= begin:
            what = "has no end, and no row follows it" if end is None else "ends before it starts"
            faults.add(source, "end", what, "correct it")
            continue
        for track, at in columns.tracks.items():
            cell = _cell(cells, at)
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
