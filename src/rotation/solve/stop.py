"""When to stop before the end, besides the deterministic effort."""

import threading
import time
from typing import Protocol

__all__ = ["Deadline", "Never", "Stop", "StopByHand"]


class Stop(Protocol):
    """Checked a few times per second while the solver runs."""

    def reason(self) -> str:
        """Return why to stop, in two or three words, or an empty text to go on."""


class Never:
    """Run to the end."""

    def reason(self) -> str:
        """Return an empty text."""
        return ""


class StopByHand:
    """Stops when `set` is called, for example by a signal handler."""

    why = "stopped by hand"

    def __init__(self) -> None:
        self._stop = threading.Event()

    def set(self) -> None:
        """Stop as soon as possible, with the best roster so far."""
        self._stop.set()

    def reason(self) -> str:
        """Return `stopped by hand` once `set` was called."""
        return self.why if self._stop.is_set() else ""


class Deadline:
    """Stops after some seconds of wall time, or when another criterion says so.

    A plan cut short by it depends on the machine: it is not reproducible, and says so.

    Parameters
    ----------
    seconds : float
        Counted from construction.
    also : Stop
        Asked first.
    """

    def __init__(self, seconds: float, also: Stop | None = None) -> None:
        self._until = time.monotonic() + seconds
        self._also = also or Never()

    def reason(self) -> str:
        """Return `time limit` once the seconds are over."""
        return self._also.reason() or ("time limit" if time.monotonic() > self._until else "")
