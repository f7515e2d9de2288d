"""Who belongs to a team, read without the rest of it, as loading it says (D10)."""

from pathlib import Path

import pytest
from tests.teams import TEAM, head, person, write_files

import rotation
from rotation.config.identities import Identities, identities
from rotation.other_teams import Identity

TRACK = '[[track]]\nname = "A"\nhandover = "Mon 11:00"\n'
ROWS = "name,joined,id,email,aliases\nBen,2020-01-06,,ben@a.example,b@a.example; B\n"


def table(name: str, *lines: str) -> str:
    """Return the table of somebody without an id."""
    return "\n".join(("[[engineer]]", f'name = "{name}"', "joined = 2020-01-06", *lines, ""))


NO_ROWS = f'[files]\nengineers = "no.csv"\n{TRACK}'
INLINE = (
    head()
    + TRACK
    + table("Łukasz Żak", 'email = "Lu@a.example"', 'aliases = ["lu@b.example", "Lucky"]')
    + table("Ada Byron", 'aliases = "ada@a.example"')
    + person("cleo")
)


def workbook(path: Path) -> None:
    """Write one person into a workbook."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["name", "joined", "email"])
    book.active.append(["Dora Maar", "2020-01-06", "dora@a.example"])
    book.save(path)


def test_people_are_those_that_loading_returns(tmp_path: Path) -> None:
    """Ids, addresses, aliases and places; from tables, CSV files and workbooks, with old ids."""
    files = head() + '[files]\nengineers = ["people.csv", "more.xlsx"]\n' + TRACK
    write_files(tmp_path / "inline", {"rotation.toml": INLINE})
    write_files(
        tmp_path / "old",
        {
            "rotation.toml": INLINE,
            "published.csv": "shift,track,kind,start,end,engineer\n"
            "A-2026-01-05,A,regular,2026-01-05T11:00-05:00,2026-01-12T11:00-05:00,ukasz-zak\n",
        },
    )
    write_files(tmp_path / "files", {"rotation.toml": files, "people.csv": ROWS})
    workbook(tmp_path / "files" / "more.xlsx")
    teams = ("files", "inline", "old")
    read = identities(tmp_path, teams)
    assert not read.unread
    for team in teams:
        loaded = rotation.load(tmp_path / team).engineers
        assert sorted(read.people[team], key=lambda who: who.id) == [
            Identity(who.id, who.email, who.aliases, who.source) for who in loaded
        ]
    assert [who.id for who in read.people["old"]] == ["ukasz-zak", "ada-byron", "cleo"]
    assert [who.id for who in read.people["inline"]] == ["lukasz-zak", "ada-byron", "cleo"]


def test_what_else_is_wrong_with_a_team_does_not_matter(tmp_path: Path) -> None:
    """Its own commands report it; people without a readable address make it unreadable."""
    write_files(tmp_path / "rules", {"rotation.toml": TEAM + "[rules.bogus]\nx = 1\n"})
    write_files(tmp_path / "broken", {"rotation.toml": "[rotation"})
    write_files(tmp_path / "rows", {"rotation.toml": head() + NO_ROWS})
    write_files(tmp_path / "person", {"rotation.toml": TEAM + person("gil", "email = 3")})
    read = identities(tmp_path, ("broken", "lost", "person", "rows", "rules"))
    assert [who.id for who in read.people.pop("rules")][:2] == ["ada", "bela"]
    assert read == Identities({}, read.unread)
    lines = {team: str(faults[0]) for team, faults in read.unread.items()}
    number = TEAM.count("\n") + 5
    assert lines["person"] == (
        f"rotation.toml:{number}: engineer.email: expects a text, got the number 3"
    )
    assert lines["broken"].startswith("rotation.toml:1: not valid TOML")
    assert lines["lost"].startswith("rotation.toml: no such file")
    assert lines["rows"].startswith("rotation.toml:5: files.engineers: there is no file 'no.csv'")
