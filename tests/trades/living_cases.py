"""A small team with a published month, in files."""

from datetime import date
from pathlib import Path

from tests.teams import TRACKS, head, person, write_team

import rotation
from rotation import Rotation
from rotation.api import entries_of
from rotation.model.shifts import Entry
from rotation.trades import publish

NAMES = ("ada", "bela", "cleo", "dora", "emil", "fay")
PUBLISHED_ON = date(2026, 11, 1)
BEGINS, ENDS = date(2026, 12, 7), date(2027, 1, 18)


def write(
    folder: Path,
    *more: str,
    names: tuple[str, ...] = NAMES,
    min_rest_days: int = 7,
    **files: str,
) -> Path:
    """Write a team of these ids and more tables; `files` are CSV files by key, whole."""
    tables = (head(f"min_rest_days = {min_rest_days}"), TRACKS, *map(person, names), *more)
    return write_team(folder, "".join(tables), columns={}, **files)


def publish_month(folder: Path, today: date = PUBLISHED_ON) -> Rotation:
    """Plan six weeks, publish them and return the team as it is loaded then."""
    team = rotation.load(folder)
    publish(team, draft(team, today), today).write()
    return rotation.load(folder)


def draft(team: Rotation, today: date = PUBLISHED_ON) -> tuple[Entry, ...]:
    """Return the plan of those weeks as the lines of a schedule."""
    return entries_of(team.plan(start=BEGINS, end=ENDS, today=today))
