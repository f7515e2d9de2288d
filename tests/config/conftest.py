"""A folder with the small team of `config_cases`, and the messages a changed one gets."""

from pathlib import Path

import pytest
from calendar_cases import OWN, calendar, event
from config_cases import COLUMNS, VALID, FaultsOf, Team
from tests.teams import write_files, write_team

from rotation.config import load
from rotation.errors import BadInput
from rotation.model.settings import RotationData


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Return a function that writes a folder and loads it.

    A CSV file is given by its rows; with one of them, all four are written.
    """

    def write_and_load(toml: str = VALID, **rows: str) -> RotationData:
        every = {key: rows.get(key, "") for key in COLUMNS} if rows else {}
        return load(write_team(tmp_path, toml, columns=COLUMNS, **every))

    return write_and_load


@pytest.fixture
def faults_of(team: Team) -> FaultsOf:
    """Return a function that writes a folder and gives the messages of loading it."""

    def messages(toml: str = VALID, **rows: str) -> list[str]:
        with pytest.raises(BadInput) as caught:
            team(toml, **rows)
        return [str(fault) for fault in caught.value.faults]

    return messages


@pytest.fixture(scope="session")
def unaway(tmp_path_factory: pytest.TempPathFactory) -> RotationData:
    """Return the small team in which Ada has a calendar, and nobody is away yet."""
    files = {"rotation.toml": OWN, "ada.ics": calendar(event("DTSTART:20200101T000001Z"))}
    return load(write_files(tmp_path_factory.mktemp("unaway"), files))
