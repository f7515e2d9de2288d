"""How a command that failed or was stopped ends: its last message and exit code."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rotation.endings import Terminated
from rotation.errors import BadInput, OutputFailed, RotationError, grouped, printable
from rotation.interrupts import INTERRUPTED
from rotation.model.public_files import without_tokens
from rotation.model.spelling import counted

__all__ = ["EndingError", "close_off", "ended", "files_in_words"]

_STOPPED = {"SIGTERM": "terminated", "SIGHUP": "hung up"}


EndingError = OSError | RotationError | KeyboardInterrupt | Terminated


def ended(error: EndingError, written: Sequence[Path]) -> int:
    """Print how a command ended, and return its exit code.

    Parameters
    ----------
    error : OSError, RotationError, KeyboardInterrupt or Terminated
        What ended it.
    written : sequence of pathlib.Path
        The files that it had written before that.
    """
    match error:
        case BrokenPipeError():
            # The reader of our output has gone, as `head` does.
            close_off(sys.stdout)
            return 0
        case KeyboardInterrupt():
            return _stopped("interrupted", INTERRUPTED, written)
        case Terminated():
            return _stopped(_STOPPED.get(str(error), str(error)), error.exit_code, written)
        case OSError():
            return _failed(error, written)
        case BadInput():
            for line in grouped(error.faults):
                _say(f"error: {line}")
        case _:
            _say("\n".join(map(printable, f"error: {error}".split("\n"))))
    return error.exit_code


def files_in_words(paths: Sequence[Path]) -> str:
    """Return files in few words: `a.csv, b.csv and 6 calendars of people in FOLDER`."""
    if any(path.is_absolute() for path in paths):
        paths = [path.absolute() for path in paths]
    folder = Path(os.path.commonpath([path.parent for path in paths]))
    names = sorted({without_tokens(path.relative_to(folder).as_posix()) for path in paths})
    people = [name for name in names if "/people/" in f"/{name}"]
    listed = ", ".join(name for name in names if name not in people)
    if people:
        count = counted(len(people), "calendar")
        listed += f"{' and ' if listed else ''}{count} of people"
    where = without_tokens(folder.as_posix())
    return printable(listed if folder == Path() else f"{listed} in {where}")


def _stopped(how: str, code: int, written: Sequence[Path]) -> int:
    if written:
        _say(f"{how}: the output was cut short, but this was written: {files_in_words(written)}")
        return code
    _say(f"{how}: nothing was written")
    # A solver may still run in its thread; leaving the usual way would wait for it.
    os._exit(code)


def _failed(error: OSError, written: Sequence[Path]) -> int:
    place, why = (
        error.filename and printable(without_tokens(str(error.filename))),
        (error.strerror or str(error)).lower(),
    )
    if place is None:
        # A stream has no name. Where it is standard error that failed, nobody reads this either.
        place = "standard output"
        close_off(sys.stdout)
    if not written:
        _say(f"error: {place}: {why}")
        return BadInput.exit_code
    _say(f"error: {place}: {why}, but this was written: {files_in_words(written)}")
    return OutputFailed.exit_code


def _say(line: str) -> None:
    """Print to standard error; if that fails too, only the exit code is left."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        close_off(sys.stderr)


def close_off(stream: TextIO) -> None:
    """Detach a stream, because Python writes the rest of its buffer at exit."""
    with contextlib.suppress(OSError, ValueError):  # a test's stream has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
