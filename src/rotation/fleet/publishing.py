"""Publishes the plans of all teams, each whole or not at all."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from rotation.arguments import checked, optional
from rotation.config.fleet import read_fleet
from rotation.errors import BadInput, Fault
from rotation.fleet.asking import TeamsDone
from rotation.fleet.publication import FleetPublication, TeamPublication
from rotation.fleet.publication_run import PublicationRun
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.work import Task
from rotation.kinds import CALLABLE, DAY, MOMENT, PATH, REASON, SWITCH
from rotation.other_teams import SharedPerson
from rotation.remotes.opening import ENVIRONMENT

__all__ = ["publish_fleet"]


@checked(
    folder=PATH,
    today=optional(DAY),
    now=optional(MOMENT),
    why=REASON,
    write=SWITCH,
    environment=optional(ENVIRONMENT),
    progress=optional(CALLABLE),
)
def publish_fleet(
    folder: str | Path,
    *,
    today: date | None = None,
    now: datetime | None = None,
    why: str = "publish",
    write: bool = True,
    environment: Mapping[str, str] | None = None,
    progress: TeamsDone | None = None,
) -> FleetPublication:
    """Publish the plan in the output folder of every team.

    Each team is published whole or stays as it was; the fleet as a whole is not one change. Teams
    that share people are judged together before any of them is written: a plan that would have
    somebody on call in two teams at once is refused, and so is one that relies on a refused one.

    Parameters
    ----------
    folder : str or Path
        As for `plan_fleet`.
    today, now
        As for `plan_fleet`.
    why : str
        The reason, for the change logs.
    write : bool
        Whether to write; otherwise the report shows what would be published.
    environment : mapping of str to str, optional
        The variables with the secrets of published addresses, such as `os.environ`.
    progress : callable, optional
        As for `plan_fleet`.

    Returns
    -------
    FleetPublication
        One row per team.

    Raises
    ------
    BadInput
        As for `plan_fleet`.
    """
    if today is None and now is None:
        raise BadInput(Fault("today", "is missing", "give a date, or an instant as `now`"))
    fleet = read_fleet(Path(folder))
    above = fleet.folder.absolute()
    people = people_of_fleet(fleet)
    tasks = {
        team: Task(team, str(above / team), today, now, refused=people.refused.get(team, ()))
        for team in fleet.teams
    }
    run = PublicationRun(tasks, _by_team(people.shared), why, environment or {}, write)
    run.judge()
    for done, team in enumerate(tasks, 1):
        run.publish(team)
        if progress is not None:
            progress(done, len(tasks))
    return FleetPublication(tuple(_placed(run.rows[team], above) for team in tasks), write)


def _placed(row: TeamPublication, above: Path) -> TeamPublication:
    """Return a row that names files of other teams as seen from the folder of the fleet."""

    def seen(place: str) -> str:
        if place.startswith("../"):
            return posixpath.normpath(posixpath.join(row.team, place))
        return place.removeprefix(f"{above}/")

    faults = (replace(fault, place=seen(fault.place)) for fault in row.faults)
    return replace(row, faults=tuple(faults))


def _by_team(people: Iterable[SharedPerson]) -> dict[str, tuple[SharedPerson, ...]]:
    """Return the people of each team who belong to others, too, by team."""
    teams: dict[str, list[SharedPerson]] = {}
    for person in people:
        for team in dict.fromkeys(team for team, _ in person.members):
            teams.setdefault(team, []).append(person)
    return {team: tuple(teams[team]) for team in sorted(teams)}
