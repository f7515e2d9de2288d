"""Tables that a command writes to files the user names: all of them or none."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from tempfile import NamedTemporaryFile

from rotation.config.faults import printable
from rotation.endings import held_back, record
from rotation.errors import BadInput, Fault
from rotation.export.sheets import Sheet, sheet_csv, workbook

__all__ = ["decimal", "write_exports"]


def write_exports(
    options: argparse.Namespace, table: Sheet, sheets: Sequence[Sheet], moment: datetime
) -> None:
    """Write what `--csv` and `--xlsx` ask for, unless `--dry-run` is given.

    Parameters
    ----------
    options : argparse.Namespace
        With `csv`, `xlsx`, `dry_run` and `quiet`.
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
        try:
            _write(files)
        except OSError as error:
            place = ", ".join(printable(str(path)) for path in files)
            what = f"cannot be written: {(error.strerror or str(error)).lower()}"
            raise BadInput(Fault(place, what, "name files in a folder that is there")) from error
    for path in files:
        if not options.quiet:
            done = "not written (--dry-run)" if options.dry_run else "written"
            print(f"{done}: {printable(str(path))}", file=sys.stderr)


def _write(files: dict[Path, bytes]) -> None:
    staged: dict[Path, Path] = {}
    with ExitStack() as undo:
        for path, data in files.items():
            with NamedTemporaryFile(dir=path.parent, prefix=".rotation-", delete=False) as file:
                staged[path] = Path(file.name)
                undo.callback(staged[path].unlink, missing_ok=True)
                file.write(data)
            staged[path].chmod(0o666 & ~_umask())
        with held_back() as held:
            held.refuse()
            for path, made in staged.items():
                made.replace(path)
            record(staged)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def decimal(value: Fraction | float | None) -> int | float | None:
    """Return a number for a file: whole where it can be, else to six decimals."""
    if value is None:
        return None
    short = round(float(value), 6)
    return int(short) if short == int(short) else short
