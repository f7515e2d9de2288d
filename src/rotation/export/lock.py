"""One command at a time: a lock beside the configuration that the system gives back by itself."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from rotation.errors import BadInput, Fault

__all__ = ["LOCK", "locked"]

LOCK = ".rotation.lock"
"""Name of the file; it may stay behind, as what counts is the lock on it, not that it is there."""


@contextlib.contextmanager
def locked(folder: Path, who: str) -> Iterator[None]:
    """Hold the lock of a folder while files in it are read and changed.

    Parameters
    ----------
    folder : pathlib.Path
        The configuration's.
    who : str
        What is at work, for whoever comes second: `rotation publish`.

    Raises
    ------
    BadInput
        When another process holds it, with what that one said of itself; and where the folder
        cannot be written.
    """
    path = folder / LOCK
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        what = f"cannot be made: {error.strerror or error}"
        raise BadInput(Fault(str(path), what, "the folder has to be writable")) from error
    try:
        if not _taken(descriptor):
            holder = _said(descriptor) or "another command"
            what = f"{holder} is at work on these files"
            raise BadInput(Fault(str(path), what, "wait until it is done, and try again"))
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{who} (process {os.getpid()})\n".encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _said(descriptor: int) -> str:
    text = os.pread(descriptor, 200, 0).decode("utf-8", "replace")
    return "".join(letter for letter in text.strip() if letter.isprintable())


def _taken(descriptor: int) -> bool:
    import fcntl  # noqa: PLC0415 - not there on Windows, where nothing else of this module is used

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
