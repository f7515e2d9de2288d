"""`trades.csv` and `changes.csv`: files that only grow, a line an event."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.export.text import clean
from rotation.model.settings import RotationData
from rotation.model.trades import Change, Trade

__all__ = ["CHANGE_COLUMNS", "TRADE_COLUMNS", "grown"]

TRADE_COLUMNS = (
    *("trade", "when", "shift", "start", "end", "from", "to"),
    *("revision", "why", "forced"),
)
CHANGE_COLUMNS = ("when", "shift", "start", "end", "from", "to", "revision", "why")


def grown(rotation: RotationData, old: bytes, lines: Sequence[Trade] | Sequence[Change]) -> bytes:
    r"""Return a file with lines behind what it holds.

    Parameters
    ----------
    rotation : RotationData
        For the time zone.
    old : bytes
        What the file holds; empty for a new one. Its columns stay in their order.
    lines : sequence of Trade or Change
        One kind.

    Returns
    -------
    bytes
        UTF-8; what was there is there to the byte, with a line break at its end.
    """
    if not lines:
        return old
    usual = TRADE_COLUMNS if isinstance(lines[0], Trade) else CHANGE_COLUMNS
    header = _header(old) or usual
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    if not _header(old):
        writer.writerow(usual)
    zone = ZoneInfo(rotation.timezone)
    for line in lines:
        cells = _cells(line, zone)
        writer.writerow([cells[column] for column in header])
    tail = b"" if not old.strip() or old.endswith(b"\n") else b"\n"
    kept = old if old.strip() else b""
    return kept + tail + file.getvalue().encode()


def _header(old: bytes) -> tuple[str, ...]:
    text = old.decode("utf-8-sig")
    rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""))
    return next((tuple(c.strip().casefold() for c in row) for row in rows if any(row)), ())


def _cells(line: Trade | Change, zone: ZoneInfo) -> dict[str, object]:
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
        "why": clean(line.why),
    }
    if isinstance(line, Trade):
        cells |= {"trade": line.number, "forced": clean(line.forced)}
    return cells
