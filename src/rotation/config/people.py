"""From `[[engineer]]` tables to engineers, with the names that files may use."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rotation.config import places
from rotation.config.capacities import read_capacities
from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.held_ids import IdMaker
from rotation.config.person_names import PersonNames, in_order, means_nobody, not_nobody, plain
from rotation.config.places import zone
from rotation.config.remotes import read_remote_ids
from rotation.config.schema import EngineerTable
from rotation.config.spelling import hint
from rotation.config.text import fold, quote, safe_id
from rotation.config.toml_lines import KeyPath
from rotation.config.tracks import TrackNames
from rotation.model.entrances import Entrance, EntranceKind, entrance_of
from rotation.model.people import Engineer
from rotation.model.source import Argument, Source

__all__ = ["OwnCalendars", "People", "read_engineers"]


_KEYS = ("tracks", "skills", "available", "off")
"""Keys that explanations point to."""


_BETWEEN = re.compile(r"\s*[;,/&+\n]\s*|\s+(?:and|und|et|y|e|och|og|en)\s+")
"""Between names, where somebody puts several in one cell."""


@dataclass(frozen=True, slots=True)
class People:
    """All declared people, also those whose table has faults.

    Attributes
    ----------
    zones : mapping of str to str
        IANA zone by engineer id.
    names : PersonNames
        Whom a file means.
    entrance : Entrance
        Where another one would be written.
    unread : frozenset of str
        Stand-ins for ids that cannot be read, which is reported; an empty text is somebody without
        any name.
    """

    zones: Mapping[str, str]
    names: PersonNames
    entrance: Entrance = Entrance()
    unread: frozenset[str] = frozenset()

    @classmethod
    def of(cls, engineers: Collection[Engineer]) -> "People":
        """Return the people of a rotation that has been read."""
        zones = {engineer.id: engineer.timezone for engineer in engineers}
        entrance = entrance_of([engineer.source for engineer in engineers])
        return cls(zones, PersonNames(engineers), entrance)

    def known(self, text: str, otherwise: str = "") -> str:
        """Return the id of the person that is meant; the error suggests the nearest one.

        Parameters
        ----------
        text : str
            The text in a file: an id, an address, a name or an alias.
        otherwise : str
            The fix if no name is close.
        """
        if not self.zones:  # an empty team, or a part of one that cannot be read
            return text
        meant = self.names.meant(text)
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise Wrong(f"{quote(text)} may be {' or '.join(meant)}", "give the id")
        several = [part for part in _BETWEEN.split(text) if part]
        if len(several) > 1 and all(len(self.names.meant(part)) == 1 for part in several):
            what = f"{quote(text)} names {len(several)} people"
            raise Wrong(what, "name one of them, and give the others entries of their own")
        # A run has one set of people, so the text alone is the key.
        near = hint(("engineer", text), 2_000 + 40 * len(self.zones), lambda: self.names.near(text))
        if near in self.unread or (not near and "" in self.unread):
            return near or text
        hints = [f"did you mean '{near}'?"] if near else []
        if otherwise or not near:
            hints.append(otherwise or self.entrance.another("engineer"))
        raise Wrong(f"unknown engineer {quote(text)}", " else ".join(hints))


@dataclass(frozen=True, slots=True)
class OwnCalendars:
    """The calendars with a person's time off.

    Attributes
    ----------
    path : tuple
        Keys of the list of files.
    engineer : str
        Whose they are.
    files : tuple of str
        As the configuration names them.
    skips_free : bool
        Whether events marked as free are not absences.
    """

    path: KeyPath
    engineer: str
    files: tuple[str, ...]
    skips_free: bool


@dataclass(frozen=True, slots=True)
class _DeclaredNames:
    """The names in a person's table, as far as they can be read."""

    id: str
    name: str
    email: str
    aliases: tuple[str, ...]


_Taken = dict[str, tuple[str, Source]]
"""By plain form: who is called so, and where that is written."""


class _Roll:
    """Ids, names and addresses so far, with their places."""

    def __init__(self, held: IdMaker) -> None:
        self._held = held
        self.zones: dict[str, str] = {}
        self.called: list[_DeclaredNames] = []
        self.unread: set[str] = set()
        self.taken: _Taken = {}
        self._ids: dict[str, tuple[Source, bool]] = {}
        self._emails: dict[str, Source] = {}
        self._names: dict[str, tuple[Source, bool]] = {}

    def enter(self, document: Document, path: KeyPath, raw: Mapping[str, Any], home: str) -> str:
        """Return the id of a table, empty if it has none; duplicates are reported."""
        source = document.source(path)
        explicit = "id" in raw
        name = raw.get("name") if isinstance(raw.get("name"), str) else None
        made = self._identify(document, path, raw.get("id") if explicit else name, explicit)
        if made and made in self._ids:
            first, both = self._ids[made]
            what = f"the id '{made}' is taken by {_line(first, source)}"
            fix = (
                "choose another" if both and explicit else "give one of the two an `id` of its own"
            )
            document.fault((*path, "id") if explicit else (*path, "name"), what, fix)
            if name and fold(name) not in self._names:
                self._stand_in(name, raw, home)
            return ""
        if name and fold(name):
            earlier = self._names.setdefault(fold(name), (source, explicit))
            if earlier[0] != source and not (earlier[1] and explicit):
                what = f"{quote(name)} is also the name on {_line(earlier[0], source)}"
                document.fault((*path, "name"), what, "give each of them an `id`")
        email = raw.get("email")
        if isinstance(email, str) and email:
            where = self._emails.setdefault(email.casefold(), source)
            if where != source:
                what = f"{quote(email)} is also the address on {_line(where, source)}"
                document.fault((*path, "email"), what, "give each person their own")
        if made:
            self._ids[made] = (source, explicit)
            self.zones[made] = _zone_or(raw.get("timezone"), home)
            called = self._call(made, raw)
            for form in (made, called.name, called.email):
                self.taken.setdefault(plain(in_order(form)), (made, source))
        else:
            self._stand_in(str(raw["id"]) if explicit else name or "", raw, home)
        return made

    def _stand_in(self, text: str, raw: Mapping[str, Any], home: str) -> None:
        """Let a text stand for an id that cannot be used, so that the names still mean somebody."""
        self.unread.add(text)
        if text:
            self.zones.setdefault(text, _zone_or(raw.get("timezone"), home))
            self._call(text, raw)

    def _call(self, made: str, raw: Mapping[str, Any]) -> _DeclaredNames:
        """Note what a person is called, as far as it can be read, and return it."""
        name, email, aliases = (raw.get(key) for key in ("name", "email", "aliases"))
        listed = aliases if isinstance(aliases, list) else [aliases]
        called = _DeclaredNames(
            made,
            name if isinstance(name, str) else "",
            email if isinstance(email, str) else "",
            tuple(alias for alias in listed if isinstance(alias, str)),
        )
        self.called.append(called)
        return called

    def _identify(self, document: Document, path: KeyPath, text: object, explicit: bool) -> str:
        if not isinstance(text, str):
            return ""
        try:
            return not_nobody(safe_id(text) if explicit else self._held.id_of(text))
        except Wrong:
            # An explicit id and the name are checked by the model.
            if not explicit and fold(text) and not means_nobody(text):
                what = f"no id can be made from {quote(text)}"
                document.fault((*path, "name"), what, "give an `id`")
            return ""


def _line(place: Source, seen_from: Source) -> str:
    """Return a line for a message about another one, with its file where that is another."""
    if isinstance(place, Argument):
        return place.words
    here = place.file == seen_from.file
    return f"line {place.line}" if here else f"line {place.line} of {place.file}"


def _zone_or(text: object, home: str) -> str:
    try:
        return zone(text) if isinstance(text, str) else home
    except Wrong:
        return home


def read_engineers(
    document: Document, tracks: TrackNames, home: str, held: IdMaker
) -> tuple[tuple[Engineer, ...], People, list[OwnCalendars]]:
    """Return the engineers by id, the people as names mean them, and their calendars.

    Parameters
    ----------
    document : Document
        The configuration.
    tracks : TrackNames
        What names of tracks mean.
    home : str
        IANA zone of the rotation, for people without one.
    held : IdMaker
        Gives ids to people without one.
    """
    roll = _Roll(held)
    declared = [
        (p, raw, roll.enter(document, p, raw, home)) for p, raw in document.tables("engineer")
    ]
    entrance = entrance_of([document.source(path) for path, _, _ in declared])
    zones = roll.zones if document.is_whole("engineer") else {}
    people = People(zones, PersonNames(roll.called), entrance, frozenset(roll.unread))
    engineers, calendars = [], []
    for path, raw, made in declared:
        table = document.read(EngineerTable, path, raw)
        if table is None:
            continue
        if table.leaves is not None and table.leaves <= table.joined:
            what = f"leaves on {table.leaves}, which is not after joining on {table.joined}"
            document.fault((*path, "leaves"), what, "give the first day without the person")
        manager = _manager(document, path, table.manager, made, people)
        capacity, changes = read_capacities(document, (*path, "capacity"), table.capacity)
        _judge_aliases(document, path, table.aliases, made, roll.taken)
        if made:
            where, files = (*path, "time_off"), table.time_off
            calendars.append(OwnCalendars(where, made, files, table.time_off_skips_free))
            engineers.append(
                Engineer(
                    id=made,
                    name=table.name,
                    joined=table.joined,
                    timezone=table.timezone or home,
                    tracks=_tracks(document, path, table.tracks, tracks),
                    email=table.email,
                    leaves=table.leaves,
                    manager=manager,
                    capacity=capacity,
                    capacities=changes,
                    country=table.country,
                    subdivision=_subdivision(document, path, table, raw),
                    skills=table.skills,
                    available=table.available,
                    off=table.off,
                    aliases=table.aliases,
                    remote_ids=read_remote_ids(document, (*path, "remote_ids"), table.remote_ids),
                    source=document.source(path),
                    places=tuple(
                        (key, document.source((*path, key))) for key in _KEYS if key in raw
                    ),
                    inherited=_inherited(timezone=table.timezone, tracks=table.tracks),
                )
            )
    return tuple(sorted(engineers, key=lambda engineer: engineer.id)), people, calendars


def _inherited(**written: object) -> tuple[str, ...]:
    """Return the keys that are not written, so that the rotation fills them."""
    return tuple(key for key, value in written.items() if value is None)


def _places(
    document: Document, path: KeyPath, raw: Mapping[str, Any]
) -> tuple[tuple[str, Source], ...]:
    return tuple((key, document.source((*path, key))) for key in _KEYS if key in raw)


def _manager(
    document: Document, path: KeyPath, named: str | None, own: str, people: People
) -> str | None:
    """Return the id of the manager that a table names."""
    if named is None:
        return None
    where = (*path, "manager")
    try:
        manager = people.known(named)
    except Wrong as problem:
        document.wrong(where, problem)
        return None
    if manager == own:
        document.fault(
            where, "a person cannot be their own manager", "name somebody else, or leave it out"
        )
    return manager


def _judge_aliases(
    document: Document, path: KeyPath, aliases: Sequence[str], own: str, taken: _Taken
) -> None:
    """Report an alias that is listed twice, or that also means somebody else."""
    seen: set[str] = set()
    for n, alias in enumerate(aliases):
        where, form = (*path, "aliases", n), plain(in_order(alias))
        if form in seen:
            document.fault(where, f"{quote(alias)} is named twice", "name it once")
            continue
        seen.add(form)
        other, source = taken.setdefault(form, (own, document.source(where)))
        if other != own:
            what = (
                f"{quote(alias)} means '{other}' already ({_line(source, document.source(where))})"
            )
            document.fault(where, what, "an alias means one person: choose another")


def _country(entrance: Entrance) -> str:
    row = entrance.kind is EntranceKind.ROWS
    return entrance.add("country") if row else entrance.add("country", "GB")


def _subdivision(
    document: Document, path: KeyPath, table: EngineerTable, raw: Mapping[str, Any]
) -> str | None:
    if table.subdivision is None:
        return None
    where = (*path, "subdivision")
    if table.country is None:
        if "country" not in raw:
            document.fault(where, "needs a country", _country(document.entrance(path)))
        return None
    try:
        return places.subdivision(table.country, table.subdivision)
    except Wrong as problem:
        document.wrong(where, problem)
        return None


def _tracks(
    document: Document, path: KeyPath, named: list[str] | None, known: TrackNames
) -> tuple[str, ...]:
    if named is None:
        return tuple(sorted(set(known.present.values())))
    if not named:
        document.fault((*path, "tracks"), "is an empty list", "leave the key out for all tracks")
    served: set[str] = set()
    for n, track in enumerate(named):
        where = (*path, "tracks", n)
        if track in named[:n]:
            document.fault(where, f"{quote(track)} is named twice", "name it once")
            continue
        try:
            served.update(known.meant(track))
        except Wrong as problem:
            document.wrong(where, problem)
    return tuple(sorted(served))
