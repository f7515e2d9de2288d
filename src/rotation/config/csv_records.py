"""The rows of a CSV file as texts, with the separator and encoding that a spreadsheet gave it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from rotation.config.csv_header import folded
from rotation.config.faults import Faults, Wrong
from rotation.config.text import NOT_UTF_8, read_text
from rotation.limits import CSV_BYTES, CSV_ROWS
from rotation.model.source import Source

__all__ = ["CsvRecords", "csv_records"]

_SEP = re.compile(r"\A\s*\"?sep=[^\r\n]?\"?[,;\t]*(?=[\r\n])", re.IGNORECASE)
_FIRST_LINE = re.compile(r"\S[^\r\n]*")
_FOREIGN = re.compile("[\udc80-\udcff]")
"""Bytes that are not UTF-8 (PEP 383)."""

_MARKS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAVED = ",;\t"
"""The separators that spreadsheets write, each in some countries or formats."""


class CsvRecords:
    """The rows of a file that are not blank, each with the line on which it begins.

    Parameters
    ----------
    text : str
        The file.
    mark : str
        Its separator.
    file : str
        As messages call it.
    faults : Faults
        Collects the problems.

    Attributes
    ----------
    broken : bool
        Whether the text ends in something that is not CSV.
    refused : dict of (int, int) to Wrong
        By line and position: cells that are not UTF-8, as far as they have been read. They are read
        as Windows-1252, the usual encoding of CSV files in Western countries.
    """

    def __init__(self, text: str, mark: str, file: str, faults: Faults) -> None:
        self._text = text
        self._mark = mark
        self._file = file
        self._faults = faults
        self.broken = False
        self.refused: dict[tuple[int, int], Wrong] = {}
        self._foreign = _FOREIGN.search(text) is not None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(io.StringIO(self._text, newline=""), delimiter=self._mark, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield line, self._decoded(line, cells) if self._foreign else cells
                line = reader.line_num + 1
        except csv.Error as error:
            # After a wrong quote, nothing can be told apart.
            self.broken = True
            what, hint = f"not valid CSV: {error}", "check the double quotes"
            self._faults.add(self.place(line), "", what, hint)

    def _decoded(self, line: int, cells: Sequence[str]) -> list[str]:
        texts = list(cells)
        for n, cell in enumerate(cells):
            if _FOREIGN.search(cell):
                data = cell.encode("utf-8", "surrogateescape")
                texts[n] = data.decode("cp1252", "replace")
                self.refused[line, n] = NOT_UTF_8
        return texts

    def name_columns(self, header: Sequence[str]) -> None:
        """Take the names of the columns; places have the line and the name itself."""

    def place(self, line: int) -> Source:
        """Return the place of a row, for messages."""
        return Source(self._file, line)

    def fix_of_length(self, *, short: bool) -> str:
        """Return the fix for a row that has fewer or more cells than the header."""
        mark = _MARKS[self._mark]
        if short:
            return f"cells are missing; an empty cell needs its {mark} too"
        return f"put text that holds a {mark} in double quotes"


def csv_records(
    path: Path, file: str, columns: Collection[str] | None, faults: Faults
) -> CsvRecords | None:
    """Return the rows of a file; None if it cannot be read or has too many, which is reported.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    columns : collection of str, or None
        Those of a table that people fill in: a spreadsheet may have saved it as UTF-16, or with
        semicolons or tabs; what separates most of these names counts. None for other tables, to
        which commands add lines with commas.
    faults : Faults
        Collects the problems.
    """
    text = read_text(path, CSV_BYTES, Source(file), faults, spreadsheet=columns is not None)
    if text and columns is not None and not _has_known(text, columns):
        # Without a known column nothing tells whether another encoding was read rightly.
        text = read_text(path, CSV_BYTES, Source(file), faults)
    if text is None:
        return None
    text = _SEP.sub("", text, count=1)  # a line that tells Excel the separator
    first = _FIRST_LINE.search(text)
    mark = "," if first is None or columns is None else _mark(first[0], columns)
    if first and mark not in first[0] and _foreign_mark(text, first, file, faults):
        return None
    if _too_many(text, mark, file, faults):
        return None
    return CsvRecords(text, mark, file, faults)


def _has_known(text: str, columns: Collection[str]) -> bool:
    """Return whether the header has a known column."""
    first = _FIRST_LINE.search(_SEP.sub("", text, count=1))
    return first is not None and any(_known(first[0], mark, columns) for mark in _SAVED)


def _mark(header: str, columns: Collection[str]) -> str:
    """Return the separator of a header: that of most known columns, else the one it has most."""
    return max(_SAVED, key=lambda mark: (_known(header, mark, columns), header.count(mark)))


def _known(header: str, mark: str, columns: Collection[str]) -> int:
    """Return how many known columns a header has with a separator."""
    return len({name.strip('" ') for name in folded(header.split(mark))} & set(columns))


def _foreign_mark(text: str, first: re.Match[str], file: str, faults: Faults) -> bool:
    """Report a first line that has another separator than one that is read."""
    name = next((name for mark, name in _MARKS.items() if mark in first[0]), "")
    if not name:
        return False
    before = text[: first.start()]
    line = 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
    faults.add(Source(file, line), "", f"is separated by {name}s", "save it with commas")
    return True


def _too_many(text: str, mark: str, file: str, faults: Faults) -> bool:
    """Report rows beyond the limit, blank ones included, without the header."""
    if text.count("\n") + text.count("\r") < CSV_ROWS.most:
        return False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    with suppress(csv.Error):  # reported when the rows are read
        for count, _ in enumerate(reader):
            if count > CSV_ROWS.most:
                what = f"has more than the {CSV_ROWS} that are read"
                faults.add(Source(file, line), "", what, CSV_ROWS.fix)
                return True
            line = reader.line_num + 1
    return False
