"""Pushes the published plans of all teams to their remotes, in this process, team after team."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.arguments import checked, optional
from rotation.config.fleet import read_fleet
from rotation.config.journal_places import config_file, home_at
from rotation.errors import BadInput, Busy, Fault
from rotation.export.lock import InUse
from rotation.export.work import working
from rotation.fleet.asking import TeamsDone
from rotation.fleet.pushes import FleetPush, TeamPush
from rotation.fleet.report import failed
from rotation.fleet.work import Task, read_team
from rotation.kinds import CALLABLE, DAY, MOMENT, PATH, SWITCH
from rotation.remotes.opening import ENVIRONMENT
from rotation.remotes.pushed import Push
from rotation.remotes.pushing import push

__all__ = ["push_fleet"]

_COMMAND = "rotation fleet push"
_CHANGED = ("change", "end now")


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
        hint = "add a table `remote` to a rotation.toml (docs/remotes.md)"
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
