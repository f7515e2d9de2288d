"""Running a function for many teams on any executor, whatever becomes of its workers."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager, nullcontext

from rotation.errors import Fault
from rotation.fleet.pools import PlainLoop, cores, spawned
from rotation.fleet.report import TeamRow, failed
from rotation.fleet.work import Task, TeamOutcome

__all__ = ["Finish", "OpenPool", "Work", "run_all", "run_on"]

Work = Callable[[Task], TeamOutcome]
"""What a worker does."""

Finish = Callable[[Task, TeamOutcome], Sequence[Task]]
"""What the parent does with an outcome; it returns tasks that are to run next."""

OpenPool = Callable[[int], AbstractContextManager[Executor]]
"""Opens an executor of a number of workers."""


def run_on(
    executor: Executor | None,
    work: Work,
    tasks: Sequence[Task],
    finish: Finish,
    workers: int | None = None,
    *,
    total: int | None = None,
) -> None:
    """Run a function for each team on an executor, by default on processes of this machine.

    Parameters
    ----------
    executor : concurrent.futures.Executor or None
        The caller's, which stays open; None for new processes, or a plain loop for one worker.
    work, tasks, finish
        As for `run_all`.
    workers : int, optional
        How many teams are worked on at a time; by default as many as there are cores.
    total : int, optional
        How many tasks there are with those that `finish` returns; by default none of these is new.
    """
    most = min(workers or cores(), total or len(tasks))
    plain = executor is None and most == 1
    # More than there are workers, so that none waits while this process writes.
    ahead = 1 if plain else 4 * most
    run_all(work, tasks, finish, _opening(executor, plain=plain), workers=most, ahead=ahead)


def _opening(executor: Executor | None, *, plain: bool) -> OpenPool:
    if executor is not None:
        return lambda _: nullcontext(executor)
    return (lambda _: nullcontext(PlainLoop())) if plain else spawned


def run_all(
    work: Work,
    tasks: Iterable[Task],
    finish: Finish,
    opening: OpenPool,
    *,
    workers: int,
    ahead: int,
) -> None:
    """Run a function for each team, and hand every outcome to the parent as soon as it is there.

    Where a worker dies, its executor is done with: the teams in it run again, once and each with a
    worker of its own, so that only the team that kills its worker fails. All others follow in a new
    executor.

    Parameters
    ----------
    work : callable
        Run in a worker; raises nothing.
    tasks : iterable of Task
        Begun in this order.
    finish : callable
        Called in this thread with each outcome, in the order in which they come. The tasks that it
        returns are begun before those that wait.
    opening : callable
        Opens an executor.
    workers : int
        How many it has.
    ahead : int
        How many teams are in the executor at a time: results of more would pile up in memory.
    """
    waiting = deque(tasks)
    while waiting:
        with opening(workers) as executor:
            suspects = _until_broken(work, waiting, finish, executor, ahead)
        for task in suspects:
            with opening(1) as executor:
                outcome = _alone(work, task, executor)
            waiting.extendleft(reversed(finish(task, outcome)))


def _until_broken(
    work: Work, waiting: deque[Task], finish: Finish, executor: Executor, ahead: int
) -> list[Task]:
    """Run tasks until none waits or a worker dies; return those that were lost with it."""
    lost: list[Task] = []
    running: dict[Future[TeamOutcome], Task] = {}
    try:
        while running or (waiting and not lost):
            while waiting and not lost and len(running) < ahead:
                task = waiting.popleft()
                try:
                    running[executor.submit(work, task)] = task
                except BrokenExecutor:
                    lost.append(task)
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                task = running.pop(future)
                try:
                    outcome = future.result()
                except BrokenExecutor:
                    lost.append(task)
                    continue
                except Exception as error:
                    outcome = TeamOutcome(failed(task.team, error))
                waiting.extendleft(reversed(finish(task, outcome)))
    finally:
        for future in running:
            future.cancel()
    return sorted(lost, key=lambda task: task.team)


def _alone(work: Work, task: Task, executor: Executor) -> TeamOutcome:
    """Run a task whose worker died once more."""
    try:
        return executor.submit(work, task).result()
    except BrokenExecutor:
        what = "the worker process died twice"
        hint = "it may have run out of memory: plan this team alone"
        return TeamOutcome(TeamRow(task.team, 2, faults=(Fault("", what, hint),)))
    except Exception as error:
        return TeamOutcome(failed(task.team, error))
