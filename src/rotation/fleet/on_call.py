"""Who is on call in every team of a fleet at an instant."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.arguments import ArgumentKind, Unlike, checked, optional
from rotation.checks.breaches import standing_breaches
from rotation.config.fleet import read_fleet
from rotation.errors import BadInput, Fault
from rotation.fleet.asking import RUN, TeamsDone, ask_teams
from rotation.fleet.on_call_report import FleetOnCall, TeamOnCall, team_on_call
from rotation.fleet.report import TeamRow
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.work import Task, TeamOutcome, read_team, timed
from rotation.horizon.clock import NOON, instant
from rotation.kinds import DAY, MOMENT
from rotation.trades.on_call import OnCall
from rotation.written.on_call import watches

__all__ = [
    "AT",
    "day_of",
    "instant_in",
    "refuse_unclear",
    "who_fleet",
]


def _at(value: object) -> object:
    if not isinstance(value, datetime):
        return DAY.read(value)
    if value != value:  # noqa: PLR0124 - NaT differs from itself
        raise Unlike()
    return MOMENT.read(value) if value.tzinfo else value


AT = ArgumentKind("a day, or a datetime", _at)
"""An instant; a day is its noon, and a datetime without a zone is by the clock of each team."""


@dataclass(frozen=True, slots=True)
class _OnCallOutcome(TeamOutcome):
    answer: TeamOnCall | None = None


@checked(**RUN, at=AT, today=optional(DAY))
def who_fleet(
    folder: str | Path,
    *,
    at: datetime | date,
    today: date | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: TeamsDone | None = None,
) -> FleetOnCall:
    """Return who is on call in every team at an instant, until when, and who comes next.

    Parameters
    ----------
    folder : str or Path
        As for `plan_fleet`.
    at : datetime.datetime or datetime.date
        An instant; without a zone it is by the clock of the teams, which then all have one zone.
        A day is its noon in the zone of each team.
    today : datetime.date, optional
        Broken rules of shifts that were over before it are not counted; by default the day of `at`.
    executor, progress
        As for `plan_fleet`.
    workers : int, optional
        As for `plan_fleet`; by default 1 for fewer than 250 teams.

    Returns
    -------
    FleetOnCall
        One row per team and track; a team that cannot be read is among its failures.

    Raises
    ------
    BadInput
        As for `plan_fleet`; for a time of day without a zone where teams have several.
    """
    fleet = read_fleet(Path(folder))
    day, now = day_of(at)
    outcomes = ask_teams(
        _on_call_of,
        fleet.folder,
        fleet.teams,
        today=today or day,
        now=now,
        options={"at": at, "today": today},
        people=people_of_fleet(fleet),
        executor=executor,
        workers=workers,
        progress=progress,
    )
    teams = tuple(
        o.answer for o in outcomes if isinstance(o, _OnCallOutcome) and o.answer is not None
    )
    report = FleetOnCall(teams, tuple(o.row for o in outcomes if o.row.faults))
    refuse_unclear(at, report.zones)
    return report


def day_of(at: date | datetime) -> tuple[date | None, datetime | None]:
    """Return the day that an instant is about, or the instant if its day depends on the zone."""
    if isinstance(at, datetime):
        return (None, at) if at.tzinfo else (at.date(), None)
    return at, None


def instant_in(zone: ZoneInfo, at: date | datetime) -> datetime:
    """Return an instant in UTC; a day means its noon, as days belong to shifts (H10)."""
    if not isinstance(at, datetime):
        return instant(zone, at, NOON)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def refuse_unclear(at: date | datetime, zones: Sequence[str]) -> None:
    """Refuse a time of day without a zone where teams have several.

    Raises
    ------
    BadInput
        Names the zones.
    """
    if isinstance(at, datetime) and at.tzinfo is None and len(zones) > 1:
        several = f"{', '.join(zones[:3])}{' and more' if len(zones) > 3 else ''}"
        what = f"{at:%Y-%m-%dT%H:%M} is another instant in each of the teams' zones ({several})"
        first = at.replace(tzinfo=ZoneInfo(zones[0])).isoformat(timespec="minutes")
        raise BadInput(Fault("at", what, f"add the offset, such as {first} for {zones[0]}"))


def _on_call_of(task: Task) -> TeamOutcome:
    return timed(task, _on_call)


def _on_call(task: Task) -> TeamOutcome:
    rotation = read_team(task)
    zone = ZoneInfo(rotation.timezone)
    moment = instant_in(zone, task.options["at"])
    answer = OnCall(rotation, moment, watches(rotation, moment))
    day = task.options["today"] or moment.astimezone(zone).date()
    team = team_on_call(answer, task.team, len(standing_breaches(rotation, day)))
    return _OnCallOutcome(TeamRow(task.team, team.exit_code), answer=team)
