"""Everybody of a fleet: people of several teams once, and those of one team."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rotation.config.person_names import PersonNames
from rotation.errors import BadInput, Fault
from rotation.letters import by_name
from rotation.model.people import Engineer
from rotation.model.spelling import listed
from rotation.other_teams import DeclaredPerson, shared_people

__all__ = ["FleetPerson", "everybody", "person_in"]

_MANY = 4
"""With more people than this, only some are listed."""


@dataclass(frozen=True, slots=True)
class FleetPerson:
    """Somebody of a fleet.

    Attributes
    ----------
    id : str
        That of `fleet.toml`; otherwise, of somebody in several teams, the first address in
        alphabetical order; otherwise `team:id`.
    name : str
        In the first of the teams.
    members : tuple of (str, str)
        Each team with the id of the person there, by team.
    """

    id: str
    name: str
    members: tuple[tuple[str, str], ...]

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams, each once."""
        return tuple(dict.fromkeys(team for team, _ in self.members))


def everybody(
    teams: Mapping[str, Sequence[Engineer]], declared: Iterable[DeclaredPerson] = ()
) -> tuple[FleetPerson, ...]:
    """Return everybody of some teams, by name and id.

    Parameters
    ----------
    teams : mapping of str to sequence of Engineer
        The people of each team, by its folder.
    declared : iterable of DeclaredPerson
        Those of `fleet.toml`.
    """
    names = {
        (team, engineer.id): engineer.name
        for team, engineers in teams.items()
        for engineer in engineers
    }
    several = shared_people(teams, declared)
    taken = {member for person in several for member in person.members}
    groups = [(person.id, person.members) for person in several]
    groups += [(f"{team}:{who}", ((team, who),)) for team, who in names if (team, who) not in taken]
    people = (FleetPerson(own, names[members[0]], members) for own, members in groups)
    return tuple(sorted(people, key=lambda person: by_name(person.name, person.id)))


def person_in(
    teams: Mapping[str, Sequence[Engineer]], people: Sequence[FleetPerson], words: str
) -> FleetPerson:
    """Return the person whom some words mean in a fleet.

    Parameters
    ----------
    teams : mapping of str to sequence of Engineer
        The people of each team.
    people : sequence of FleetPerson
        All of them, as `everybody` gives them.
    words : str
        An id of the fleet, `team:id`, or what a team calls somebody (I26).

    Raises
    ------
    BadInput
        When nobody, or several people, are called so.
    """
    of_member = {member: person for person in people for member in person.members}
    own = {f"{team}:{who}": person for (team, who), person in of_member.items()}
    own |= {person.id: person for person in people}
    if words.strip() in own:
        return own[words.strip()]
    near: set[str] = set()
    meant: dict[str, FleetPerson] = {}
    for team, engineers in teams.items():
        names = PersonNames(engineers)
        for who in names.meant(words.strip()):
            person = of_member[team, who]
            meant[person.id] = person
        if (like := names.near(words.strip())) is not None:
            near.add(of_member[team, like].name)
    if len(meant) == 1:
        return next(iter(meant.values()))
    if meant:
        which = listed([f"{p.id} ({', '.join(p.teams)})" for _, p in sorted(meant.items())], _MANY)
        what = f"{words!r} may be {which}"
        raise BadInput(Fault("PERSON", what, "give the id, or the address"))
    fix = f"did you mean {listed(sorted(near), _MANY)}?" if near else "give an address or a name"
    raise BadInput(Fault("PERSON", f"nobody in the fleet is called {words!r}", fix))
