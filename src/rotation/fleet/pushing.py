"""Pushes the published plans of all teams to their remotes, in this process, team after team."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.arguments import checked, optional
from rotation.config.fleet import read_fleet
from rotation.config.journal_places import config_file, home_at
from rotation.display.results import Result
from rotation.errors import BadInput, Busy, Fault, gravest, grouped
from rotation.export.lock import InUse
from rotation.export.work import working
from rotation.fleet.asking import TeamsDone
from rotation.fleet.report import counted, failed, in_short
from rotation.fleet.work import Task, read_team
from rotation.kinds import CALLABLE, DAY, MOMENT, PATH, SWITCH
from rotation.remotes.opening import ENVIRONMENT
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push

__all__ = ["FleetPush", "TeamPush", "push_fleet"]

_COMMAND = "rotation fleet push"
_CHANGED = ("change", "end now")


@dataclass(frozen=True, slots=True)
class TeamPush:
    """What became of the push of a team to one of its remotes.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    remote : str
        The name of the remote; empty if the team could not be read.
    exit_code : int
        That of `rotation push` for this team and remote alone.
    written, changed, deleted : int
        How many shifts were created there, changed, and deleted, or would be.
    waiting : int
        How many shifts wait for somebody to decide.
    faults : tuple of Fault
        Why it failed.
    notes : tuple of str
        What went wrong after it began, and what to do.
    """

    team: str
    remote: str
    exit_code: int
    written: int = 0
    changed: int = 0
    deleted: int = 0
    waiting: int = 0
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Why it failed, or what is left to do, one line per cause."""
        return (*grouped(self.faults), *self.notes)


@dataclass(frozen=True, slots=True)
class FleetPush(Result):
    """What became of the push of each team: one row per team and remote.

    Attributes
    ----------
    rows : tuple of TeamPush
        By team, then in the order of its remotes.
    without : tuple of str
        The teams that have no remote.
    dry_run : bool
        Whether nothing was written.
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("team", "remote", "exit_code", "written", "changed", "deleted", "waiting", "problem"),
    )

    rows: tuple[TeamPush, ...]
    without: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def exit_code(self) -> int:
        """The exit code of the fleet: that of its gravest push."""
        return gravest(row.exit_code for row in self.rows)

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per team and remote."""
        return [
            {
                **{name: getattr(row, name) for name in self.columns[:-1]},
                "problem": in_short(row.problems),
            }
            for row in self.rows
        ]

    def lines(self) -> tuple[str, ...]:
        """Return one line per team and remote, and how many there are."""
        return (*map(_line, self.rows), self.summary)

    @property
    def summary(self) -> str:
        """How many teams there are, what changed there, how many failed and have no remote."""
        teams = {row.team for row in self.rows} | set(self.without)
        changes = sum(row.written + row.changed + row.deleted for row in self.rows)
        failures = sum(bool(row.faults) for row in self.rows)
        parts = [
            counted(len(teams), "team"),
            f"{counted(changes, 'shift')} {'would change' if self.dry_run else 'changed'} there",
            f"{failures} failed" if failures else "",
            f"{len(self.without)} without a remote" if self.without else "",
        ]
        return ", ".join(filter(None, parts))

    def _document(self) -> Mapping[str, object]:
        return {
            "exit_code": self.exit_code,
            "done": not self.dry_run and self.exit_code == 0,
            "pushes": [
                {key: value for key, value in record.items() if key != "problem"}
                | {"problems": row.problems}
                for record, row in zip(self.records(), self.rows, strict=True)
            ],
            "without": self.without,
        }


@checked(
    folder=PATH,
    now=MOMENT,
    today=optional(DAY),
    environment=ENVIRONMENT,
    dry_run=SWITCH,
    sleep=CALLABLE,
    progress=optional(CALLABLE),
)
def push_fleet(
    folder: str | Path,
    now: datetime,
    *,
    environment: Mapping[str, str],
    today: date | None = None,
    dry_run: bool = False,
    sleep: Callable[[float], object] = time.sleep,
    progress: TeamsDone | None = None,
) -> FleetPush:
    """Make the remotes of every team show its published plan.

    Everything happens in this process, so that no other one gets a secret, and team after team:
    each has its own ledger and lock. One that fails stops no other.

    Parameters
    ----------
    folder : str or Path
        As for `plan_fleet`.
    now : datetime.datetime
        Aware; what is over is not touched.
    environment : mapping of str to str
        The variables with secrets, such as `os.environ`.
    today : datetime.date, optional
        The day in each team's zone, with the time of day of `now`; by default that of `now`.
    dry_run : bool
        Whether only to return what would be done.
    sleep : callable
        Waits for seconds.
    progress : callable, optional
        As for `plan_fleet`.

    Returns
    -------
    FleetPush
        One row per team and remote.

    Raises
    ------
    BadInput
        As for `plan_fleet`, and if no team has a remote.
    """
    fleet = read_fleet(Path(folder))
    above = fleet.folder.absolute()
    rows: list[TeamPush] = []
    without: list[str] = []

    def pushed(rotation: Rotation, remote: str) -> Push:
        moment = _moment(rotation, now, today)
        return push(rotation, remote, moment, environment=environment, dry_run=dry_run, sleep=sleep)

    for done, team in enumerate(fleet.teams, 1):
        task = Task(team, str(above / team), today, now)
        try:
            rotation = read_team(task) if dry_run else _read_alone(task)
        except Exception as error:
            rows.append(_failure(team, "", error))
        else:
            rows += _rows(team, rotation, pushed)
            if not rotation.remotes:
                without.append(team)
        if progress is not None:
            progress(done, len(fleet.teams))
    if len(without) == len(fleet.teams):
        hint = "add [[remote]] to a rotation.toml (docs/remotes.md)"
        raise BadInput(Fault(str(folder), "no team has a remote", hint))
    return FleetPush(tuple(rows), tuple(without), dry_run)


def _rows(
    team: str, rotation: Rotation, pushed: Callable[[Rotation, str], Push]
) -> Iterator[TeamPush]:
    for remote in rotation.remotes:
        try:
            result = pushed(rotation, remote.name)
        except Exception as error:
            yield _failure(team, remote.name, error)
            continue
        actions = [row.action for row in result.rows]
        yield TeamPush(
            team,
            remote.name,
            result.exit_code,
            written=actions.count("create"),
            changed=sum(map(actions.count, _CHANGED)),
            deleted=actions.count("delete"),
            waiting=sum(row.decides for row in result.rows),
            notes=result.tail(),
        )


def _failure(team: str, remote: str, error: Exception) -> TeamPush:
    row = failed(team, error)
    return TeamPush(team, remote, row.exit_code, faults=row.faults)


def _read_alone(task: Task) -> Rotation:
    """Return the rotation of a team, read under the lock of its folder, which is free again then.

    Raises
    ------
    Busy
        When another command is at work there.
    """
    try:
        with working(home_at(config_file(Path(task.folder))), _COMMAND):
            return read_team(task)
    except BadInput as error:
        if isinstance(error.__cause__, InUse):
            raise Busy(str(error)) from error
        raise


def _moment(rotation: Rotation, now: datetime, today: date | None) -> datetime:
    """Return an instant, or the same time of day on another day in the team's zone."""
    if today is not None:
        zone = ZoneInfo(rotation.timezone)
        now = datetime.combine(today, now.astimezone(zone).time(), zone)
    return now.astimezone(UTC).replace(microsecond=0)


def _line(row: TeamPush) -> str:
    where = f"{row.team}, {row.remote}" if row.remote else row.team
    if row.faults:
        return f"{where}: failed: {in_short(row.problems)}"
    counts = f"{row.written} written, {row.changed} changed, {row.deleted} deleted"
    return f"{where}: {counts}{''.join(f'; {note}' for note in row.notes)}"
