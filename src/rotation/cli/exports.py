"""Tables that a command writes to files the user names: all of them or none."""

import sys
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from rotation.api import Rotation
from rotation.cli.options import Options
from rotation.config.faults import printable
from rotation.errors import BadInput, Fault
from rotation.export.folder import write_files
from rotation.export.sheets import Sheet, sheet_csv, workbook
from rotation.export.work import working_if_possible
from rotation.journal import home_of
from rotation.reading import real_path

__all__ = ["decimal", "write_exports"]


def write_exports(
    rotation: Rotation,
    options: Options,
    table: Sheet,
    sheets: Sequence[Sheet],
    moment: datetime,
) -> None:
    """Write what `--csv` and `--xlsx` ask for, unless `--dry-run` is given.

    Parameters
    ----------
    rotation : Rotation
        A journal is kept beside its configuration, if possible: a table can be written where
        nothing else can, and during a search.
    options : Options
        With `command`, `csv`, `xlsx`, `dry_run` and `quiet`.
    table : Sheet
        The CSV file.
    sheets : sequence of Sheet
        The workbook.
    moment : datetime.datetime
        See `workbook`.

    Raises
    ------
    BadInput
        When a file cannot be written; none is changed then.
    """
    files: dict[Path, bytes] = {}
    if options.csv is not None:
        files[options.csv] = sheet_csv(table).encode()
    if options.xlsx is not None:
        files[options.xlsx] = workbook(sheets, moment)
    if not options.dry_run:
        what, hint = (
            "cannot be written: no such file or directory",
            "name files in a folder that exists",
        )
        lost = [path for path in files if not real_path(path).parent.is_dir()]
        if lost:
            raise BadInput([Fault(printable(str(p)), what, hint) for p in lost])
        home = home_of(rotation.places)
        with working_if_possible(home, f"rotation {options.command}") as journaled:
            write_files(files, journaled)
    for path in files:
        if not options.quiet:
            done = "not written (--dry-run)" if options.dry_run else "written"
            print(f"{done}: {printable(str(path))}", file=sys.stderr)


def decimal(value: Fraction | float | None) -> int | float | None:
    """Return a number for a file: whole where it can be, else to six decimals."""
    if value is None:
        return None
    short = round(float(value), 6)
    return int(short) if short == int(short) else short
