"""What we wrote at a remote: one line per item, with its id there and what is under way.

Whatever is not in the ledger was not written by us and is never touched.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from rotation.remotes.items import Present, Wanted

__all__ = ["Intent", "RemoteLedger", "RemoteLine", "UserSpan"]


class Intent(StrEnum):
    """The request that was about to be sent when a line was written."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class UserSpan(NamedTuple):
    """What is compared of an item: texts are not.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    user : str or None
        As the tool names people.
    """

    start: datetime
    end: datetime
    user: str | None

    @classmethod
    def of(cls, item: "Wanted | Present | RemoteLine") -> "UserSpan":
        """Return that of an item or a line."""
        return cls(item.start, item.end, item.user)

    def rest(self, now: datetime) -> "UserSpan":
        """Return it from an instant on: what is over is not compared."""
        return self._replace(start=max(self.start, now))


@dataclass(frozen=True, slots=True)
class RemoteLine:
    """One item that we wrote, or were about to write.

    Attributes
    ----------
    key, place : str
        The shift, part and window, and the schedule or calendar.
    start, end : datetime.datetime
        UTC: as we wrote it.
    user : str or None
        As the tool names people: as we wrote it.
    id : str
        As the tool names the item; empty while a request that creates it has no answer.
    intent : Intent or None
        The request that was about to be sent; None when its answer was recorded.
    target : UserSpan or None
        What an update was to make of it.
    sent : int
        How many requests that create it may have been carried out.
    """

    key: str
    place: str
    start: datetime
    end: datetime
    user: str | None
    id: str = ""
    intent: Intent | None = None
    target: UserSpan | None = None
    sent: int = 0

    @classmethod
    def confirmed(cls, key: str, present: Present) -> "RemoteLine":
        """Return the line of an item as it is there."""
        return cls(key, present.place, present.start, present.end, present.user, present.id, sent=0)

    @property
    def last(self) -> datetime:
        """When it is over, whether or not an update was carried out."""
        return self.end if self.target is None else max(self.end, self.target.end)

    @property
    def order(self) -> tuple[str, datetime, str, str]:
        """Its place among the lines of a ledger."""
        return (self.place, self.start, self.key, self.id)

    def changed(self, intent: Intent, target: Wanted | None = None) -> "RemoteLine":
        """Return it with a request that is about to be sent."""
        return replace(self, intent=intent, target=None if target is None else UserSpan.of(target))


@dataclass(frozen=True, slots=True)
class RemoteLedger:
    """The lines of one remote.

    Attributes
    ----------
    remote, tool, url : str
        Of `[[remote]]`.
    rotation : str
        The `calendar_id` of the rotation, which never changes.
    lines : tuple of RemoteLine
        In their order.
    """

    remote: str
    tool: str
    url: str
    rotation: str
    lines: tuple[RemoteLine, ...] = ()

    def __iter__(self) -> Iterator[RemoteLine]:
        return iter(self.lines)

    @property
    def places(self) -> frozenset[str]:
        """The schedules and calendars that its lines name."""
        return frozenset(line.place for line in self.lines)

    def replaced(
        self, gone: Iterable[RemoteLine], new: Iterable[RemoteLine] = ()
    ) -> "RemoteLedger":
        """Return it without lines, and with others."""
        leave = set(gone)
        kept = (*(line for line in self.lines if line not in leave), *new)
        return replace(self, lines=tuple(sorted(kept, key=lambda line: line.order)))

    def without_ended(self, now: datetime) -> "RemoteLedger":
        """Return it without lines of items that are over: nothing touches these any more."""
        return replace(self, lines=tuple(line for line in self.lines if line.last > now))
