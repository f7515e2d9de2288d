"""Colours, progress and Ctrl-C."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from rich.console import Console

from rotation.solve.stop import StopByHand

__all__ = ["console", "progress_on", "stopping_by_hand"]

WIDTH_ELSEWHERE = 160
"""Columns of a table that goes to a file or a pipe: wide enough not to wrap names."""


def console(stream: TextIO) -> Console:
    """Return a console: colours on a terminal only, and none with `NO_COLOR`."""
    terminal = stream.isatty()
    return Console(
        file=stream,
        width=None if terminal else WIDTH_ELSEWHERE,
        force_terminal=terminal,
        no_color="NO_COLOR" in os.environ or not terminal,
        highlight=False,
        emoji=False,
        markup=False,
    )


@contextmanager
def progress_on(stream: TextIO, *, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done: on a terminal with colours only."""
    if not wanted or not stream.isatty() or "NO_COLOR" in os.environ:
        yield _silent
        return
    with console(stream).status("planning") as status:
        yield status.update


def _silent(message: str) -> None:
    del message


@contextmanager
def stopping_by_hand(stop: StopByHand) -> Iterator[None]:
    """Let the first Ctrl-C stop the search with the best plan so far, a second one everything."""

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        if stop.reason():
            raise KeyboardInterrupt
        stop.set()
        os.write(2, b"\nstopping with the best plan so far; Ctrl-C again to write nothing\n")

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
