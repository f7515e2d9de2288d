"""Whether a trade was made already, for commands that are typed twice.

A cover was made if the person has the shift. An exchange cannot be recognised by its result,
because typing it again is also how people swap back: it was made already when the last change of
all its shifts is this very exchange, with the same reason and on the same day.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rotation.config.person_argument import person_among
from rotation.errors import BadInput
from rotation.export.text import clean
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import Trade
from rotation.trades.stretches import line_named
from rotation.trades.transfers import parts_of

__all__ = ["cover_made", "exchange_made"]


def cover_made(
    rotation: RotationData,
    shift: str,
    person: str,
    today: date,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
) -> bool:
    """Return whether a person already has a shift, or the requested part of it.

    The parameters are those of `rotation.trades.cover`; wrong values give False.
    """
    try:
        taker = person_among(rotation.engineers, person)
        line = _line(rotation, shift, today, start)
    except BadInput:
        return False
    begins = midnight(ZoneInfo(rotation.timezone), today)
    whole = parts_of(rotation, line.shift)
    # A covered part has its own id since then, so look at the whole shift.
    asked = whole if end is not None else (line,)
    first = _utc(start) or max(min(e.start for e in asked), begins)
    last = _utc(end) or line.end
    parts = [e for e in whole if e.start < last and first < e.end]
    return bool(parts) and first < last and all(e.engineer == taker.id for e in parts)


def exchange_made(
    rotation: RotationData,
    shifts: Sequence[str],
    today: date,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    why: str = "swap",
) -> Trade | None:
    """Return the first trade of this exchange if it is the last change of all its shifts.

    The parameters are those of `rotation.trades.exchange`; wrong values give None.
    """
    try:
        first = _line(rotation, shifts[0], today, start)
        lines = [first, *(_line(rotation, shift, today) for shift in shifts[1:])]
    except BadInput:
        return None
    made = [_last(rotation, line) for line in lines]
    trades = [trade for trade in made if trade is not None]
    if len(trades) < len(shifts) or len({trade.shift for trade in trades}) < len(shifts):
        return None
    number = trades[0].number
    zone = ZoneInfo(rotation.timezone)
    same = (
        {trade for trade in rotation.trades if trade.number == number} == set(trades)
        and all(trade.taker == following.giver for trade, following in _ring(trades))
        and {clean(trade.why) for trade in trades} == {clean(why)}
        and {trade.when.astimezone(zone).date() for trade in trades} == {today}
        and _asked(rotation, first, trades[0], today, (_utc(start), _utc(end)))
        and all(
            _asked(rotation, line, trade, today, (None, None))
            for line, trade in zip(lines[1:], trades[1:], strict=True)
        )
    )
    return trades[0] if same else None


def _line(rotation: RotationData, shift: str, today: date, start: datetime | None = None) -> Entry:
    """Return the line of a trade; the rest of a running shift has its own id.

    Raises
    ------
    BadInput
        As `line_named`.
    """
    try:
        return line_named(rotation, shift, today, at=start)
    except BadInput:
        begins = midnight(ZoneInfo(rotation.timezone), today)
        return line_named(rotation, shift, today, at=begins)


def _ring(trades: Sequence[Trade]) -> list[tuple[Trade, Trade]]:
    """Return each trade with the next one, the last with the first."""
    return list(zip(trades, [*trades[1:], trades[0]], strict=True))


def _last(rotation: RotationData, line: Entry) -> Trade | None:
    """Return the last trade of a shift if nothing has changed it since."""
    base = base_id(line.shift)
    trades = [trade for trade in rotation.trades if trade.shift == base]
    revision = max(entry.revision for entry in parts_of(rotation, line.shift))
    return trades[-1] if trades and trades[-1].revision == revision else None


def _asked(
    rotation: RotationData,
    line: Entry,
    trade: Trade,
    today: date,
    bounds: tuple[datetime | None, datetime | None],
) -> bool:
    """Tell whether a trade is about the requested stretch; without bounds, about a whole line."""
    start, end = bounds
    begins = midnight(ZoneInfo(rotation.timezone), today)
    if start is None:
        # A shift traded from some instant is split there; the part before has another id.
        parts = parts_of(rotation, line.shift) if end is not None else (line,)
        start = max(min(entry.start for entry in parts), begins)
    return (trade.start, trade.end) == (start, line.end if end is None else end)


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC).replace(microsecond=0)
