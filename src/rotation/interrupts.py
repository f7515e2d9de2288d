"""Ctrl-C while modules are still being imported.

The first module the command line imports, so it imports next to nothing itself: until its handler
stands Python prints a traceback.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["INTERRUPTED", "left_quietly"]

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of SIGINT."""


@contextmanager
def left_quietly() -> Iterator[None]:
    """Let Ctrl-C end the process at once and without a word: for imports, before any work.

    An exception would come out of whatever is being imported, and some of it prints tracebacks.
    One that is ignored stays so, and whoever has a handler of their own keeps it.
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    try:
        signal.signal(signal.SIGINT, _leave)
    except ValueError:  # outside the main thread, where no signal is handled
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(number: int, frame: object) -> None:
    del number, frame
    os._exit(INTERRUPTED)
