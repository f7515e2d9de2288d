"""One operation: the intent is in the ledger before the request, and the answer after it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from rotation.remotes.failures import Denied
from rotation.remotes.items import Present, Wanted
from rotation.remotes.ledger import Intent, RemoteLedger, RemoteLine, UserSpan
from rotation.remotes.operations import Action, Operation
from rotation.remotes.ordering import floor
from rotation.remotes.tool import ToolTraits

__all__ = ["Book", "ItemWriter", "carry_out", "note"]


class ItemWriter(Protocol):
    """What of a tool is needed to write."""

    @property
    def traits(self) -> ToolTraits:
        """What it can do."""
        ...

    def create(self, wanted: Wanted) -> Present:
        """As `RemoteTool.create`."""
        ...

    def update(self, present: Present, wanted: Wanted) -> Present:
        """As `RemoteTool.update`."""
        ...

    def delete(self, present: Present) -> None:
        """As `RemoteTool.delete`."""
        ...


class Book:
    """A ledger that is saved with every change.

    Parameters
    ----------
    ledger : RemoteLedger
        As it was read.
    save : callable
        Writes it; it is on the disk when this returns.

    Attributes
    ----------
    ledger : RemoteLedger
        As it was saved last.
    """

    def __init__(self, ledger: RemoteLedger, save: Callable[[RemoteLedger], None]) -> None:
        self.ledger = ledger
        self._save = save

    def change(
        self, gone: Iterable[RemoteLine | None], new: Iterable[RemoteLine | None] = ()
    ) -> None:
        """Save the ledger without lines, and with others; None counts as no line."""
        leave, come = ([line for line in lines if line is not None] for lines in (gone, new))
        ids = {(line.place, line.id) for line in leave if line.id}
        same = [line for line in self.ledger if line in leave or (line.place, line.id) in ids]
        self.keep(self.ledger.replaced(same, come))

    def keep(self, ledger: RemoteLedger) -> None:
        """Save a ledger, unless it is the same."""
        if ledger != self.ledger:
            self._save(ledger)
            self.ledger = ledger


def note(operations: Iterable[Operation], book: Book, now: datetime) -> None:
    """Record what needs no request, and drop what is over; saves at most once."""
    noted = Book(book.ledger, lambda _: None)
    for operation in operations:
        if operation.action is Action.FORGET:
            noted.change([operation.line])
        elif operation.action is Action.ADOPT:
            assert operation.present is not None
            line = RemoteLine.confirmed(operation.key[1], operation.present)
            if operation.base is not None:
                start, end, user = operation.base
                line = replace(line, start=start, end=end, user=user)
            noted.change([operation.line, line], [line])
    if noted.ledger != book.ledger:
        book.keep(noted.ledger.without_ended(now))


def carry_out(operation: Operation, tool: ItemWriter, book: Book, now: datetime) -> None:
    """Send the request of an operation.

    Parameters
    ----------
    operation : Operation
        One that `requests`.
    tool : ItemWriter
        The remote.
    book : Book
        Its ledger, which changes before the request and after its answer.
    now : datetime.datetime
        UTC, the instant of the difference.

    Raises
    ------
    RemoteFailure
        When it ended without an answer that one can go on with; the ledger has what was intended.
    """
    match operation.action:
        case Action.CREATE:
            _create(operation, tool, book)
        case Action.UPDATE:
            assert operation.wanted is not None
            _update(operation, operation.wanted, tool, book)
        case Action.DELETE:
            _delete(operation, tool, book)
        case Action.END:
            _end(operation, tool, book, floor(now, tool.traits.grain))
        case _:
            raise AssertionError(operation.action)


def _create(operation: Operation, tool: ItemWriter, book: Book) -> None:
    wanted, before = operation.wanted, operation.line
    assert wanted is not None
    place, key = operation.key
    sent = (before.sent if before else 0) + 1
    line = RemoteLine(
        key, place, wanted.start, wanted.end, wanted.user, intent=Intent.CREATE, sent=sent
    )
    book.change([before], [line])
    try:
        present = tool.create(wanted)
    except Denied:  # it was surely not carried out
        book.change([line], [before])
        raise
    book.change([line], [RemoteLine.confirmed(key, present)])


def _update(operation: Operation, wanted: Wanted, tool: ItemWriter, book: Book) -> None:
    line, present = operation.line, operation.present
    assert line is not None
    assert present is not None
    book.change([line], [line.changed(Intent.UPDATE, wanted)])
    after = tool.update(present, wanted)
    book.change([line], [RemoteLine.confirmed(line.key, after)])


def _delete(operation: Operation, tool: ItemWriter, book: Book) -> None:
    line, present = operation.line, operation.present
    assert line is not None
    assert present is not None
    book.change([line], [line.changed(Intent.DELETE)])
    tool.delete(present)
    book.change([line])


def _end(operation: Operation, tool: ItemWriter, book: Book, now: datetime) -> None:
    """End an item now; its line stays, because it is ours for the instants up to its end."""
    line, present = operation.line, operation.present
    assert line is not None
    assert present is not None
    book.change([line], [line.changed(Intent.DELETE)])
    if tool.traits.updates and now > present.start:
        place, key = operation.key
        stretch = UserSpan.of(present)._replace(end=now)
        tool.update(
            present,
            Wanted(
                *(stretch.start, stretch.end),
                key=key,
                track="",
                place=place,
                user=stretch.user,
                title=present.text,
            ),
        )
    else:
        tool.delete(present)
    ended = replace(line, end=min(line.end, now), intent=None, target=None)
    book.change([line], [ended])
