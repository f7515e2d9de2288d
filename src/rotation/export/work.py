"""Commands at work on the files of a rotation: those that change them, and those that read."""

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
"""So long a command that reads waits for an exchange to end."""

_PAUSE_S = 0.02

_AT_WORK: ContextVar[dict[Path, str]] = ContextVar("at_work", default={})  # noqa: B039 - never changed


@dataclass(frozen=True, slots=True)
class RepairOutcome:
    """What became of what a killed command left behind.

    Attributes
    ----------
    note : str
        What was completed, undone or cleared up; empty when there was nothing.
    through : bool
        Whether a journal stays, and files are to be read through it.
    """

    note: str = ""
    through: bool = False


@contextmanager
def working(home: Home | None, who: str, *, discards: bool = False) -> Iterator[str]:
    """Hold the lock of a rotation's folder, once what a killed command left there is settled.

    A command that holds it already goes on with it: what writes calls this by itself.

    Parameters
    ----------
    home : Home or None
        Of the rotation; one that was made by hand has none, and no lock.
    who : str
        What is at work, for whoever comes second and for the journal.
    discards : bool
        Whether what cannot be settled is forgotten, instead of an error.

    Yields
    ------
    str
        What was settled, in a sentence; mostly empty.

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
            what = f"what a killed command left cannot be settled: {error.strerror or error}"
            raise BadInput(Fault(str(home.journal), what)) from error
        token = _AT_WORK.set({**at_work, real_path(home.folder): f"{who} (process {os.getpid()})"})
        try:
            yield note
        finally:
            _AT_WORK.reset(token)


@contextmanager
def working_if_possible(home: Home | None, who: str) -> Iterator[Home | None]:
    """Hold the lock as `working` does where that can be; give the home, or None where it cannot.

    For files that no rotation gives: without a journal each of them still changes whole.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(working(home, who))
        except BadInput:
            home = None
        yield home


def at_work_on(home: Home | None) -> str:
    """Return what `working` says of this command, for the journal."""
    return "" if home is None else _AT_WORK.get().get(real_path(home.folder), "")


def unsettled(folder: Path) -> bool:
    """Return whether a command is at work in a folder, or was killed there."""
    return any(os.path.lexists(folder / name) for name in (JOURNAL, LOCK))


def settled(home: Home, who: str, *, repairs: bool = True) -> RepairOutcome:
    """Settle what a killed command left behind before files are read; wait for one at work.

    What is at work and exchanges no files yet is not waited for.

    Parameters
    ----------
    home : Home
        Of the rotation.
    who : str
        The command that is going to read.
    repairs : bool
        False for what never writes, such as a dry run.

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
    """Tell whether a command is at work in a folder; False where nobody can tell."""
    try:
        return is_locked(folder)
    except OSError:
        return False
