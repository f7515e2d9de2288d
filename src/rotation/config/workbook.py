"""The rows of a workbook (`.xlsx`) as texts, as if they were those of a CSV file."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from rotation.config.cells import cell_of
from rotation.config.csv_header import unnamed
from rotation.config.faults import Faults, Wrong
from rotation.config.formats import binary_format
from rotation.config.nearest_files import reading_fix
from rotation.config.workbook_parts import judge_parts, merged_cells
from rotation.limits import CSV_COLUMNS, WORKBOOK_BYTES
from rotation.model.source import SheetRow, Source
from rotation.reading import read_file, reason
from rotation.silence import silenced

__all__ = ["WorkbookRecords", "workbook_records"]

_LAST_ROW = 1_048_576
"""The last row that a sheet of Excel has."""

_WIDE = CSV_COLUMNS.most + 1
_MOST_PLACES = 2_000_000
"""Cells of a sheet with the empty ones before them, which a row far to the right has many of."""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]')
"""Parts of a number format that are not codes."""

_UNREADABLE = "?"
_HALF = 500_000

_WORKBOOK = "is an Excel workbook"
_AGAIN = "save it again as .xlsx"
_OLDER = "save it as .xlsx, without a password"


class WorkbookRecords:
    """The rows of a sheet that are not blank, hidden ones included.

    Parameters
    ----------
    file : str
        As messages call it.
    rows : sequence of (int, list of str)
        Each row with its number; all have as many cells.
    letters : sequence of str
        What a spreadsheet calls the columns.
    refused : mapping of (int, int) to Wrong
        By row and position: cells whose value cannot be used.

    Attributes
    ----------
    broken : bool
        Whether the rest of the file cannot be read: never.
    """

    def __init__(
        self,
        file: str,
        rows: Sequence[tuple[int, list[str]]],
        letters: Sequence[str],
        refused: Mapping[tuple[int, int], Wrong],
    ) -> None:
        self._file = file
        self._rows = rows
        self._letters = letters
        self._columns: tuple[tuple[str, str], ...] = ()
        self.refused = refused
        self.broken = False

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._rows)

    def name_columns(self, header: Sequence[str]) -> None:
        """Take the names of the columns, by which places find their letters."""
        names = (name or unnamed(n) for n, name in enumerate(header))
        self._columns = tuple(zip(names, self._letters, strict=True))

    def place(self, line: int) -> Source:
        """Return the place of a row, for messages."""
        return SheetRow(self._file, line, self._columns)

    @staticmethod
    def fix_of_length(*, short: bool) -> str:
        """Return the fix for a row of another length than the header, which no workbook has."""
        return "fill all cells" if short else "empty the others"


def workbook_records(path: Path, file: str, faults: Faults) -> WorkbookRecords | None:
    """Return the rows of a workbook; None if it cannot be read, which is reported.

    It is the sheet that has the file's name, otherwise the first one.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    faults : Faults
        Collects the problems.
    """
    try:
        return _records(read_file(path, WORKBOOK_BYTES), file)
    except OSError as error:
        faults.add(Source(file), "", reason(error), reading_fix(error, path))
    except Wrong as problem:
        faults.wrong(Source(file), "", problem)
    return None


def _records(data: bytes, file: str) -> WorkbookRecords:
    what, fix = binary_format(data) or ("is not a workbook", _AGAIN)
    if what == _WORKBOOK and not data.startswith(b"PK"):
        what, fix = "is an Excel workbook of an older kind, or with a password", _OLDER
    if what != _WORKBOOK:
        raise Wrong(what, fix)
    load = _loader()
    try:
        formulas = judge_parts(data)
        with silenced():
            return _read(load, data, file, formulas=formulas)
    except Wrong:
        raise
    except Exception as error:  # openpyxl lets through whatever wrong XML leads to
        raise Wrong("cannot be read as a workbook", _AGAIN) from error


def _loader() -> Any:
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        fix = 'pip install "rotation[xlsx]", or save it as CSV'
        raise Wrong(
            "is a workbook, and openpyxl, which reads them, is not installed", fix
        ) from None
    return load_workbook


def _read(load: Any, data: bytes, file: str, *, formulas: bool) -> WorkbookRecords:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra, and slow to import

    sheet = _sheet(load(io.BytesIO(data), read_only=True, data_only=True), file)
    # A formula and its value are read one at a time.
    written = _sheet(load(io.BytesIO(data), read_only=True), file).iter_rows() if formulas else None
    refused = _merged(data, sheet)
    rows: list[tuple[int, list[str]]] = []
    wide = count = 0
    for line, cells in enumerate(islice(sheet.iter_rows(), _LAST_ROW), 1):
        sources = next(written) if written else cells
        if not cells:
            continue
        count += len(cells)
        if count > _MOST_PLACES or any(cell.value is not None for cell in cells[_WIDE:]):
            raise Wrong(f"has more than the {CSV_COLUMNS} that are read", CSV_COLUMNS.fix)
        texts = []
        for n, (cell, source) in enumerate(zip(cells[:_WIDE], sources[:_WIDE], strict=True)):
            try:
                texts.append(_text(cell, source))
            except Wrong as problem:
                refused[line, n] = problem
                texts.append(_UNREADABLE)
        if any(text.strip() for text in texts):
            rows.append((line, texts))
            wide = max(wide, len(texts))
    for _, row in rows:
        row.extend([""] * (wide - len(row)))
    letters = [get_column_letter(n) for n in range(1, wide + 1)]
    return WorkbookRecords(file, rows, letters, refused)


def _sheet(book: Any, file: str) -> Any:
    """Return the sheet that has the file's name, otherwise the first one."""
    if not book.worksheets:
        raise Wrong("has no sheet", _AGAIN)
    name = PurePath(file).stem.casefold()
    named = (sheet for sheet in book.worksheets if sheet.title.casefold() == name)
    sheet = next(named, book.worksheets[0])
    sheet.reset_dimensions()  # programs write wrong ones, beyond which cells would be lost
    return sheet


def _merged(data: bytes, sheet: Any) -> dict[tuple[int, int], Wrong]:
    """Return what is wrong with merged cells, by the first of them: the others are empty."""
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - an extra

    part = sheet._worksheet_path  # read-only sheets do not tell which cells are merged
    return {
        (top, column_index_from_string(first) - 1): Wrong(
            f"is merged with others ({first}{top}:{last}{bottom})",
            "unmerge them, and fill in each cell",
        )
        for first, top, last, bottom in merged_cells(data, part)
    }


def _text(cell: Any, source: Any) -> str:
    """Return a value as a CSV file would have it; dates as `YYYY-MM-DD`."""
    value = cell.value
    if cell.data_type == "e":
        raise Wrong(f"holds the error {value}", "enter the value itself")
    if value is None:
        # An empty text that a formula gives has a type of its own.
        if source.data_type == "f" and cell.data_type != "str":
            fix = "open the workbook in a spreadsheet and save it, or enter the value itself"
            raise Wrong("is a formula whose value is not saved", fix)
        return ""
    if isinstance(value, datetime):
        return _date_text(value, cell.number_format)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return cell_of(value)


def _date_text(value: datetime, form: str) -> str:
    """Return a date, or an instant where the cell shows or has a time of day."""
    second = value.replace(microsecond=0) + timedelta(seconds=value.microsecond >= _HALF)
    shows_time = any(letter in _LITERAL.sub("", form).lower() for letter in "hs")
    if second.time() == time() and not shows_time:
        return second.date().isoformat()
    return second.isoformat(" ")
