"""Who is one person in several teams (D10, D11)."""

from datetime import date

import pytest

from rotation.errors import BadInput
from rotation.model.people import Engineer
from rotation.model.source import Source
from rotation.other_teams import (
    DeclaredPerson,
    Identity,
    SharedPerson,
    people_of_teams,
    shared_people,
)


def somebody(who: str, email: str = "", *aliases: str) -> Engineer:
    """Return a person of a team."""
    return Engineer(who.title(), id=who, joined=date(2020, 1, 6), email=email, aliases=aliases)


def test_an_address_in_several_teams_is_one_person() -> None:
    """In whatever case, as an alias too; who has none, or stands in one team, shares nothing."""
    teams = {
        "db": (somebody("ada", "Ada@A.example"), somebody("bob"), somebody("eve", "e@a.example")),
        "api": (somebody("byron", "b@b.example", "ada@a.example"), somebody("bob")),
    }
    assert shared_people(teams) == (
        SharedPerson("ada@a.example", (("api", "byron"), ("db", "ada"))),
    )


def test_one_address_leads_to_the_next() -> None:
    """Two teams with no address in common share a person through a third one, or a declaration."""
    teams = {
        "a": (somebody("ada", "1@a.example"),),
        "b": (somebody("ada", "2@a.example"),),
        "c": (somebody("ada", "1@a.example", "2@a.example"),),
        "d": (somebody("ada", "3@a.example"),),
        "e": (somebody("countess"),),
    }
    members = tuple((team, "ada") for team in "abc")
    assert shared_people(teams) == (SharedPerson("1@a.example", members),)
    declared = DeclaredPerson("ada", ("2@A.example", "3@a.example"), (("e", "countess"),))
    members = (*members, ("d", "ada"), ("e", "countess"))
    assert shared_people(teams, [declared]) == (SharedPerson("ada", members),)


def test_the_order_of_teams_does_not_matter() -> None:
    """Nor that of people and of addresses."""
    teams = {
        "a": (somebody("ada", "1@a.example", "9@a.example"), somebody("bob", "b@a.example")),
        "b": (somebody("bo", "b@a.example"), somebody("ad", "9@a.example", "0@a.example")),
    }
    turned = {
        "b": (somebody("ad", "0@a.example", "9@a.example"), somebody("bo", "b@a.example")),
        "a": (somebody("bob", "b@a.example"), somebody("ada", "9@a.example", "1@a.example")),
    }
    both = (
        SharedPerson("0@a.example", (("a", "ada"), ("b", "ad"))),
        SharedPerson("b@a.example", (("a", "bob"), ("b", "bo"))),
    )
    assert shared_people(teams) == shared_people(turned) == both


def placed(who: str, line: int, email: str = "", *aliases: str) -> Identity:
    """Return somebody with a place."""
    return Identity(who, email, aliases, Source("rotation.toml", line))


def test_two_people_of_a_team_are_not_one() -> None:
    """Whether another team or a declaration says so; both places are named, all at once (D11)."""
    teams = {
        "a": (placed("ada", 3, "1@a.example"), placed("bob", 7, "2@a.example")),
        "b": (placed("cleo", 3, "2@a.example", "1@a.example"),),
        "c": (placed("dora", 3), placed("eve", 9)),
        "d": (placed("fay", 3, "3@a.example"),),
        "e": (placed("fay", 3, "3@a.example"),),
    }
    declared = DeclaredPerson("d", members=(("c", "dora"), ("c", "eve")), source=Source("f", 4))
    fix = "correct an address, or make them one person in the team"
    lines = [
        "a/rotation.toml:7: 'bob' and 'ada' (a/rotation.toml:3) are two people of a team and one "
        f"person, with the addresses 1@a.example, 2@a.example; {fix}",
        "c/rotation.toml:9: 'eve' and 'dora' (c/rotation.toml:3) are two people of a team and one "
        f"person, 'd' of f:4; {fix}",
    ]
    with pytest.raises(BadInput) as caught:
        shared_people(teams, [declared])
    assert list(map(str, caught.value.faults)) == lines
    people = people_of_teams(teams, [declared])
    with pytest.raises(BadInput) as caught:
        people.shared_in("a")
    assert list(map(str, caught.value.faults)) == lines[:1]
    assert people.shared_in("b") == ()
    assert people.unclear_beside("b") == {"a": ("ada", "bob")}
    assert people.unclear_beside("a") == people.unclear_beside("d") == {}
    (person,) = people.shared_in("d")
    assert person.members == (("d", "fay"), ("e", "fay"))


def test_a_mailbox_of_a_team_decides_nothing_about_other_teams() -> None:
    """Only its team is refused: who has another address in common elsewhere is not joined (D60)."""
    own = ("ada@example.com", "bob@example.com")
    teams = {
        "a": (placed("ada", 3, "all@a.example", own[0]), placed("bob", 7, "all@a.example", own[1])),
        "b": (placed("ada", 3, own[0]), placed("bob", 7, own[1])),
        "c": (placed("ada", 3, own[0]), placed("cy", 7, "cy@example.com")),
        "d": (placed("cy", 3, "cy@example.com"),),
    }
    people = people_of_teams(teams)
    assert list(people.refused) == ["a"]
    assert people.shared == (
        SharedPerson("ada@example.com", (("b", "ada"), ("c", "ada"))),
        SharedPerson("cy@example.com", (("c", "cy"), ("d", "cy"))),
    )
    assert [people.unclear_beside(team) for team in "bd"] == [{"a": ("ada", "bob")}, {}]


def test_a_declared_member_has_to_be_there() -> None:
    """With the nearest id; of a team that could not be read nothing is known."""
    teams = {"search": (somebody("ada"), somebody("cleo"))}
    people = [
        DeclaredPerson("1", members=(("search", "adda"), ("lost", "x")), source=Source("f", 4)),
        DeclaredPerson("2", members=(("search", "zoe"),), source=Source("f", 9)),
    ]
    for shared in (shared_people, people_of_teams):
        with pytest.raises(BadInput) as caught:
            shared(teams, people)
        assert list(map(str, caught.value.faults)) == [
            "f:4: members: the team 'search' has nobody with the id 'adda'; "
            "did you mean 'search:ada'?",
            "f:9: members: the team 'search' has nobody with the id 'zoe'; known: ada, cleo",
        ]
