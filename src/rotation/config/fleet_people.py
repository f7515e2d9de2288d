"""The tables `[[person]]` of `fleet.toml`: who in several teams is one person."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from rotation.config.faults import Faults, Wrong
from rotation.config.key_places import LinePlaces
from rotation.config.text import describe, email_address, quote, safe_id, suggest
from rotation.config.toml_lines import KeyPath
from rotation.model.source import Source
from rotation.other_teams import DeclaredPerson

__all__ = ["read_people"]

T = TypeVar("T")

_KEYS = ("id", "addresses", "members")
_HEADER = "write [[person]] above its keys"
_ID = 'add `id = "ada"`'
_ADDRESSES = 'write addresses = ["ada@example.com", "byron@example.com"]'
_MEMBERS = 'write members = ["search:ada", "web/api:byron"]'


def read_people(
    raw: object, teams: Collection[str], places: LinePlaces, faults: Faults
) -> tuple[DeclaredPerson, ...]:
    """Return the people of `fleet.toml` by id, and report every fault of their tables.

    Parameters
    ----------
    raw : object
        The value of `person`.
    teams : collection of str
        Those of the fleet; empty if they cannot be read, which is reported.
    places : LinePlaces
        Where the keys are.
    faults : Faults
        Collects the problems.
    """
    if not isinstance(raw, list):
        what = f"expects a list of tables, got {describe(raw)}"
        faults.add(places.source(("person",)), "person", what, _HEADER)
        return ()
    tables = _PersonTables(frozenset(teams), places, faults)
    people = [
        person
        for number, table in enumerate(raw)
        if (person := tables.read(("person", number), table)) is not None
    ]
    return tuple(sorted(people, key=lambda person: person.id))


class _PersonTables:
    """Ids, addresses and members so far, with their places."""

    def __init__(self, teams: frozenset[str], places: LinePlaces, faults: Faults) -> None:
        self._teams = teams
        self._places = places
        self._faults = faults
        self._taken: dict[object, Source] = {}

    def read(self, path: KeyPath, table: object) -> DeclaredPerson | None:
        """Return a table as a person; None if it has no id, which is reported."""
        if not isinstance(table, dict):
            self._fault(path, f"expects a table, got {describe(table)}", _HEADER)
            return None
        unknown = [key for key in table if key not in _KEYS]
        for key in unknown:
            self._fault((*path, key), "unknown key", suggest(key, _KEYS, "`", len(_KEYS)))
        identity = self._id(path, table)
        addresses = self._items(path, table, "addresses", _ADDRESSES, self._address)
        members = self._items(path, table, "members", _MEMBERS, self._member)
        if not unknown and "addresses" not in table and "members" not in table:
            self._fault(path, "has neither addresses nor members", f"{_ADDRESSES}, or `members`")
        self._judge_teams(members)
        if not identity:
            return None
        return DeclaredPerson(
            identity,
            tuple(address for _, address in addresses),
            tuple(sorted(member for _, member in members)),
            self._places.source(path),
        )

    def _id(self, path: KeyPath, table: Mapping[str, object]) -> str:
        where = (*path, "id")
        if "id" not in table:
            self._fault(path, "has no id", _ID)
            return ""
        text = table["id"]
        try:
            made = safe_id(_text(text, _ID))
            self._take(("id", made), where, f"the id {quote(made)}", "choose another")
        except Wrong as problem:
            self._faults.wrong(self._places.source(where), self._places.key(where), problem)
            return ""
        return made

    def _items(
        self,
        path: KeyPath,
        table: Mapping[str, object],
        key: str,
        example: str,
        read: Callable[[KeyPath, str], T],
    ) -> list[tuple[KeyPath, T]]:
        """Return the items of a list that can be read, each with its place."""
        if key not in table:
            return []
        where, items = (*path, key), table[key]
        if not isinstance(items, list):
            self._fault(where, f"expects a list of texts, got {describe(items)}", example)
            return []
        if not items:
            self._fault(where, "is an empty list", f"{example}, or leave it out")
        good = []
        for number, item in enumerate(items):
            place = (*where, number)
            try:
                good.append((place, read(place, _text(item, example))))
            except Wrong as problem:
                about = quote(item) if isinstance(item, str) else describe(item)
                source, name = self._places.source(place), self._places.key(place)
                self._faults.wrong(source, name, problem, about=about)
        return good

    def _address(self, path: KeyPath, text: str) -> str:
        if not text:
            raise Wrong("is empty", _ADDRESSES)
        address = email_address(text)
        what = f"the address {quote(text)}"
        self._take(("address", address.casefold()), path, what, "an address is one person's")
        return address

    def _member(self, path: KeyPath, text: str) -> tuple[str, str]:
        written, colon, who = text.rpartition(":")
        if not (colon and written and who):
            raise Wrong(f"{quote(text)} does not name a team and a person", _MEMBERS)
        team = PurePosixPath(written).as_posix()
        if self._teams and team not in self._teams:
            raise Wrong(f"unknown team {quote(written)}", suggest(team, self._teams))
        member = team, safe_id(who)
        self._take(("member", member), path, quote(text), "somebody in a team is one person")
        return member

    def _take(self, key: object, path: KeyPath, what: str, fix: str) -> None:
        """Note that something is somebody's; raise `Wrong` if it was written above."""
        here = self._places.source(path)
        first = self._taken.setdefault(key, here)
        if first is not here:
            raise Wrong(f"{what} stands {first.where} already", fix)

    def _judge_teams(self, members: Sequence[tuple[KeyPath, tuple[str, str]]]) -> None:
        """Report a person who is two in one team."""
        by_team: dict[str, str] = {}
        for place, (team, who) in members:
            first = by_team.setdefault(team, who)
            if first != who:
                what = f"'{who}' and '{first}' are two people of {quote(team)}"
                self._fault(place, what, "somebody is one person in a team: remove one")

    def _fault(self, path: KeyPath, what: str, fix: str) -> None:
        self._faults.add(self._places.source(path), self._places.key(path), what, fix)


def _text(value: object, example: str) -> str:
    if not isinstance(value, str):
        raise Wrong(f"expects a text, got {describe(value)}", example)
    return value
