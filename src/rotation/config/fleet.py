"""Which teams a fleet has: those that `fleet.toml` lists, or every folder with a configuration."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from rotation.config.document import CONFIG, read_tables
from rotation.config.faults import Faults, Wrong, printable
from rotation.config.text import describe, nearest, quote, suggest
from rotation.errors import BadInput, Fault
from rotation.model.source import Source
from rotation.reading import reason

__all__ = ["FLEET", "teams_in"]

FLEET = "fleet.toml"

_KEY = "teams"
_EXAMPLE = 'write teams = ["search", "web/api"]'
_NO_TEAMS = ("out", "public")
"""Folders that commands write: a copy of a configuration there is no team."""


def teams_in(folder: Path) -> tuple[str, ...]:
    """Return the folders of a fleet's teams.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.

    Returns
    -------
    tuple of str
        Relative to the folder, with `/`, sorted; `.` is the folder itself.

    Raises
    ------
    BadInput
        With every fault of `fleet.toml`; if there is no team; if a folder cannot be read.
    """
    if not folder.is_dir():
        raise BadInput(Fault(str(folder), "no such folder", "give the folder that holds the teams"))
    listing = folder / FLEET
    if os.path.lexists(listing):
        return _listed(folder, listing)
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


def _listed(folder: Path, listing: Path) -> tuple[str, ...]:
    faults = Faults()
    tables = read_tables(listing, FLEET, faults)
    teams: set[str] = set()
    if tables is not None:
        raw, places = tables
        for key in raw:
            if key != _KEY:
                fix = suggest(key, (_KEY,), "`", 1)
                faults.add(places.source((key,)), places.key((key,)), "unknown key", fix)
        items = raw.get(_KEY)
        if items is None:
            faults.add(Source(FLEET), _KEY, "is missing", _EXAMPLE)
        elif not isinstance(items, list):
            what = f"expects a list of texts, got {describe(items)}"
            faults.add(places.source((_KEY,)), _KEY, what, _EXAMPLE)
        elif not items:
            faults.add(places.source((_KEY,)), _KEY, "lists no team", _EXAMPLE)
        else:
            for number, item in enumerate(items):
                try:
                    teams.add(_team(folder, item, teams))
                except Wrong as problem:
                    source = places.source((_KEY, number))
                    about = quote(item) if isinstance(item, str) else describe(item)
                    faults.add(source, _KEY, problem.what, problem.hint, about=about)
    faults.raise_all()
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
