"""Colours, progress and Ctrl-C."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Never, TextIO

from rich.console import Console

from rotation.cli.lines import columns_of
from rotation.solve.stop import StopByHand

__all__ = ["colours_wanted", "console", "progress_on", "stopping_by_hand"]

WIDTH_ELSEWHERE = 240
"""The width of output to a file or a pipe without `COLUMNS`: wide enough for names."""


class _Console(Console):
    def on_broken_pipe(self) -> Never:
        """Let `main` handle it; rich would exit with 1, which means something else here."""
        raise  # noqa: PLE0704 - rich calls it while it handles the BrokenPipeError


def console(stream: TextIO) -> Console:
    """Return a console: colours on a terminal only, and none with `NO_COLOR`.

    Colours are the terminal's own red, green and magenta: themes keep them readable on their
    background, be it light or dark. Yellow, cyan, white, bright and dim ones vanish on one of them.
    """
    terminal = stream.isatty()
    return _Console(
        file=stream,
        width=columns_of(stream) or WIDTH_ELSEWHERE,
        force_terminal=terminal,
        no_color=not (terminal and colours_wanted()),
        highlight=False,
        emoji=False,
        markup=False,
    )


@contextmanager
def progress_on(stream: TextIO, *, wanted: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function that shows the progress, only on a terminal with colours."""
    if not (wanted and stream.isatty() and colours_wanted()):
        yield _silent
        return
    with console(stream).status("planning") as status:
        status.update("planning", spinner="dots")  # which shows it at once, not at the next tick
        yield status.update


def colours_wanted() -> bool:
    """Return whether the user lets output have colours."""
    # An empty value counts as unset: https://no-color.org
    return not os.environ.get("NO_COLOR")


def _silent(message: str) -> None:
    del message


@contextmanager
def stopping_by_hand(stop: StopByHand) -> Iterator[None]:
    """Let the first Ctrl-C end the search with the best plan so far, the second end the program.

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
