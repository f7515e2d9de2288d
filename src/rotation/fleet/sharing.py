"""Teams that share people: whose turn it is, and what each one sees of the others."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rotation.api import Rotation
from rotation.config.fleet import FLEET, Fleet
from rotation.config.identities import identities
from rotation.fleet.colours import neighbours_of
from rotation.fleet.report import TeamRow
from rotation.fleet.work import Task, TeamOutcome, read_team
from rotation.model.configured import Configured
from rotation.model.elsewhere import team_called
from rotation.model.people import TimeOff
from rotation.model.shifts import Held
from rotation.model.spelling import listed
from rotation.other_teams import (
    PeopleOfTeams,
    SharedPerson,
    elsewhere_for,
    limits_for,
    people_of_teams,
    shifts_held,
    time_off_for,
)

__all__ = ["OwnShifts", "SideBySide", "ids_in", "people_of_fleet", "readable", "remark_on"]


@dataclass(frozen=True, slots=True)
class OwnShifts:
    """What shared people do in one of their teams before a run.

    Attributes
    ----------
    held : tuple of Held
        What they hold in its history and its published plan.
    settled : tuple of Held
        Those that the run does not plan again.
    time_off : tuple of TimeOff
        Theirs, as written in this team.
    settings : tuple of Configured
        Those of the team; none that need not hold.
    scarcity : Fraction
        That of the team.
    key : str
        Of a plan of the team by itself; empty where that is unknown.
    unread : bool
        Whether its files cannot be read.
    """

    held: tuple[Held, ...] = ()
    settled: tuple[Held, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    settings: tuple[Configured, ...] = ()
    scarcity: Fraction = Fraction()
    key: str = ""
    unread: bool = False


def people_of_fleet(fleet: Fleet) -> PeopleOfTeams:
    """Return everybody who belongs to several teams, and the teams that make that unclear (D11).

    Parameters
    ----------
    fleet : Fleet
        The teams. Of one whose people cannot be read nothing is known; its row will say why.

    Raises
    ------
    BadInput
        If a member of a `[[person]]` is not in the team.
    """
    return people_of_teams(identities(fleet.folder, fleet.teams).people, fleet.people)


def remark_on(fleet: Fleet, people: Sequence[SharedPerson]) -> str:
    """Return what is worth knowing about a fleet without `fleet.toml`; empty with it.

    Parameters
    ----------
    fleet : Fleet
        The teams.
    people : sequence of SharedPerson
        Who belongs to several of them.
    """
    if not people or os.path.lexists(fleet.folder / FLEET):
        return ""
    belong = "1 person belongs" if len(people) == 1 else f"{len(people)} people belong"
    return (
        f"{belong} to several teams; commands for one team, such as `rotation replan`, see their "
        f"shifts in the others only with a {FLEET} beside the teams, which may be empty"
    )


class SideBySide:
    """Teams of which each sees the history and the published plan of the others.

    Parameters
    ----------
    tasks : sequence of Task
        The teams.
    people : PeopleOfTeams
        Who belongs to several of them. Teams that make that unclear fail.
    """

    def __init__(self, tasks: Sequence[Task], people: PeopleOfTeams) -> None:
        refused = people.refused
        self._tasks = {t.team: replace(t, refused=refused.get(t.team, ())) for t in tasks}
        self._people = _by_team(people.shared)
        self._unclear = {task.team: people.unclear_beside(task.team) for task in tasks}
        self._graph = neighbours_of(people.shared)
        self._shifts = {
            team: self._own_shifts(self._tasks[team], ids_in(team, members))
            for team, members in self._people.items()
        }
        self._held = {team: own.settled for team, own in self._shifts.items()}
        self._failed: set[str] = set()

    @property
    def number(self) -> int:
        """How many teams there are."""
        return len(self._tasks)

    @property
    def unchanged(self) -> tuple[TeamRow, ...]:
        """The rows of teams that are done before anything is."""
        return ()

    def first(self) -> tuple[Task, ...]:
        """Return those whose turn it is at once."""
        return self._turns_of(self._tasks)

    def after(self, task: Task, outcome: TeamOutcome) -> tuple[Task, ...]:
        """Note what became of a team, and return those whose turn it is now."""
        if outcome.row.faults:
            self._failed.add(task.team)
        return ()

    def ended(self, team: str) -> tuple[str, Sequence[str]]:
        """Return the key that some teams share if they are done after several rounds; else none."""
        del team
        return "", ()

    def noted(self, row: TeamRow) -> TeamRow:
        """Return a row, in the end, with what should be known of the team's neighbours."""
        beside = {*self._graph.get(row.team, ()), *self._unclear[row.team]}
        failures = sorted(self._failed.intersection(beside))
        notes = tuple(
            f"{team_called(team)} failed: {self._seen_of(team, row.team)}" for team in failures
        )
        return replace(row, notes=() if row.faults else notes)

    def _seen_of(self, failed: str, team: str) -> str:
        unclear = self._unclear[team].get(failed, ())
        unseen = f"what {listed(unclear)} do there is not seen"
        if failed not in self._graph.get(team, ()):
            return unseen
        if self._shifts[failed].unread:
            return "what its people do there is not seen"
        counts = "its published plan counts"
        return f"{counts}, but {unseen}" if unclear else counts

    def _turns_of(self, teams: Iterable[str]) -> tuple[Task, ...]:
        return tuple(self._seeing(team, self._held) for team in teams)

    def _seeing(self, team: str, held: Mapping[str, Sequence[Held]]) -> Task:
        """Return the task of a team with what its shared people do in their other teams."""
        task, people = self._tasks[team], self._people.get(team, ())
        if not people:
            return task
        others = {other for person in people for other, _ in person.members} - {team}
        time_off = {other: self._shifts[other].time_off for other in sorted(others)}
        return replace(
            task,
            elsewhere=elsewhere_for(team, people, held),
            time_off=time_off_for(team, people, time_off),
            limits=limits_for(team, people, {t: self._shifts[t].settings for t in sorted(others)}),
            shared=ids_in(team, people),
        )

    @staticmethod
    def _own_shifts(task: Task, ids: Collection[str]) -> OwnShifts:
        """Return what shared people do in a team."""
        rotation = readable(task)
        if rotation is None:
            return OwnShifts(unread=True)
        held = shifts_held(rotation, ids)
        time_off = tuple(absence for absence in rotation.time_off if absence.engineer in ids)
        return OwnShifts(held, held, time_off)


def _by_team(people: Iterable[SharedPerson]) -> dict[str, list[SharedPerson]]:
    """Return the shared people of each team that has such, by team."""
    teams: dict[str, list[SharedPerson]] = {}
    for person in people:
        for team in {team for team, _ in person.members}:
            teams.setdefault(team, []).append(person)
    return dict(sorted(teams.items()))


def ids_in(team: str, people: Iterable[SharedPerson]) -> tuple[str, ...]:
    """Return the ids in a team of those who belong to others, too."""
    ids = {who for person in people for other, who in person.members if other == team}
    return tuple(sorted(ids))


def readable(task: Task) -> Rotation | None:
    """Return the rotation of a team; None if it cannot be read, which its worker reports.

    Of a team that is refused, because two of its people would be one, the others are known.
    """
    try:
        return read_team(replace(task, refused=()))
    except Exception:
        return None
