"""`time_off.csv`, `volunteers.csv` and `wishes.csv`."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import TypeVar

from rotation.config.csv_table import Columns, CsvRow
from rotation.config.dated_rows import dated_rows
from rotation.config.faults import Faults, Wrong
from rotation.config.people import People
from rotation.config.text import clean, one_of, quote
from rotation.config.times import full_date, local, midnight, moment
from rotation.config.unmatched import Unclear, UnmatchedTimeOff
from rotation.model.people import Offer, TimeOff, TimeOffKind, Wish

__all__ = [
    "OFFERS",
    "TIME_OFF",
    "WISHES",
    "read_offers",
    "read_time_off",
    "read_wishes",
    "unsigned",
]

PersonRow = TypeVar("PersonRow", TimeOff, Offer, Wish)

TIME_OFF = Columns(
    ("engineer", "start", "end"), ("kind", "note", "wording"), filled_in=True, named=("engineer",)
)
OFFERS = Columns(
    ("engineer", "start", "end"),
    ("max_shifts", "preference", "shift", "days", "holidays", "held_by", "wording"),
    filled_in=True,
    shown=("days", "holidays", "held_by"),
    named=("engineer",),
)
"""From `shift` to `held_by` they are columns of the sign-up sheet."""
WISHES = Columns(
    ("engineer", "start", "end", "want"), ("wording",), filled_in=True, named=("engineer",)
)

_KINDS = frozenset(map(str, TimeOffKind))
_DATE_AS_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[ T]00:00:00", re.ASCII)
"""A date in the form that data frames and spreadsheets export."""
_COUNT = re.compile(r"\d{1,4}", re.ASCII)


def read_time_off(
    rows: Iterable[CsvRow],
    people: People,
    faults: Faults,
    remarks: Faults,
    *,
    home: str,
    unmatched: UnmatchedTimeOff,
) -> list[TimeOff]:
    """Return time off, in the order of its rows.

    Parameters
    ----------
    rows : iterable of CsvRow
        With the columns `TIME_OFF`.
    people : People
        The known people and their zones.
    faults : Faults
        Collects the problems.
    remarks : Faults
        Collects remarks on what may have been meant differently.
    home : str
        IANA zone of the rotation, for days of unknown people.
    unmatched : UnmatchedTimeOff
        Collects the rows of unknown people.
    """
    absences = []
    for row in dated_rows(rows):
        engineer, unclear = _whose(row, people, unmatched)
        start, end = row.read("start", moment), row.read("end", moment)
        kind = row.read_or("kind", _kind, TimeOffKind.VACATION)
        note = row.read_or("note", clean, "")
        interval = None
        if start is not None and end is not None:
            interval = _interval(row, start, end, people.zones.get(engineer or "", home))
        if unclear is not None:
            of = (row.source, "engineer", row["engineer"])
            unmatched.add(*of, unclear, times=interval, kind=kind or TimeOffKind.VACATION)
        if interval is None or engineer is None or kind is None or note is None:
            continue
        _report_dates_as_instants(row, remarks)
        wording = _wording(row)
        absences.append(TimeOff(engineer, *interval, kind, wording, note, row.source))
    return _each_once(absences, faults)


def _whose(
    row: CsvRow, people: People, unmatched: UnmatchedTimeOff
) -> tuple[str | None, Unclear | None]:
    """Return whose time off a row is, or why that is unclear; neither if that was reported."""
    name = row.read("engineer", str)
    if name is None:
        return None, None
    try:
        return people.known(name), None
    except Wrong as problem:
        if unmatched.ignores(name):
            return None, None
        if "did you mean" in problem.hint:
            return None, Unclear(problem.what, problem.hint, problem.hint)
        if len(people.names.meant(name)) > 1:
            return None, Unclear(problem.what, problem.hint, problem.what)
        fix = f"{problem.hint}, or the name to the `aliases` of one; {unmatched.fix}"
        return None, Unclear(problem.what, fix)


def read_offers(rows: Iterable[CsvRow], people: People, zone: str, faults: Faults) -> list[Offer]:
    """Return the offers of a volunteers' sheet, in its order, without unsigned rows.

    Parameters
    ----------
    rows : iterable of CsvRow
        With the columns `OFFERS`.
    people : People
        The known people.
    zone : str
        IANA zone of the rotation, in which the days are meant.
    faults : Faults
        Collects the problems.
    """
    offers = []
    for row in dated_rows(rows, whole_days=True):
        if unsigned(row):
            continue
        engineer = row.read("engineer", people.known)
        start, end = row.read("start", full_date), row.read("end", full_date)
        most = row.read_or("max_shifts", _max_shifts, None)
        preference = row.read_or("preference", _preference, 2)
        if start is None or end is None:
            continue
        if end < start:
            row.fault(
                "end", f"{end} lies before start, {start}", "swap them; both days are included"
            )
        elif engineer is not None and preference is not None:
            interval = midnight(start, zone), midnight(end, zone, days_later=1)
            wording = _wording(row)
            offers.append(Offer(engineer, *interval, most, preference, wording, row.source))
    return _each_once(offers, faults)


def unsigned(row: CsvRow) -> bool:
    """Return whether a row is a free place of the sign-up sheet (I20)."""
    return bool(row["shift"]) and not (row["engineer"] or row["max_shifts"] or row["preference"])


def read_wishes(rows: Iterable[CsvRow], people: People, faults: Faults) -> list[Wish]:
    """Return wishes, in the order of their rows.

    Parameters
    ----------
    rows : iterable of CsvRow
        With the columns `WISHES`.
    people : People
        The known people, with the zones of their days.
    faults : Faults
        Collects the problems.
    """
    wishes = []
    for row in dated_rows(rows, whole_days=True):
        engineer = row.read("engineer", people.known)
        start, end = row.read("start", full_date), row.read("end", full_date)
        wanted = row.read("want", _want)
        if start is None or end is None:
            continue
        interval = _interval(row, start, end, people.zones.get(engineer or "", "UTC"))
        if interval is not None and engineer is not None and wanted is not None:
            wording = _wording(row)
            wishes.append(Wish(engineer, *interval, wanted, wording, row.source))
    return _each_once(wishes, faults)


def _interval(
    row: CsvRow, start: date | datetime, end: date | datetime, zone: str
) -> tuple[datetime, datetime] | None:
    if isinstance(start, datetime) and isinstance(end, datetime):
        first, last = local(start, zone), local(end, zone)
        if last > first:
            return first, last
        what = f"{row['end']} is not after start, {row['start']}"
        row.fault("end", what, "give an end after the start; the end itself is not included")
    elif isinstance(start, datetime) or isinstance(end, datetime):
        what = f"{row['start']} and {row['end']} mix a date and an instant"
        row.fault("end", what, "give two dates or two instants")
    elif end < start:
        row.fault("end", f"{end} lies before start, {start}", "swap them; both days are included")
    else:
        return midnight(start, zone), midnight(end, zone, days_later=1)
    return None


def _report_dates_as_instants(row: CsvRow, remarks: Faults) -> None:
    """Report two midnights in the form of pandas and Excel dates: the last day is not included."""
    if _DATE_AS_INSTANT.fullmatch(row["start"]) and _DATE_AS_INSTANT.fullmatch(row["end"]):
        about = f"'{row['end']}'"
        what = f"{about} is read as the instant at which time off ends, so that day is not included"
        hint = "write dates, such as 2026-12-21, for whole days; then the end day is included"
        remarks.add(row.source, "end", what, hint, about=about)


def _each_once(records: list[PersonRow], faults: Faults) -> list[PersonRow]:
    """Return the records; report duplicates under another name of the person."""
    first: dict[PersonRow, PersonRow] = {}
    for record in records:
        earlier = first.setdefault(record, record)
        if earlier is not record and earlier.source and record.source:
            about = f"as {earlier.source.words}"
            what = f"the same row {about}: both mean '{record.engineer}'"
            faults.add(record.source, "", what, "remove one", about=about)
    return records


def _wording(row: CsvRow) -> str:
    """Return what messages call the days of a row: by default, as its start and end are written."""
    start, end = row["start"], row["end"]
    days = f"on {start}" if start == end else f"{start} to {end}"
    return row.read_or("wording", clean, "") or days


@cache
def _kind(text: str) -> TimeOffKind:
    return TimeOffKind(one_of(text, "kind", _KINDS))


def _max_shifts(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise Wrong(f"{quote(text)} is not a whole number", "leave it empty for no bound")
    if int(text) == 0:
        raise Wrong("offers no shift", "remove the row")
    return int(text)


def _want(text: str) -> bool:
    return one_of(text, "want", ("no", "yes")) == "yes"


def _preference(text: str) -> int:
    if text not in ("1", "2", "3"):
        raise Wrong(f"{quote(text)} is not 1, 2 or 3", "1 means preferred, 3 only if needed")
    return int(text)
