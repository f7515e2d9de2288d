"""`[[engineer]]` tables to engineers, and the names by which files may mean them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from rotation.config import places
from rotation.config.document import Document
from rotation.config.faults import Wrong
from rotation.config.places import zone
from rotation.config.schema import EngineerTable
from rotation.config.text import fold, known_track, nearest, quote, safe_id, slug
from rotation.config.toml_lines import KeyPath
from rotation.model.people import Engineer
from rotation.model.source import Source

__all__ = ["OwnCalendars", "People", "read_engineers"]


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who is declared, also those whose table has faults.

    Attributes
    ----------
    zones : mapping of str to str
        IANA zone by engineer id.
    ids_by_name : mapping of str to str
        Id by folded name or e-mail address, to recognise somebody named otherwise.
    """

    zones: Mapping[str, str]
    ids_by_name: Mapping[str, str]

    @classmethod
    def of(cls, engineers: Collection[Engineer]) -> "People":
        """Return the people of a rotation that has been read."""
        return cls(
            {e.id: e.timezone for e in engineers},
            {fold(key): e.id for e in engineers for key in (e.name, e.email) if key},
        )

    def known(self, text: str, otherwise: str = "") -> str:
        """Return an engineer id, or say who is nearest.

        Parameters
        ----------
        text : str
            What a file says.
        otherwise : str
            What to do when it is no slip of the hand.
        """
        if text in self.zones or not self.zones:  # that nobody is declared is told elsewhere
            return text
        named = self.ids_by_name.get(fold(text))
        if named is not None:
            raise Wrong(f"{quote(text)} is no id", f"engineers are named by id here: '{named}'")
        near = self._meant(fold(text)) or nearest(text, self.zones)
        if near is None:
            name = nearest(text, self.ids_by_name)
            near = self.ids_by_name[name] if name else None
        hints = [f"did you mean '{near}'?"] if near else []
        if otherwise or not near:
            hints.append(otherwise or "add an [[engineer]] table")
        raise Wrong(f"unknown engineer {quote(text)}", " else ".join(hints))

    def _meant(self, short: str) -> str | None:
        """Return the one person whose first name this is, else whose id, name or address begins so.

        Without it `jan` would be nearer to `ian` than to `jan-de-boer`.
        """
        if not short:
            return None
        ids = {**self.ids_by_name, **{one: one for one in self.zones}}
        first = {one for form, one in ids.items() if re.split(r"[\s._@-]", form)[0] == short}
        begun = {one for form, one in ids.items() if form.startswith(short)}
        found = first if len(first) == 1 else begun
        return next(iter(found)) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class OwnCalendars:
    """Calendars of one person's time off.

    Attributes
    ----------
    path : tuple
        Keys of the list of files.
    engineer : str
        Whose they are.
    files : tuple of str
        As the configuration names them.
    skips_free : bool
        Whether what they mark as free is no absence.
    """

    path: KeyPath
    engineer: str
    files: tuple[str, ...]
    skips_free: bool


class _Roll:
    """Ids, names and addresses given so far, and where."""

    def __init__(self) -> None:
        self.zones: dict[str, str] = {}
        self.ids_by_name: dict[str, str] = {}
        self._ids: dict[str, tuple[Source, bool]] = {}
        self._emails: dict[str, Source] = {}
        self._names: dict[str, tuple[Source, bool]] = {}

    def enter(self, document: Document, path: KeyPath, raw: Mapping[str, Any], home: str) -> str:
        """Return the id of a table, empty when it has none; doubled ones are told."""
        source = document.source(path)
        explicit = "id" in raw
        name = raw.get("name") if isinstance(raw.get("name"), str) else None
        made = self._identify(document, path, raw.get("id") if explicit else name, explicit)
        if made and made in self._ids:
            first, both = self._ids[made]
            what = f"the id '{made}' is taken by line {first.line}"
            mend = (
                "choose another" if both and explicit else "give one of the two an `id` of its own"
            )
            document.fault((*path, "id") if explicit else (*path, "name"), what, mend)
            return ""
        if name and fold(name):
            earlier = self._names.setdefault(fold(name), (source, explicit))
            if earlier[0] != source and not (earlier[1] and explicit):
                what = f"{quote(name)} is also the name on line {earlier[0].line}"
                document.fault((*path, "name"), what, "give each of them an `id`")
        email = raw.get("email")
        if isinstance(email, str) and email:
            where = self._emails.setdefault(email.casefold(), source)
            if where != source:
                what = f"{quote(email)} is also the address on line {where.line}"
                document.fault((*path, "email"), what, "give each person their own")
        if made:
            self._ids[made] = (source, explicit)
            self.zones[made] = _zone_or(raw.get("timezone"), home)
            for key in (name, email):
                if isinstance(key, str) and fold(key):
                    self.ids_by_name.setdefault(fold(key), made)
        return made

    def _identify(self, document: Document, path: KeyPath, text: object, explicit: bool) -> str:
        if not isinstance(text, str):
            return ""
        made = text if explicit else slug(text)
        try:
            return safe_id(made)
        except Wrong:
            # An explicit id is judged by its model.
            if not explicit and fold(text):
                what = f"no id can be made from {quote(text)}"
                document.fault((*path, "name"), what, "give an `id`")
            return ""


def _zone_or(text: object, home: str) -> str:
    try:
        return zone(text) if isinstance(text, str) else home
    except Wrong:
        return home


def read_engineers(
    document: Document, tracks: Collection[str], home: str
) -> tuple[tuple[Engineer, ...], People, list[OwnCalendars]]:
    """Return the engineers, sorted by id, everybody's ids, and the calendars people have.

    Parameters
    ----------
    document : Document
        The configuration.
    tracks : collection of str
        Names of the tracks.
    home : str
        IANA zone of the rotation, for whoever names none.
    """
    roll = _Roll()
    declared = [
        (p, raw, roll.enter(document, p, raw, home)) for p, raw in document.tables("engineer")
    ]
    people = People(roll.zones, roll.ids_by_name)
    found, calendars = [], []
    for path, raw, made in declared:
        table = document.read(EngineerTable, path, raw)
        if table is None:
            continue
        if table.leaves is not None and table.leaves <= table.joined:
            what = f"leaves on {table.leaves}, not after joining on {table.joined}"
            document.fault((*path, "leaves"), what, "give the first day gone")
        if table.manager is not None:
            _judge_manager(document, path, table.manager, made, people)
        if made:
            where, files = (*path, "time_off"), table.time_off
            calendars.append(OwnCalendars(where, made, files, table.time_off_skips_free))
            found.append(
                Engineer(
                    id=made,
                    name=table.name,
                    joined=table.joined,
                    timezone=table.timezone or home,
                    tracks=_tracks(document, path, table.tracks, tracks),
                    email=table.email,
                    leaves=table.leaves,
                    manager=table.manager,
                    capacity=table.capacity,
                    country=table.country,
                    subdivision=_subdivision(document, path, table, raw),
                    source=document.source(path),
                )
            )
    return tuple(sorted(found, key=lambda engineer: engineer.id)), people, calendars


def _judge_manager(
    document: Document, path: KeyPath, manager: str, own: str, people: People
) -> None:
    where = (*path, "manager")
    if manager == own:
        document.fault(where, "nobody is their own manager", "name somebody else, or leave it out")
        return
    try:
        people.known(manager)
    except Wrong as problem:
        document.wrong(where, problem)


def _subdivision(
    document: Document, path: KeyPath, table: EngineerTable, raw: Mapping[str, Any]
) -> str | None:
    if table.subdivision is None:
        return None
    where = (*path, "subdivision")
    if table.country is None:
        if "country" not in raw:
            document.fault(where, "needs a country", 'add `country = "GB"`')
        return None
    try:
        return places.subdivision(table.country, table.subdivision)
    except Wrong as problem:
        document.wrong(where, problem)
        return None


def _tracks(
    document: Document, path: KeyPath, named: list[str] | None, known: Collection[str]
) -> tuple[str, ...]:
    if named is None:
        return tuple(sorted(known))
    if not named:
        document.fault((*path, "tracks"), "is an empty list", "leave the key out for all tracks")
    for n, track in enumerate(named):
        where = (*path, "tracks", n)
        if track in named[:n]:
            document.fault(where, f"{quote(track)} is named twice", "name it once")
            continue
        try:
            known_track(track, known)
        except Wrong as problem:
            document.wrong(where, problem)
    return tuple(sorted(set(named)))
