"""Executors of this machine: a plain loop, and spawned processes that end with their parent."""

import os
import signal
import threading
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from multiprocessing import get_context, parent_process
from multiprocessing.queues import SimpleQueue
from typing import Protocol, TypeVar

__all__ = [
    "Asked",
    "PlainLoop",
    "StopEvent",
    "asked_to_stop",
    "cores",
    "shares",
    "spawned",
    "stopped_by",
    "usable_cores",
]

R = TypeVar("R")

_KEPT = ("HOME", "LANG", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ")
_KEPT_KINDS = ("LC_", "PYTHON")
_THREADS = ("MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


class StopEvent(Protocol):
    """What is set when work has to end."""

    def is_set(self) -> bool:
        """Return whether it is."""


class Asked:
    """A stop: whether the parent of this process asked it to end.

    Parameters
    ----------
    event : object
        An event of `multiprocessing`, or whatever else can be set.
    """

    def __init__(self, event: StopEvent) -> None:
        self._event = event

    def reason(self) -> str:
        """Return why the search has to end; empty until it has to."""
        return "stopped by hand" if self._event.is_set() else ""


_STOP: ContextVar[Asked | None] = ContextVar("stop", default=None)
"""That of this thread, if it is a worker of ours: a process of a cluster has several."""


def asked_to_stop() -> Asked | None:
    """Return the stop of this worker; None elsewhere."""
    return _STOP.get()


@contextmanager
def stopped_by(event: StopEvent) -> Iterator[None]:
    """Let an event stop what this thread does in the block."""
    token = _STOP.set(Asked(event))
    try:
        yield
    finally:
        _STOP.reset(token)


class PlainLoop(Executor):
    """An executor that runs each call at once, in this process."""

    def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> Future[R]:
        """Run a call, and return its result; an error is the caller's at once."""
        future: Future[R] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    return len(usable_cores()) or os.cpu_count() or 1


def shares(usable: Sequence[int], workers: int) -> tuple[tuple[int, ...], ...]:
    """Return the cores of each worker, as even as can be; some share one if there are too few.

    Parameters
    ----------
    usable : sequence of int
        Numbers of the cores; none where the system does not tell.
    workers : int
        How many there are.
    """
    if not usable:
        return ((),) * workers
    return tuple(tuple(usable[n::workers]) or (usable[n % len(usable)],) for n in range(workers))


def usable_cores() -> tuple[int, ...]:
    """Return the numbers of the cores that this process may use; none where that is unknown."""
    if hasattr(os, "sched_getaffinity"):
        return tuple(sorted(os.sched_getaffinity(0)))
    return ()


@contextmanager
def spawned(workers: int) -> Iterator[Executor]:
    """Yield an executor of new processes, which are asked to stop when the block is left.

    They are spawned, not forked: a fork of a process with threads may hang.
    """
    context = get_context("spawn")
    stop, free = context.Event(), context.SimpleQueue()
    for share in shares(usable_cores(), workers):
        free.put(share)
    executor = ProcessPoolExecutor(workers, context, _begin, (stop, free, zoneinfo.TZPATH))
    try:
        yield executor
    finally:
        stop.set()
        executor.shutdown(cancel_futures=True)


def _begin(event: StopEvent, free: "SimpleQueue[tuple[int, ...]]", zones: Sequence[str]) -> None:
    """Prepare a worker: its share of the cores, and the parent's time zones.

    It has no secrets, no Ctrl-C of its own, and no life without its parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal interrupts the parent, too
    for name in set(os.environ):
        if name not in _KEPT and not name.startswith(_KEPT_KINDS):
            del os.environ[name]
    # A search has a fixed number of threads, which are kept to the worker's cores; those of
    # libraries of numbers would have nothing to do.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    if share := free.get():
        with suppress(OSError):  # where the system refuses, it has all of them
            os.sched_setaffinity(0, share)
    zoneinfo.reset_tzpath(zones)
    _STOP.set(Asked(event))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
