"""Fleets made from a seed whose teams share people, and a judge that knows no rule of ours.

The same seed gives the same fleet on every machine: `random.Random` and nothing else decides.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = [
    "FleetTeam",
    "HeldShift",
    "Meeting",
    "away_and_held",
    "held_in",
    "meetings",
    "random_fleet",
    "ring",
    "write",
]

_ZONES = (
    *("America/New_York", "Europe/London", "Europe/Berlin", "Pacific/Auckland"),
    *("America/Los_Angeles", "Asia/Kolkata"),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
_VACATION_DAYS = (5, 9, 16)


@dataclass(frozen=True, slots=True)
class FleetTeam:
    """A team of a fleet.

    Attributes
    ----------
    name : str
        Its folder.
    zone : str
        IANA name.
    rest_days : int
        What it asks for after each shift.
    handovers : tuple of str
        That of each track: `Mon 11:00`.
    people : tuple of (str, str)
        The id in the team, and the address, which is the same in all teams.
    most : tuple of (int, int)
        No more shifts than the first number in days of the second.
    away : tuple of (str, datetime.date, datetime.date)
        Vacation of people, by id, with the day after it.
    """

    name: str
    zone: str
    rest_days: int
    handovers: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    most: tuple[int, int] = (3, 56)
    away: tuple[tuple[str, date, date], ...] = ()


class HeldShift(NamedTuple):
    """Who is on call from when to when: an address, and aware instants."""

    person: str
    team: str
    shift: str
    start: datetime
    end: datetime


class Meeting(NamedTuple):
    """Two shifts of a person in two teams that nobody can hold both."""

    overlap: bool
    earlier: HeldShift
    later: HeldShift


def ring(
    teams: int, *, seed: int, first: date, weeks: int, own: int = 6, tracks: int = 2
) -> tuple[FleetTeam, ...]:
    """Return a fleet in which each team shares somebody with the next, the last with the first."""
    members = [{number, (number + 1) % teams} for number in range(teams)]
    return _fleet(members, Random(seed), first, weeks, people=teams * [own], tracks=tracks)


def random_fleet(
    teams: int, shared: int, *, seed: int, first: date, weeks: int, own: int = 6, tracks: int = 2
) -> tuple[FleetTeam, ...]:
    """Return a fleet in which a number of people belong to two teams, some to three."""
    random = Random(seed)
    members = [set(random.sample(range(teams), random.choice((2, 2, 2, 3)))) for _ in range(shared)]
    return _fleet(members, random, first, weeks, people=teams * [own], tracks=tracks)


def _fleet(
    members: Sequence[set[int]],
    random: Random,
    first: date,
    weeks: int,
    *,
    people: Sequence[int],
    tracks: int,
) -> tuple[FleetTeam, ...]:
    """Return teams with some people of their own each, and the teams of each shared person."""
    fleet = []
    for number, own in enumerate(people):
        names = [f"p{number}-{person}" for person in range(own)]
        # The ids of shared people differ from team to team; their addresses do not.
        named = [(name, f"{name}@example.com") for name in names]
        named += [
            (f"s{person}-in-{number}", f"s{person}@example.com")
            for person, belongs in enumerate(members)
            if number in belongs
        ]
        days = random.sample(_WEEKDAYS, tracks)
        away = []
        for name, _ in named:
            if random.random() < 0.3:
                gone = first + timedelta(days=random.randrange(7 * weeks))
                away.append((name, gone, gone + timedelta(days=random.choice(_VACATION_DAYS))))
        fleet.append(
            FleetTeam(
                f"team-{number:02}",
                random.choice(_ZONES),
                random.randint(3, 9),
                tuple(f"{day} {random.randint(6, 18):02}:00" for day in days),
                tuple(named),
                (3, random.choice((42, 56))),
                tuple(away),
            )
        )
    return tuple(fleet)


def write(folder: Path, fleet: Iterable[FleetTeam], *, addresses: bool = True) -> None:
    """Write the folders of a fleet; without addresses, nobody is known to be in two teams."""
    for team in fleet:
        lines = ["[rotation]", f'name = "{team.name}"', f'timezone = "{team.zone}"']
        lines += [f"min_rest_days = {team.rest_days}"]
        for track, handover in zip("ABCDE", team.handovers, strict=False):
            lines += ["[[track]]", f'name = "{track}"', f'handover = "{handover}"']
        for name, address in team.people:
            lines += ["[[engineer]]", f'name = "{name}"', f'id = "{name}"', "joined = 2020-01-06"]
            lines += [f'email = "{address}"'] if addresses else []
        lines += ["[[rules.limit]]", f"shifts = {team.most[0]}", f"days = {team.most[1]}"]
        rows = ["engineer,start,end,kind,note"]
        rows += [f"{who},{gone},{back},vacation," for who, gone, back in team.away]
        lines += ["[files]", 'time_off = "time_off.csv"', ""]
        (folder / team.name).mkdir(parents=True)
        (folder / team.name / "rotation.toml").write_text("\n".join(lines), encoding="utf-8")
        (folder / team.name / "time_off.csv").write_text("\n".join((*rows, "")), encoding="utf-8")


def held_in(folder: Path, fleet: Iterable[FleetTeam]) -> Iterator[HeldShift]:
    """Yield what everybody holds in the plans that were written, by team."""
    for team in fleet:
        addresses = dict(team.people)
        path = folder / team.name / "out/schedule.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["engineer"]:
                    times = (datetime.fromisoformat(row[key]) for key in ("start", "end"))
                    yield HeldShift(addresses[row["engineer"]], team.name, row["shift"], *times)


def meetings(fleet: Iterable[FleetTeam], shifts: Iterable[HeldShift]) -> Iterator[Meeting]:
    """Yield the shifts of one person in two teams that overlap, or lack rest between them.

    The rest is that of the team of the earlier shift: days on its own clock.
    """
    teams = {team.name: team for team in fleet}
    by_person: dict[str, list[HeldShift]] = {}
    for shift in shifts:
        by_person.setdefault(shift.person, []).append(shift)
    for own in by_person.values():
        for earlier, later in combinations(sorted(own, key=lambda shift: shift.start), 2):
            if earlier.team == later.team:
                continue
            if later.start < earlier.end:
                yield Meeting(True, earlier, later)
            elif later.start < _rested(teams[earlier.team], earlier):
                yield Meeting(False, earlier, later)


def _rested(team: FleetTeam, shift: HeldShift) -> datetime:
    clock = shift.end.astimezone(ZoneInfo(team.zone))
    rested = clock.replace(tzinfo=None) + timedelta(days=team.rest_days)
    return rested.replace(tzinfo=ZoneInfo(team.zone))


def away_and_held(
    fleet: Iterable[FleetTeam], shifts: Iterable[HeldShift]
) -> Iterator[tuple[HeldShift, str]]:
    """Yield shifts of people who are on vacation then, by whatever team it is written in."""
    spans: dict[str, list[tuple[datetime, datetime, str]]] = {}
    for team in fleet:
        addresses, zone = dict(team.people), ZoneInfo(team.zone)
        for who, gone, back in team.away:
            first, after = (datetime(d.year, d.month, d.day, tzinfo=zone) for d in (gone, back))
            spans.setdefault(addresses[who], []).append((first, after, team.name))
    for shift in shifts:
        for first, after, team_name in spans.get(shift.person, ()):
            if shift.start < after and first < shift.end:
                yield shift, team_name
