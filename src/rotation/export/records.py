"""`trades.csv`, `changes.csv` and files of history: append-only files."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.export.csv_text import csv_text
from rotation.export.table import COLUMNS, schedule_cells
from rotation.limits import CSV_BYTES, CSV_ROWS
from rotation.model.formulas import unguarded
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.trades import LoggedChange, Trade

__all__ = [
    "ANOTHER",
    "ARCHIVE",
    "CHANGE_COLUMNS",
    "REMOVE",
    "TRADE_COLUMNS",
    "grown",
    "history_with",
    "readable_again",
]

TRADE_COLUMNS = (
    *("trade", "when", "shift", "start", "end", "from", "to"),
    *("revision", "why", "forced"),
)
CHANGE_COLUMNS = ("when", "shift", "start", "end", "from", "to", "revision", "why")
ARCHIVE = "move shifts that are over to history first: `rotation archive` (docs/living.md)"
REMOVE = "remove the rows of shifts that are in history from it first (docs/living.md)"
ANOTHER = "name another file last under [files] history; shifts move there (docs/living.md)"
"""What to do about a published plan, a log or a file of history that is too long."""
_READ = ("status", "revision", "revised")
"""The columns of a schedule that may be left out and are read."""
_SEP = re.compile(r'\A\s*"?sep=[^\r\n]?"?,*(\r\n?|\n)', re.IGNORECASE)


def grown(
    rotation: RotationData, old: bytes, lines: Sequence[Trade] | Sequence[LoggedChange]
) -> bytes:
    r"""Return a file of trades or changes with lines appended.

    Parameters
    ----------
    rotation : RotationData
        For the time zone.
    old : bytes
        What the file holds; empty for a new one. Its columns stay in their order.
    lines : sequence of Trade or LoggedChange
        One kind.

    Returns
    -------
    bytes
        UTF-8. The old content stays byte for byte, with a line break at its end; only a column that
        is missing and now needed is added.
    """
    if not lines:
        return old
    usual = TRADE_COLUMNS if isinstance(lines[0], Trade) else CHANGE_COLUMNS
    zone = ZoneInfo(rotation.timezone)
    return _appended(old, [_cells(line, zone) for line in lines], usual, usual)


def history_with(rotation: RotationData, old: bytes, rows: Sequence[Row]) -> bytes:
    """Return a file of history with lines of a schedule appended, otherwise as `grown` does.

    Columns that are not read are not added.

    Parameters
    ----------
    rotation : RotationData
        For addresses and the time zone.
    old : bytes
        What the file holds; empty for a new one.
    rows : sequence of Row
        In the order given.
    """
    return _appended(old, schedule_cells(rotation, rows), COLUMNS, _READ)


def _appended(
    old: bytes,
    rows: Sequence[Mapping[str, object]],
    usual: Sequence[str],
    needed: Sequence[str],
) -> bytes:
    """Return a file with rows appended; `usual` are the columns of a new one.

    Those of `needed` that the file lacks are added where a row has something for them.
    """
    header = _header(old)
    end = "\r\n" if b"\r\n" in old else "\n"
    if header:
        missing = [c for c in needed if c not in header and any(row[c] for row in rows)]
        old = _widened(old, missing, end) if missing else old
        header = (*header, *missing)
    else:
        old = b""
    head = () if header else (usual,)
    added = csv_text([*head, *([row.get(c, "") for c in header or usual] for row in rows)], end)
    tail = b"" if not old or old.endswith(b"\n") else end.encode()
    return old + tail + added.encode()


def readable_again(path: Path, data: bytes, fix: str = CSV_BYTES.fix) -> bytes:
    """Return the bytes of a CSV file that is about to be written, if they can be read afterwards.

    Parameters
    ----------
    path : pathlib.Path
        Where they will be.
    data : bytes
        With a header row.
    fix : str
        What to do about a file that is too long.

    Raises
    ------
    BadInput
        When the file would outgrow what is read; nothing was changed.
    """
    rows = max(0, data.count(b"\n") - 1)
    for limit, size in ((CSV_ROWS, rows), (CSV_BYTES, len(data))):
        if size > limit.most:
            what = f"would have more than the {limit} that are read; nothing was changed"
            raise BadInput(Fault(str(path), what, fix))
    return data


def _widened(old: bytes, columns: Sequence[str], end: str) -> bytes:
    """Return a file with more columns, which are empty except for their names."""
    lead, text = _lead(old)
    wide, more, rows = 0, columns, []
    for row in csv.reader(io.StringIO(text, newline="")):
        blank = not any(cell.strip() for cell in row)
        wide = wide or (0 if blank else len(row))
        # Commas for empty columns at the end may be missing, or too many.
        cells = [*row[:wide], *[""] * (wide - len(row))]
        # Text that is guarded already must not be guarded twice.
        rows.append(row if blank else [*map(unguarded, cells), *more])
        more = more if blank else [""] * len(columns)
    return f"{lead}{csv_text(rows, end)}".encode()


def _lead(old: bytes) -> tuple[str, str]:
    """Return the first line `sep=,` that a spreadsheet writes, and the rest."""
    text = old.decode("utf-8-sig")
    lead = _SEP.match(text)
    return (lead[0], text[lead.end() :]) if lead else ("", text)


def _header(old: bytes) -> tuple[str, ...]:
    _, text = _lead(old)
    rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""))
    return next(
        (tuple(c.strip().casefold() for c in row) for row in rows if any(c.strip() for c in row)),
        (),
    )


def _cells(line: Trade | LoggedChange, zone: ZoneInfo) -> dict[str, object]:
    def local(moment: datetime) -> str:
        return moment.astimezone(zone).isoformat(timespec="seconds")

    giver, taker = (
        (line.giver, line.taker) if isinstance(line, Trade) else (line.before, line.after)
    )
    cells: dict[str, object] = {
        "when": local(line.when),
        "shift": line.shift,
        "start": local(line.start),
        "end": local(line.end),
        "from": giver or "",
        "to": taker or "",
        "revision": line.revision,
        "why": line.why,
    }
    if isinstance(line, Trade):
        cells |= {"trade": line.number, "forced": line.forced}
    return cells
