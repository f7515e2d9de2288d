"""A dask cluster that tests start, and what they let its workers do."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rotation.fleet.pools import asked_to_stop
from rotation.fleet.report import TeamRow
from rotation.fleet.work import Task, TeamOutcome

__all__ = ["address_in", "daemon", "dies", "dies_once", "until", "until_stopped"]

_MOMENT = 0.02
_LONGEST_S = 20.0


def until(done: Callable[[], object]) -> None:
    """Wait until something is true."""
    for _ in range(int(_LONGEST_S / _MOMENT)):
        if done():
            return
        threading.Event().wait(_MOMENT)
    raise TimeoutError("it did not come true")


@contextmanager
def daemon(*words: str) -> Iterator[None]:
    """Run a scheduler or a worker of dask while the block lasts, unless it dies earlier."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONWARNINGS": "error"}
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(_LONGEST_S)


def address_in(file: Path) -> str:
    """Return the address that a scheduler writes to its file, once it has all of it."""
    until(lambda: file.exists() and file.read_text(encoding="utf-8").rstrip().endswith("}"))
    address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
    return address


def until_stopped(task: Task) -> TeamOutcome:
    """Leave a file when it begins, and another one when it is asked to stop."""
    folder = Path(task.folder)
    (folder / f"{task.team}.begun").touch()
    _wait_for_stop()
    (folder / f"{task.team}.stopped").touch()
    return TeamOutcome(TeamRow(task.team, 0))


def dies_once(task: Task) -> TeamOutcome:
    """Kill the worker of team `c`; when dask begins it again, wait until that is taken back."""
    begun = Path(task.folder) / "c.begun"
    if task.team == "c" and begun.exists():
        _wait_for_stop()
    elif task.team == "c":
        begun.touch()
        dies(task)
    return TeamOutcome(TeamRow(task.team, 0))


def dies(task: Task) -> TeamOutcome:
    """Kill the worker."""
    del task
    os._exit(1)


def _wait_for_stop() -> None:
    stop = asked_to_stop()
    assert stop is not None
    until(stop.reason)
