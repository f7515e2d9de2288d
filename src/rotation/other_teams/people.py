"""Who is one person: the same address in several teams, or an id of `fleet.toml`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rotation.errors import BadInput, Fault
from rotation.model.source import Source
from rotation.model.spelling import listed, nearest

__all__ = [
    "DeclaredPerson",
    "Identified",
    "Identity",
    "PeopleOfTeams",
    "SharedPerson",
    "addresses_of",
    "memberships",
    "people_of_teams",
    "shared_people",
    "unknown_addresses",
]


class Identified(Protocol):
    """Somebody of a team, with what says who it is: an `Engineer`, or an `Identity`."""

    @property
    def id(self) -> str:
        """Unique in the team."""
        ...

    @property
    def email(self) -> str:
        """The mail address; may be empty."""
        ...

    @property
    def aliases(self) -> Sequence[str]:
        """Other names; those with an `@` are addresses."""
        ...

    @property
    def source(self) -> Source | None:
        """Where it is written."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody of a team of whom no more is known than who it is.

    Attributes
    ----------
    id : str
        Unique in the team.
    email : str
        The mail address; may be empty.
    aliases : tuple of str
        Other names; those with an `@` are addresses.
    source : Source or None
        Where it is written.
    """

    id: str
    email: str = ""
    aliases: tuple[str, ...] = ()
    source: Source | None = None


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


def memberships(team: str, people: Iterable[SharedPerson]) -> Iterator[tuple[str, str, str]]:
    """Yield the id in a team, another team of the same person, and their id there.

    Parameters
    ----------
    team : str
        Whose people.
    people : iterable of SharedPerson
        Who belongs to several teams; those who do not belong to this one are left out.
    """
    for person in people:
        own = person.id_in(team)
        if own is not None:
            for other, id_there in person.members:
                if other != team:
                    yield own, other, id_there


def addresses_of(engineer: Identified) -> tuple[str, ...]:
    """Return the mail addresses of somebody, aliases included, in lower case and sorted."""
    written = (engineer.email, *engineer.aliases)
    return tuple(sorted({text.strip().casefold() for text in written if "@" in text}))


_IdInTeam = tuple[str, str]
_SamePerson = list[_IdInTeam]


@dataclass(frozen=True, slots=True)
class PeopleOfTeams:
    """Who of several teams is one person, and where that is not clear.

    Attributes
    ----------
    shared : tuple of SharedPerson
        Everybody who belongs to several teams, by id; only those of whom it is clear.
    refused : mapping of str to tuple of Fault
        Why a team has two people who would be one (D11), by team.
    unclear : tuple of tuple of (str, str)
        The members who would be one person with such two, and those two: each a team and an id.
    """

    shared: tuple[SharedPerson, ...] = ()
    refused: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    unclear: tuple[tuple[_IdInTeam, ...], ...] = ()

    def shared_in(self, team: str) -> tuple[SharedPerson, ...]:
        """Return the people of a team who belong to others, too.

        Raises
        ------
        BadInput
            If two people of the team would be one person.
        """
        if team in self.refused:
            raise BadInput(self.refused[team])
        return tuple(p for p in self.shared if p.id_in(team) is not None)

    def unclear_beside(self, team: str) -> dict[str, tuple[str, ...]]:
        """Return who of other teams may be somebody of a team: their ids, by their team."""
        beside: dict[str, set[str]] = {}
        for group in self.unclear:
            if any(member[0] == team for member in group):
                for other in _teams_of_twins(group) - {team}:
                    beside.setdefault(other, set()).update(w for t, w in group if t == other)
        return {other: tuple(sorted(beside[other])) for other in sorted(beside)}


def people_of_teams(
    teams: Mapping[str, Sequence[Identified]], declared: Iterable[DeclaredPerson] = ()
) -> PeopleOfTeams:
    """Return who belongs to several teams, and which teams have two people who would be one.

    Such two are nobody of another team, and what they have in common makes nobody else one person:
    a mailbox of a whole team decides nothing about other teams (D60).

    Parameters
    ----------
    teams : mapping of str to sequence of Identified
        The people of each team, by its folder.
    declared : iterable of DeclaredPerson
        Those of `fleet.toml`.

    Raises
    ------
    BadInput
        If a declared member is not there; then with all other faults, too. Teams that are not
        given are not judged.
    """
    known = tuple(declared)
    groups = _Groups(teams, known)
    unclear = tuple(tuple(group) for group in groups if _teams_of_twins(group))
    refused: dict[str, list[Fault]] = {}
    clear = groups
    if unclear:
        kept = dict(teams)
        # First those whom a team makes one by itself: they may be why people of another team are.
        for team in sorted({team for group in unclear for team, _ in group}):
            kept |= _without_twins({team: teams[team]}, known, refused)
        clear = _Groups(_without_twins(kept, known, refused), known)
    strangers = tuple(groups.strangers())
    if strangers:
        faults = (*strangers, *(fault for own in refused.values() for fault in own))
        raise BadInput(sorted(faults, key=str))
    return PeopleOfTeams(
        clear.shared(),
        {team: tuple(sorted(refused[team], key=str)) for team in sorted(refused)},
        unclear,
    )


def shared_people(
    teams: Mapping[str, Sequence[Identified]], declared: Iterable[DeclaredPerson] = ()
) -> tuple[SharedPerson, ...]:
    """Return everybody who belongs to several teams.

    Parameters
    ----------
    teams, declared
        As for `people_of_teams`.

    Returns
    -------
    tuple of SharedPerson
        By id.

    Raises
    ------
    BadInput
        As `people_of_teams`, and if somebody would be two people of a team; all at once.
    """
    people = people_of_teams(teams, declared)
    if people.refused:
        raise BadInput([fault for own in people.refused.values() for fault in own])
    return people.shared


def _teams_of_twins(group: Iterable[_IdInTeam]) -> set[str]:
    """Return the teams of which one person would be several people."""
    teams = Counter(team for team, _ in group)
    return {team for team, number in teams.items() if number > 1}


def _without_twins(
    teams: Mapping[str, Sequence[Identified]],
    declared: Sequence[DeclaredPerson],
    refused: dict[str, list[Fault]],
) -> dict[str, Sequence[Identified]]:
    """Return the people of teams but those who would be one person in a team, and note why."""
    groups = _Groups(teams, declared)
    twins: set[_IdInTeam] = set()
    for group in groups:
        for team in sorted(_teams_of_twins(group)):
            twins.update(member for member in group if member[0] == team)
            refused.setdefault(team, []).extend(groups.twins(group, team))
    return {
        team: [who for who in people if (team, who.id) not in twins]
        for team, people in teams.items()
    }


def unknown_addresses(
    team: str,
    teams: Mapping[str, Sequence[Identified]],
    declared: Iterable[DeclaredPerson] = (),
) -> tuple[Fault, ...]:
    """Return which addresses of declared people of a team nobody has: perhaps by mistake.

    Parameters
    ----------
    team : str
        The team.
    teams, declared
        As for `people_of_teams`; without a team that has such an address it seems unknown.
    """
    groups = _Groups(teams, declared)
    return tuple(
        fault
        for group in groups
        if any(member[0] == team for member in group)
        for fault in groups.unused(group)
    )


class _Groups:
    """Who of all teams is one person, alone or not: a union of keys.

    Keys have a letter before them, so that an address is never an id.
    """

    def __init__(
        self, teams: Mapping[str, Sequence[Identified]], declared: Iterable[DeclaredPerson]
    ) -> None:
        self._parents: dict[str, str] = {}
        self._declared = tuple(declared)
        self._teams = teams
        self._people = {(team, who.id): who for team, people in teams.items() for who in people}
        for person in self._declared:
            addresses = (f"a {text.strip().casefold()}" for text in person.addresses)
            members = (_key(member) for member in person.members)
            self._join([f"i {person.id}", *addresses, *members])
        for member, who in self._people.items():
            self._join([_key(member), *(f"a {text}" for text in addresses_of(who))])
        self._called = {self._root(f"i {person.id}"): person for person in self._declared}

    def __iter__(self) -> Iterator[_SamePerson]:
        groups: dict[str, _SamePerson] = {}
        for member in sorted(self._people):
            groups.setdefault(self._root(_key(member)), []).append(member)
        return iter(groups.values())

    def shared(self) -> tuple[SharedPerson, ...]:
        """Return those who belong to several teams."""
        people = []
        for group in self:
            if len({team for team, _ in group}) > 1:
                person = self._called.get(self._root(_key(group[0])))
                people.append(
                    SharedPerson(person.id if person else self._addresses(group)[0], tuple(group))
                )
        return tuple(sorted(people, key=lambda person: person.id))

    def twins(self, group: _SamePerson, team: str) -> Iterator[Fault]:
        """Yield a fault for each two people of a team who would be one."""
        other, *more = (who for where, who in group if where == team)
        for who in more:
            person = self._called.get(self._root(_key((team, who))))
            why = f"with the addresses {listed(self._addresses(group))}"
            if person is not None:
                why = f"'{person.id}' of {person.source or 'fleet.toml'}"
            where = self._place(team, other)
            what = f"'{who}' and '{other}' ({where}) are two people of a team and one person, {why}"
            yield Fault(
                self._place(team, who),
                what,
                "correct an address, or make them one person in the team",
            )

    def unused(self, group: _SamePerson) -> Iterator[Fault]:
        """Yield a fault for each declared address that no member of a group has."""
        person = self._called.get(self._root(_key(group[0])))
        if person is None:
            return
        known = self._addresses(group)
        for address in person.addresses:
            if address.strip().casefold() not in known:
                place = person.source.key("addresses") if person.source else person.id
                what = f"nobody of the teams has the address '{address}'"
                yield Fault(place, what, "correct it, or remove it")

    def strangers(self) -> Iterator[Fault]:
        """Yield a fault for each declared member who is not in the team."""
        for person in self._declared:
            for team, who in person.members:
                if team in self._teams and (team, who) not in self._people:
                    known = [own.id for own in self._teams[team]]
                    near = nearest(who, known)
                    fix = f"did you mean '{team}:{near}'?" if near else f"known: {listed(known)}"
                    place = person.source.key("members") if person.source else person.id
                    yield Fault(place, f"the team '{team}' has nobody with the id '{who}'", fix)

    def _addresses(self, group: _SamePerson) -> list[str]:
        return sorted({text for member in group for text in addresses_of(self._people[member])})

    def _place(self, team: str, who: str) -> str:
        source = self._people[team, who].source
        return f"{team}/{source}" if source else team

    def _root(self, key: str) -> str:
        while self._parents.setdefault(key, key) != key:
            # Halving the paths keeps long chains short.
            self._parents[key] = key = self._parents[self._parents[key]]
        return key

    def _join(self, keys: Sequence[str]) -> None:
        for key in keys[1:]:
            first, second = sorted((self._root(keys[0]), self._root(key)))
            self._parents[second] = first


def _key(member: _IdInTeam) -> str:
    return f"m {member[0]} {member[1]}"
