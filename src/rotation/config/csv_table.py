"""CSV files with a header row, with the line of each row."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rotation.config.csv_header import folded, judge_header, unnamed
from rotation.config.csv_records import CsvRecords, csv_records
from rotation.config.faults import Faults, Wrong
from rotation.config.file_names import is_workbook
from rotation.config.text import NOT_UTF_8, quote
from rotation.model.formulas import unguarded
from rotation.model.source import Source
from rotation.model.spelling import counted

if TYPE_CHECKING:
    from rotation.config.workbook import WorkbookRecords

__all__ = ["Columns", "CsvRow", "read_table"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: those that are needed, and those that may be left out."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    filled_in: bool = False
    """Whether people fill such tables in, with spreadsheets: commands never add lines to them."""
    shown: tuple[str, ...] = ()
    """Those of the optional columns that are for people to read."""
    named: tuple[str, ...] = ()
    """Those that name known people: a cell that is not UTF-8 is good if it names one of them."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every column."""
        return (*self.needed, *self.optional)


@dataclass(slots=True)
class CsvRow:
    """A row of a file, or a record that was given from Python as text.

    Attributes
    ----------
    source : Source
        File and the line on which the row begins.
    cells : mapping of str to str
        By column, without surrounding blanks; columns that the file lacks are missing.
    faults : Faults
        Collects the problems of its cells.
    refused : collection of str
        Columns whose values, given from Python, were reported already.
    """

    source: Source
    cells: Mapping[str, str]
    faults: Faults
    refused: Collection[str] = ()

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """Return the value of a required cell; None if it is empty or wrong, which is reported."""
        if column not in self.refused and not self.cells.get(column):
            self.fault(column, "is empty")
            return None
        return self.read_or(column, reader, None)

    def read_or(self, column: str, reader: Callable[[str], T], default: T | None) -> T | None:
        """Return the value of a cell, `default` if it is empty, None if it is wrong."""
        if column in self.refused:
            return None
        cell = self.cells.get(column)
        if not cell:
            return default
        if self.faults.many:
            return None
        try:
            return reader(cell)
        except Wrong as problem:
            about = next((form for form in (quote(cell), cell) if form in problem.what), "")
            self.faults.wrong(self.source, column, problem, about=about)
            return None

    def fault(self, column: str, what: str, hint: str = "") -> None:
        """Add a problem of a cell."""
        self.faults.add(self.source, column, what, hint)


def read_table(path: Path, file: str, columns: Columns, faults: Faults) -> list[CsvRow]:
    """Return the rows of a file that have as many cells as the header.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    columns : Columns
        Their names.
    faults : Faults
        Collects the problems.

    Returns
    -------
    list of CsvRow
        In the order of the file, without blank and duplicate rows; empty if the header is wrong or
        there are too many rows.
    """
    records = _records(path, file, columns, faults)
    if records is None:
        return []
    needed, optional = columns.needed, columns.optional
    rows = iter(records)
    begins, written = next(rows, (0, []))
    if not begins:
        if not records.broken:
            faults.add(Source(file), "", "has no header row", f"begin with {','.join(needed)}")
        return []
    records.name_columns([name.strip() for name in written])
    if not judge_header(records.place(begins), written, needed, optional, faults):
        return []
    header = folded(written)
    records.name_columns(header)
    nameless = [n for n, name in enumerate(header) if not name]
    table = []
    seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        cells = row if len(row) == len(header) else _fitted(row, header)
        # Checking every cell would take longer than reading the row.
        text = ",".join(cells)
        if needed[0] in text.casefold():
            forms = folded(cells)
            if forms == header:
                faults.add(records.place(line), "", "repeats the header", "remove it")
                continue
            if set(needed) <= set(forms):
                # The following rows are in another order, and every cell would be reported.
                hint = f"put what follows under the columns of line {begins}"
                faults.add(records.place(line), "", "is a second header with other columns", hint)
                break
        if len(cells) != len(header):
            count = counted(len(cells), "cell")
            what = f"has {count}, but the header has {len(header)}"
            hint = records.fix_of_length(short=len(cells) < len(header))
            faults.add(records.place(line), "", what, hint, about=count)
            continue
        stripped = _stripped(cells, guarded="'" in text)
        first = seen.setdefault(stripped, line)
        if first != line:
            about = f"as line {first}"
            what = f"the same row {about}"
            faults.add(records.place(line), "", what, "remove one", about=about)
            continue
        place = records.place(line)
        _report_nameless(place, {n: stripped[n] for n in nameless if stripped[n]}, faults)
        row_read = CsvRow(place, dict(zip(header, stripped, strict=True)), faults)
        if records.refused:
            _refuse(row_read, [records.refused.get((line, n)) for n in range(len(header))], columns)
        table.append(row_read)
    return table


def _records(
    path: Path, file: str, columns: Columns, faults: Faults
) -> "CsvRecords | WorkbookRecords | None":
    """Return the rows of a file; None if it cannot be read, which is reported."""
    if columns.filled_in and is_workbook(file):
        from rotation.config.workbook import workbook_records  # noqa: PLC0415 - only where used

        return workbook_records(path, file, faults)
    return csv_records(path, file, columns.all if columns.filled_in else None, faults)


def _report_nameless(place: Source, cells: Mapping[int, str], faults: Faults) -> None:
    """Report cells of columns that have no name, by their position."""
    for n, cell in cells.items():
        holds = quote(cell)
        what = f"has no name but holds {holds}"
        faults.add(place, unnamed(n), what, "name the column, or empty its cells", about=holds)


def _refuse(row: CsvRow, problems: Sequence[Wrong | None], columns: Columns) -> None:
    """Report the cells of a row whose value cannot be used."""
    refused = {}
    for column, problem in zip(row.cells, problems, strict=True):
        named = problem is NOT_UTF_8 and column in columns.named
        if problem is not None and column not in columns.shown and not named:
            row.faults.wrong(row.source, column, problem)
            refused[column] = ""
    row.refused = (*row.refused, *refused)


def _fitted(cells: list[str], header: Sequence[str]) -> list[str]:
    """Return a row of the header's length, if only empty cells have to be added or removed.

    Spreadsheets write commas for empty columns, and may leave them out at the end of a line.
    """
    wide = len(header)
    if len(cells) > wide:
        return cells if any(map(str.strip, cells[wide:])) else cells[:wide]
    return cells if any(header[len(cells) :]) else [*cells, *[""] * (wide - len(cells))]


def _stripped(cells: Sequence[str], *, guarded: bool) -> tuple[str, ...]:
    """Return cells without surrounding blanks and without the guard against formulas."""
    stripped = tuple(map(str.strip, cells))
    return tuple(map(unguarded, stripped)) if guarded else stripped
