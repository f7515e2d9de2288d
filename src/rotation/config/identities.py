"""Who belongs to the teams of a fleet, without reading more of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rotation.config.collecting import uncollected
from rotation.config.document import CONFIG, Document, read_document
from rotation.config.faults import Faults, Wrong
from rotation.config.held_ids import IdMaker
from rotation.config.schema import IdentityTable
from rotation.config.spelling import hinting
from rotation.config.team_files import TeamFiles
from rotation.errors import Fault
from rotation.other_teams import Identity

__all__ = ["Identities", "identities", "read_identities"]


@dataclass(frozen=True, slots=True)
class Identities:
    """The people of several teams.

    Attributes
    ----------
    people : mapping of str to tuple of Identity
        By team, as far as they can be read.
    unread : mapping of str to tuple of Fault
        Why the people of other teams cannot be read, by team.
    """

    people: Mapping[str, tuple[Identity, ...]]
    unread: Mapping[str, tuple[Fault, ...]]


@uncollected()
def identities(folder: Path, teams: Iterable[str]) -> Identities:
    """Return who belongs to the teams of a fleet.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.
    teams : iterable of str
        Their folders, relative to it.
    """
    people, unread = {}, {}
    for team in teams:
        faults = Faults()
        everybody = read_identities(folder / team, faults)
        if faults:
            unread[team] = faults.listed()
        else:
            people[team] = everybody
    return Identities(people, unread)


@hinting()
def read_identities(folder: Path, faults: Faults) -> tuple[Identity, ...]:
    """Return who belongs to a team, with the ids that loading it gives them.

    Parameters
    ----------
    folder : pathlib.Path
        The team's.
    faults : Faults
        Collects why somebody cannot be read; what else is wrong with the team is not looked for.
    """
    config = folder / CONFIG
    document = read_document(config, CONFIG, faults)
    if document is None:
        return ()
    files = TeamFiles(document, config)
    files.add_engineers()
    return tuple(_identities(document, files.ids()))


def _identities(document: Document, held: IdMaker) -> Iterator[Identity]:
    for path, raw in document.tables("engineer"):
        table = document.read(IdentityTable, path, raw)
        if table is None:
            continue
        try:
            made = table.id or held.id_of(table.name)
        except Wrong as problem:
            document.wrong((*path, "name"), problem)
            continue
        yield Identity(made, table.email, table.aliases, document.source(path))
