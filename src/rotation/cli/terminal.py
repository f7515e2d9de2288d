"""Colours, progress and Ctrl-C."""

import os
import shutil
import signal
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Never, TextIO

from rich.console import Console

from rotation.solve.stop import StopByHand

__all__ = ["console", "progress_on", "say", "stopping_by_hand"]

WIDTH_ELSEWHERE = 240
"""Columns of a table that goes to a file or a pipe: wide enough not to wrap names."""


class _Console(Console):
    def on_broken_pipe(self) -> Never:
        """Leave the ending to `main`; rich would exit with 1, which means something else here."""
        raise  # noqa: PLE0704 - rich calls it while it handles the BrokenPipeError


def console(stream: TextIO) -> Console:
    """Return a console: colours on a terminal only, and none with `NO_COLOR`."""
    terminal = stream.isatty()
    return _Console(
        file=stream,
        width=None if terminal else WIDTH_ELSEWHERE,
        force_terminal=terminal,
        no_color=not (terminal and _colours_wanted()),
        highlight=False,
        emoji=False,
        markup=False,
    )


def say(lines: Iterable[str]) -> None:
    """Print lines; a terminal folds them between words, and what is left hangs under its line."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for line in lines:
        for part in line.split("\n"):
            print(part if len(part) <= width or not width else _folded(part, width))


def _folded(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


@contextmanager
def progress_on(stream: TextIO, *, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done: on a terminal with colours only."""
    if not (wanted and stream.isatty() and _colours_wanted()):
        yield _silent
        return
    with console(stream).status("planning") as status:
        yield status.update


def _colours_wanted() -> bool:
    # An empty value counts as unset: https://no-color.org
    return not os.environ.get("NO_COLOR")


def _silent(message: str) -> None:
    del message


@contextmanager
def stopping_by_hand(stop: StopByHand) -> Iterator[None]:
    """Let the first Ctrl-C stop the search with the best plan so far, a second one everything.

    Where Ctrl-C is ignored, as in the background of a shell without job control, it stays so.
    """

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        del number, frame
        if stop.reason():
            raise KeyboardInterrupt
        stop.set()
        os.write(2, b"\nstopping with the best plan so far; Ctrl-C again to write nothing\n")

    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
