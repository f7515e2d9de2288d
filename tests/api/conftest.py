"""A team loaded from files, and a month of it planned once."""

from datetime import date
from pathlib import Path

import pytest
from tests.teams import CHRISTMAS, HOLIDAYS, TRACKS, head, person, write_team

import rotation
from rotation import Rotation
from rotation.plans.plan import Plan

NAMES = ("ada", "bela", "cleo", "dora", "emil", "fay")
PEOPLE = "".join(person(name, f'email = "{name}@example.com"') for name in NAMES)
OFFERS = """ada,2026-12-25,2027-01-01,2,1
bela,2026-12-25,2027-01-01,2,2
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small team."""
    toml = head() + HOLIDAYS + TRACKS + CHRISTMAS + PEOPLE
    return write_team(tmp_path_factory.mktemp("team"), toml, volunteers=OFFERS)


@pytest.fixture(scope="session")
def team(folder: Path) -> Rotation:
    """Return the team."""
    return rotation.load(folder)


@pytest.fixture(scope="session")
def plan(team: Rotation) -> Plan:
    """Return the plan of the weeks around Christmas; of eight volunteer shifts four are offered."""
    return team.plan(start=date(2026, 12, 14), end=date(2027, 1, 11), today=date(2026, 9, 20))
