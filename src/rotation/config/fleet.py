"""`fleet.toml`: which teams a fleet has, and who in them is one person (docs/files.md)."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rotation.config.document import CONFIG, read_tables
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.fleet_people import read_people
from rotation.config.key_places import LinePlaces
from rotation.config.text import describe, nearest, quote, suggest
from rotation.errors import BadInput, Fault
from rotation.other_teams import DeclaredPerson
from rotation.reading import reason

__all__ = ["FLEET", "Fleet", "read_fleet", "teams_in"]

FLEET = "fleet.toml"

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
    """

    folder: Path
    teams: tuple[str, ...]
    people: tuple[DeclaredPerson, ...] = ()
    together: bool = False


def teams_in(folder: Path) -> tuple[str, ...]:
    """Return the folders of a fleet's teams, as `read_fleet` does."""
    return read_fleet(folder).teams


def read_fleet(folder: Path, *, called: str = FLEET) -> Fleet:
    """Return the fleet of a folder: what its `fleet.toml` says, or all teams below.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.
    called : str
        Its `fleet.toml`, as messages call it.

    Raises
    ------
    BadInput
        With every fault of `fleet.toml`; if there is no team; if a folder cannot be read.
    """
    if not folder.is_dir():
        raise BadInput(Fault(str(folder), "no such folder", "give the folder that holds the teams"))
    listing = folder / FLEET
    if not os.path.lexists(listing):
        return Fleet(folder, _teams_below(folder))
    faults = Faults()
    tables = read_tables(listing, called, faults)
    faults.raise_all()
    assert tables is not None  # otherwise there is a fault
    raw, places = tables
    for key in raw:
        if key not in _KEYS:
            fix = suggest(key, _KEYS, "`", len(_KEYS))
            faults.add(places.source((key,)), places.key((key,)), "unknown key", fix)
    before = len(faults)
    named = "teams" in raw
    teams = _listed(folder, raw["teams"], places, faults) if named else _teams_below(folder)
    known = teams if len(faults) == before else ()
    together = _together(raw.get("loads", "apart"), places, faults)
    people = read_people(raw.get("person", []), known, places, faults)
    faults.raise_all()
    return Fleet(folder, teams, people, together)


def _teams_below(folder: Path) -> tuple[str, ...]:
    teams = tuple(sorted(_with_configuration(folder)))
    if not teams:
        fix = f"`rotation init {folder / 'team'}` writes one to start from"
        raise BadInput(Fault(str(folder), f"no folder in it has a {CONFIG}", fix))
    return teams


def _with_configuration(folder: Path) -> Iterator[str]:
    """Yield each folder with a configuration that is neither hidden nor written by commands."""
    faults: list[Fault] = []

    def refuse(error: OSError) -> None:
        fix = f"make it readable, or list the teams in {FLEET}"
        faults.append(Fault(str(error.filename), reason(error), fix))

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [f for f in folders if not f.startswith(".") and f not in _NO_TEAMS]
        if CONFIG in files:
            yield Path(place).relative_to(folder).as_posix()
    if faults:
        raise BadInput(sorted(faults))


def _listed(folder: Path, items: object, places: LinePlaces, faults: Faults) -> tuple[str, ...]:
    """Return the teams that the list names, and report every fault of it."""
    where = places.source(("teams",))
    if not isinstance(items, list):
        what = f"expects a list of texts, got {describe(items)}"
        faults.add(where, "teams", what, _EXAMPLE)
        return ()
    if not items:
        faults.add(where, "teams", "lists no team", f"{_EXAMPLE}, or leave it out for all below")

    teams: set[str] = set()
    for number, item in enumerate(items):
        try:
            teams.add(_team(folder, item, teams))
        except Wrong as problem:
            about = quote(item) if isinstance(item, str) else describe(item)
            faults.wrong(places.source(("teams", number)), "teams", problem, about=about)
    return tuple(sorted(teams))


def _team(folder: Path, item: object, teams: Collection[str]) -> str:
    """Return the team that an item of the list names, which is none of those above it."""
    if not isinstance(item, str):
        raise Wrong(f"expects a text, got {describe(item)}", _EXAMPLE)
    path = PurePosixPath(item)
    team, name = path.as_posix(), quote(item)
    if not item or not item.isprintable() or path.is_absolute() or ".." in path.parts:
        raise Wrong(f"{name} is not the name of a folder in this one", _EXAMPLE)
    if team in teams:
        raise Wrong(f"{name} is listed twice", "remove one of them")
    if not (folder / team).is_dir():
        near = nearest(team, _with_configuration(folder))
        fix = f"did you mean {quote(near)}?" if near else "correct the path, or remove it"
        raise Wrong(f"there is no folder {name}", fix)
    if not (folder / team / CONFIG).is_file():
        fix = f"`rotation init {printable(str(folder / team))}` writes one"
        raise Wrong(f"the folder {name} has no {CONFIG}", fix)
    return team


def _together(text: object, places: LinePlaces, faults: Faults) -> bool:
    if text not in _LOADS:
        what = f"expects a text, got {describe(text)}"
        if isinstance(text, str):
            what = f"unknown word {quote(text)}"
        fix = 'write loads = "apart", or "together" to count all teams of a person as one'
        faults.add(places.source(("loads",)), "loads", what, fix)
    return text == "together"
