"""Who is one person: the same address in several teams, or an id of `fleet.toml`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rotation.model.people import Engineer
from rotation.model.source import Source

__all__ = ["DeclaredPerson", "SharedPerson", "addresses_of", "shared_people"]


@dataclass(frozen=True, slots=True)
class DeclaredPerson:
    """A `[[person]]` of `fleet.toml`.

    Attributes
    ----------
    id : str
        Unique in the fleet.
    addresses : tuple of str
        Mail addresses that are all this person's.
    members : tuple of (str, str)
        A team and the id of the person there, for teams without addresses.
    source : Source or None
        Where it is written.
    """

    id: str
    addresses: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """Somebody who belongs to several teams.

    Attributes
    ----------
    id : str
        That of `fleet.toml`, otherwise the first address in alphabetical order.
    members : tuple of (str, str)
        Each team with the id of the person there, by team; at least two teams.
    """

    id: str
    members: tuple[tuple[str, str], ...]

    def id_in(self, team: str) -> str | None:
        """Return the id of the person in a team; None if they do not belong to it."""
        return dict(self.members).get(team)


def addresses_of(engineer: Engineer) -> tuple[str, ...]:
    """Return the mail addresses of somebody, aliases included, in lower case and sorted."""
    written = (engineer.email, *engineer.aliases)
    return tuple(sorted({text.strip().casefold() for text in written if "@" in text}))


def shared_people(
    teams: Mapping[str, Sequence[Engineer]], declared: Iterable[DeclaredPerson] = ()
) -> tuple[SharedPerson, ...]:
    """Return everybody who belongs to several teams.

    Parameters
    ----------
    teams : mapping of str to sequence of Engineer
        The people of each team, by its folder.
    declared : iterable of DeclaredPerson
        Those of `fleet.toml`.

    Returns
    -------
    tuple of SharedPerson
        By id.
    """
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while parents.setdefault(key, key) != key:
            key = parents[key]
        return key

    def join(keys: Sequence[str]) -> None:
        for key in keys[1:]:
            first, second = sorted((root(keys[0]), root(key)))
            parents[second] = first

    # Keys have a letter before them, so that an address is never an id.
    names: dict[str, str] = {}
    for person in declared:
        own = f"i {person.id}"
        names[own] = person.id
        join([own, *(f"a {text.strip().casefold()}" for text in person.addresses)])
        join([own, *(f"m {team} {who}" for team, who in person.members)])
    keys = {
        (team, engineer.id): [
            f"m {team} {engineer.id}",
            *(f"a {text}" for text in addresses_of(engineer)),
        ]
        for team, engineers in teams.items()
        for engineer in engineers
    }
    for own_keys in keys.values():
        join(own_keys)
    groups: dict[str, list[tuple[str, str]]] = {}
    for member, own_keys in sorted(keys.items()):
        groups.setdefault(root(own_keys[0]), []).append(member)
    called = {root(own): name for own, name in names.items()}
    people = []
    for group, members in groups.items():
        if len({team for team, _ in members}) > 1:
            written = sorted(key[2:] for m in members for key in keys[m] if key.startswith("a "))
            people.append(SharedPerson(called.get(group) or written[0], tuple(members)))
    return tuple(sorted(people, key=lambda person: person.id))
