"""A team loaded from files, and a month of it planned once."""

from datetime import date
from pathlib import Path

import pytest

import rotation
from rotation import Rotation
from rotation.plans.plan import Plan

TOML = """[rotation]
name = "Team"
timezone = "America/New_York"
[holidays]
country = "US"
[[track]]
name = "A"
handover = "Mon 11:00"
[[track]]
name = "B"
handover = "Wed 11:00"
[[special_period]]
name = "Christmas week"
first_day = "12-25"
last_day = "01-01"
[files]
volunteers = "volunteers.csv"
""" + "".join(
    f'[[engineer]]\nname = "{name.title()}"\nemail = "{name}@example.com"\njoined = 2020-01-06\n'
    for name in ("ada", "bela", "cleo", "dora", "emil", "fay")
)
OFFERS = """engineer,start,end,max_shifts,preference
ada,2026-12-25,2027-01-01,2,1
bela,2026-12-25,2027-01-01,2,2
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small team."""
    folder = tmp_path_factory.mktemp("team")
    (folder / "rotation.toml").write_text(TOML, encoding="utf-8")
    (folder / "volunteers.csv").write_text(OFFERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def team(folder: Path) -> Rotation:
    """Return the team."""
    return rotation.load(folder)


@pytest.fixture(scope="session")
def plan(team: Rotation) -> Plan:
    """Return the plan of the weeks around Christmas; of eight volunteer shifts four are offered."""
    return team.plan(start=date(2026, 12, 14), end=date(2027, 1, 11), today=date(2026, 9, 20))
