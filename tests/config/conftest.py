"""A folder with the small team of `config_cases`, and the messages a changed one gets."""

from pathlib import Path

import pytest
from calendar_cases import OWN, calendar, event
from config_cases import COLUMNS, FILES, VALID, FaultsOf, Team

from rotation.config import load
from rotation.errors import BadInput
from rotation.model.settings import RotationData


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Return a function that writes a folder and loads it.

    A CSV file is given by its rows; the header and `[files]` are added.
    """

    def write_and_load(toml: str = VALID, **rows: str) -> RotationData:
        files = FILES if rows else ""
        (tmp_path / "rotation.toml").write_text(toml + files, encoding="utf-8", newline="")
        for name, header in COLUMNS.items() if rows else ():
            text = header + rows.get(name, "")
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        return load(tmp_path)

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
    folder = tmp_path_factory.mktemp("unaway")
    (folder / "ada.ics").write_bytes(calendar(event("DTSTART:20200101T000001Z")))
    (folder / "rotation.toml").write_text(OWN, encoding="utf-8")
    return load(folder)
