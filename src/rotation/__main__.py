"""`python -m rotation`, and the entry point of the command `rotation`."""

import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Sequence

from rotation.interrupts import left_quietly

__all__ = ["main", "script"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; see `rotation.cli.main`.

    Ctrl-C during the imports ends the process with 130 and no traceback.
    """
    # Data of files stays until the end: garbage collection took a quarter of the time. Importing
    # everything and planning a month for 24 people leaves some 220,000 objects.
    gc.set_threshold(500_000, 20, 20)
    with left_quietly():
        from zoneinfo import reset_tzpath  # noqa: PLC0415 - see above

        from rotation.cli import main as run  # noqa: PLC0415 - see above
    # Zones are those of the package tzdata, not of the host: equal input gives equal bytes.
    reset_tzpath(())
    return run(arguments)


def script() -> None:
    """Run the command line and end the process.

    After the work is done, its exit code counts: Ctrl-C during the shutdown of Python is too late.
    """
    # Looking through every installed package for plug-ins of pydantic takes longer than our tables;
    # only in a process of our own, because a program that calls `main` may use them.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = main()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if threading.active_count() == 1 and _flushed():
        # What is registered for the end has its turn first. Taking hundreds of modules apart after
        # that takes as long as making the problem, and the system takes all memory back at once.
        atexit._run_exitfuncs()
        os._exit(code)
    sys.exit(code)


def _flushed() -> bool:
    """Return whether what was printed has left; if not, Python reports it at its own end."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    script()
