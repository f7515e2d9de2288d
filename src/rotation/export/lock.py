"""One command at a time: a lock beside the configuration that the system gives back by itself."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from rotation.errors import BadInput, Fault

__all__ = ["LOCK", "locked"]

LOCK = ".rotation.lock"
"""Name of the file; what counts is the lock on it, so one that was left behind is free."""


@contextlib.contextmanager
def locked(folder: Path, who: str, *, needed: bool = True) -> Iterator[None]:
    """Hold the lock of a folder while files in it are read and changed.

    Parameters
    ----------
    folder : pathlib.Path
        The configuration's.
    who : str
        What is at work, for whoever comes second: `rotation publish`.
    needed : bool
        Whether a folder in which no lock can be made is an error: nothing can be written there.

    Raises
    ------
    BadInput
        When another process holds it, with what that one said of itself; and where the folder
        cannot be written.
    """
    path = folder / LOCK
    try:
        descriptor = _taken(path)
    except OSError as error:
        if not needed:
            yield
            return
        what = f"cannot be made: {error.strerror or error}"
        raise BadInput(Fault(str(path), what, "the folder has to be writable")) from error
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{who} (process {os.getpid()})\n".encode())
        yield
    finally:
        # Removed before it is let go: whoever waits for this very file finds it gone, see below.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _taken(path: Path) -> int:
    """Return the descriptor of the lock file, locked."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _lock(descriptor):
                holder = _said(descriptor) or "another command"
                what = f"{holder} is at work on these files"
                raise BadInput(Fault(str(path), what, "wait until it is done, and try again"))
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # the one before removed the file between opening and locking it


def _said(descriptor: int) -> str:
    text = os.read(descriptor, 200).decode("utf-8", "replace")
    return "".join(letter for letter in text.strip() if letter.isprintable())


def _lock(descriptor: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - missing on Windows
    except ImportError:
        return True  # without it the files still change whole or not at all
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
