"""What to do about a file that cannot be written, by what the system says."""

from errno import EACCES, EDQUOT, EMFILE, ENFILE, ENOSPC, EPERM, EROFS

__all__ = ["writing_fix"]

_WRITABLE = "let the folder be writable"
_ROOM = "make room on that disk"
_OPEN = "close other files, or raise the limit of open ones (`ulimit -n`)"
_FIXES = {
    EACCES: _WRITABLE,
    EPERM: _WRITABLE,
    EROFS: "mount that file system so that it can be written",
    ENOSPC: _ROOM,
    EDQUOT: _ROOM,
    EMFILE: _OPEN,
    ENFILE: _OPEN,
}


def writing_fix(error: OSError, otherwise: str) -> str:
    """Return what to do before it is tried again.

    Parameters
    ----------
    error : OSError
        The system's message.
    otherwise : str
        What to do where that does not tell.
    """
    return _FIXES.get(error.errno or 0, otherwise)
