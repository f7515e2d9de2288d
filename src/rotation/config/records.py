"""`trades.csv` and `changes.csv`: the changes of the published plan."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from rotation.config.csv_table import Columns, CsvRow
from rotation.config.faults import Wrong
from rotation.config.people import People
from rotation.config.team import shift_name
from rotation.config.text import clean, quote
from rotation.config.times import instant
from rotation.model.trades import LoggedChange, Trade

__all__ = ["CHANGES", "TRADES", "read_changes", "read_trades"]

TRADES = Columns(
    ("trade", "when", "shift", "start", "end", "from", "to", "revision"), ("why", "forced")
)
CHANGES = Columns(("when", "shift", "start", "end", "from", "to", "revision"), ("why",))
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def read_trades(rows: Iterable[CsvRow], people: People) -> list[Trade]:
    """Return trades, in the order of their rows.

    Parameters
    ----------
    rows : iterable of CsvRow
        With the columns `TRADES`.
    people : People
        The known people.
    """
    trades = []
    for row in rows:
        number = row.read("trade", _number)
        shift = row.read("shift", _whole)
        facts = _facts(row, people)
        why, forced = row.read_or("why", clean, ""), row.read_or("forced", clean, "")
        if facts and None not in (number, shift, why, forced):
            when, start, end, giver, taker, revision = facts
            trades.append(
                Trade(
                    number or 0,
                    when,
                    shift or "",
                    start,
                    end,
                    giver,
                    taker,
                    revision,
                    why or "",
                    forced or "",
                    row.source,
                )
            )
    return trades


def read_changes(rows: Iterable[CsvRow], people: People) -> list[LoggedChange]:
    """Return changes, in the order of their rows; the columns are `CHANGES`."""
    changes = []
    for row in rows:
        shift = row.read("shift", _shift)
        facts = _facts(row, people)
        why = row.read_or("why", clean, "")
        if facts and shift is not None and why is not None:
            when, start, end, before, after, revision = facts
            changes.append(
                LoggedChange(when, shift, start, end, before, after, revision, why, row.source)
            )
    return changes


ChangeFacts = tuple[datetime, datetime, datetime, str | None, str | None, int]


def _facts(row: CsvRow, people: People) -> ChangeFacts | None:
    """Return the columns of both files: when, start, end, from, to, revision."""
    otherwise = "add the person, with `leaves` if they left"
    known: Callable[[str], str] = lambda text: people.known(text, otherwise)  # noqa: E731 - one use
    when = row.read("when", instant)
    start, end = row.read("start", instant), row.read("end", instant)
    giver, taker = row.read_or("from", known, ""), row.read_or("to", known, "")
    revision = row.read("revision", _number)
    if start is not None and end is not None and end <= start:
        row.fault("end", f"{row['end']} is not after start, {row['start']}", "swap them")
        return None
    if when is None or start is None or end is None or revision is None:
        return None
    if giver is None or taker is None:
        return None
    return when, start, end, giver or None, taker or None, revision


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Wrong(f"{quote(text)} is not a whole number")
    return int(text)


def _shift(text: str) -> str:
    shift_name(text)
    return text


def _whole(text: str) -> str:
    shift_name(text)
    if "+" in text.rpartition("-")[2]:
        raise Wrong(
            f"{quote(text)} is a part of a shift",
            "name the whole shift; start and end say which part",
        )
    return text
