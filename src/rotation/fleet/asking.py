"""Questions to every team that only read its files: milliseconds each, with small answers."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rotation.arguments import having, optional
from rotation.errors import BadInput
from rotation.fleet.engine import Work, run_on
from rotation.fleet.report import TeamRow, failed
from rotation.fleet.sharing import SideBySide
from rotation.fleet.work import Task, TeamOutcome, read_team, timed
from rotation.kinds import CALLABLE, PATH, whole
from rotation.model.people import Engineer
from rotation.other_teams import DeclaredPerson, PeopleOfTeams, people_of_teams

__all__ = ["RUN", "PeopleOutcome", "TeamsDone", "ask_teams", "people_of", "with_clear_people"]

TeamsDone = Callable[[int, int], object]
"""Called with how many teams are done, and how many there are."""

RUN = {
    "folder": PATH,
    "executor": optional(having("an executor (concurrent.futures.Executor)", "submit")),
    "workers": optional(whole(1)),
    "progress": optional(CALLABLE),
}
"""The parameters of every function that asks all teams."""

_FEW = 250
"""Fewer teams than this are asked in this process: others need longer to start."""


def ask_teams(
    work: Work,
    folder: Path,
    teams: tuple[str, ...],
    *,
    today: date | None,
    now: datetime | None,
    options: Mapping[str, Any],
    people: PeopleOfTeams | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: TeamsDone | None = None,
) -> tuple[TeamOutcome, ...]:
    """Return what comes of a function for each of some teams, in their order.

    Parameters
    ----------
    work : callable
        Run in a worker; raises nothing.
    folder : pathlib.Path
        The fleet's.
    teams : tuple of str
        Their folders in it.
    today, now
        As in `Task`.
    options : mapping of str to object
        What is asked.
    people : PeopleOfTeams, optional
        Those whose shifts in other teams each team is to see. Teams that make them unclear fail.
    executor, workers, progress
        As for `plan_fleet`.
    """
    above = folder.absolute()
    alone = [Task(team, str(above / team), today, now, options) for team in teams]
    tasks = SideBySide(alone, people or PeopleOfTeams()).first()
    outcomes: dict[str, TeamOutcome] = {}

    def finish(task: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        outcomes[task.team] = outcome
        if progress is not None:
            progress(len(outcomes), len(tasks))
        return ()

    few = executor is None and len(tasks) < _FEW
    run_on(executor, work, tasks, finish, workers or (1 if few else None))
    return tuple(outcomes[team] for team in teams)


@dataclass(frozen=True, slots=True)
class PeopleOutcome(TeamOutcome):
    """Who is in a team.

    Attributes
    ----------
    people : tuple of Engineer
        Everybody, by id.
    """

    people: tuple[Engineer, ...] = ()


def with_clear_people(
    outcomes: Iterable[TeamOutcome], declared: Iterable[DeclaredPerson]
) -> tuple[TeamOutcome, ...]:
    """Return outcomes of which those of teams with two people who would be one are failures (D11).

    Parameters
    ----------
    outcomes : iterable of TeamOutcome
        Those of the kind `PeopleOutcome` say who is in their teams.
    declared : iterable of DeclaredPerson
        Those of `fleet.toml`.

    Raises
    ------
    BadInput
        If a member of a `[[person]]` is not in the team.
    """
    every = tuple(outcomes)
    people = {o.row.team: o.people for o in every if isinstance(o, PeopleOutcome)}
    refused = people_of_teams(people, declared).refused
    return tuple(
        TeamOutcome(failed(o.row.team, BadInput(refused[o.row.team]), o.row.seconds))
        if o.row.team in refused
        else o
        for o in every
    )


def people_of(task: Task) -> TeamOutcome:
    """Return the people of a team."""
    return timed(task, _people_of)


def _people_of(task: Task) -> TeamOutcome:
    return PeopleOutcome(TeamRow(task.team, 0), people=read_team(task).engineers)
