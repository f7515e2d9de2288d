"""A bar of the teams that are done, with an estimate of the time that the others take."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

from rich.progress import BarColumn, Progress, TextColumn

from rotation.cli.terminal import colours_wanted, console

__all__ = ["FleetProgress", "fleet_bar"]

_LATEST = 25
"""How many of the last teams are the measure of the next ones: a run that continues another begins
with many that are skipped in a moment, and the first teams of any wait until workers started."""

_WIDTH = 24
"""Of the bar, in columns: with the words it fits into 80."""


def _silent(done: int, everything: int, left: str) -> None:
    del done, everything, left


def _begun() -> deque[tuple[int, float]]:
    return deque([(0, time.monotonic())], maxlen=_LATEST + 1)


@dataclass(slots=True)
class FleetProgress:
    """How many teams are done, and how long the others will take.

    Attributes
    ----------
    show : callable
        Called with how many teams are done, how many there are, and words about the time left.
    done, all : int
        The same numbers; 0 until the first team is done.
    """

    show: Callable[[int, int, str], object] = _silent
    done: int = 0
    all: int = 0
    _ends: deque[tuple[int, float]] = field(default_factory=_begun, repr=False)

    def __call__(self, done: int, everything: int) -> None:
        """Show them."""
        self.done, self.all = done, everything
        self._ends.append((done, time.monotonic()))
        (before, begun), (_, ended) = self._ends[0], self._ends[-1]
        seconds = (ended - begun) / max(done - before, 1) * (everything - done)
        self.show(done, everything, f"about {_duration(seconds)} left")


@contextmanager
def fleet_bar(
    progress: FleetProgress, stream: TextIO, *, wanted: bool, doing: str = "planning"
) -> Iterator[None]:
    """Show the progress as a bar while the block runs, only on a terminal with colours.

    Parameters
    ----------
    progress : FleetProgress
        What counts the teams.
    stream : file
        Standard error.
    wanted : bool
        False with `--quiet`.
    doing : str
        What is done with the teams, until the first one is done.
    """
    if not (wanted and stream.isatty() and colours_wanted()):
        yield
        return
    # The terminal's own colours, see `console`.
    bar_column = BarColumn(_WIDTH, "default", "green", "green", "green")
    columns = (bar_column, TextColumn("{task.description}"))
    with Progress(*columns, console=console(stream), transient=True) as bars:
        bar = bars.add_task(doing, total=None)

        def show(done: int, everything: int, left: str) -> None:
            about = f"{done} of {everything} teams, {left}"
            bars.update(bar, total=everything, completed=done, description=about)

        progress.show = show
        yield


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"
