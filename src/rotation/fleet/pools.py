"""Executors of this machine: a plain loop, and spawned processes that end with their parent."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from typing import Protocol, TypeVar

__all__ = ["Asked", "PlainLoop", "asked_to_stop", "cores", "spawned"]

R = TypeVar("R")

_KEPT = ("HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ")
_KEPT_KINDS = ("LC_", "PYTHON")


class _StopEvent(Protocol):
    def is_set(self) -> bool: ...


class Asked:
    """A stop: whether the parent of this process asked it to end.

    Parameters
    ----------
    event : object
        An event of `multiprocessing`.
    """

    def __init__(self, event: _StopEvent) -> None:
        self._event = event

    def reason(self) -> str:
        """Return why the search has to end; empty until it has to."""
        return "stopped by hand" if self._event.is_set() else ""


_STOPS: list[Asked] = []
"""That of this process, if it is a worker of ours."""


def asked_to_stop() -> Asked | None:
    """Return the stop of this worker; None elsewhere."""
    return _STOPS[0] if _STOPS else None


class PlainLoop(Executor):
    """An executor that runs each call at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> Future[R]:
        """Run a call, and return its result; an error is the caller's at once."""
        future: Future[R] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


@contextmanager
def spawned(workers: int) -> Iterator[Executor]:
    """Yield an executor of new processes, which are asked to stop when the block is left.

    They are spawned, not forked: a fork of a process with threads may hang.
    """
    context = get_context("spawn")
    stop = context.Event()
    executor = ProcessPoolExecutor(workers, context, _begin, (stop,))
    try:
        yield executor
    finally:
        stop.set()
        executor.shutdown(cancel_futures=True)


def _begin(event: _StopEvent) -> None:
    """Prepare a worker: no secrets, no Ctrl-C of its own, and no life without its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts the parent, too
    for name in set(os.environ):
        if name not in _KEPT and not name.startswith(_KEPT_KINDS):
            del os.environ[name]
    _STOPS.append(Asked(event))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
