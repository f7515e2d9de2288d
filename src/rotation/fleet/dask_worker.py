"""What a worker of a dask cluster does for a fleet (docs/fleet-cluster.md)."""

import os
import zoneinfo
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, TypeVar

from rotation.errors import BadInput, Fault
from rotation.fleet.pools import stopped_by, usable_cores
from rotation.plans.versions import versions

__all__ = ["INSTALL", "Needs", "run_there", "slots_of", "unfitness"]

R = TypeVar("R")
DaskWorker = Any  # `distributed.Worker`, which has types in part only

INSTALL = "install the same release of rotation on every worker"
_SAME = "install the same releases on both"
_SEEN = "let every worker see the same files at the same path"


class Needs(NamedTuple):
    """What the parent tells workers about itself and them.

    Attributes
    ----------
    versions : mapping of str to str
        Of this computer; those of a worker have to be the same.
    zones : tuple of str
        Where time zones are read from.
    slots : mapping of str to sequence of int
        Which of its computer's cores each worker takes, by address, counted from 0.
    """

    versions: Mapping[str, str]
    zones: tuple[str, ...]
    slots: Mapping[str, Sequence[int]]


def slots_of(threads: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Return which cores of its computer each worker takes: as many as it has threads.

    Parameters
    ----------
    threads : mapping of str to int
        The threads of each worker, by address: `tls://10.0.0.7:40001`.
    """
    taken: dict[str, int] = {}
    slots = {}
    for worker, number in sorted(threads.items()):
        host = worker.rpartition(":")[0]
        first = taken.get(host, 0)
        taken[host] = first + number
        slots[worker] = tuple(range(first, first + number))
    return slots


def unfitness(wanted: Mapping[str, str], folder: str | None) -> list[tuple[str, str]]:
    """Return what makes the worker that calls this unfit, with the fixes.

    Parameters
    ----------
    wanted : mapping of str to str
        The versions of the parent.
    folder : str or None
        What the worker has to see, if that is asked.
    """
    texts = [
        (f"has {name} {own}, this computer {wanted[name]}", _SAME)
        for name, own in versions().items()
        if own != wanted[name]
    ]
    if folder is not None and not os.path.isdir(folder):  # noqa: PTH112 - a text of the parent
        texts.append((f"does not see {folder}", _SEEN))
    return texts


def run_there(
    needs: Needs,
    fn: Callable[..., R],
    args: tuple[object, ...],
    kwargs: Mapping[str, object],
) -> R:
    """Run a call in a thread of a worker, until the scheduler takes the task back.

    Parameters
    ----------
    needs : Needs
        Of the parent.
    fn, args, kwargs
        The call.

    Raises
    ------
    BadInput
        If the worker came later, and has other versions.
    """
    from distributed import get_worker  # noqa: PLC0415 - an extra, and slow to import

    worker: DaskWorker = get_worker()
    faults = unfitness(needs.versions, None)
    if faults:
        raise BadInput(
            [Fault("", f"worker {worker.address} {what}", hint) for what, hint in faults]
        )
    if needs.zones != zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(needs.zones)
        zoneinfo.ZoneInfo.clear_cache()
    with _kept_to(needs.slots.get(worker.address, ())), stopped_by(_TakenBack(worker)):
        return fn(*args, **kwargs)


@contextmanager
def _kept_to(slots: Sequence[int]) -> Iterator[None]:
    """Keep this thread, and those that a search starts, to some of the cores.

    Where the system does not let a thread choose, or the worker came later, it has all of them.
    """
    usable = usable_cores()
    if not usable or not slots:
        yield
        return
    with suppress(OSError):
        os.sched_setaffinity(0, {usable[slot % len(usable)] for slot in slots})
    try:
        yield
    finally:
        with suppress(OSError):
            os.sched_setaffinity(0, usable)


class _TakenBack:
    """Whether the task of this thread is wanted no more: cancelled, or its client has gone."""

    def __init__(self, worker: DaskWorker) -> None:
        self._worker = worker
        self._key = worker.get_current_task()

    def is_set(self) -> bool:
        """Return whether the worker knows the task only as one whose end it waits for."""
        task = self._worker.state.tasks.get(self._key)
        return task is None or task.state == "cancelled"
