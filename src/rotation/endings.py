"""Early ends of a run: what signals may interrupt, and what was written before.

A command may end at any moment until the first file changes. From then on SIGINT, SIGTERM and
SIGHUP wait until the last one has (`held_back`), and the final report knows what was written
(`recording`, `record`).
"""

import contextlib
import signal
import threading
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from rotation.diagnostics import logger_of
from rotation.errors import Interrupted

__all__ = [
    "Terminated",
    "WaitingSignals",
    "held_back",
    "record",
    "recording",
    "terminated",
]

_LOG = logger_of(__name__)

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP

_WRITTEN: ContextVar[list[Path] | None] = ContextVar("written", default=None)


class Terminated(BaseException):
    """SIGTERM or SIGHUP came: a cancelled job, a stopped container, a closed terminal.

    Like `KeyboardInterrupt` it is not an `Exception`, so that only the end of the program catches
    it.

    Attributes
    ----------
    exit_code : int
        As in shells: 128 plus the number of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.exit_code - 128,)


@dataclass(slots=True)
class WaitingSignals:
    """Signals that wait.

    Attributes
    ----------
    first : int or None
        The first one that came.
    """

    first: int | None = None

    def refuse(self) -> None:
        """End the command while nothing has changed yet.

        Raises
        ------
        Interrupted
            If a signal waits. It is delivered right after, and usually ends the process itself.
        """
        if self.first is not None:
            raise Interrupted("interrupted before any file was changed: nothing was written")

    def note(self, number: int, frame: FrameType | None) -> None:
        """Record a signal: the handler while signals wait."""
        del frame
        if self.first is None:
            self.first = number


@contextlib.contextmanager
def held_back() -> Iterator[WaitingSignals]:
    """Let SIGINT, SIGTERM and SIGHUP wait until the end, then deliver the first one.

    Ignored signals, and signals with a handler outside Python, are left alone. Outside the main
    thread, where Python handles no signals, nothing is held back.
    """
    held = WaitingSignals()
    before = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, *_ENDING):
                handler = signal.getsignal(number)
                if handler not in (signal.SIG_IGN, None):
                    before[number] = handler
                    signal.signal(number, held.note)
        yield held
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if held.first is not None:
            signal.raise_signal(held.first)


@contextlib.contextmanager
def terminated() -> Iterator[None]:
    """Let SIGTERM and SIGHUP raise `Terminated` instead of killing the process.

    Unfinished work is then undone. Ignored signals, as with `nohup`, stay ignored, and existing
    handlers are kept.
    """

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        raise Terminated(number)

    ours = []
    if threading.current_thread() is threading.main_thread():
        ours = [number for number in _ENDING if signal.getsignal(number) == signal.SIG_DFL]
    try:
        for number in ours:
            signal.signal(number, end)
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


@contextlib.contextmanager
def recording() -> Iterator[list[Path]]:
    """Yield a list of the files written since then, current at every moment."""
    written: list[Path] = []
    token = _WRITTEN.set(written)
    try:
        yield written
    finally:
        _WRITTEN.reset(token)


def record(paths: Iterable[Path]) -> None:
    """Record that files were written; call it before a waiting signal is delivered."""
    listed = tuple(paths)
    for path in listed:
        _LOG.debug("wrote %s", path)
    written = _WRITTEN.get()
    if written is not None:
        written += listed
