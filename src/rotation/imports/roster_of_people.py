"""The engineers of an import: those of a list of people, and those that only the export names."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from rotation.api import Rotation
from rotation.config.csv_table import Columns, read_table
from rotation.config.faults import Faults
from rotation.config.people_rows import PEOPLE, dated_people, table_of_person
from rotation.config.person_names import PersonNames, plain
from rotation.errors import BadInput, Fault, printable
from rotation.imports.people import SeenPeople, SeenPerson
from rotation.model.people import Engineer
from rotation.model.source import Source

__all__ = ["ImportedPeople", "ListedPerson", "imported_people", "read_people"]

ListedPerson = tuple[Mapping[str, object], Source]
"""The table of a person, and the row it is from."""

_COLUMNS = Columns(("name",), ("joined", *PEOPLE.optional))
_AT = re.compile(r"engineer\[(\d+)\]\.?(.*)", re.DOTALL)


class ImportedPeople(NamedTuple):
    """Everybody of an import.

    Attributes
    ----------
    rotation : Rotation
        With everybody, and the other tables.
    ids : mapping of (str, str) to str
        Who is meant, by name and address as stints have them.
    guessed : mapping of str to SeenPerson
        Of whom something was guessed, by id, in the order of names.
    remarks : tuple of str
        What was concluded, as sentences.
    """

    rotation: Rotation
    ids: Mapping[tuple[str, str], str]
    guessed: Mapping[str, SeenPerson]
    remarks: tuple[str, ...]


def read_people(path: Path) -> list[ListedPerson]:
    """Return the rows of a list of people: `name`, and what else `people.csv` may have.

    Raises
    ------
    BadInput
        With every fault of the file.
    """
    faults = Faults()
    rows = dated_people(read_table(path, printable(str(path)), _COLUMNS, faults))
    faults.raise_all()
    return [(table_of_person(row), row.source) for row in rows]


def imported_people(
    seen: SeenPeople, listed: Sequence[ListedPerson], tables: Mapping[str, Any]
) -> ImportedPeople:
    """Return the engineers of an import.

    A name of the export means somebody of the list by address, full name, id or alias, else by a
    first name that only one of them has; whoever is not listed is added.

    Parameters
    ----------
    seen : SeenPeople
        Everybody in the export.
    listed : sequence of ListedPerson
        The list of people; may be empty.
    tables : mapping of str to object
        The other tables of the configuration: `rotation` and `track`.

    Raises
    ------
    BadInput
        With every fault of the list.
    """
    known: tuple[Engineer, ...] = ()
    if listed:
        known = _in_order(_rotation(tables, [_dated(row, None) for row, _ in listed], listed))
    names = PersonNames(known)
    firsts: dict[str, list[str]] = {}
    for engineer in known:
        firsts.setdefault(plain(engineer.name.split()[0]), []).append(engineer.id)
    meant: dict[int, str] = {}
    short: dict[str, str] = {}
    for person in seen.people:
        at = names.at(person.email) if person.email else None
        ids = (at,) if at is not None else names.meant(person.name)
        if not ids and len(of_first := firsts.get(plain(person.name), ())) == 1:
            ids = tuple(of_first)
            short[ids[0]] = person.name
        if len(ids) == 1:
            meant[id(person)] = ids[0]
    serving: dict[str, SeenPerson] = {}
    for person in seen.people:
        if id(person) in meant:
            serving.setdefault(meant[id(person)], person)
    labels = {engineer.id: engineer.name for engineer in known}
    remarks = []
    used = tuple(short)
    if short:
        only = {ids[0]: labels[ids[0]].split()[0] for ids in firsts.values() if len(ids) == 1}
        short = only | short
        count = "1 first name is" if len(used) == 1 else f"{len(used)} first names are"
        remarks.append(f"{count} read as of the list of people, where first names are aliases now.")
    rows = []
    for engineer, (row, _) in zip(known, listed, strict=True):
        table = _dated(row, serving.get(engineer.id)) | {"id": engineer.id}
        if engineer.id in short:
            table["aliases"] = [*engineer.aliases, short[engineer.id]]
        rows.append(table)
    others = [person for person in seen.people if id(person) not in meant]
    rotation = _rotation(tables, [*rows, *_tables(others, known)], listed)
    new = _in_order(rotation)[len(known) :]
    added = {id(person): engineer.id for person, engineer in zip(others, new, strict=True)}
    who = meant | added
    undated = [e.id for e, (row, _) in zip(known, listed, strict=True) if "joined" not in row]
    guessed = {key: serving[key] for key in undated if key in serving}
    guessed |= {added[id(person)]: person for person in others}
    if listed:
        remarks += [f"{person.name} is not in the list of people." for person in others]
    idle = [e.name for e in known if e.id not in serving]
    remarks += [f"{name} was never on call." for name in idle]
    return ImportedPeople(
        rotation,
        {key: who[id(person)] for key, person in seen.of.items()},
        dict(sorted(guessed.items(), key=lambda item: plain(item[1].name))),
        (*remarks, *(() if listed else seen.remarks)),
    )


def _dated(row: Mapping[str, object], person: SeenPerson | None) -> dict[str, object]:
    """Return the table of somebody, with a guess of when they joined where it is not stated."""
    if "joined" in row:
        return dict(row)
    return {"joined": "2000-01-01" if person is None else str(person.joined), **row}


def _tables(people: Sequence[SeenPerson], known: Sequence[Engineer]) -> list[dict[str, object]]:
    names = [*(person.name for person in people), *(engineer.name for engineer in known)]
    tables = []
    for person in people:
        table: dict[str, object] = {"name": person.name, "joined": str(person.joined)}
        if person.email:
            table["email"] = person.email
            if names.count(person.name) > 1:
                table["id"] = re.sub(r"[^a-z0-9._-]", "-", person.email.partition("@")[0])
        if person.leaves is not None:
            table["leaves"] = str(person.leaves)
        tables.append(table)
    return tables


def _rotation(
    tables: Mapping[str, Any],
    people: Sequence[Mapping[str, object]],
    listed: Sequence[ListedPerson],
) -> Rotation:
    """Return a rotation of people; their faults name the rows of the list."""
    try:
        return Rotation.from_dict({**tables, "engineer": list(people)})
    except BadInput as error:
        raise BadInput([_at_row(fault, listed) for fault in error.faults]) from error


def _in_order(rotation: Rotation) -> tuple[Engineer, ...]:
    """Return engineers as they were given: a rotation has them by name."""
    return tuple(sorted(rotation.engineers, key=lambda engineer: engineer.source or Source("")))


def _at_row(fault: Fault, listed: Sequence[ListedPerson]) -> Fault:
    match = _AT.fullmatch(fault.place)
    if match is None or int(match[1]) >= len(listed):
        return fault
    place = listed[int(match[1])][1].key(match[2])
    return Fault(place, fault.what, fault.hint)
