"""`fleet.toml`: which teams a fleet has, and who in them is one person (docs/files.md)."""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rotation.config.document import CONFIG, read_tables
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.fleet_people import read_people
from rotation.config.fleet_place import FLEET
from rotation.config.key_places import LinePlaces
from rotation.config.text import describe, nearest, quote, suggest
from rotation.config.toml_lines import Lines
from rotation.errors import BadInput, Fault
from rotation.model.source import Source
from rotation.other_teams import DeclaredPerson
from rotation.reading import reason

__all__ = ["FLEET", "Fleet", "read_fleet", "teams_in"]

_KEYS = ("teams", "loads", "person")
_LOADS = ("apart", "together")
_EXAMPLE = 'write teams = ["search", "web/api"]'
_NO_TEAMS = ("out", "public")
"""Folders that commands write: a copy of a configuration there is no team."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """The teams of a folder, and who of them is one person.

    Attributes
    ----------
    folder : pathlib.Path
        Where the teams are.
    teams : tuple of str
        Their folders, relative to it, with `/`, sorted; `.` is the folder itself.
    people : tuple of DeclaredPerson
        The tables `[[person]]`, by id.
    together : bool
        Whether loads and shares of people count together in all their teams.
    unseen : tuple of Fault
        Teams that are listed and not there, and folders that cannot be looked into; empty if these
        are errors.
    """

    folder: Path
    teams: tuple[str, ...]
    people: tuple[DeclaredPerson, ...] = ()
    together: bool = False
    unseen: tuple[Fault, ...] = ()


def teams_in(folder: Path) -> tuple[str, ...]:
    """Return the folders of a fleet's teams, as `read_fleet` does."""
    return read_fleet(folder).teams


def read_fleet(folder: Path, *, whole: bool = True) -> Fleet:
    """Return the fleet of a folder: what its `fleet.toml` says, or all teams below.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.
    whole : bool
        Whether every team has to be there; otherwise the fleet says which are not.

    Raises
    ------
    BadInput
        With every fault of `fleet.toml`; if there is no team; if a folder cannot be read.
    """
    if not folder.is_dir():
        raise BadInput(Fault(str(folder), "no such folder", "give the folder that holds the teams"))
    faults, absent = Faults(), Faults()
    raw, places = _tables(folder, faults)
    if "teams" in raw:
        teams, known = _listed(folder, raw["teams"], places, faults, absent)
    else:
        teams = known = _teams_below(folder, absent)
        if whole and not (teams or absent):
            fix = f"`rotation init {folder / 'team'}` writes one to start from"
            raise BadInput(Fault(str(folder), f"no folder in it has a {CONFIG}", fix))
    if whole:
        faults.include(absent)
    together = _together(raw.get("loads", "apart"), places, faults)
    people = read_people(raw.get("person", []), known, places, faults)
    faults.raise_all()
    return Fleet(folder, teams, people, together, absent.listed())


def _tables(folder: Path, faults: Faults) -> tuple[Mapping[str, Any], LinePlaces]:
    """Return what `fleet.toml` has, nothing without it, and report unknown keys.

    Raises
    ------
    BadInput
        If it cannot be read.
    """
    listing = folder / FLEET
    if not os.path.lexists(listing):
        return {}, LinePlaces(Lines(""), FLEET)
    tables = read_tables(listing, FLEET, faults)
    faults.raise_all()
    assert tables is not None  # otherwise there is a fault
    raw, places = tables
    for key in raw:
        if key not in _KEYS:
            fix = suggest(key, _KEYS, "`", len(_KEYS))
            faults.add(places.source((key,)), places.key((key,)), "unknown key", fix)
    return raw, places


def _teams_below(folder: Path, absent: Faults) -> tuple[str, ...]:
    """Return each folder with a configuration that is neither hidden nor written by commands."""
    teams = []

    def refuse(error: OSError) -> None:
        fix = f"make it readable, or list the teams in {FLEET}"
        absent.add(Source(str(error.filename)), "", reason(error), fix)

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".") and f not in _NO_TEAMS]
        if CONFIG in files:
            teams.append(Path(place).relative_to(folder).as_posix())
    return tuple(sorted(teams))


def _listed(
    folder: Path, items: object, places: LinePlaces, faults: Faults, absent: Faults
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the teams of the list that are there, and all; of none if some have no name."""
    where = places.source(("teams",))
    if not isinstance(items, list):
        what = f"expects a list of texts, got {describe(items)}"
        faults.add(where, "teams", what, _EXAMPLE)
        return (), ()
    if not items:
        faults.add(where, "teams", "lists no team", f"{_EXAMPLE}, or leave it out for all below")
    named: list[str] = []
    teams: list[str] = []
    for number, item in enumerate(items):
        source = places.source(("teams", number))
        about = quote(item) if isinstance(item, str) else describe(item)
        try:
            named.append(_name(item, named))
        except Wrong as problem:
            faults.wrong(source, "teams", problem, about=about)
            continue
        try:
            _judge_folder(folder, named[-1], about)
            teams.append(named[-1])
        except Wrong as problem:
            absent.wrong(source, "teams", problem, about=about)
    return tuple(sorted(teams)), tuple(sorted(named)) if not faults else ()


def _name(item: object, named: Collection[str]) -> str:
    """Return the team that an item of the list names, which is none of those above it."""
    if not isinstance(item, str):
        raise Wrong(f"expects a text, got {describe(item)}", _EXAMPLE)
    path = PurePosixPath(item)
    if not item or not item.isprintable() or path.is_absolute() or ".." in path.parts:
        raise Wrong(f"{quote(item)} is not the name of a folder in this one", _EXAMPLE)
    if path.as_posix() in named:
        raise Wrong(f"{quote(item)} is listed twice", "remove one of them")
    return path.as_posix()


def _judge_folder(folder: Path, team: str, name: str) -> None:
    """Raise `Wrong` if a listed team is not there."""
    if not (folder / team).is_dir():
        near = nearest(team, _teams_below(folder, Faults()))
        fix = f"did you mean {quote(near)}?" if near else "correct the path, or remove it"
        raise Wrong(f"there is no folder {name}", fix)
    if not (folder / team / CONFIG).is_file():
        fix = f"`rotation init {printable(str(folder / team))}` writes one"
        raise Wrong(f"the folder {name} has no {CONFIG}", fix)


def _together(text: object, places: LinePlaces, faults: Faults) -> bool:
    if text not in _LOADS:
        what = f"expects a text, got {describe(text)}"
        if isinstance(text, str):
            what = f"unknown word {quote(text)}"
        fix = 'write loads = "apart", or "together" to count all teams of a person as one'
        faults.add(places.source(("loads",)), "loads", what, fix)
    return text == "together"
