"""Completing or undoing what a killed command left behind; the caller holds the lock."""

import contextlib
import os
from collections.abc import Sequence

from rotation.endings import held_back
from rotation.export.exchange import NEW_JOURNAL, NewJournal
from rotation.export.staging import in_use, remove_emptied, remove_empty, removed
from rotation.export.steps import make_folders, put, remove, sync_folder
from rotation.journal import (
    Distrusted,
    Home,
    Journal,
    Outlook,
    Phase,
    TargetFile,
    folder_of,
    journal_in,
    outlook,
    staging_in,
    stuck,
    targets,
)

__all__ = ["Unsettled", "discard", "repair"]


class Unsettled(Exception):
    """A journal that cannot be settled; the text says why.

    Attributes
    ----------
    forgettable : bool
        Whether nobody else can settle it, so that it may be discarded.
    """

    def __init__(self, text: str, *, forgettable: bool = True) -> None:
        super().__init__(text)
        self.forgettable = forgettable


def repair(home: Home) -> str:
    """Complete or undo what a killed command left in a folder, and clean up.

    The caller holds the folder's lock.

    Parameters
    ----------
    home : Home
        Of the rotation.

    Returns
    -------
    str
        What was done, in a sentence; empty when there was nothing to do.

    Raises
    ------
    Unsettled
        When the journal belongs to somebody else or to a process that lives, is not believed, or
        can be neither completed nor undone; nothing was changed.
    OSError
        When a file cannot be replaced; the next command continues.
    """
    try:
        journal = journal_in(home)
        if journal is None:
            with contextlib.suppress(OSError):
                (home.folder / NEW_JOURNAL).unlink(missing_ok=True)
            return ""
        _refuse_others(home, journal)
        files = targets(home, journal)
    except Distrusted as error:
        raise Unsettled(f"{home.journal.name}: {error}; nothing was changed") from error
    end = outlook(journal, files)
    if end is Outlook.STUCK:
        raise Unsettled(f"{home.journal.name}: {stuck(journal, files)}; nothing was changed")
    with held_back():
        if journal.phase is Phase.EXCHANGING:
            _settle(files, end)
            if end is Outlook.UNDO:
                _remove_made(home, journal)
            else:
                _remove_emptied(home, journal)
        _clear_up(home, journal)
    return _summary(journal, files, end)


def discard(home: Home) -> str:
    """Discard a journal that cannot be settled; files stay as they are. The caller holds the lock.

    Staging folders are removed if the journal is trusted, the journal itself in any case.

    Returns
    -------
    str
        What was done, in a sentence.

    Raises
    ------
    OSError
        When the journal cannot be removed.
    """
    with contextlib.suppress(Distrusted):
        journal = journal_in(home)
        if journal is not None:
            _remove_stagings(home, journal)
    (home.folder / NEW_JOURNAL).unlink(missing_ok=True)
    home.journal.unlink(missing_ok=True)
    return f"{home.journal.name} was discarded; every file is left as it is"


def _refuse_others(home: Home, journal: Journal) -> None:
    """Refuse journals of other users and of running processes.

    Raises
    ------
    Unsettled
        Says who has to act.
    """
    owner = home.journal.lstat().st_uid
    if hasattr(os, "geteuid") and owner != os.geteuid():
        what = f"{home.journal.name}: {journal.who} was stopped half-way, and its files belong to "
        what += "another user; any command that this user runs here completes or undoes it"
        raise Unsettled(what, forgettable=False)
    stagings = (staging_in(home, journal, folder) for folder in journal.folders)
    if any(staging is not None and in_use(staging) for staging in stagings):
        what = f"{home.journal.name}: {journal.who} is at work; nothing was changed"
        raise Unsettled(what, forgettable=False)


def _settle(files: Sequence[TargetFile], end: Outlook) -> None:
    """Give every file its new bytes, or its old ones; steps may be done already."""
    for target in files if end is Outlook.COMPLETE else reversed(files):
        wanted, source = (
            (target.new, target.staged) if end is Outlook.COMPLETE else (target.old, target.kept)
        )
        if target.now == wanted:
            continue
        if source is None:
            remove(target.path)
        else:
            make_folders(target.path.parent)
            put(source, target.path)
    for parent in sorted({target.path.parent for target in files}):
        sync_folder(parent)


def _remove_made(home: Home, journal: Journal) -> None:
    """Remove the folders that were made for files that do not exist after all."""
    for folder in journal.folders:
        remove_empty([folder_of(home, folder) / name for name in folder.made])


def _remove_emptied(home: Home, journal: Journal) -> None:
    """Remove the folders that files which are gone have left empty."""
    for folder in journal.folders:
        gone = (file.name for file in folder.files if file.new is None)
        remove_emptied(folder_of(home, folder), gone)


def _clear_up(home: Home, journal: Journal) -> None:
    note = NewJournal(home, journal)
    note.enter(Phase.DONE)
    _remove_stagings(home, journal)
    note.remove()


def _remove_stagings(home: Home, journal: Journal) -> None:
    for folder in journal.folders:
        if (staging := staging_in(home, journal, folder)) is not None:
            removed(staging)


def _summary(journal: Journal, files: Sequence[TargetFile], end: Outlook) -> str:
    if journal.phase is Phase.EXCHANGING:
        names = ", ".join(target.path.name for target in files if target.path.suffix != ".ics")
        how = "complete now" if end is Outlook.COMPLETE else "undone"
        which = f" of {names}" if names else ""
        return f"{journal.who} was stopped half-way: its change{which} is {how}"
    how = "made" if journal.phase is Phase.DONE else "begun"
    when = "after its change was" if journal.phase is Phase.DONE else "before its change was"
    return f"{journal.who} was stopped {when} {how}: its leftovers are removed"
