"""A worker's part in teams that share people and left shifts open: all of them in one model."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from rotation.fleet.pools import asked_to_stop
from rotation.fleet.report import TeamRow
from rotation.fleet.work import Task, TeamOutcome, plan_team, read_team, shared_shifts, timed
from rotation.model.roster import Roster
from rotation.model.shifts import Held
from rotation.other_teams import SharedPerson
from rotation.planned import search_limits
from rotation.rules import hard, registered

__all__ = ["JointRosters", "JointTask", "plan_or_solve"]


@dataclass(frozen=True, slots=True)
class JointTask(Task):
    """Teams whose open shifts are wanted as few as can be in all of them.

    Attributes
    ----------
    teams : tuple of Task
        Each with what is settled in the others of these, and without what is planned there.
    rosters : mapping of str to mapping of str to str or None
        What this run has planned, by team.
    people : tuple of SharedPerson
        Who is one person.
    whole : bool
        Whether these are all teams of a component; the plans of others stay as they are.
    """

    teams: tuple[Task, ...] = ()
    rosters: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    people: tuple[SharedPerson, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class JointRosters(TeamOutcome):
    """Rosters of several teams, to plan from; none if those before are as good.

    They are not where they leave more shifts open, or break a rule across teams (D32).

    Attributes
    ----------
    rosters : mapping of str to mapping of str to str or None
        By team.
    shared : mapping of str to tuple of Held
        What shared people hold in them, by team.
    open : int
        How many regular shifts are open in all teams, with these rosters or those before.
    bound : int
        How many must be.
    """

    rosters: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    shared: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    open: int = 0
    bound: int = 0


def plan_or_solve(task: Task) -> TeamOutcome:
    """Plan a team, or solve several at once; a failure is an outcome, too."""
    return timed(task, _solved) if isinstance(task, JointTask) else plan_team(task)


def _solved(task: Task) -> JointRosters:
    from rotation.solve.joint import JointTeam, solve_jointly  # noqa: PLC0415 - OR-Tools

    assert isinstance(task, JointTask)
    teams = {}
    for each in task.teams:
        rotation = read_team(each)
        problem = rotation.problem(today=each.day_in(ZoneInfo(rotation.timezone)), **each.horizon)
        rules = tuple(hard(registered(), problem))
        teams[each.team] = JointTeam(problem, rules, Roster(task.rosters[each.team]))
    effort, time_limit = task.options.get("effort"), task.options.get("time_limit")
    parameters, stop = search_limits(effort, time_limit, asked_to_stop())
    joint = solve_jointly(teams, task.people, parameters, stop=stop)
    outcome = JointRosters(TeamRow(task.team, 0), open=joint.open, bound=joint.bound)
    if all(joint.rosters[name] == team.roster for name, team in teams.items()):
        return outcome  # those before keep the rules across teams, and none leave fewer open
    shared = {
        each.team: shared_shifts(each, teams[each.team].problem, joint.rosters[each.team])
        for each in task.teams
    }
    rosters = {team: dict(roster) for team, roster in joint.rosters.items()}
    return replace(outcome, rosters=rosters, shared=shared)
