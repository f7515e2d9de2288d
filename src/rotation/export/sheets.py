"""Tables of numbers and text as reproducible CSV files and Excel workbooks."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from rotation.errors import BadInput, Fault
from rotation.export.csv_text import csv_text
from rotation.export.text import clean
from rotation.model.formulas import guarded

__all__ = ["Sheet", "SheetCell", "sheet_csv", "workbook"]

SheetCell = str | int | float | date | None

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part of a workbook: the earliest that ZIP has."""

_DATES = "yyyy-mm-dd"
"""One that people of all countries read in the same way."""

_ROWS_TO_FILL = 1_000
"""Choices are offered down to this row: people add rows."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes
    ----------
    title : str
        Up to 31 characters, as spreadsheets want it.
    columns : tuple of str
        Heads.
    rows : tuple of tuple of SheetCell
        Each as long as the heads; None is an empty cell.
    choices : mapping of str to str
        Of a workbook, by head: what a spreadsheet offers for the cells below, as a formula: a list
        `"1,2,3"` in double quotes, or a range. Other values may be entered as well.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    choices: Mapping[str, str] = field(default_factory=dict)


def sheet_csv(sheet: Sheet) -> str:
    r"""Return a table as CSV: each line ended by `\n`, text that reads like a formula guarded."""
    return csv_text([sheet.columns, *sheet.rows])


def workbook(
    sheets: Sequence[Sheet],
    moment: datetime,
    *,
    option: str = "--xlsx",
    instead: str = "use --csv",
) -> bytes:
    """Return tables as an .xlsx file.

    Parameters
    ----------
    sheets : sequence of Sheet
        At least one.
    moment : datetime.datetime
        Aware: stands as when the workbook was made, because no file holds the time of the clock.
    option : str
        What asked for it, for messages.
    instead : str
        What does without openpyxl.

    Raises
    ------
    BadInput
        When openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra, and slow to import
        from openpyxl.cell.cell import TYPE_STRING  # noqa: PLC0415 - see above
        from openpyxl.styles import Font  # noqa: PLC0415 - see above
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - see above
        from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415 - see above
    except ImportError as error:
        hint = f"pip install openpyxl, or {instead}"
        raise BadInput(Fault(option, "needs openpyxl, which is not installed", hint)) from error
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        for down, row in enumerate((sheet.columns, *sheet.rows), 1):
            for along, value in enumerate(row, 1):
                cell = page.cell(down, along)
                cell.value = clean(value) if isinstance(value, str) else value
                if isinstance(value, str):
                    cell.data_type = TYPE_STRING  # text stays text, with or without a leading `=`
                    cell.quotePrefix = guarded(value) != value  # also when somebody edits it
                elif isinstance(value, date):
                    cell.number_format = _DATES
                if down == 1:
                    cell.font = Font(bold=True)
        page.freeze_panes = "A2"
        for head, formula in sheet.choices.items():
            offered = DataValidation("list", formula, allow_blank=True, showErrorMessage=False)
            letter = page.cell(1, sheet.columns.index(head) + 1).column_letter
            offered.add(f"{letter}2:{letter}{_ROWS_TO_FILL}")
            page.add_data_validation(offered)
        for along, head in enumerate(sheet.columns):
            widest = max([len(head), *(len(str(row[along])) for row in sheet.rows)])
            page.column_dimensions[page.cell(1, along + 1).column_letter].width = widest + 2
    stamp = moment.astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = "rotation"
    book.properties.created = stamp
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = ExcelWriter(book, archive)
        # `save` would write the clock's time, so the parts are written here.
        book.properties.modified = stamp
        writer.write_data()
    return _redated(made.getvalue())


def _redated(data: bytes) -> bytes:
    """Return an archive with the same date on every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            info = zipfile.ZipInfo(part, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(part))
    return out.getvalue()
