"""What is done at a remote, and what a person has to decide first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import RemoteLine, UserSpan

__all__ = [
    "Action",
    "ConflictKind",
    "ItemKey",
    "Operation",
    "OperationStep",
    "RemoteConflict",
    "RemoteDifference",
]

ItemKey = tuple[str, str]
"""A place, and the key of a shift there."""


class Action(StrEnum):
    """What is done with an item; the last two change the ledger only."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    END = "end now"
    """Of what has begun: what is over of it stays."""
    ADOPT = "adopt"
    FORGET = "forget"


class ConflictKind(StrEnum):
    """Why nothing is done."""

    CHANGED = "changed there"
    DELETED = "deleted there"
    COVERED = "covered there"
    """Somebody else's item hides ours."""
    BEGUN = "begun there"
    """It has begun, and the tool cannot end it."""
    MARKED = "not in the ledger"
    """An item has our mark, but the ledger does not have it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One request, or one change of the ledger.

    Attributes
    ----------
    action : Action
        What is done.
    key : tuple of (str, str)
        The place and the key.
    wanted : Wanted or None
        What is sent, for `CREATE` and `UPDATE`: of what has begun only the rest, where the tool is
        not a calendar. For `ADOPT`, what is wanted, where that is known.
    line : RemoteLine or None
        The line of the ledger that it changes.
    present : Present or None
        The item that it changes.
    base : UserSpan or None
        For `ADOPT`: what we wrote, where that differs from what is there.
    """

    action: Action
    key: ItemKey
    wanted: Wanted | None = None
    line: RemoteLine | None = None
    present: Present | None = None
    base: UserSpan | None = None

    @property
    def requests(self) -> bool:
        """Whether it sends a request."""
        return self.action not in (Action.ADOPT, Action.FORGET)

    @property
    def start(self) -> datetime:
        """When what it is about begins."""
        item = self.wanted or self.present or self.line
        assert item is not None
        return item.start


OperationStep = tuple[Operation, ...]
"""Operations that follow each other: the new item is created, then the old one deleted."""


@dataclass(frozen=True, slots=True)
class RemoteConflict:
    """A difference that a person decides; nothing is done about its key.

    Attributes
    ----------
    kind : ConflictKind
        Why.
    key : tuple of (str, str)
        The place and the key.
    wanted : Wanted or None
        What is published; None when nothing is.
    line : RemoteLine or None
        What we wrote.
    present : Present or None
        What is there: the item that somebody changed, or the one that hides ours.
    """

    kind: ConflictKind
    key: ItemKey
    wanted: Wanted | None = None
    line: RemoteLine | None = None
    present: Present | None = None

    @property
    def start(self) -> datetime:
        """When what it is about begins."""
        item = self.wanted or self.line or self.present
        assert item is not None
        return item.start


@dataclass(frozen=True, slots=True)
class RemoteDifference:
    """What has to be done.

    Attributes
    ----------
    operations : tuple of Operation
        In the order in which they are carried out.
    conflicts : tuple of RemoteConflict
        By start.
    already : tuple of (Wanted, Present)
        What others wrote as it is wanted; it stays theirs.
    """

    operations: tuple[Operation, ...] = ()
    conflicts: tuple[RemoteConflict, ...] = ()
    already: tuple[tuple[Wanted, Present], ...] = ()

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.operations)

    @property
    def requests(self) -> tuple[Operation, ...]:
        """The operations that send a request."""
        return tuple(operation for operation in self.operations if operation.requests)
