"""Applying trades to the published plan."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.errors import Fault
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Status
from rotation.model.trades import Trade

__all__ = ["handed", "next_revision", "part_names", "stamp", "traded"]

HeldPiece = tuple[datetime, datetime, str | None]
"""Start, end and holder."""


def traded(
    entries: Iterable[Entry], trades: Iterable[Trade], *, worked: bool
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Return the lines of a schedule after trades, and the faults of trades that do not fit.

    Parameters
    ----------
    entries : iterable of Entry
        As written in `history.csv` or `published.csv`.
    trades : iterable of Trade
        In the order in which they were made; trades of other shifts, and trades that a line
        contains already by its revision, are skipped.
    worked : bool
        Whether the lines are history: a person there who is neither giver nor taker really worked,
        and stays.

    Returns
    -------
    (tuple of Entry, tuple of Fault)
        Sorted by start, track and shift.
    """
    parts: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for entry in entries:
        key = (entry.track, base_id(entry.shift))
        parts[key] = (*parts.get(key, ()), entry)
    track_of = {shift: track for track, shift in parts}
    written = {key: max(e.revision for e in lines) for key, lines in parts.items()}
    faults = []
    for trade in trades:
        key = (track_of.get(trade.shift, ""), trade.shift)
        if trade.revision <= written.get(key, trade.revision):
            continue
        lines = parts[key]
        holders = {e.engineer for e in lines if e.start < trade.end and trade.start < e.end} or {""}
        if holders == {trade.giver}:
            parts[key] = handed(lines, trade.start, trade.end, trade.taker, trade)
        elif holders == {trade.taker}:
            parts[key] = tuple(_known_of(entry, trade) for entry in lines)
        elif not worked:
            faults.append(_misfit(trade, holders))
    lines_now = (entry for lines in parts.values() for entry in lines)
    return tuple(sorted(lines_now, key=lambda e: (e.start, e.track, e.shift))), tuple(faults)


def _known_of(entry: Entry, trade: Trade) -> Entry:
    """Return a line that was edited by hand to the result of a trade, at the trade's revision."""
    if entry.start < trade.end and trade.start < entry.end and entry.revision < trade.revision:
        return replace(entry, revision=trade.revision, revised=trade.when)
    return entry


def _misfit(trade: Trade, holders: set[str | None]) -> Fault:
    giver = trade.giver or "nobody"
    there = " and ".join(sorted(who or "nobody" for who in holders)) or "nobody"
    what = f"{trade.shift} goes from {giver} to {trade.taker or 'nobody'}, but {there} holds it"
    hint = "correct the published line or remove the trade; `rotation publish` keeps both in step"
    return Fault(f"{trade.source or 'trades'}: from", what, hint)


def stamp(rotation: RotationData, today: date, last: Iterable[datetime | None] = ()) -> datetime:
    """Return the instant of a change on a day: its midnight, or later than every given instant.

    With a stamp that does not rise, calendar clients keep the old event.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    return max(
        [begins, *(instant + timedelta(seconds=1) for instant in last if instant is not None)]
    )


def next_revision(parts: Iterable[Entry]) -> int:
    """Return the revision that the next visible change of a shift has."""
    return max(entry.revision for entry in parts) + 1


def handed(
    parts: Sequence[Entry],
    start: datetime,
    end: datetime,
    taker: str | None,
    trade: Trade,
) -> tuple[Entry, ...]:
    """Return the parts of a shift after a stretch of it changed hands.

    A part with the same holder keeps its id, so that its event becomes shorter; new parts get the
    next free `+2`, `+3`. Neighbours with one holder become one part. Changed parts get the trade's
    revision and instant.

    Parameters
    ----------
    parts : sequence of Entry
        All lines of one shift.
    start, end : datetime.datetime
        UTC, half-open.
    taker : str or None
        The new holder of the stretch.
    trade : Trade
        For its revision and instant.
    """
    old = sorted(parts, key=lambda e: (e.start, e.shift))
    pieces: list[HeldPiece] = []
    for entry in old:
        cuts = sorted({entry.start, entry.end, *(c for c in (start, end) if _in(entry, c))})
        for first, last in pairwise(cuts):
            holder = taker if start <= first and last <= end else entry.engineer
            if pieces and pieces[-1][1:] == (first, holder):
                pieces[-1] = (pieces[-1][0], last, holder)
            else:
                pieces.append((first, last, holder))
    names = part_names(base_id(old[0].shift), old, pieces)
    by_name = {entry.shift: entry for entry in old}
    made = []
    for name, (first, last, holder) in zip(names, pieces, strict=True):
        before = by_name.get(name)
        if before is not None and before.reads == (holder, first, last):
            made.append(before)
            continue
        pattern = before or old[0]
        kept = pattern.status if pattern.status is not Status.OPEN else Status.PLANNED
        made.append(
            replace(
                pattern,
                shift=name,
                start=first,
                end=last,
                engineer=holder,
                status=Status.OPEN if holder is None else kept,
                revision=trade.revision,
                revised=trade.when,
                source=trade.source or pattern.source,
            )
        )
    return tuple(made)


def _in(entry: Entry, moment: datetime) -> bool:
    return entry.start < moment < entry.end


def part_names(base: str, old: Sequence[Entry], pieces: Sequence[HeldPiece]) -> list[str]:
    """Return ids for the pieces of a shift: of the most overlapping parts with the same holder.

    The remaining ids are given in order; without old parts, the longest piece gets the id of the
    whole.

    Parameters
    ----------
    base : str
        Id of the whole shift.
    old : sequence of Entry
        Its lines so far; may be empty.
    pieces : sequence of (datetime.datetime, datetime.datetime, str or None)
        Start, end and holder, by start.

    Returns
    -------
    list of str
        One per piece, including `base`.
    """
    names: dict[int, str] = {}

    def length(number: int) -> float:
        first, last, _ = pieces[number]
        return (last - first).total_seconds()

    def shared(number: int, entry: Entry) -> float:
        first, last, _ = pieces[number]
        return (min(last, entry.end) - max(first, entry.start)).total_seconds()

    for same_holder in (True, False):
        wishes = sorted(
            (
                (-shared(number, entry), number, entry.shift)
                for number, (_, _, holder) in enumerate(pieces)
                for entry in old
                if shared(number, entry) > 0 and (holder == entry.engineer or not same_holder)
            ),
        )
        for _, number, name in wishes:
            if number not in names and name not in names.values():
                names[number] = name
    if base not in names.values():
        names[0 if old else max(range(len(pieces)), key=lambda n: (length(n), -n))] = base
    free = 2
    for number in range(len(pieces)):
        while number not in names:
            name = f"{base}+{free}"
            free += 1
            if name not in names.values() and all(e.shift != name for e in old):
                names[number] = name
    return [names[number] for number in range(len(pieces))]
