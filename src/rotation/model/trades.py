"""Trades and the change log: what happened to a plan after it was published."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rotation.arguments import optional
from rotation.model.argument_names import made_by_name
from rotation.model.identity import split_part
from rotation.model.parts import (
    INSTANT,
    SOURCE,
    TEXT,
    WHOLE,
    RotationPart,
    read_fields,
)
from rotation.model.source import Source

__all__ = ["LoggedChange", "Trade", "split_off"]


_STRETCH = {
    "when": INSTANT,
    "shift": TEXT,
    "start": INSTANT,
    "end": INSTANT,
    "revision": WHOLE,
    "why": TEXT,
    "source": SOURCE,
}
_TRADE = {
    **_STRETCH,
    "number": WHOLE,
    "giver": optional(TEXT),
    "taker": optional(TEXT),
    "forced": TEXT,
}
_CHANGE = {**_STRETCH, "before": optional(TEXT), "after": optional(TEXT)}


@made_by_name
@dataclass(frozen=True, slots=True, repr=False)
class Trade(RotationPart):
    """A line of `trades.csv`: a stretch of a published shift went from one person to another.

    Parameters
    ----------
    number : int
        Lines of one exchange share it; from 1 on. The column `trade`.
    when : datetime.datetime
        Aware: the instant that the calendars give as its time.
    shift : str
        Id of the whole shift, without `+2`.
    start, end : datetime.datetime
        Aware, half-open: the stretch; UTC in a rotation.
    giver, taker : str or None
        Engineer ids; None is an open shift. The columns `from` and `to`, which are words of Python.
    revision : int
        The shift's revision since this trade: a line of a schedule that has it holds the trade
        already.
    why : str
        The reason, as given by the person who traded.
    forced : str
        The rules that were broken on purpose; empty when every rule holds.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type, such as a datetime without a time zone.

    Examples
    --------
    >>> from rotation import trades
    >>> swap = trades.swap(published, "A-2026-12-07", "A-2026-12-14", today)
    >>> for trade in swap.edition.trades:
    ...     print(trade.shift, trade.giver, "to", trade.taker)
    A-2026-12-07 ben to cleo
    A-2026-12-14 cleo to ben
    """

    number: int
    when: datetime
    shift: str
    start: datetime
    end: datetime
    giver: str | None
    taker: str | None
    revision: int
    why: str = ""
    forced: str = ""
    source: Source | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        read_fields(self, _TRADE)

    __repr__ = RotationPart.__repr__


@made_by_name
@dataclass(frozen=True, slots=True, repr=False)
class LoggedChange(RotationPart):
    """A line of `changes.csv`: something visible of a published shift, or part of one, changed.

    Parameters
    ----------
    when : datetime.datetime
        Aware: `revised` of the line since then.
    shift : str
        Id, with `+2`, `+3` for a part of a split shift.
    start, end : datetime.datetime
        Aware: where the shift lay before; of one that was not there before, where it lies.
    before, after : str or None
        Who held that time and who holds it; None is nobody. Of several, who has most of it. The
        columns `from` and `to`.
    revision : int
        Since this change.
    why : str
        The command, and the reason given with it.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type, such as a datetime without a time zone.

    Examples
    --------
    >>> from rotation import trades
    >>> swap = trades.swap(published, "A-2026-12-07", "A-2026-12-14", today)
    >>> for change in swap.edition.changes:
    ...     print(change.shift, change.before, change.after, change.revision, change.why)
    A-2026-12-07 ben cleo 1 swap
    A-2026-12-14 cleo ben 1 swap
    """

    when: datetime
    shift: str
    start: datetime
    end: datetime
    before: str | None
    after: str | None
    revision: int
    why: str = ""
    source: Source | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        read_fields(self, _CHANGE)

    __repr__ = RotationPart.__repr__

    @property
    def base(self) -> str:
        """Return the id of the whole shift."""
        return split_part(self.shift)[0]


def split_off(changes: Iterable[LoggedChange]) -> frozenset[LoggedChange]:
    """Return the changes whose line is new: a part of a shift that was published, split off then.

    What one command does to a shift has one instant. A line that is new in it lies within one that
    it changed, and the change log gives the old bounds of the latter.
    """
    together: dict[tuple[str, datetime], list[LoggedChange]] = {}
    for change in changes:
        together.setdefault((change.base, change.when), []).append(change)
    return frozenset(
        change
        for several in together.values()
        for change in several
        for other in several
        if change.shift != other.shift and _within(change, other)
    )


def _within(change: LoggedChange, other: LoggedChange) -> bool:
    inside = other.start <= change.start and change.end <= other.end
    return inside and (change.start, change.end) != (other.start, other.end)
