"""`trades.csv` and `changes.csv`: append-only files, one line per event."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.export.csv_text import csv_text
from rotation.limits import CSV_BYTES, CSV_ROWS
from rotation.model.formulas import unguarded
from rotation.model.settings import RotationData
from rotation.model.trades import LoggedChange, Trade

__all__ = ["CHANGE_COLUMNS", "TRADE_COLUMNS", "grown", "readable_again"]

TRADE_COLUMNS = (
    *("trade", "when", "shift", "start", "end", "from", "to"),
    *("revision", "why", "forced"),
)
CHANGE_COLUMNS = ("when", "shift", "start", "end", "from", "to", "revision", "why")


def grown(
    rotation: RotationData, old: bytes, lines: Sequence[Trade] | Sequence[LoggedChange]
) -> bytes:
    r"""Return a file with lines appended.

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
    rows = [_cells(line, zone) for line in lines]
    header = _header(old)
    end = "\r\n" if b"\r\n" in old else "\n"
    if header:
        missing = [c for c in usual if c not in header and any(row[c] for row in rows)]
        old = _widened(old, missing, end) if missing else old
        header = (*header, *missing)
    else:
        old = b""
    head = () if header else (usual,)
    added = csv_text([*head, *([row[c] for c in header or usual] for row in rows)], end)
    tail = b"" if not old or old.endswith(b"\n") else end.encode()
    return old + tail + added.encode()


def readable_again(path: Path, data: bytes) -> bytes:
    """Return the bytes of a CSV file that is about to be written, if they can be read afterwards.

    Parameters
    ----------
    path : pathlib.Path
        Where they will be.
    data : bytes
        With a header row.

    Raises
    ------
    BadInput
        When the file would outgrow what is read; nothing was changed.
    """
    rows = max(0, data.count(b"\n") - 1)
    for limit, size in ((CSV_ROWS, rows), (CSV_BYTES, len(data))):
        if size > limit.most:
            what = f"would have more than the {limit} that are read; nothing was changed"
            fix = "move shifts that are over to a file of history first (docs/living.md)"
            raise BadInput(Fault(str(path), what, fix))
    return data


def _widened(old: bytes, columns: Sequence[str], end: str) -> bytes:
    """Return a file with more columns, which are empty except for their names."""
    more, rows = columns, []
    for row in csv.reader(io.StringIO(old.decode("utf-8-sig"), newline="")):
        blank = not any(cell.strip() for cell in row)
        # Text that is guarded already must not be guarded twice.
        rows.append(row if blank else [*map(unguarded, row), *more])
        more = more if blank else [""] * len(columns)
    return csv_text(rows, end).encode()


def _header(old: bytes) -> tuple[str, ...]:
    text = old.decode("utf-8-sig")
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
