"""One command at a time: a lock beside the configuration, which the system releases by itself.

It works on local file systems, by `flock`. Without such locks nothing is written, because a
running command could not be told from a killed one.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from errno import EINVAL, ELOOP, ENOTSUP
from pathlib import Path

from rotation.endings import held_back
from rotation.errors import BadInput, Fault
from rotation.export.failures import writing_fix
from rotation.export.steps import remove

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["LOCK", "InUse", "is_locked", "lock_descriptor", "locked", "taken", "taken_file"]

LOCK = ".rotation.lock"
"""Name of the file. Only the lock on it counts, so a file that was left behind is free."""

_FLAGS = os.O_RDWR | os.O_CREAT
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):  # a clone may bring a link, or a pipe
    _FLAGS |= getattr(os, _name, 0)

_TRIES, _PAUSE_S = 3, 0.05
"""A reading command holds the lock for a moment while it cleans up behind a killed one."""


class InUse(Exception):
    """Another process holds the lock; the text is its record of itself."""


@contextlib.contextmanager
def locked(folder: Path, who: str) -> Iterator[None]:
    """Hold the lock of a folder while files in it are read and changed.

    Parameters
    ----------
    folder : pathlib.Path
        The configuration's.
    who : str
        The command, for others that find the lock: `rotation publish`.

    Raises
    ------
    BadInput
        When another process holds it, with what it recorded about itself; where the folder cannot
        be written; and where file locks do not exist.
    """
    with contextlib.ExitStack() as stack:
        for attempt in range(_TRIES):
            try:
                stack.enter_context(taken(folder, who))
                break
            except InUse as error:
                if attempt == _TRIES - 1:
                    what = f"{error} is at work on these files"
                    fault = Fault(str(folder / LOCK), what, "wait until it is done, and try again")
                    raise BadInput(fault) from error
                time.sleep(_PAUSE_S)
            except OSError as error:
                locks = "the folder has to be writable, and on a file system with locks"
                hint = f"nothing was changed; {writing_fix(error, locks)}"
                what = f"cannot be made: {error.strerror or error}"
                raise BadInput(Fault(str(folder / LOCK), what, hint)) from error
        yield


@contextlib.contextmanager
def taken(folder: Path, who: str) -> Iterator[None]:
    """Take the lock of a folder without waiting; the parameters are those of `locked`.

    Raises
    ------
    InUse
        When another process holds it.
    OSError
        When it cannot be made: the folder cannot be written, or file locks do not exist.
    """
    with taken_file(folder / LOCK, who):
        yield


@contextlib.contextmanager
def taken_file(path: Path, who: str) -> Iterator[None]:
    """Take the lock of a file of its own without waiting; it is gone afterwards.

    Raises
    ------
    InUse
        When another process holds it.
    OSError
        When it cannot be made.
    """
    descriptor = _opened(path)
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{who} (process {os.getpid()})\n".encode())
        yield
    finally:
        with held_back():
            # Removed before the release: a process that waits for this file finds it gone.
            with contextlib.suppress(OSError):
                remove(path)
            os.close(descriptor)


def is_locked(folder: Path) -> bool:
    """Return whether another process holds the lock of a folder; writes nothing.

    Raises
    ------
    OSError
        When it is unknown.
    """
    flags = os.O_RDONLY | (_FLAGS & ~(os.O_RDWR | os.O_CREAT))
    try:
        descriptor = os.open(folder / LOCK, flags)
    except FileNotFoundError:
        return False
    try:
        return not lock_descriptor(descriptor)
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    """Return the descriptor of the lock file, locked."""
    while True:
        if path.is_symlink():
            raise OSError(ELOOP, "it is a symbolic link")
        descriptor = os.open(path, _FLAGS, 0o644)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(EINVAL, "it is not a regular file")
            if not _lock_or_leave_none(path, descriptor):
                raise InUse(_recorded(descriptor) or "another command")
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(descriptor), path.lstat()):
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # another process removed the file between opening and locking it


def _lock_or_leave_none(path: Path, descriptor: int) -> bool:
    """Lock the file; without file locks, remove the file made for it."""
    try:
        return lock_descriptor(descriptor)
    except OSError:
        if os.fstat(descriptor).st_size == 0:
            path.unlink(missing_ok=True)
        raise


def _recorded(descriptor: int) -> str:
    text = os.read(descriptor, 200).decode("utf-8", "replace")
    return "".join(letter for letter in text.strip() if letter.isprintable())


def lock_descriptor(descriptor: int) -> bool:
    """Lock an open file until it is closed; return False if another process holds the lock.

    Raises
    ------
    OSError
        Where file locks do not exist.
    """
    if fcntl is None:
        raise OSError(ENOTSUP, "this system has no file locks (flock)")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        what = f"file locks are not available here ({(error.strerror or str(error)).lower()})"
        raise OSError(error.errno, what) from error
    return True
