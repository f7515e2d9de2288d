"""A team whose names are easily mistaken, and whose absence a title says."""

from tests.teams import TRACK_A, make_team, member

from rotation.config.calendars.absence_titles import title_reader
from rotation.config.calendars.titles import Titles
from rotation.model.people import Engineer
from rotation.model.settings import RotationData


def engineer(person: str, name: str, *aliases: str, email: str = "") -> Engineer:
    """Return somebody who serves the one track."""
    return member(person, name, tracks=("A",), email=email, aliases=aliases)


PEOPLE = (
    engineer("ada", "Ada Lovelace", email="ada@example.com"),
    engineer("ben-becker", "Ben Becker"),
    engineer("cai", "Cai Chen", "CC", "Caitlin"),
    engineer("joao", "João Pereira"),
    engineer("max", "Müller, Max"),
    engineer("ann", "Ann Lee"),
    engineer("ann-lee-smith", "Ann-Lee Smith"),
    engineer("lin.w", "Lin Wu"),
    engineer("lin.z", "Lin Zhu"),
    engineer("zed", "Zed"),
    engineer("may", "May Chan"),
    engineer("april", "April O'Neil"),
    engineer("sunday", "Sunday Oliseh"),
    engineer("will", "Will Smith"),
    engineer("mark", "Mark Ode"),
    engineer("grace", "Grace Hopper"),
    engineer("king", "King Vidor"),
)


def team(*people: Engineer) -> RotationData:
    """Return a rotation of one track."""
    return make_team(*people, tracks=(TRACK_A,))


read = title_reader(Titles(team(*PEOPLE)))


def shown(title: str) -> list[str]:
    """Return whose absence a title says."""
    return sorted(read(title).people)
