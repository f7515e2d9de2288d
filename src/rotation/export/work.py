"""Commands that change or read the files of a rotation."""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from rotation.errors import BadInput, Busy, Fault
from rotation.export.lock import LOCK, InUse, is_locked, locked, taken
from rotation.export.repair import Unsettled, discard, repair
from rotation.journal import JOURNAL, Home
from rotation.reading import real_path

__all__ = [
    "WAIT_S",
    "RepairOutcome",
    "at_work_on",
    "settled",
    "unsettled",
    "working",
    "working_if_possible",
]

WAIT_S = 5.0
"""Seconds that a reading command waits for an exchange to end."""

_PAUSE_S = 0.02

_AT_WORK: ContextVar[dict[Path, str]] = ContextVar("at_work", default={})  # noqa: B039 - never changed


@dataclass(frozen=True, slots=True)
class RepairOutcome:
    """The outcome of settling what a killed command left behind.

    Attributes
    ----------
    note : str
        What was completed, undone or cleaned up; empty if there was nothing.
    through : bool
        Whether a journal stays, so that files are read through it.
    """

    note: str = ""
    through: bool = False


@contextmanager
def working(home: Home | None, who: str, *, discards: bool = False) -> Iterator[str]:
    """Hold the lock of a rotation's folder, after settling what a killed command left there.

    A command that holds the lock already keeps it: functions that write call this themselves.

    Parameters
    ----------
    home : Home or None
        Of the rotation; one that was made by hand has none, and no lock.
    who : str
        The command, for other commands and for the journal.
    discards : bool
        Whether to discard what cannot be settled, instead of raising an error.

    Yields
    ------
    str
        What was settled, in a sentence; usually empty.

    Raises
    ------
    BadInput
        When another process holds the lock, it cannot be made, or a journal cannot be settled.
    """
    at_work = _AT_WORK.get()
    if home is None or real_path(home.folder) in at_work:
        yield ""
        return
    with locked(home.folder, who):
        try:
            note = repair(home)
        except Unsettled as error:
            if not (discards and error.forgettable):
                hint = "nothing is written here until then"
                if error.forgettable:
                    hint = (
                        "until then, or until `rotation repair --discard`, nothing is written here"
                    )
                raise BadInput(Fault(str(home.folder), str(error), hint)) from error
            note = discard(home)
        except OSError as error:
            what = f"changes of a killed command cannot be settled: {error.strerror or error}"
            raise BadInput(Fault(str(home.journal), what)) from error
        token = _AT_WORK.set({**at_work, real_path(home.folder): f"{who} (process {os.getpid()})"})
        try:
            yield note
        finally:
            _AT_WORK.reset(token)


@contextmanager
def working_if_possible(home: Home | None, who: str) -> Iterator[Home | None]:
    """Hold the lock as `working` does, if possible; yield the home, or None without a lock.

    For files that no rotation names: without a journal, each of them still changes completely.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(working(home, who))
        except BadInput:
            home = None
        yield home


def at_work_on(home: Home | None) -> str:
    """Return the name of this command for the journal."""
    return "" if home is None else _AT_WORK.get().get(real_path(home.folder), "")


def unsettled(folder: Path) -> bool:
    """Return whether a command is running in a folder, or was killed there."""
    return any(os.path.lexists(folder / name) for name in (JOURNAL, LOCK))


def settled(home: Home, who: str, *, repairs: bool = True) -> RepairOutcome:
    """Settle what a killed command left behind before files are read; wait for a running one.

    A running command that exchanges no files yet is not waited for.

    Parameters
    ----------
    home : Home
        Of the rotation.
    who : str
        The command that will read.
    repairs : bool
        False for commands that never write, such as a dry run.

    Raises
    ------
    Busy
        When files are exchanged for longer than `WAIT_S` seconds.
    """
    deadline = time.monotonic() + WAIT_S
    while unsettled(home.folder):
        exchanging = os.path.lexists(home.journal)
        try:
            if repairs:
                with taken(home.folder, who):
                    return RepairOutcome(repair(home))
        except InUse:
            pass
        except Unsettled:
            return RepairOutcome(through=exchanging)
        except OSError:
            repairs = False  # nothing can be written here
        if not repairs and not _in_use(home.folder):
            return RepairOutcome(through=exchanging)
        if not exchanging:
            break
        if time.monotonic() > deadline:
            raise Busy(f"{home.journal}: another command is replacing files; try again")
        time.sleep(_PAUSE_S)
    return RepairOutcome()


def _in_use(folder: Path) -> bool:
    """Tell whether a command is running in a folder; False if that is unknown."""
    try:
        return is_locked(folder)
    except OSError:
        return False
