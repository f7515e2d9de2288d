"""Plans and checks of all teams of a fleet; the only writer of their files."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from rotation.arguments import checked, having, optional
from rotation.config.fleet import Fleet, read_fleet
from rotation.errors import BadInput, Fault, Interrupted, RotationError
from rotation.fleet.engine import Work, run_on
from rotation.fleet.memory import Memory
from rotation.fleet.report import FleetReport, failed
from rotation.fleet.sharing import SideBySide, people_of_fleet, remark_on
from rotation.fleet.together import JointTask, plan_or_solve
from rotation.fleet.turns import Turns
from rotation.fleet.work import Task, TeamOutcome, check_team
from rotation.fleet.writing import settle, write_outcome
from rotation.kinds import CALLABLE, DAY, MOMENT, PATH, POSITIVE, SWITCH, TEXT, WHOLE, whole

__all__ = ["check_fleet", "plan_fleet"]

_RUN = {
    "folder": PATH,
    "today": optional(DAY),
    "now": optional(MOMENT),
    "executor": optional(having("an executor (concurrent.futures.Executor)", "submit")),
    "workers": optional(whole(1)),
    "progress": optional(CALLABLE),
}


@checked(
    **_RUN,
    month=optional(TEXT),
    start=optional(DAY),
    end=optional(DAY),
    weeks=optional(WHOLE),
    rounds=optional(WHOLE),
    effort=optional(POSITIVE),
    time_limit=optional(POSITIVE),
    write=SWITCH,
    again=SWITCH,
)
def plan_fleet(
    folder: str | Path,
    *,
    today: date | None = None,
    now: datetime | None = None,
    month: str | None = None,
    start: date | None = None,
    end: date | None = None,
    weeks: int | None = None,
    rounds: int | None = None,
    effort: float | None = None,
    time_limit: float | None = None,
    write: bool = True,
    again: bool = False,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> FleetReport:
    """Plan every team of a fleet, and write the output folder of each.

    A team whose plan would be the one that an earlier run wrote is not planned again; a run that
    was interrupted continues in this way. A team that fails stops no other. The bytes of a plan are
    the same whatever the executor and the number of workers: those of a plan of the team alone, if
    none of its people is in another one.

    Parameters
    ----------
    folder : str or Path
        The teams are the folders below it with a `rotation.toml`, or those that its `fleet.toml`
        lists.
    today : datetime.date, optional
        The day of planning, for every team in its own zone.
    now : datetime.datetime, optional
        An instant, whose day in each team's zone is the day of planning, if `today` is not given.
    month, start, end, weeks, rounds, effort, time_limit
        As for `Rotation.plan`.
    write : bool
        Whether to write the output folders, `out` beside each `rotation.toml`.
    again : bool
        Whether to plan every team, also those whose plan would be the one that is written already.
    executor : concurrent.futures.Executor, optional
        Where teams are planned, such as that of a dask client. By default, processes that are
        spawned for this call; a program that makes such needs `if __name__ == "__main__":`.
    workers : int, optional
        How many processes, by default one per core; 1 is a plain loop in this process. Of an
        executor: how many it has.
    progress : callable, optional
        Called with the number of teams that are done, and of all.

    Returns
    -------
    FleetReport
        One row per team.

    Raises
    ------
    BadInput
        If there is no team, and with every fault of `fleet.toml`.
    """
    options = {
        "month": month,
        "start": start,
        "end": end,
        "weeks": weeks,
        "rounds": rounds,
        "effort": effort,
        "time_limit": time_limit,
    }
    fleet = read_fleet(Path(folder))
    tasks = _tasks(fleet, today, now, options, files=write)
    memory = Memory(Path(folder))
    if write:
        memory.forget_others(task.team for task in tasks)
        for task in tasks:
            settle(task)
    if not again:
        tasks = tuple(replace(task, remembered=memory.of(task.team)) for task in tasks)
    people = people_of_fleet(fleet)
    turns = Turns(tasks, people, together=fleet.together)
    report = _run(plan_or_solve, turns, executor, workers, progress, memory=memory)
    return replace(report, remark=remark_on(fleet, people.shared))


@checked(**_RUN)
def check_fleet(
    folder: str | Path,
    *,
    today: date | None = None,
    now: datetime | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> FleetReport:
    """Check the published plan of every team of a fleet against every rule, without the solver.

    Shifts of other teams count where somebody belongs to both.

    Parameters
    ----------
    folder, today, now, executor, workers, progress
        As for `plan_fleet`.

    Returns
    -------
    FleetReport
        One row per team.

    Raises
    ------
    BadInput
        As for `plan_fleet`.
    """
    fleet = read_fleet(Path(folder))
    teams = SideBySide(_tasks(fleet, today, now, {}, files=False), people_of_fleet(fleet))
    return _run(check_team, teams, executor, workers, progress, memory=Memory(Path(folder)))


def _tasks(
    fleet: Fleet,
    today: date | None,
    now: datetime | None,
    options: Mapping[str, object],
    *,
    files: bool,
) -> tuple[Task, ...]:
    if today is None and now is None:
        raise BadInput(Fault("today", "is missing", "give a date, or an instant as `now`"))
    above = fleet.folder.absolute()
    return tuple(Task(team, str(above / team), today, now, options, files) for team in fleet.teams)


def _run(
    work: Work,
    teams: SideBySide,
    executor: Executor | None,
    workers: int | None,
    progress: Callable[[int, int], object] | None,
    *,
    memory: Memory,
) -> FleetReport:
    """Run what is wanted of each team when it is its turn; return the rows of all."""
    rows = {row.team: row for row in teams.unchanged}
    once_more: set[str] = set()  # teams with a row that another round replaces

    def after(task: Task, outcome: TeamOutcome) -> Sequence[Task]:
        further = teams.after(task, outcome)
        once_more.discard(task.team)
        once_more.update(rows.keys() & {each.team for each in further})
        if progress is not None:
            progress(len(rows) - len(once_more), teams.number)
        component, done = teams.ended(task.team)
        if component and not further and not outcome.row.faults:
            memory.join(done, component)
        return further

    def finish(task: Task, outcome: TeamOutcome) -> Sequence[Task]:
        if isinstance(task, JointTask):
            return after(task, outcome)
        row = outcome.row
        if outcome.files:
            try:
                if not write_outcome(task, outcome, memory) and not task.again:
                    return (replace(task, again=True),)
            except Interrupted:
                raise
            except (OSError, RotationError) as error:
                row = failed(task.team, error, row.seconds)
        rows[task.team] = row
        return after(task, replace(outcome, row=row))

    if rows and progress is not None:
        progress(len(rows), teams.number)
    run_on(executor, work, teams.first(), finish, workers, total=teams.number)
    warnings = () if memory.warning is None else (memory.warning,)
    return FleetReport(tuple(teams.noted(rows[team]) for team in sorted(rows)), warnings)
