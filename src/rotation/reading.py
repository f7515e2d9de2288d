"""Reading bytes from files: the only place that opens paths given by a user."""

import os
import stat
from errno import EFBIG, EINVAL, EISDIR
from pathlib import Path

from rotation.diagnostics import logger_of
from rotation.limits import Limit

__all__ = ["Unreadable", "fix", "irregular", "read_file", "real_path", "reason"]

_LOG = logger_of(__name__)

_CHUNK = 1 << 20

# Without O_NONBLOCK, opening a named pipe waits for a writer; Windows has only O_BINARY.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)

_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe, not a file"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
    (stat.S_ISLNK, "is a symbolic link that leads back to itself"),
)


class Unreadable(OSError):
    """A file that is not read, whatever its permissions; `strerror` says why.

    Parameters
    ----------
    number : int
        The nearest error number.
    what : str
        What is wrong, to follow the name of the file.
    path : pathlib.Path
        The file.
    hint : str
        The fix; may be empty.
    """

    def __init__(self, number: int, what: str, path: Path, hint: str = "") -> None:
        super().__init__(number, what, str(path))
        self.hint = hint


def read_file(path: Path, limit: Limit) -> bytes:
    """Return the content of a regular file; symbolic links are followed.

    The kind of file is checked before it is opened, because opening some devices has effects, and
    again after that. A file that grows beyond the limit while it is read is refused, too.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    limit : Limit
        The largest number of bytes.

    Raises
    ------
    Unreadable
        If it is not a regular file, is too large, or its name is not valid.
    OSError
        When the system cannot read it: `FileNotFoundError`, `PermissionError`.
    """
    try:
        _refuse_irregular(path.stat(), path)
        descriptor = os.open(path, _FLAGS)
    except ValueError as error:  # NUL, or characters that the file system's encoding lacks
        raise Unreadable(EINVAL, "is not a valid file name", path) from error
    try:
        status = os.fstat(descriptor)
        _refuse_irregular(status, path)
        data = bytearray()
        if status.st_size <= limit.most:
            while len(data) <= limit.most and (chunk := os.read(descriptor, _CHUNK)):
                data += chunk
        if max(status.st_size, len(data)) > limit.most:
            what = f"is larger than the {limit} that are read"
            raise Unreadable(EFBIG, what, path, limit.fix)
        _LOG.debug("read %s, %d bytes", path, len(data))
        return bytes(data)
    finally:
        os.close(descriptor)


def _refuse_irregular(status: os.stat_result, path: Path) -> None:
    what = irregular(status)
    if what:
        raise Unreadable(EISDIR if stat.S_ISDIR(status.st_mode) else EINVAL, what, path)


def irregular(status: os.stat_result) -> str:
    """Return what a path is when it is not a regular file, to follow its name; else nothing."""
    if stat.S_ISREG(status.st_mode):
        return ""
    return next((text for kind, text in _KINDS if kind(status.st_mode)), "is not a regular file")


def real_path(path: Path) -> Path:
    """Return the absolute path with symbolic links resolved, as far as they lead anywhere.

    Before Python 3.13, `Path.resolve` raises `RuntimeError` for circular links.
    """
    return Path(os.path.realpath(path))


def reason(error: OSError) -> str:
    """Return why a file could not be read, to follow its name."""
    if isinstance(error, Unreadable):
        return str(error.strerror)
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def fix(error: OSError) -> str:
    """Return the fix for a file that could not be read; empty if none is known."""
    return error.hint if isinstance(error, Unreadable) else ""
