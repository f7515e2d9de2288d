"""The teams of a fleet: listed in `fleet.toml`, or every folder with a configuration (D1)."""

import os
from errno import EACCES
from pathlib import Path

import pytest

from rotation.config.fleet import teams_in
from rotation.errors import BadInput


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """Return a folder with teams at several depths, and with copies that are no teams."""
    for name in ("web/api", "web", "db", ".old/db", "db/out", "db/public/x", "Zoo"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "rotation.toml").touch()
    (tmp_path / "docs").mkdir()
    return tmp_path


def faults(folder: Path, toml: str) -> list[str]:
    """Return the faults of a `fleet.toml`."""
    (folder / "fleet.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        teams_in(folder)
    return [str(fault) for fault in caught.value.faults]


def test_every_folder_with_a_configuration_is_a_team(fleet: Path) -> None:
    """Sorted; not those in hidden folders and in folders that commands write."""
    assert teams_in(fleet) == ("Zoo", "db", "web", "web/api")
    (fleet / "rotation.toml").touch()
    assert teams_in(fleet) == (".", "Zoo", "db", "web", "web/api")


def test_a_list_says_which_are_teams(fleet: Path) -> None:
    """In whatever order; paths are written in one way."""
    (fleet / "fleet.toml").write_text('teams = ["web/api/", "./db", ".old/db"]', encoding="utf-8")
    assert teams_in(fleet) == (".old/db", "db", "web/api")


def test_faults_of_the_list_have_place_and_fix(fleet: Path) -> None:
    """All at once."""
    toml = 'teams = [\n"zooo",\n"docs",\n"db",\n"db/",\n"../db",\n3,\n"lost",\n]\nteam = 1\n'
    example = 'write teams = ["search", "web/api"]'
    assert faults(fleet, toml) == [
        "fleet.toml:2: teams: there is no folder 'zooo'; did you mean 'Zoo'?",
        "fleet.toml:3: teams: the folder 'docs' has no rotation.toml; "
        f"`rotation init {fleet / 'docs'}` writes one",
        "fleet.toml:5: teams: 'db/' is listed twice; remove one of them",
        f"fleet.toml:6: teams: '../db' is not the name of a folder in this one; {example}",
        f"fleet.toml:7: teams: expects a text, got the number 3; {example}",
        "fleet.toml:8: teams: there is no folder 'lost'; correct the path, or remove it",
        "fleet.toml:10: team: unknown key; did you mean `teams`?",
    ]


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ("", "fleet.toml: teams: is missing"),
        ("teams = []", "fleet.toml:1: teams: lists no team"),
        ('teams = "db"', "fleet.toml:1: teams: expects a list of texts, got the text"),
        ("teams = [", "fleet.toml:1: not valid TOML"),
        (f"teams = [{'0,' * 20_001}]", "fleet.toml:1: teams: holds more than"),
    ],
)
def test_a_list_that_is_none_is_refused(fleet: Path, toml: str, fault: str) -> None:
    """Missing, empty, another type, not TOML, far too long."""
    (shown,) = faults(fleet, toml)
    assert shown.startswith(fault)


def test_a_fleet_without_teams_is_refused(tmp_path: Path) -> None:
    """So is a folder that is not there, and what cannot be looked into."""
    with pytest.raises(BadInput, match=r"no folder in it has a rotation\.toml; `rotation init"):
        teams_in(tmp_path)
    with pytest.raises(BadInput, match="no such folder; give the folder that holds the teams"):
        teams_in(tmp_path / "lost")


def test_a_folder_that_cannot_be_read_is_reported(
    fleet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A team in it would be left out without a word."""
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "docs":
            raise PermissionError(EACCES, os.strerror(EACCES), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(BadInput, match="docs: cannot be read: permission denied; make it"):
        teams_in(fleet)
