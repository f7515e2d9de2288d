"""Transfers of stretches of published shifts, for swaps, covers, leaving and sync."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rotation.arguments import checked, optional, record, several
from rotation.errors import BadInput, Fault
from rotation.horizon.ids import base_id
from rotation.kinds import MOMENT, TEXT, TRADE
from rotation.model.settings import RotationData, RotationT
from rotation.model.shifts import Entry
from rotation.model.trades import Trade
from rotation.rules import Rule
from rotation.trades.edition import Edition, edition_of, refuse_strangers
from rotation.written.line_windows import LineWindows
from rotation.written.traded import handed, next_revision, stamp

__all__ = ["Transfer", "hand_over", "parts_of"]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A stretch of a published shift and its new holder.

    Attributes
    ----------
    shift : str
        Id; a part (`+2`) means just that part when no stretch is given.
    taker : str or None
        Engineer id; None leaves it open.
    start, end : datetime.datetime or None
        Aware, half-open, inside the shift; None is the shift's, or part's, own bound.

    Examples
    --------
    >>> from rotation.trades import Transfer
    >>> Transfer("A-2026-12-07", "cleo").shift
    'A-2026-12-07'
    """

    shift: str
    taker: str | None
    start: datetime | None = None
    end: datetime | None = None


_TRANSFER = record(
    Transfer,
    "a Transfer",
    shift=TEXT,
    taker=optional(TEXT),
    start=optional(MOMENT),
    end=optional(MOMENT),
)


def parts_of(rotation: RotationData, shift: str) -> tuple[Entry, ...]:
    """Return the published lines of a shift by start; none when it is not published."""
    base = base_id(shift)
    parts = (e for e in rotation.published if base_id(e.shift) == base)
    return tuple(sorted(parts, key=lambda e: (e.start, e.shift)))


@checked(**TRADE, handings=several(_TRANSFER, "Transfers"), forced=TEXT)
def hand_over(
    rotation: RotationT,
    handings: Sequence[Transfer],
    today: date,
    *,
    why: str = "",
    forced: str = "",
    rules: Sequence[Rule] | None = None,
) -> Edition[RotationT]:
    """Give stretches of published shifts to people, as one exchange.

    Transfers that change nothing are skipped.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    handings : sequence of Transfer
        Applied in this order; each sees the effects of those before it.
    today : datetime.date
        In the rotation's zone.
    why : str
        For the records.
    forced : str
        The rules broken on purpose, for the records.
    rules : sequence of Rule, optional
        All registered ones by default.

    Returns
    -------
    Edition
        The published plan before and after; nothing is written.

    Raises
    ------
    BadInput
        For shifts that are not published, stretches outside their shift, and takers who are not
        in the rotation.

    Examples
    --------
    >>> from rotation import trades
    >>> edition = trades.hand_over(published, [trades.Transfer("A-2026-12-21", None)], today)
    >>> edition.after.published[3].engineer is None
    True
    """
    windows = LineWindows(rotation)
    _refuse(rotation, windows, handings)
    refuse_strangers(rotation, {transfer.taker: transfer.shift for transfer in handings})
    lines = {(e.track, e.shift): e for e in rotation.published}
    number = max((t.number for t in rotation.trades), default=0) + 1
    trades: list[Trade] = []
    change: dict[str, tuple[int, datetime]] = {}
    for transfer in handings:
        base = base_id(transfer.shift)
        parts = sorted(_lines_of(lines, base), key=lambda e: (e.start, e.shift))
        if base not in change:
            # One exchange is one visible change of a shift, with any number of stretches.
            change[base] = next_revision(parts), stamp(rotation, today, (e.revised for e in parts))
        revision, when = change[base]
        start, end = _stretch(parts, transfer)
        start, end = windows.tiled(parts, start, end) or (start, end)
        for part in parts:
            begin, stop = max(start, part.start), min(end, part.end)
            if begin < stop and part.engineer != transfer.taker:
                facts = (begin, stop, part.engineer, transfer.taker, revision, why, forced)
                trade = Trade(number, when, base, *facts)
                trades.append(trade)
                now = _lines_of(lines, base)
                for line in now:
                    del lines[line.track, line.shift]
                made = handed(now, begin, stop, transfer.taker, trade)
                lines |= {(e.track, e.shift): e for e in made}
    return edition_of(rotation, tuple(lines.values()), today, trades=trades, why=why, rules=rules)


def _lines_of(lines: Mapping[tuple[str, str], Entry], base: str) -> list[Entry]:
    return [entry for entry in lines.values() if base_id(entry.shift) == base]


def _stretch(parts: Sequence[Entry], transfer: Transfer) -> tuple[datetime, datetime]:
    named = [e for e in parts if e.shift == transfer.shift]
    whole = base_id(transfer.shift) == transfer.shift and len(parts) > 1
    own = named if named and not whole else parts
    start = min(e.start for e in own) if transfer.start is None else transfer.start
    end = max(e.end for e in own) if transfer.end is None else transfer.end
    # Instants of one zone are compared by the wall clock: wrong in the hour that comes twice. Files
    # know whole seconds.
    first, last = (moment.astimezone(UTC).replace(microsecond=0) for moment in (start, end))
    return first, last


def _refuse(rotation: RotationData, windows: LineWindows, transfers: Iterable[Transfer]) -> None:
    faults = []
    for transfer in transfers:
        parts = parts_of(rotation, transfer.shift)
        if not parts:
            faults.append(Fault("SHIFT", f"{transfer.shift} is not published", _near(rotation)))
            continue
        start, end = _stretch(parts, transfer)
        if not min(e.start for e in parts) <= start < end <= max(e.end for e in parts):
            what = f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC is not a part of "
            faults.append(Fault("--from", what + transfer.shift, "give times inside the shift"))
        elif windows.tiled(parts, start, end) is None:
            what = f"nobody is on call for {transfer.shift} from {start:%Y-%m-%d %H:%M} to "
            hint = f"give times inside the hours of track {parts[0].track}"
            faults.append(Fault("--from", f"{what}{end:%Y-%m-%d %H:%M} UTC", hint))
    if faults:
        raise BadInput(faults)


def _near(rotation: RotationData) -> str:
    if not rotation.published:
        return "nothing is published yet: plan, then publish"
    first, last = rotation.published[0], rotation.published[-1]
    return f"the published plan has {first.shift} to {last.shift}"
