"""Files that change together or not at all, with a journal beside the configuration.

`rotation.journal` explains how, and why this holds whatever happens in between.
"""

import os
import secrets
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rotation.endings import held_back, record
from rotation.errors import Fault
from rotation.export.staging import (
    NotPutBack,
    Staging,
    missing_folders,
    remove_emptied,
    remove_empty,
    staged,
)
from rotation.export.steps import make_folders, put, remove, rename, sync_folder, write_synced
from rotation.journal import JOURNAL, Folder, Home, Journal, Phase, staging_in
from rotation.model.public_files import without_tokens

__all__ = ["NEW_JOURNAL", "FolderChange", "NewJournal", "exchange"]

NEW_JOURNAL = f"{JOURNAL}.new"
"""The next journal until it is on the disk."""


@dataclass(frozen=True, slots=True)
class FolderChange:
    """The changes of one folder.

    Attributes
    ----------
    folder : pathlib.Path
        The folder of the files, or a parent on the same file system; created if missing.
    files : mapping of str to bytes
        By name relative to the folder, in the order of writing.
    gone : tuple of str
        Files to remove before that; folders that this leaves empty go in the end.
    """

    folder: Path
    files: Mapping[str, bytes]
    gone: tuple[str, ...] = ()


def exchange(changes: Sequence[FolderChange], home: Home | None, who: str) -> None:
    """Make the changes of several folders: all of them or none.

    Signals interrupt until the first file is replaced; then they wait until the last one is.

    Parameters
    ----------
    changes : sequence of FolderChange
        In the order of writing.
    home : Home or None
        Where the journal is kept, with its lock held; None for files that no rotation names.
    who : str
        The command, for the journal.

    Raises
    ------
    BadInput
        When a failed change could not be undone.
    OSError
        When files cannot be written; nothing has changed.
    """
    number, changes = secrets.token_hex(16), [_rooted(change) for change in changes]
    with ExitStack() as stack:
        journal = None
        if home is not None:
            journal = stack.enter_context(_journal(home, number, who, changes))
        stagings = [
            stack.enter_context(staged(change.folder, change.files, change.gone, number))
            for change in changes
        ]
        with held_back() as held:
            try:
                if journal is not None:
                    journal.exchanging(stagings)
                held.refuse()
                _replace_all(stagings)
            except NotPutBack as error:
                if journal is None:
                    raise
                (fault,) = error.faults
                hint = f"the next command here settles it; until then {fault.hint}"
                raise NotPutBack(replace(fault, hint=hint)) from error
            except BaseException:
                if journal is not None:
                    journal.mark(Phase.STAGING)
                raise
            record(s.folder / name for s in stagings for name in s.names)
            for staging in stagings:
                remove_emptied(staging.folder, staging.gone)
            if journal is not None:
                journal.mark(Phase.DONE)
            stack.close()  # staging folders and the journal go before a signal is delivered


def _rooted(change: FolderChange) -> FolderChange:
    """Return a change with an existing folder: no folder is made before the exchange begins."""
    missing = missing_folders(change.folder)
    if not missing:
        return change
    top = missing[-1].parent
    inside = change.folder.relative_to(top)
    files = {(inside / name).as_posix(): data for name, data in change.files.items()}
    return FolderChange(top, files, tuple((inside / name).as_posix() for name in change.gone))


@dataclass(slots=True)
class NewJournal:
    """The journal of an exchange that goes on."""

    home: Home
    now: Journal

    def exchanging(self, stagings: Sequence[Staging]) -> None:
        """Write the list of files to exchange; from then on the exchange has happened."""
        pairs = zip(stagings, self.now.folders, strict=True)
        folders = tuple(staging.record(folder) for staging, folder in pairs)
        self.now = replace(self.now, folders=folders)
        self.enter(Phase.EXCHANGING)

    def enter(self, phase: Phase) -> None:
        """Rewrite and sync the journal."""
        self.now = replace(self.now, phase=phase)
        path = self.home.folder / NEW_JOURNAL
        path.unlink(missing_ok=True)  # a clone may bring a link
        write_synced(path, self.now.to_bytes())
        rename(path, self.home.journal)
        sync_folder(self.home.folder)

    def mark(self, phase: Phase) -> None:
        """Rewrite the journal if possible: only clean-up is left."""
        with suppress(OSError):
            self.enter(phase)

    def remove(self) -> None:
        """Remove the journal unless a staging folder is left, which the next command cleans up.

        A journal that cannot be removed says what is true, and the next command removes it.
        """
        folders = self.now.folders
        if all(staging_in(self.home, self.now, folder) is None for folder in folders):
            with suppress(OSError):
                remove(self.home.folder / NEW_JOURNAL)
                remove(self.home.journal)
                sync_folder(self.home.folder)


@contextmanager
def _journal(
    home: Home, number: str, who: str, changes: Sequence[FolderChange]
) -> Iterator[NewJournal]:
    folders = tuple(_named(home, change) for change in changes)
    journal = NewJournal(home, Journal(number, who, home.config, Phase.STAGING, folders))
    try:
        journal.enter(Phase.STAGING)
        yield journal
    except NotPutBack:
        raise  # the next command tries again
    except BaseException:
        with held_back():
            journal.remove()
        raise
    journal.remove()


def _named(home: Home, change: FolderChange) -> Folder:
    """Return a folder as the journal names it."""
    top, folder = (Path(os.path.realpath(path)) for path in (home.folder, change.folder))
    path = str(folder)
    if folder.is_relative_to(top):
        inside = folder.relative_to(top)
        names = [(inside / name).as_posix() for name in (*change.files, *change.gone)]
        if all(map(home.given.covers, names)):
            path = inside.as_posix()
    return Folder(path)


def _replace_all(stagings: Sequence[Staging]) -> None:
    done: list[Staging] = []
    try:
        for staging in stagings:
            _replace(staging)
            done.append(staging)
    except BaseException as error:
        for staging in reversed(done):
            names = [*staging.gone, *staging.names]
            if lost := _put_back(staging, names, _had(staging)):
                raise _not_put_back(staging, lost, error) from error
        raise


def _replace(staging: Staging) -> None:
    touched: list[str] = []
    had = _had(staging)
    made: list[Path] = []
    try:
        for name in (*staging.gone, *staging.names):
            target = staging.folder / name
            # Noted before it is done: an interrupt may come between any two steps.
            made += missing_folders(target.parent)
            make_folders(target.parent)
            touched.append(name)
            if name in staging.gone:
                remove(target)
            else:
                put(staging.path / "new" / name, target)
    except BaseException as error:
        if lost := _put_back(staging, touched, had):
            raise _not_put_back(staging, lost, error) from error
        remove_empty(made)
        raise
    names = (*staging.gone, *staging.names)
    for path in sorted({(staging.folder / name).parent for name in names}):
        sync_folder(path)


def _had(staging: Staging) -> Set[str]:
    """Return the files that were there before."""
    old = staging.path / "old"
    return {name for name in (*staging.gone, *staging.names) if os.path.lexists(old / name)}


def _put_back(staging: Staging, touched: list[str], had: Set[str]) -> str:
    """Undo the steps, the last one first; return the names that could not be restored, joined.

    A second interrupt only makes the step it hit start again, so each step may run twice.
    """
    lost = []
    while touched:
        target, backup = staging.folder / touched[-1], staging.path / "old" / touched[-1]
        try:
            if touched[-1] not in had:
                remove(target)
            elif os.path.lexists(backup):
                put(backup, target)
            touched.pop()
        except KeyboardInterrupt:
            continue
        except OSError:
            lost.append(touched.pop())
    return ", ".join(lost)


def _not_put_back(staging: Staging, lost: str, error: BaseException) -> NotPutBack:
    what = f"writing failed half-way ({error}) and could not be undone for {lost}"
    what = without_tokens(what)
    hint = f"the old files are in {staging.path / 'old'}"
    return NotPutBack(Fault(str(staging.folder), what, hint))
