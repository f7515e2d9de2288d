"""What is done for a team, in whichever process: plain data in, plain data out, nothing written."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rotation.api import Rotation, load_alone, relied_on
from rotation.errors import BadInput, Fault
from rotation.fleet.key import plan_key
from rotation.fleet.memory import Remembered
from rotation.fleet.pools import asked_to_stop
from rotation.fleet.report import TeamRow, failed
from rotation.goals import named, rounds_first
from rotation.journal import JOURNAL
from rotation.model.configured import Configured
from rotation.model.elsewhere import Elsewhere
from rotation.model.people import TimeOff
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import Beside
from rotation.model.shifts import Entry, Held
from rotation.other_teams import with_other_teams, with_own_rest, with_planned
from rotation.planned import search_limits
from rotation.plans.input_digest import input_digest
from rotation.rules import registered

if TYPE_CHECKING:
    from rotation.plans.plan import Plan

__all__ = [
    "Neighbour",
    "Task",
    "TeamOutcome",
    "check_team",
    "plan_team",
    "read_team",
    "shared_shifts",
    "timed",
]

_EARLIEST = ZoneInfo("Etc/GMT+12")
"""The zone of the earliest date that any zone has now: loading knows no zone yet."""

_HORIZON = ("month", "start", "end", "weeks", "rounds")
"""The options that decide which shifts are planned."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another team of the people of a task's team, whose loads count together with its own.

    Attributes
    ----------
    team, folder : str
        As in `Task`.
    members : tuple of (str, str)
        The id of each such person in the task's team, and that in this one.
    planned : tuple of Entry
        What this run has planned for it; empty if it has not had its turn.
    """

    team: str
    folder: str
    members: tuple[tuple[str, str], ...]
    planned: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A team, and what is wanted of it.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    folder : str
        The same as an absolute path, because processes may start elsewhere.
    today : datetime.date or None
        The day, in the team's zone.
    now : datetime.datetime or None
        If no day is given: the instant, whose day in the team's zone counts.
    options : mapping of str to object
        Arguments of `Rotation.plan`.
    files : bool
        Whether the files of the output folder are wanted.
    again : bool
        Whether the team is planned for the second time.
    elsewhere : tuple of Elsewhere
        What its people hold in other teams.
    time_off : tuple of TimeOff
        Of its people, written in other teams.
    shared : tuple of str
        Ids of its people who belong to other teams, too.
    limits : tuple of Configured
        Those of its people in other teams that count what they do in this one.
    neighbours : tuple of Neighbour
        The other teams of its people, where loads count together.
    remembered : Remembered or None
        Its plan that was written before, which is not made again if it would be the same.
    start : mapping of str to str or None, or None
        The roster to start from, who holds each shift: another than the published plan.
    refused : tuple of Fault
        Why the team fails though it can be read: two of its people would be one (D11).
    """

    team: str
    folder: str
    today: date | None
    now: datetime | None
    options: Mapping[str, Any] = field(default_factory=dict)
    files: bool = False
    again: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    shared: tuple[str, ...] = ()
    limits: tuple[Configured, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    remembered: Remembered | None = None
    start: Mapping[str, str | None] | None = None
    refused: tuple[Fault, ...] = ()

    @property
    def horizon(self) -> Mapping[str, Any]:
        """The options that decide which shifts are planned."""
        return {name: self.options[name] for name in _HORIZON if name in self.options}

    @property
    def out(self) -> Path:
        """The output folder of the team, as an absolute path."""
        return Path(self.folder, "out")

    def day_in(self, zone: ZoneInfo) -> date:
        """Return the day in a zone."""
        if self.today is not None:
            return self.today
        assert self.now is not None
        return self.now.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class TeamOutcome:
    """What a worker returns.

    Attributes
    ----------
    row : TeamRow
        For the report.
    files : mapping of str to bytes
        Of the output folder, by relative name; empty if they are not wanted.
    digest : str
        Of the input that was planned for; empty if the team failed.
    held : tuple of Held
        What its shared people hold in the plan, by start, track and id.
    planned : tuple of Entry
        What everybody holds in the plan, where loads count together.
    remembered : Remembered or None
        What the next run is to remember of these files; None for a plan that was cut short.
    roster : mapping of str to str or None
        Who holds each shift of the plan; empty where no people are shared.
    open_regular : int
        How many regular shifts of that roster nobody holds; the row counts all open turns.
    """

    row: TeamRow
    files: Mapping[str, bytes] = field(default_factory=dict)
    digest: str = ""
    held: tuple[Held, ...] = ()
    planned: tuple[Entry, ...] = ()
    remembered: Remembered | None = None
    roster: Mapping[str, str | None] = field(default_factory=dict)
    open_regular: int = 0


def plan_team(task: Task) -> TeamOutcome:
    """Plan a team; a failure is an outcome, too."""
    return timed(task, _planned)


def check_team(task: Task) -> TeamOutcome:
    """Check the published plan of a team; a failure is an outcome, too."""
    return timed(task, _checked)


def read_team(task: Task) -> Rotation:
    """Return the rotation of a team as it is now, with what its people do in other teams.

    Raises
    ------
    BadInput
        As `rotation.load`, and for a team that is refused.
    """
    rotation = load_alone(task.folder, today=task.day_in(_EARLIEST))
    if task.refused:  # what is wrong with its own files comes first
        raise BadInput(task.refused)
    if task.limits:
        rotation = rotation.amended(limits_elsewhere=task.limits)
    if not task.elsewhere and not task.time_off and not task.neighbours:
        return rotation
    return with_other_teams(rotation, task.elsewhere, task.time_off, tuple(_beside(task)))


def _beside(task: Task) -> Iterator[Beside]:
    """Yield the teams whose loads count together with those of a task's team."""
    for neighbour in task.neighbours:
        try:
            alone = load_alone(neighbour.folder, today=task.day_in(_EARLIEST))
        except (BadInput, OSError):  # its own row says why, and nothing of it counts
            continue
        yield Beside(neighbour.team, with_planned(alone, neighbour.planned), neighbour.members)


def timed(task: Task, work: Callable[[Task], TeamOutcome]) -> TeamOutcome:
    """Return the outcome of some work with its wall time; a failure is an outcome, too."""
    begun = time.perf_counter()
    try:
        outcome = work(task)
    except Exception as error:
        outcome = TeamOutcome(failed(task.team, error))
    seconds = time.perf_counter() - begun
    return replace(outcome, row=replace(outcome.row, seconds=seconds, shared=len(task.shared)))


def _planned(task: Task) -> TeamOutcome:
    rotation = read_team(task)
    today = task.day_in(ZoneInfo(rotation.timezone))
    begun = {} if task.start is None else {"roster": dict(task.start)}
    key = plan_key(rotation, today, {**task.options, **begun})
    before = task.remembered
    if before is not None and before.key == key and before.intact_in(task.out):
        return _unchanged(task, rotation, today, before)
    plan = _plan(rotation, today, task)
    row = TeamRow(
        task.team,
        int(bool(plan.open_regular or plan.tolerated)),
        open=len(plan.openings),
        broken=len(plan.tolerated),
        proved=plan.proved,
        short_notice=len(plan.short_notice),
        warnings=_warnings(plan.remarks),
    )
    files = dict(plan.files()) if task.files else {}
    held = shared_shifts(task, plan.problem, plan.roster)
    remembered = Remembered.of(key, files, row, plan.roster) if files and not plan.stopped else None
    roster = dict(plan.roster) if task.shared else {}
    planned = _entries(task, plan.problem, plan.roster)
    return TeamOutcome(
        *(row, files, input_digest(rotation), held, planned, remembered, roster),
        open_regular=_open_regular(plan.problem, roster),
    )


def _plan(rotation: Rotation, today: date, task: Task) -> "Plan":
    """Return the plan of a team; from a roster, as `Rotation.plan` makes it from none."""
    from rotation.plans.plan import Plan  # noqa: PLC0415 - loads OR-Tools

    if task.start is None:
        return rotation.plan(today=today, stop=asked_to_stop(), **task.options)
    effort, time_limit = task.options.get("effort"), task.options.get("time_limit")
    parameters, stop = search_limits(effort, time_limit, asked_to_stop())
    usual = named if task.options.get("rounds") is None else rounds_first
    return Plan.of(
        rotation,
        rotation.problem(today=today, **task.horizon),
        today,
        rules=registered(),
        goals=usual(rotation.goals),
        parameters=parameters,
        stop=stop,
        start=Roster(task.start),
    )


def _unchanged(task: Task, rotation: Rotation, today: date, before: Remembered) -> TeamOutcome:
    """Return the outcome of a team whose plan is the one that was written before."""
    row = replace(before.row, unchanged=True)
    if not task.shared:
        return TeamOutcome(row)
    problem = rotation.problem(today=today, **task.horizon)
    held = shared_shifts(task, problem, before.roster)
    planned = _entries(task, problem, before.roster)
    left = _open_regular(problem, before.roster)
    return TeamOutcome(row, held=held, planned=planned, roster=before.roster, open_regular=left)


def _open_regular(problem: Problem, roster: Mapping[str, str | None]) -> int:
    """Return how many regular shifts of a roster nobody holds; none without a roster."""
    return sum(roster[shift.id] is None for shift in problem.regular()) if roster else 0


def shared_shifts(
    task: Task, problem: Problem, roster: Mapping[str, str | None]
) -> tuple[Held, ...]:
    """Return what the shared people of a team hold, with the rest that the team asks for."""
    held = (
        Held(shift, who) for shift in problem.shifts if (who := roster[shift.id]) in task.shared
    )
    return with_own_rest(problem, held)


def _entries(task: Task, problem: Problem, roster: Mapping[str, str | None]) -> tuple[Entry, ...]:
    """Return what everybody holds, where loads of a task's team count together with others."""
    if not task.neighbours:
        return ()
    return tuple(
        Entry(shift.id, shift.track, shift.kind, shift.start, shift.end, who)
        for shift in problem.shifts
        if (who := roster[shift.id]) is not None
    )


def _checked(task: Task) -> TeamOutcome:
    rotation = read_team(task)
    today = task.day_in(ZoneInfo(rotation.timezone))
    judgement = rotation.check(relied_on(rotation), today=today)
    code = int(bool(judgement or judgement.open_regular))
    row = TeamRow(
        task.team,
        code,
        open=len(judgement.open),
        broken=len(judgement),
        warnings=_warnings(rotation.remarks),
    )
    return TeamOutcome(row)


def _warnings(remarks: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return what is to be known of a team's files, but not that a killed command left some."""
    return tuple(remark for remark in remarks if remark.place != JOURNAL)
