"""Who is shared is the same whether most teams are read or not (D12)."""

import random
from pathlib import Path

import pytest
from tests.teams import TRACK, head, person, write_files

from rotation.config.identities import identities
from rotation.config.likely_teams import identities_beside
from rotation.errors import BadInput
from rotation.other_teams import DeclaredPerson, Identity, SharedPerson, people_of_teams

TEAMS = tuple("abcdef")
NAMES = ("ada", "bob", "cleo")
POOL = tuple(f"{letter}@x.example" for letter in "pqrstuvwxyz")


def spelled(chance: random.Random, address: str) -> str:
    """Return an address as somebody may write it, also with an escape."""
    how = chance.randrange(12)
    return {0: address.upper(), 1: address.replace("@", "\\u0040")}.get(how, address)


def team_of(chance: random.Random) -> str:
    """Return a team whose people have up to three addresses of a small pool."""
    tables = []
    for name in NAMES:
        email, *aliases = (spelled(chance, a) for a in chance.sample(POOL, 3))
        keys = [f'email = "{email}"'] if chance.random() < 0.4 else []
        if chance.random() < 0.3:
            keys.append(f'aliases = ["{aliases[0]}", "{aliases[1]}"]')
        tables.append(person(name, *keys))
    return head() + TRACK + "".join(tables)


def declared(chance: random.Random) -> list[DeclaredPerson]:
    """Return up to two people of `fleet.toml`."""
    members = [(team, chance.choice(NAMES)) for team in chance.sample(TEAMS, 4)]
    both = DeclaredPerson("1", (chance.choice(POOL),), tuple(members[:2]))
    return [both, DeclaredPerson("2", members=tuple(members[2:]))][: chance.randrange(3)]


def shared(
    team: str, people: dict[str, tuple[Identity, ...]], named: list[DeclaredPerson]
) -> tuple[SharedPerson, ...] | list[str]:
    """Return who is shared, or why that is an error."""
    try:
        return people_of_teams(people, named).shared_in(team)
    except BadInput as error:
        return [str(fault) for fault in error.faults]


@pytest.mark.parametrize("seed", range(12))
def test_teams_that_are_not_read_share_nobody(tmp_path: Path, seed: int) -> None:
    """Whatever leads from one team to the next: aliases, declarations, a third team."""
    chance = random.Random(seed)  # noqa: S311 - the same fleets in every run
    for team in TEAMS:
        write_files(tmp_path / team, {"rotation.toml": team_of(chance)})
    named = declared(chance)
    everybody = dict(identities(tmp_path, TEAMS).people)
    for team in TEAMS:
        others = [other for other in TEAMS if other != team]
        beside = identities_beside(tmp_path, team, everybody[team], others, named)
        seen = {team: everybody[team], **beside.people}
        assert shared(team, seen, named) == shared(team, everybody, named)


def test_most_teams_are_not_read(tmp_path: Path) -> None:
    """Only those with an address of the team, and those that may have one which does not show."""
    ada, bob = ('email = "ada@a.example"', 'email = "bob@a.example"')
    people = {
        "a": person("ada", ada),
        "b": person("bob", bob),
        "c": person("ada", 'email = "ada\\u0040a.example"'),
        "d": person("eve", ada) + person("fay", bob),
    }
    for team, tables in people.items():
        write_files(tmp_path / team, {"rotation.toml": head() + TRACK + tables})
    write_files(tmp_path / "e", {"rotation.toml": '[files]\nengineers = "people.csv"\n'})
    own = identities(tmp_path, ["a"]).people["a"]
    beside = identities_beside(tmp_path, "a", own, ["b", "c", "d", "e", "lost"], ())
    assert set(beside.people) == {"c", "d"}
    assert set(beside.unread) == {"e", "lost"}
