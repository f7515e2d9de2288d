"""Time off, offers, wishes, schedules, trades and changes that are given from Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rotation.arguments import described
from rotation.config.absences import (
    OFFERS,
    TIME_OFF,
    WISHES,
    read_offers,
    read_time_off,
    read_wishes,
)
from rotation.config.calendars.files import CalendarFile
from rotation.config.cells import typed_cell
from rotation.config.csv_table import Columns, CsvRow
from rotation.config.document import Document
from rotation.config.faults import Faults, Wrong
from rotation.config.given import REFUSED
from rotation.config.held_ids import IdMaker, NewIds
from rotation.config.people import OwnCalendars, People
from rotation.config.records import CHANGES, TRADES, read_changes, read_trades
from rotation.config.schedules import SCHEDULE, judge_overlaps, read_entries
from rotation.config.text import suggest
from rotation.config.unmatched import UnmatchedTimeOff
from rotation.model.people import Offer, TimeOff, Wish
from rotation.model.settings import Places
from rotation.model.shifts import Entry, Status
from rotation.model.source import Argument, Source
from rotation.model.trades import LoggedChange, Trade

__all__ = ["RECORDS", "GivenRecords", "GivenRows", "cells_of"]

RECORDS: Mapping[str, Columns] = {
    "time_off": TIME_OFF,
    "volunteers": OFFERS,
    "wishes": WISHES,
    "history": SCHEDULE,
    "published": SCHEDULE,
    "trades": TRADES,
    "changes": CHANGES,
}
"""The columns of each kind of records, by its key in `[files]`."""

_NO_FILES = "names files, but no folder is given"
_INSTEAD = "give the folder that they are relative to, folder=..., or their rows as records"


@dataclass(frozen=True, slots=True)
class GivenRows:
    """People and records that are given from Python as rows.

    Attributes
    ----------
    people : sequence of (dict, Source), or None
        The table of each person, with its place; None when no rows of people are given.
    records : mapping of str to sequence
        Mappings by column, by the names of `RECORDS`.
    faults : Faults
        What is wrong with them already.
    """

    people: Sequence[tuple[dict[str, object], Source]] | None
    records: Mapping[str, Sequence[Mapping[str, object]]]
    faults: Faults


class GivenRecords:
    """Records that are given from Python; each is read as a row of a file would be.

    Parameters
    ----------
    document : Document
        The configuration; collects the problems.
    records : mapping of str to iterable
        Mappings by column, by the names of `RECORDS`.
    names : mapping of str to str
        What messages call each kind.
    places : Places
        Where files are.
    rows : GivenRows
        People that are not in the configuration, and which records are rows of frames.
    """

    def __init__(
        self,
        document: Document,
        records: Mapping[str, Iterable[Mapping[str, object]]],
        names: Mapping[str, str],
        places: Places,
        rows: GivenRows,
    ) -> None:
        self._document = document
        self._faults = document.faults
        self._names = names
        self._places = places
        self._people = rows.people or ()
        self._framed = frozenset(rows.records)
        self._rows = {key: self._read(key, records.get(key, ())) for key in RECORDS}

    def refuse_files(self) -> None:
        """Report files that the configuration names, because no folder is known."""
        if self._document.table("files"):
            self._document.fault(("files",), _NO_FILES, _INSTEAD)

    def _read(self, key: str, records: Iterable[Mapping[str, object]]) -> list[CsvRow]:
        """Return the rows of a kind that are given once; repeated ones are reported."""
        columns, name = RECORDS[key], self._names[key]
        known = (*columns.needed, *columns.optional)
        rows: list[CsvRow] = []
        seen: dict[tuple[str, ...], Argument] = {}
        for n, record in enumerate(records):
            if record is REFUSED or (key in self._framed and not record):
                continue  # the latter is blank, as a line of a file may be
            source = Argument(name, n + 1)
            if not isinstance(record, Mapping):
                what = f"expects a table of {', '.join(columns.needed)}, got {described(record)}"
                self._faults.add(source, "", what)
                continue
            for column in record:
                if column not in known:
                    hint = suggest(str(column), known, "`", len(known))
                    self._faults.add(source, str(column), "unknown key", hint)
            row = self._row(key, record, source)
            first = seen.setdefault(tuple(row[column] for column in known), source)
            if first is not source:
                about = f"as {first.words}"
                self._faults.add(source, "", f"the same row {about}", "remove one", about=about)
                continue
            rows.append(row)
        return rows

    def _row(self, key: str, record: Mapping[str, object], source: Argument) -> CsvRow:
        """Return a record as a row; values of another type than their column's are reported."""
        cells, refused = {}, []
        for column in (*RECORDS[key].needed, *RECORDS[key].optional):
            try:
                value = record.get(column)
                cell = typed_cell(key, column, value, frame=key in self._framed)
            except Wrong as problem:
                self._faults.wrong(source, column, problem)
                refused.append(column)
                cell = described(record[column])
            if cell:
                cells[column] = cell
        return CsvRow(source, cells, self._faults, refused)

    def add_engineers(self) -> None:
        """Add the people who are given as rows."""
        self._document.add_rows("engineer", self._people)

    @staticmethod
    def ids() -> IdMaker:
        """Return what makes ids from names: no record holds the id of an earlier release."""
        return NewIds()

    def time_off(
        self, people: People, home: str, unmatched: UnmatchedTimeOff, remarks: Faults
    ) -> list[TimeOff]:
        """Return time off."""
        rows = self._rows["time_off"]
        return read_time_off(rows, people, self._faults, remarks, home=home, unmatched=unmatched)

    def calendars(self, own: Sequence[OwnCalendars]) -> list[CalendarFile]:
        """Return no calendar; files that are named are reported."""
        for table in own:
            if table.files:
                self._document.fault(table.path, _NO_FILES, _INSTEAD)
        return []

    def offers(self, people: People, home: str) -> list[Offer]:
        """Return offers of volunteers."""
        return read_offers(self._rows["volunteers"], people, home, self._faults)

    @staticmethod
    def invitations() -> list[CalendarFile]:
        """Return no sign-up calendar: offers are records."""
        return []

    def wishes(self, people: People) -> list[Wish]:
        """Return wishes."""
        return read_wishes(self._rows["wishes"], people, self._faults)

    def lines(self, key: str, tracks: Mapping[str, str], people: People) -> list[Entry]:
        """Return the lines of `history` or `published`, as given."""
        lines = read_entries(self._rows[key], tracks, people, written=True)
        judge_overlaps(lines, self._faults)
        return lines

    def trades(self, people: People) -> list[Trade]:
        """Return trades."""
        return read_trades(self._rows["trades"], people)

    def changes(self, people: People) -> list[LoggedChange]:
        """Return changes."""
        return read_changes(self._rows["changes"], people)

    def places(self) -> Places:
        """Return where files are."""
        return self._places


def cells_of(record: object) -> Mapping[str, Any]:  # noqa: PLR0911 - one per class
    """Return a part as a record by columns; mappings and other values as they are."""
    match record:
        case TimeOff():
            return {
                "engineer": record.engineer,
                "start": record.start,
                "end": record.end,
                "kind": record.kind,
                "note": record.note,
                "wording": record.wording,
            }
        case Offer():
            return {
                "engineer": record.engineer,
                "start": record.start,
                "end": record.end,
                "max_shifts": record.max_shifts,
                "preference": record.preference,
                "wording": record.wording,
            }
        case Wish():
            return {
                "engineer": record.engineer,
                "start": record.start,
                "end": record.end,
                "want": record.want,
                "wording": record.wording,
            }
        case Entry():
            # The status that is usual says nothing of a shift that nobody holds.
            implied = record.engineer is None and record.status == Status.PLANNED
            return {
                "shift": record.shift,
                "track": record.track,
                "kind": record.kind,
                "start": record.start,
                "end": record.end,
                "engineer": record.engineer,
                "status": Status.OPEN if implied else record.status,
                "revision": record.revision,
                "revised": record.revised,
            }
        case Trade():
            return {
                "trade": record.number,
                "when": record.when,
                "shift": record.shift,
                "start": record.start,
                "end": record.end,
                "from": record.giver,
                "to": record.taker,
                "revision": record.revision,
                "why": record.why,
                "forced": record.forced,
            }
        case LoggedChange():
            return {
                "when": record.when,
                "shift": record.shift,
                "start": record.start,
                "end": record.end,
                "from": record.before,
                "to": record.after,
                "revision": record.revision,
                "why": record.why,
            }
    return record  # type: ignore[return-value]
