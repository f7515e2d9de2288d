"""Pushes the published plan to a remote."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from rotation.arguments import checked
from rotation.errors import BadInput, Busy, Fault
from rotation.export.lock import InUse, taken_file
from rotation.export.steps import make_folders
from rotation.kinds import ANY, CALLABLE, MOMENT, ROTATION, SWITCH, TEXT
from rotation.model.remotes import Remote
from rotation.model.settings import RotationData
from rotation.remotes.difference import difference
from rotation.remotes.ended import with_ended
from rotation.remotes.failures import (
    Changed,
    Denied,
    Exists,
    Gone,
    RemoteFailure,
    Unavailable,
    Unsure,
)
from rotation.remotes.items import Present
from rotation.remotes.ledger import RemoteLedger
from rotation.remotes.ledger_file import FOLDER, ledger_path, read_ledger, write_ledger
from rotation.remotes.members import push_members
from rotation.remotes.membership import MembershipTool
from rotation.remotes.opening import ENVIRONMENT, folder_of, open_tool, remote_named
from rotation.remotes.operations import Action, ItemKey, Operation, RemoteDifference
from rotation.remotes.people import unknown_person, users_of
from rotation.remotes.push_rows import PushRow, RowWords
from rotation.remotes.pushed import Push
from rotation.remotes.requests import Book, carry_out, note
from rotation.remotes.tool import JoiningTool, RemoteTool
from rotation.remotes.wanted import PublishedLines

__all__ = ["push"]

_ROUNDS = 3
_PAUSE_S = 3.0
"""Before a remote is read again that does not show what was written a moment ago."""


@checked(
    rotation=ROTATION,
    remote=TEXT,
    now=MOMENT,
    dry_run=SWITCH,
    ours=SWITCH,
    adopt=SWITCH,
    environment=ENVIRONMENT,
    sleep=CALLABLE,
    tool=ANY,
)
def push(
    rotation: RotationData,
    remote: str,
    now: datetime,
    *,
    environment: Mapping[str, str],
    dry_run: bool = False,
    ours: bool = False,
    adopt: bool = False,
    sleep: Callable[[float], object] = time.sleep,
    tool: RemoteTool | MembershipTool | None = None,
) -> Push:
    """Make a remote show the published plan.

    Parameters
    ----------
    rotation : RotationData
        As loaded from its folder, which holds the ledger.
    remote : str
        The name of one of its remotes.
    now : datetime.datetime
        Aware; what is over is not touched.
    environment : mapping of str to str
        The variables with secrets, such as `os.environ`.
    dry_run : bool
        Whether only to return what would be done.
    ours : bool
        Whether to overwrite what people changed and deleted there.
    adopt : bool
        Whether to take equal and marked entries as ours, after the ledger was lost.
    sleep : callable
        Waits for seconds.
    tool : RemoteTool or MembershipTool, optional
        Instead of the one that the configuration names.

    Returns
    -------
    Push
        What was done, and what a person decides.

    Raises
    ------
    BadInput
        When there is no such remote, no folder, a secret is missing, or the ledger is refused.
    Busy
        When another process pushes to this remote.
    RemoteFailure
        When it cannot be read; nothing was written then.
    """
    own = remote_named(rotation, remote)
    now = now.astimezone(UTC)
    folder = folder_of(rotation)
    opened = tool or open_tool(rotation, own, environment)
    if isinstance(opened, MembershipTool):
        with _alone(folder, own, dry_run=dry_run):
            return push_members(rotation, own, opened, now, dry_run=dry_run)
    with _alone(folder, own, dry_run=dry_run):
        path = ledger_path(folder, own.name)
        empty = RemoteLedger(own.name, own.tool, own.url, rotation.calendar_id)
        ledger = read_ledger(path, empty, own.places.values())
        book = Book(ledger, lambda changed: write_ledger(path, changed))
        session = _Session(
            rotation, own, opened, book, now=now, sleep=sleep, ours=ours, adopt=adopt
        )
        return session.planned() if dry_run else session.pushed()


@contextmanager
def _alone(folder: Path, remote: Remote, *, dry_run: bool) -> Iterator[None]:
    """Hold `remotes/NAME.lock` for a push that writes."""
    if dry_run:
        yield
        return
    path = folder / FOLDER / f"{remote.name}.lock"
    with ExitStack() as held:
        try:
            make_folders(path.parent)
            held.enter_context(taken_file(path, f"rotation push {remote.name}"))
        except InUse as error:
            raise Busy(f"{path}: {error} is pushing to {remote.name}; try again later") from error
        except OSError as error:
            what = f"cannot be made: {error.strerror or error}"
            raise BadInput(Fault(str(path), what, "let the folder be writable")) from error
        yield


@dataclass(slots=True)
class _PushProgress:
    """What happened so far."""

    rows: dict[ItemKey, PushRow] = field(default_factory=dict)
    done: set[ItemKey] = field(default_factory=set)
    failed: dict[ItemKey, tuple[Operation, RemoteFailure]] = field(default_factory=dict)
    stopped: str = ""
    refused: bool = False
    unequal: tuple[str, ...] = ()

    def add(self, rows: Iterable[PushRow]) -> None:
        """Add the rows of a round; a shift keeps its first one."""
        for row in rows:
            self.rows.setdefault((row.place, row.shift), row)


class _Session:
    """One push, from the first reading to the last."""

    def __init__(
        self,
        rotation: RotationData,
        remote: Remote,
        tool: RemoteTool,
        book: Book,
        *,
        now: datetime,
        sleep: Callable[[float], object],
        ours: bool,
        adopt: bool,
    ) -> None:
        self._rotation, self._remote, self._tool = rotation, remote, tool
        self._book, self._now, self._sleep = book, now, sleep
        self._ours, self._adopt = ours, adopt
        self._published = PublishedLines(rotation, remote, now, tool.traits)
        # Everybody, not only holders: rows name who was there before, too.
        users = users_of(rotation, remote, tool, self._published.people)
        self._wanted = self._published.wanted(users)
        self._words = RowWords(rotation, users, remote.name)

    def planned(self) -> Push:
        """Return what would be done; writes nothing."""
        first, progress = self._difference(self._read()), _PushProgress()
        progress.add(self._words.of_operations(first))
        return self._result(first, progress, dry_run=True)

    def pushed(self) -> Push:
        """Write, and read again."""
        last, progress = self._difference(self._read()), _PushProgress()
        if any(o.action is Action.CREATE and o.line is not None for o in last):
            # What a killed run created may not be shown yet.
            self._sleep(_PAUSE_S)
            last = self._difference(self._read())
        for _ in range(_ROUNDS):
            progress.add(self._words.of_operations(last))
            if not self._carry_out(last, progress):
                break
            last = self._seen_again(progress)
            if progress.stopped:
                break
            if not last.requests:
                note(last, self._book, self._now)
                progress.failed.clear()
                break
            if not progress.failed:
                rows = self._words.of_operations(last)
                progress.unequal = tuple(f"{row.shift} ({row.action})" for row in rows)
                break
        self._give_up(progress)
        return self._result(last, progress)

    def _read(self) -> tuple[Present, ...]:
        lines = self._book.ledger.lines
        places = set(self._remote.places.values())
        ends = [*(line.last for line in lines), *(item.end for item in self._wanted.items)]
        until = max([self._published.until, *ends])
        if isinstance(self._tool, JoiningTool):
            self._tool.recognise(lines, self._wanted.items)
        items = [*self._tool.read(sorted(places), self._now, until)]
        for place in sorted(self._book.ledger.places - places):
            # A track was moved from there; with the place its entries are gone.
            with suppress(Gone):
                items += self._tool.read([place], self._now, until)
        return tuple(items)

    def _difference(self, there: tuple[Present, ...]) -> RemoteDifference:
        return difference(
            self._wanted.items,
            self._book.ledger,
            there,
            self._now,
            self._tool.traits,
            until=self._published.until,
            unknown=self._wanted.unknown,
            ours=self._ours,
            adopt=self._adopt,
        )

    def _carry_out(self, planned: RemoteDifference, progress: _PushProgress) -> bool:
        """Carry out operations; return whether the remote has to be read again."""
        note(planned, self._book, self._now)
        progress.failed.clear()
        for operation in planned.requests:
            if operation.key in progress.failed:
                continue
            try:
                carry_out(operation, self._tool, self._book, self._now)
                progress.done.add(operation.key)
            except (Changed, Exists, Gone) as error:
                progress.failed[operation.key] = (operation, error)
            except Unsure as error:
                progress.failed[operation.key] = (operation, error)
                break  # the next reading shows whether it was carried out
            except (Unavailable, Denied) as error:
                progress.stopped, progress.refused = str(error), isinstance(error, Denied)
                return False
        return bool(planned.requests)

    def _seen_again(self, progress: _PushProgress) -> RemoteDifference:
        """Return the difference after writing; a reading that is behind is repeated once."""
        try:
            if progress.failed:
                self._sleep(_PAUSE_S)
            last = self._difference(self._read())
            if not progress.failed and (last.requests or last.conflicts):
                self._sleep(_PAUSE_S)
                last = self._difference(self._read())
        except Unavailable as error:
            progress.stopped = f"what was written could not be checked: {error}"
            return RemoteDifference()
        return last

    def _give_up(self, progress: _PushProgress) -> None:
        """Report what failed to the end, and forget requests that surely created nothing."""
        for key, (operation, error) in progress.failed.items():
            progress.rows[key] = self._words.failed(operation, str(error))
            if isinstance(error, Exists):
                lines = [line for line in self._book.ledger if (line.place, line.key) == key]
                self._book.change([line for line in lines if not line.id])
        if progress.stopped:
            for key, row in progress.rows.items():
                if key not in progress.done:
                    progress.rows[key] = replace(row, action="not yet")

    def _result(
        self, last: RemoteDifference, progress: _PushProgress, *, dry_run: bool = False
    ) -> Push:
        rows = dict(progress.rows)
        conflicts = with_ended(last.conflicts, self._tool, self._now)
        rows |= {conflict.key: self._words.of_conflict(conflict) for conflict in conflicts}
        for line in self._wanted.unsent:
            fix = ""
            if line.person is not None:
                fix = unknown_person(self._rotation, self._remote, self._tool, line.person)
            rows[line.key] = self._words.of_unsent(line, fix)
        return Push(
            self._rotation,
            self._remote.name,
            self._now,
            tuple(sorted(rows.values(), key=lambda row: (row.start, row.track, row.shift))),
            dry_run,
            progress.stopped,
            progress.refused,
            progress.unequal,
            len(last.already),
        )
