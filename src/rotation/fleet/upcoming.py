"""The shifts that somebody has in all their teams from an instant on."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from rotation.api import load_alone
from rotation.arguments import checked
from rotation.config.fleet import read_fleet
from rotation.display.results import Result
from rotation.errors import BadInput, Fault, RotationError, gravest
from rotation.export.when import moment_text
from rotation.fleet.asking import (
    RUN,
    PeopleOutcome,
    TeamsDone,
    ask_teams,
    people_of,
    with_clear_people,
)
from rotation.fleet.on_call import AT, day_of, instant_in, refuse_unclear
from rotation.fleet.people import everybody, person_in
from rotation.fleet.report import TeamRow, failed
from rotation.kinds import TEXT
from rotation.model.shifts import Shift
from rotation.trades.upcoming import NextShifts, next_shifts

__all__ = ["FleetShifts", "next_shifts_fleet"]


@dataclass(frozen=True, slots=True)
class FleetShifts(Result):
    """The shifts of one person in all their teams that are not over at an instant, by start.

    Attributes
    ----------
    person : str
        The id in the fleet.
    at : datetime.datetime
        The instant, UTC.
    teams : tuple of (str, NextShifts)
        What each of their teams has, by team.
    failures : tuple of TeamRow
        The teams that could not be read, or of which it is not clear who is one person: they may
        have the person, too.
    """

    columns: ClassVar[tuple[str, ...]] = ("team", *NextShifts.columns)

    person: str
    at: datetime
    teams: tuple[tuple[str, NextShifts], ...]
    failures: tuple[TeamRow, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or that of the gravest team that could not be read."""
        return gravest(row.exit_code for row in self.failures)

    @property
    def shifts(self) -> tuple[tuple[str, NextShifts, Shift], ...]:
        """Each shift with its team and what that team has, by start."""
        every = [(team, mine, shift) for team, mine in self.teams for shift in mine.shifts]
        return tuple(sorted(every, key=lambda each: (each[2].start, each[0], each[2].id)))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the person, in the first of the teams."""
        return self.teams[0][1].zone

    @property
    def head(self) -> str:
        """The person, the instant, and where nothing is published."""
        _, first = self.teams[0]
        return f"{first.engineer.name}, from {moment_text(self.at, self.zone, year=True)} " + (
            f"({self.zone.key})" if self.shifts else f"({self.zone.key}): no shift is published"
        )

    @property
    def foot(self) -> str:
        """The teams of the person, with how many shifts each has."""
        counts = (f"{len(mine.shifts)} of {team}" for team, mine in self.teams)
        every = len(self.shifts)
        return f"{every} shift{'' if every == 1 else 's'}: {', '.join(counts)}" if every else ""

    def records(self) -> Sequence[Mapping[str, object]]:
        """Return one row per shift, by start."""
        rows = [{"team": team, **row} for team, mine in self.teams for row in mine.records()]
        return sorted(rows, key=lambda row: (row["start"], row["team"], row["shift"]))

    def lines(self) -> tuple[str, ...]:
        """Return the person and the instant, then a sentence per shift; then teams that failed."""
        texts = []
        for team, mine, shift in self.shifts:
            start, end = (moment_text(moment, self.zone) for moment in (shift.start, shift.end))
            facts = ", ".join(("", *mine.facts(shift)))
            texts.append(f"{team}: {shift.id}: {start} to {end}{facts}")
        failures = (f"{row.team}: failed: {row.problem}" for row in self.failures)
        return (self.head, *texts, *filter(None, (self.foot,)), *failures)

    def _document(self) -> Mapping[str, object]:
        return {
            "person": self.person,
            "name": self.teams[0][1].engineer.name,
            "timezone": self.zone.key,
            "at": self.at,
            "exit_code": self.exit_code,
            "teams": [
                {"team": team, "rotation": mine.rotation.name, "engineer": mine.engineer.id}
                for team, mine in self.teams
            ],
            "shifts": self.records(),
            "failures": [{"team": row.team, "problems": row.problems} for row in self.failures],
        }

    def _zone(self) -> ZoneInfo:
        return self.zone


@checked(**RUN, person=TEXT, at=AT)
def next_shifts_fleet(
    folder: str | Path,
    person: str,
    *,
    at: datetime | date,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: TeamsDone | None = None,
) -> FleetShifts:
    """Return the shifts of a person in all their teams that are not over at an instant.

    Parameters
    ----------
    folder : str or Path
        As for `plan_fleet`.
    person : str
        An id of `fleet.toml`, `team:id`, or what a team calls somebody: id, address, name or alias.
    at, executor, workers, progress
        As for `who_fleet`.

    Returns
    -------
    FleetShifts
        By start, whatever the team, in the time zone that the person has in the first of them.

    Raises
    ------
    BadInput
        As for `who_fleet`; when nobody in the fleet is called so, or several people are.
    """
    fleet = read_fleet(Path(folder))
    day, now = day_of(at)
    answers = ask_teams(
        people_of,
        fleet.folder,
        fleet.teams,
        today=day,
        now=now,
        options={},
        executor=executor,
        workers=workers,
        progress=progress,
    )
    outcomes = with_clear_people(answers, fleet.people)
    failures = [outcome.row for outcome in outcomes if outcome.row.faults]
    engineers = {o.row.team: o.people for o in outcomes if isinstance(o, PeopleOutcome)}
    try:
        meant = person_in(engineers, everybody(engineers, fleet.people), person)
    except BadInput as error:
        # Who it is may be known to a team that cannot be read.
        raise BadInput((*error.faults, *_of_teams(failures))) from error
    teams: list[tuple[str, NextShifts]] = []
    zones: set[str] = set()
    moments: list[datetime] = []
    for team, own in meant.members:
        try:
            rotation = load_alone(fleet.folder / team, today=day)
            zones.add(rotation.timezone)
            moments.append(instant_in(ZoneInfo(rotation.timezone), at))
            teams.append((team, next_shifts(rotation, own, moments[-1])))
        except (OSError, RotationError) as error:
            failures.append(failed(team, error))
    refuse_unclear(at, sorted(zones))
    if not teams:
        raise BadInput(_of_teams(failures))
    return FleetShifts(meant.id, moments[0].astimezone(UTC), tuple(teams), tuple(failures))


def _of_teams(failures: Sequence[TeamRow]) -> tuple[Fault, ...]:
    """Return the faults of several teams, each with its team."""
    return tuple(
        replace(fault, place=f"{row.team}: {fault.place}".removesuffix(": "))
        for row in failures
        for fault in row.faults
    )
