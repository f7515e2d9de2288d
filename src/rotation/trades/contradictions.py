"""Differences of `changes.csv` and the published calendars from the published plan.

Published plan and trades are the truth. The change log and the calendars are written with them, so
they differ only if somebody edited, merged or restored one of the files. Only shifts that are not
over on a day, and not in history, are compared.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry
from rotation.model.trades import LoggedChange, Trade
from rotation.trades.calendar_contradictions import wrong_in_calendars
from rotation.written.published import records

__all__ = ["Disagreement", "ahead", "disagreements", "living", "unlogged"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference of a file from the published plan.

    Attributes
    ----------
    file : str
        As the configuration names it.
    line : int
        The line; 0 for a whole file, and for missing content.
    text : str
        The difference, as a clause.
    """

    file: str
    line: int
    text: str


def disagreements(rotation: RotationData, today: date) -> tuple[Disagreement, ...]:
    """Return the differences of change log and calendars from the published plan and its trades.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone; what is over before is not compared.

    Returns
    -------
    tuple of Disagreement
        By file, the change log first.
    """
    lines = living(rotation, today)
    log, texts = rotation.places.changes, _Texts(rotation)
    contradictions = [
        Disagreement(log, change.source.line if change.source else 0, texts.of_change(change))
        for change in ahead(rotation, today)
    ]
    # The first change creates the log: a missing log contradicts nothing.
    if (Path(rotation.places.folder) / log).exists():
        missing = unlogged(rotation, today)
        contradictions += [Disagreement(log, 0, texts.of_trade(trade)) for trade in missing]
    if lines:
        wrong = wrong_in_calendars(rotation, lines, today)
        contradictions += [Disagreement(file, 0, text) for file, text in wrong]
    return tuple(contradictions)


def living(rotation: RotationData, today: date) -> tuple[Entry, ...]:
    """Return the published lines that are neither over nor in history, by start."""
    begins = midnight(ZoneInfo(rotation.timezone), today)
    lines = (
        entry
        for record in records(rotation).values()
        if not record.worked
        for entry in record.entries
        if entry.end > begins
    )
    return tuple(sorted(lines, key=lambda e: (e.start, e.track, e.shift)))


def ahead(rotation: RotationData, today: date) -> tuple[LoggedChange, ...]:
    """Return the last logged change of each shift if the published plan lacks it.

    Either its revision is higher than every line's, or the line with this revision has another
    holder, or there is no line.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    worked = {base_id(entry.shift) for entry in rotation.history}
    last: dict[str, dict[str, LoggedChange]] = {}
    for change in rotation.changes:
        if change.end > begins and base_id(change.shift) not in worked:
            last.setdefault(base_id(change.shift), {})[change.shift] = change
    parts: dict[str, dict[str, Entry]] = {}
    for entry in rotation.published:
        parts.setdefault(base_id(entry.shift), {})[entry.shift] = entry
    unknown = (_unknown(changes, parts.get(base, {})) for base, changes in last.items())
    known = (change for change in unknown if change is not None)
    return tuple(sorted(known, key=lambda c: (c.start, c.shift)))


def _unknown(changes: dict[str, LoggedChange], parts: dict[str, Entry]) -> LoggedChange | None:
    """Return the change with the highest revision of a shift if its lines differ."""
    change = max(changes.values(), key=lambda c: (c.revision, c.shift))
    entry = parts.get(change.shift)
    if not parts:
        return change if change.after is not None else None
    highest = max(e.revision for e in parts.values())
    if change.revision != highest:
        return change if change.revision > highest else None
    same = entry is None or entry.revision != highest or entry.engineer == change.after
    return None if same else change


def unlogged(rotation: RotationData, today: date) -> tuple[Trade, ...]:
    """Return the trades of shifts that are not over and that the change log lacks.

    A trade is not missing if the log has a later change of its shift.
    """
    begins = midnight(ZoneInfo(rotation.timezone), today)
    logged: dict[str, int] = {}
    for change in rotation.changes:
        base = base_id(change.shift)
        logged[base] = max(change.revision, logged.get(base, 0))
    published = {base_id(entry.shift) for entry in rotation.published}
    return tuple(
        trade
        for trade in rotation.trades
        if trade.end > begins
        and trade.shift in published
        and trade.revision > logged.get(trade.shift, 0)
    )


class _Texts:
    """Sentences about the change log."""

    def __init__(self, rotation: RotationData) -> None:
        self._names = rotation.names

    def of_change(self, change: LoggedChange) -> str:
        """Return the text that a change is not in the plan."""
        has = "is open" if change.after is None else f"belongs to {self._name(change.after)}"
        return f"says that {change.shift} {has} since revision {change.revision}"

    def of_trade(self, trade: Trade) -> str:
        """Return the text that a trade is not in the log."""
        people = f"from {self._name(trade.giver)} to {self._name(trade.taker)}"
        return f"does not record that {trade.shift} went {people}"

    def _name(self, person: str | None) -> str:
        return "nobody" if person is None else self._names.get(person, person)
