"""The teams of a fleet: listed in `fleet.toml`, or every folder with a configuration (D1)."""

import os
from errno import EACCES
from pathlib import Path

import pytest

from rotation.config.fleet import Fleet, read_fleet, teams_in
from rotation.errors import BadInput
from rotation.model.source import Source
from rotation.other_teams import DeclaredPerson

PEOPLE = """\
loads = "together"

[[person]]
id = "bob"
addresses = ["bob@a.example", "Bob@b.example"]
[[person]]
id = "ada"
addresses = ["ada@a.example"]
members = ["web//api:byron", "db:ada"]
"""
FAULTY = """\
teams = ["db", "web/api"]
loads = "alone"

[[person]]
adresses = ["ada@a.example"]

[[person]]
id = "bob"

[[person]]
id = "bob"
addresses = []
members = ["db", "web/apy:bob", "web:bob", "db:Bob", "db:bob"]

[[person]]
id = "cleo"
addresses = ["", "cleo", "c@a.example", "C@A.example"]
members = ["db:bob", "web/api:cleo", "web/api:laine"]
"""
FAULTS = [
    "fleet.toml:2: loads: unknown word 'alone'; "
    'write loads = "apart", or "together" to count all teams of a person as one',
    'fleet.toml:4: person: has no id; add `id = "ada"`',
    "fleet.toml:5: person.adresses: unknown key; did you mean `addresses`?",
    "fleet.toml:7: person: has neither addresses nor members; "
    'write addresses = ["ada@example.com", "byron@example.com"], or `members`',
    "fleet.toml:11: person.id: the id 'bob' stands on line 8 already; choose another",
    "fleet.toml:12: person.addresses: is an empty list; "
    'write addresses = ["ada@example.com", "byron@example.com"], or leave it out',
    "fleet.toml:13: person.members: 'Bob' is not a valid id: use up to 64 lower-case letters, "
    "digits, '-', '_' and '.', beginning with a letter or digit; did you mean 'bob'?",
    "fleet.toml:13: person.members: 'db' does not name a team and a person; "
    'write members = ["search:ada", "web/api:byron"]',
    "fleet.toml:13: person.members: unknown team 'web'; did you mean 'web/api'?",
    "fleet.toml:13: person.members: unknown team 'web/apy'; did you mean 'web/api'?",
    "fleet.toml:17: person.addresses: 'cleo' is not an e-mail address; "
    "write it as name@example.com",
    "fleet.toml:17: person.addresses: is empty; "
    'write addresses = ["ada@example.com", "byron@example.com"]',
    "fleet.toml:17: person.addresses: the address 'C@A.example' stands on line 17 already; "
    "an address is one person's",
    "fleet.toml:18: person.members: 'db:bob' stands on line 13 already; "
    "somebody in a team is one person",
    "fleet.toml:18: person.members: 'laine' and 'cleo' are two people of 'web/api'; "
    "somebody is one person in a team: remove one",
]


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
        ("teams = []", "fleet.toml:1: teams: lists no team"),
        ('teams = "db"', "fleet.toml:1: teams: expects a list of texts, got the text"),
        ("teams = [", "fleet.toml:1: not valid TOML"),
        (f"teams = [{'0,' * 20_001}]", "fleet.toml:1: teams: holds more than"),
    ],
)
def test_a_list_that_is_none_is_refused(fleet: Path, toml: str, fault: str) -> None:
    """Empty, another type, not TOML, far too long."""
    (shown,) = faults(fleet, toml)
    assert shown.startswith(fault)


def test_people_are_declared_by_addresses_and_by_members(fleet: Path) -> None:
    """By id; without a list of teams, these are all that there are below (D1, D10)."""
    (fleet / "fleet.toml").write_text(PEOPLE, encoding="utf-8")
    bob = DeclaredPerson("bob", ("bob@a.example", "Bob@b.example"), source=Source("fleet.toml", 3))
    ada = DeclaredPerson(
        "ada",
        ("ada@a.example",),
        (("db", "ada"), ("web/api", "byron")),
        Source("fleet.toml", 6),
    )
    teams = ("Zoo", "db", "web", "web/api")
    assert read_fleet(fleet) == Fleet(fleet, teams, (ada, bob), together=True)


def test_loads_are_apart_unless_the_file_says_together(fleet: Path) -> None:
    """Without the key, and without the file."""
    assert not read_fleet(fleet).together
    for text, together in (("", False), ("loads = 'apart'", False), ("loads = 'together'", True)):
        (fleet / "fleet.toml").write_text(text, encoding="utf-8")
        assert read_fleet(fleet).together is together


def test_faults_of_people_have_place_and_fix(fleet: Path) -> None:
    """All at once, those of other keys too."""
    assert faults(fleet, FAULTY) == FAULTS


def test_a_value_of_another_kind_is_refused(fleet: Path) -> None:
    """For each key, with what it expects."""
    addresses = 'write addresses = ["ada@example.com", "byron@example.com"]'
    members = 'write members = ["search:ada", "web/api:byron"]'
    loads = 'write loads = "apart", or "together" to count all teams of a person as one'
    for toml, fault in (
        ("person = 3", "1: person: expects a list of tables, got the number 3; write [[person]]"),
        ("person = [3]", "1: person: expects a table, got the number 3; write [[person]] above"),
        ("loads = true", f"1: loads: expects a text, got true; {loads}"),
        ("[[person]]\nid = 3", '2: person.id: expects a text, got the number 3; add `id = "ada"`'),
        (
            "[[person]]\nid = 'a'\naddresses = 'a@b'",
            f"3: person.addresses: expects a list of texts, got the text 'a@b'; {addresses}",
        ),
        (
            "[[person]]\nid = 'a'\nmembers = [1]",
            f"3: person.members: expects a text, got the number 1; {members}",
        ),
    ):
        assert any(shown.startswith(f"fleet.toml:{fault}") for shown in faults(fleet, toml))


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
    seen = read_fleet(fleet, whole=False)
    assert "docs: cannot be read: permission denied" in str(seen.unseen[0])
    assert seen.teams == ("Zoo", "db", "web", "web/api")
