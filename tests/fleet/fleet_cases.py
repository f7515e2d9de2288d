"""A fleet of three teams in two time zones, with plans that were written by hand.

Ada belongs to `search` (Berlin) and, as `byron`, to `web/api` (New York), with one address. The
`ada` of `db` is somebody else.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.teams import SCHEDULE, TRACK, head, person, write_files, write_team

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
MONDAY = date(2026, 10, 19)
"""The first handover; clocks change on 25 October in Berlin and on 1 November in New York."""

PEOPLE = {
    "search": (("Ada Byron", "ada@example.com"), ("Ben Bo", "ben@example.com")),
    "web/api": (("Byron", "ADA@example.com"), ("Cy Coe", "cy@example.com")),
    "db": (("Ada Else", "else@example.com"), ("Dora Maar", "dora@example.com")),
}
ZONES = {"search": BERLIN, "web/api": NEW_YORK, "db": BERLIN}
HOLDERS = {
    "search": ("ada", "ben", "ada", "ben"),
    "web/api": ("cy", "byron", "cy", "byron"),
    "db": ("ada", "dora", "ada", "dora"),
}


def lines(holders: tuple[str, ...], zone: str, first: date = MONDAY) -> str:
    """Return the lines of weeks from a Monday on, as `published.csv` has them."""
    rows = []
    for number, who in enumerate(holders):
        bounds = [
            datetime.combine(day, datetime.min.time().replace(hour=11), ZoneInfo(zone)).isoformat()
            for day in (first + timedelta(7 * number), first + timedelta(7 * number + 7))
        ]
        shift = f"A-{first + timedelta(7 * number)}"
        rows.append(f"{shift},A,regular,{','.join(bounds)},{who},{'planned' if who else 'open'}\n")
    return "".join(rows)


def team_of(team: str, *settings: str) -> str:
    """Return the configuration of a team."""
    people = (person(name, f'email = "{email}"') for name, email in PEOPLE[team])
    return head(*settings, name=team, timezone=ZONES[team]) + TRACK + "".join(people)


def write_fleet(folder: Path, holders: Mapping[str, tuple[str, ...]] = HOLDERS) -> Path:
    """Write the fleet with published plans, and return its folder."""
    for team in PEOPLE:
        published = lines(holders[team], ZONES[team])
        write_team(folder / team, team_of(team, "min_rest_days = 0"), published=published)
    return folder


def write_plans(folder: Path, holders: Mapping[str, tuple[str, ...]]) -> None:
    """Write plans to publish into the output folders of teams."""
    for team, people in holders.items():
        rows = [line.rsplit(",", 1)[0] for line in lines(people, ZONES[team]).splitlines()]
        schedule = SCHEDULE + "".join(f"{row}\n" for row in rows)
        write_files(folder / team / "out", {"schedule.csv": schedule})
