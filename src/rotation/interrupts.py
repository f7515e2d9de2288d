"""Ctrl-C while modules are still being imported.

The command line imports this module first, so it imports hardly anything itself: until its handler
is set, Python prints a traceback.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["INTERRUPTED", "left_quietly"]

INTERRUPTED = 130
"""Exit code after Ctrl-C, as in shells: 128 plus the number of SIGINT."""


@contextmanager
def left_quietly() -> Iterator[None]:
    """Let Ctrl-C end the process at once without output, during imports and before any work.

    An exception would be raised inside an import, and some modules print tracebacks. An ignored
    signal stays ignored, and an existing handler is kept.
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
