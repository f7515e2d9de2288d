"""Who is on call in every team of a fleet at an instant, as a result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.display.results import Result
from rotation.errors import gravest
from rotation.fleet.report import TeamRow
from rotation.trades.on_call import OnCall, Phrase

__all__ = ["FleetOnCall", "TeamOnCall", "TrackOnCall", "team_on_call", "words"]


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


def words(phrases: Sequence[Phrase], break_: str = " ") -> str:
    """Return phrases as a text; `break_` goes before those that stand apart."""
    return "".join(f"{break_ if phrase.breaks else ''}{phrase.text}" for phrase in phrases)


def _tracks(answer: OnCall) -> Iterator[TrackOnCall]:
    plain = answer.to_dict()["tracks"]
    assert isinstance(plain, list)
    for watch, record, document in zip(answer.tracks, answer.records(), plain, strict=True):
        now, then = tuple(answer.now(watch)), tuple(answer.then(watch))
        yield TrackOnCall(record, document, now, then)


def _in_zone(value: object, timezone: str) -> object:
    return value.astimezone(ZoneInfo(timezone)) if isinstance(value, datetime) else value
