"""Who is one person in several teams (D10)."""

from datetime import date

from rotation.model.people import Engineer
from rotation.other_teams import DeclaredPerson, SharedPerson, shared_people


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
