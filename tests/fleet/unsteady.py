"""A small fleet, and executors in which something happens."""

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Future
from datetime import date
from pathlib import Path
from typing import Any

from tests.teams import HOLIDAYS, TRACK, files_in, head, person

from rotation.fleet.pools import PlainLoop
from rotation.fleet.work import Task, TeamOutcome

TODAY = date(2026, 9, 20)
SPAN: dict[str, Any] = {"today": TODAY, "start": date(2026, 11, 2), "weeks": 2, "effort": 1}
TEAM = head('calendar_id = "team"') + HOLIDAYS + TRACK + "".join(map(person, ("ada", "ben", "cy")))


def outputs(folder: Path) -> Mapping[str, bytes]:
    """Return the files that a run has written."""
    return {name: data for name, data in files_in(folder).items() if "/out/" in name}


class Unsteady(PlainLoop):
    """An executor in which something happens before, after or instead of the work for a team.

    Parameters
    ----------
    happens : callable
        Called with each task and how often it came before.
    late : bool
        Whether it happens after the work.
    """

    def __init__(self, happens: Callable[[Task, int], None], *, late: bool = False) -> None:
        self._happens = happens
        self._late = late
        self._came: dict[str, int] = {}

    def submit(self, fn: Callable[..., TeamOutcome], /, *args: Task) -> Future[TeamOutcome]:  # type: ignore[override]
        """Run the work, unless what happens is an error: then that is the result."""
        future: Future[TeamOutcome] = Future()
        before = self._came.get(args[0].team, 0)
        self._came[args[0].team] = before + 1
        try:
            outcome = fn(*args) if self._late else None
            self._happens(args[0], before)
            future.set_result(outcome or fn(*args))
        except (BrokenExecutor, ZeroDivisionError) as error:
            future.set_exception(error)
        return future


def dying(times: int) -> Unsteady:
    """Return an executor whose worker dies of team `a` a number of times."""

    def die(task: Task, before: int) -> None:
        if task.team == "a" and before < times:
            raise BrokenExecutor("dead")

    return Unsteady(die)
