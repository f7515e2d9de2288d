"""Who is on call in every team of a fleet at an instant."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.arguments import ArgumentKind, Unlike, checked, optional
from rotation.checks.breaches import standing_breaches
from rotation.config.fleet import read_fleet
from rotation.display.results import Result
from rotation.errors import BadInput, Fault, gravest
from rotation.fleet.asking import RUN, TeamsDone, ask_teams
from rotation.fleet.report import TeamRow
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.work import Task, TeamOutcome, read_team, timed
from rotation.horizon.clock import NOON, instant
from rotation.kinds import DAY, MOMENT
from rotation.trades.on_call import OnCall, Phrase
from rotation.written.on_call import watches

__all__ = [
    "AT",
    "FleetOnCall",
    "TeamOnCall",
    "TrackOnCall",
    "day_of",
    "instant_in",
    "refuse_unclear",
    "team_on_call",
    "who_fleet",
    "words",
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
class TrackOnCall:
    """A track at an instant.

    Attributes
    ----------
    record : mapping of str to object
        Its row of `OnCall`.
    plain : mapping of str to object
        What `rotation who --format json` has for it.
    now, then : tuple of Phrase
        Who is on call and who comes next, in words.
    """

    record: Mapping[str, object]
    plain: object
    now: tuple[Phrase, ...]
    then: tuple[Phrase, ...]

    @property
    def track(self) -> str:
        """Its name."""
        return str(self.record["track"])

    @property
    def handover(self) -> datetime | None:
        """When somebody else takes over, UTC; None if that is not published."""
        moment = self.record["handover"]
        assert moment is None or isinstance(moment, datetime)
        return moment


@dataclass(frozen=True, slots=True)
class TeamOnCall:
    """A team at an instant.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's.
    name, timezone : str
        Those of its rotation.
    at : datetime.datetime
        The instant, UTC.
    tracks : tuple of TrackOnCall
        In the order of its configuration.
    missing : bool
        Whether somebody has to be on call, and nobody is.
    broken : int
        How many shifts break a rule and are not over.
    """

    team: str
    name: str
    timezone: str
    at: datetime
    tracks: tuple[TrackOnCall, ...]
    missing: bool
    broken: int

    @property
    def exit_code(self) -> int:
        """That of `rotation who` for this team alone."""
        return int(bool(self.missing or self.broken))


@dataclass(frozen=True, slots=True)
class _OnCallOutcome(TeamOutcome):
    answer: TeamOnCall | None = None


@dataclass(frozen=True, slots=True)
class FleetOnCall(Result):
    """Who is on call in every team at an instant, and who comes next: one row per track.

    Attributes
    ----------
    teams : tuple of TeamOnCall
        By team.
    failures : tuple of TeamRow
        The teams that could not be read.
    """

    columns: ClassVar[tuple[str, ...]] = ("team", *OnCall.columns, "timezone")

    teams: tuple[TeamOnCall, ...]
    failures: tuple[TeamRow, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code of the fleet: that of its gravest team."""
        codes = [team.exit_code for team in self.teams]
        return gravest((*codes, *(row.exit_code for row in self.failures)))

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones of the teams, sorted."""
        return tuple(sorted({team.timezone for team in self.teams}))

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per team and track; instants are in the team's zone."""
        return [
            {
                "team": team.team,
                **{key: _in_zone(value, team.timezone) for key, value in track.record.items()},
                "timezone": team.timezone,
            }
            for team in self.teams
            for track in team.tracks
        ]

    def lines(self) -> tuple[str, ...]:
        """Return a sentence per team and track, why teams failed, and how many teams there are."""
        texts = [
            f"{team.team}, {track.track}: {words(track.now)}; next: {words(track.then)}"
            for team in self.teams
            for track in team.tracks
        ]
        texts += [f"{row.team}: failed: {row.problem}" for row in self.failures]
        return (*texts, self.summary)

    @property
    def summary(self) -> str:
        """How many teams there are, in how many nobody is on call, and how many failed."""
        every = len(self.teams) + len(self.failures)
        parts = [f"{every} team{'' if every == 1 else 's'}"]
        if missing := sum(team.missing for team in self.teams):
            parts.append(f"{missing} without somebody on call")
        if broken := sum(bool(team.broken) for team in self.teams):
            parts.append(f"{broken} with broken rules")
        if self.failures:
            parts.append(f"{len(self.failures)} failed")
        return ", ".join(parts)

    def _document(self) -> Mapping[str, object]:
        read = {
            team.team: {
                "team": team.team,
                "exit_code": team.exit_code,
                "rotation": team.name,
                "timezone": team.timezone,
                "at": team.at.astimezone(ZoneInfo(team.timezone)).isoformat(timespec="seconds"),
                "tracks": [track.plain for track in team.tracks],
                "broken": team.broken,
                "problems": (),
            }
            for team in self.teams
        }
        failed = {
            row.team: {
                **dict.fromkeys(("team", "exit_code", "rotation", "timezone", "at")),
                "team": row.team,
                "exit_code": row.exit_code,
                "tracks": (),
                "broken": None,
                "problems": row.problems,
            }
            for row in self.failures
        }
        return {
            "exit_code": self.exit_code,
            "teams": [both[team] for both in (read | failed,) for team in sorted(both)],
        }

    def _zone(self) -> tzinfo:
        return ZoneInfo(self.zones[0]) if len(self.zones) == 1 else UTC


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


def words(phrases: Sequence[Phrase], break_: str = " ") -> str:
    """Return phrases as a text; `break_` goes before those that stand apart."""
    return "".join(f"{break_ if phrase.breaks else ''}{phrase.text}" for phrase in phrases)


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


def team_on_call(answer: OnCall, team: str, broken: int) -> TeamOnCall:
    """Return what the report of a fleet needs of the answer of a team.

    Parameters
    ----------
    answer : OnCall
        Of the team.
    team : str
        Its folder.
    broken : int
        How many shifts break a rule and are not over.
    """
    rotation = answer.rotation
    tracks = tuple(_tracks(answer))
    missing = bool(answer.missing)
    return TeamOnCall(team, rotation.name, rotation.timezone, answer.at, tracks, missing, broken)


def _tracks(answer: OnCall) -> Iterator[TrackOnCall]:
    plain = answer.to_dict()["tracks"]
    assert isinstance(plain, list)
    for watch, record, document in zip(answer.tracks, answer.records(), plain, strict=True):
        now, then = tuple(answer.now(watch)), tuple(answer.then(watch))
        yield TrackOnCall(record, document, now, then)


def _in_zone(value: object, timezone: str) -> object:
    return value.astimezone(ZoneInfo(timezone)) if isinstance(value, datetime) else value
