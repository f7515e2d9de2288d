"""Fixtures of the tests that kill commands."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from killed_cases import ABSENT, MONTH, TEAM, TODAY, Workshop, tree
from tests.teams import write_team

from rotation.cli import main

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system; the folder in it is made by mkdtemp


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Return a team of two whose November is planned, and published."""
    home = tmp_path_factory.mktemp("killed")
    team, notes = home / "team", home / "notes"
    # Another file system than the team's, where there is one.
    elsewhere = Path(mkdtemp(dir=MEMORY if MEMORY.is_dir() else home))
    notes.mkdir()
    write_team(team, TEAM, columns={}, time_off=ABSENT)
    assert main(["plan", str(team), *MONTH, *TODAY, "--quiet"]) == 0
    planned = tree(team)
    assert main(["publish", str(team), *TODAY, "--quiet"]) == 0
    yield Workshop(team, elsewhere, notes, planned, tree(team))
    shutil.rmtree(elsewhere)
