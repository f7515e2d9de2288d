"""A small team with a published month, in files."""

from datetime import date
from pathlib import Path

import rotation
from rotation import Rotation
from rotation.api import entries_of
from rotation.model.shifts import Entry
from rotation.trades import publish

HEAD = """[rotation]
name = "Team"
timezone = "America/New_York"
min_rest_days = 7
[[track]]
name = "A"
handover = "Mon 11:00"
[[track]]
name = "B"
handover = "Wed 11:00"
"""
NAMES = ("ada", "bela", "cleo", "dora", "emil", "fay")
PUBLISHED_ON = date(2026, 11, 1)
BEGINS, ENDS = date(2026, 12, 7), date(2027, 1, 18)


def person(name: str, *lines: str) -> str:
    """Return the table of somebody who joined long ago."""
    head = f'[[engineer]]\nname = "{name.title()}"\nid = "{name}"\n'
    joined = [] if any(line.startswith("joined") for line in lines) else ["joined = 2020-01-06"]
    return "\n".join((head + "\n".join((*joined, *lines)), ""))


def write(folder: Path, *more: str, names: tuple[str, ...] = NAMES, **files: str) -> Path:
    """Write a team; `files` are CSV files by name, whole."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = "".join(f'{name} = "{name}.csv"\n' for name in files if name != "published")
    toml = HEAD + f"[files]\n{listed}" + "".join(map(person, names)) + "".join(more)
    (folder / "rotation.toml").write_text(toml, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def publish_month(folder: Path, today: date = PUBLISHED_ON) -> Rotation:
    """Plan six weeks, publish them and return the team as it is loaded then."""
    team = rotation.load(folder)
    publish(team, draft(team, today), today).write()
    return rotation.load(folder)


def draft(team: Rotation, today: date = PUBLISHED_ON) -> tuple[Entry, ...]:
    """Return the plan of those weeks as the lines of a schedule."""
    return entries_of(team.plan(start=BEGINS, end=ENDS, today=today))
