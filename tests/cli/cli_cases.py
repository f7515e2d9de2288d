"""The command line in this very process, and the texts of the team it is run on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests import teams
from tests.teams import HOLIDAYS, TEAM, head

HEAD = head('calendar_id = "team"') + HOLIDAYS
NOVEMBER = ("--month", "2026-11", "--today", "2026-09-20")
"""A month far enough away for nothing to be at short notice."""


def write_team(folder: Path, toml: str = TEAM, **rows: str) -> Path:
    """Write a folder to plan, with each of the four CSV files even when it has no rows."""
    return teams.write_team(folder, toml, **{key: rows.get(key, "") for key in teams.COLUMNS})


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
