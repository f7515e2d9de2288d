"""CSV files with a header row: which columns, and on which line each row begins."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rotation.config.faults import Faults, Wrong, printable
from rotation.config.text import quote, read_text, suggest
from rotation.limits import CSV_BYTES
from rotation.model.source import Source

__all__ = ["CsvRow", "read_table"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a file.

    Attributes
    ----------
    source : Source
        File and the line on which the row begins.
    cells : mapping of str to str
        By column, without blanks around; columns the file leaves out are missing.
    faults : Faults
        Takes what is wrong with a cell.
    """

    source: Source
    cells: Mapping[str, str]
    faults: Faults

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """Return what a needed cell means; None when it is empty or wrong, which is told."""
        if not self[column]:
            self.fault(column, "is empty")
            return None
        return self.read_or(column, reader, None)

    def read_or(self, column: str, reader: Callable[[str], T], default: T | None) -> T | None:
        """Return what a cell means, `default` when it is empty; None when it is wrong."""
        if not self[column]:
            return default
        try:
            return reader(self[column])
        except Wrong as problem:
            cell = self[column]
            about = next((form for form in (quote(cell), cell) if form in problem.what), "")
            self.faults.wrong(self.source, column, problem, about=about)
            return None

    def fault(self, column: str, what: str, mend: str = "") -> None:
        """Add a problem of a cell."""
        self.faults.add(self.source, column, what, mend)


def read_table(
    path: Path, file: str, needed: Sequence[str], optional: Sequence[str], faults: Faults
) -> list[CsvRow]:
    """Return the rows of a file that have as many cells as the header.

    Parameters
    ----------
    path : Path
        The file.
    file : str
        As messages call it.
    needed, optional : sequence of str
        Names of the columns.
    faults : Faults
        Takes what is wrong.

    Returns
    -------
    list of CsvRow
        In the order of the file; rows that are blank, or the same as one before, are left out,
        and so are all when the header is wrong.
    """
    text = read_text(path, CSV_BYTES, Source(file), faults)
    if text is None:
        return []
    if _foreign_mark(text, file, faults):
        return []
    rows, whole = _split(text, file, faults)
    if not rows:
        if whole:
            faults.add(Source(file), "", "has no header row", f"begin with {','.join(needed)}")
        return []
    (header_source, written), *rest = rows
    if not _judge_header(header_source, written, needed, optional, faults):
        return []
    header = _folded(written)
    found = []
    seen: dict[tuple[str, ...], int] = {}
    for source, cells in rest:
        if _folded(cells) == header:
            faults.add(source, "", "repeats the header", "remove it")
            continue
        if set(needed) <= set(_folded(cells)):
            # What follows is in another order, and would be told cell by cell.
            mend = f"put what follows under the columns of line {header_source.line}"
            faults.add(source, "", "is a second header with other columns", mend)
            break
        if len(cells) != len(header):
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            what = f"has {count}, the header {len(header)}"
            faults.add(source, "", what, _other_length(len(cells) < len(header)), about=count)
            continue
        first = seen.setdefault(tuple(cells), source.line)
        if first != source.line:
            about = f"as line {first}"
            faults.add(source, "", f"the same row {about}", "remove one", about=about)
            continue
        found.append(CsvRow(source, dict(zip(header, cells, strict=True)), faults))
    return found


def _folded(cells: Sequence[str]) -> list[str]:
    return [cell.casefold() for cell in cells]


def _other_length(short: bool) -> str:
    if short:
        return "cells are missing; an empty one needs its comma, too"
    return "put text that holds a comma in double quotes"


def _foreign_mark(text: str, file: str, faults: Faults) -> bool:
    """Tell of a first line without any comma that something else separates."""
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        for mark, name in ((";", "semicolons"), ("\t", "tabs")):
            if mark in line and "," not in line:
                faults.add(Source(file, n), "", f"is separated by {name}", "save it with commas")
                return True
        break
    return False


def _split(text: str, file: str, faults: Faults) -> tuple[list[tuple[Source, list[str]]], bool]:
    """Return the rows that are not blank, each with the line it begins on, and if all were read."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((Source(file, line), stripped))
            line = reader.line_num + 1
    except csv.Error as error:
        # Where quotes go wrong nothing behind can be told apart.
        faults.add(Source(file, line), "", f"not valid CSV: {error}", "look at the double quotes")
        return rows, False
    return rows, True


def _judge_header(
    source: Source,
    written: Sequence[str],
    needed: Sequence[str],
    optional: Sequence[str],
    faults: Faults,
) -> bool:
    known = (*needed, *optional)
    header = _folded(written)
    if not set(needed) & set(header):
        mend = f"the first line must be {','.join(needed)}"
        faults.add(source, "", "the header row is missing", mend)
        return False
    right = True
    meant = set()
    for n, name in enumerate(header):
        if name in header[:n]:
            faults.add(source, printable(name), "the column is there twice", "remove one")
            right = False
        elif not name:
            faults.add(source, "", f"column {n + 1} has no name", "name it, or remove it")
            right = False
        elif name not in known:
            hint = suggest(name, [column for column in known if column not in header])
            faults.add(source, printable(written[n]), "unknown column", hint)
            meant.add(hint)
            right = False
    for name in needed:
        if name not in header:
            if f"did you mean '{name}'?" not in meant:
                faults.add(source, name, "the column is missing", "add it")
            right = False
    return right
