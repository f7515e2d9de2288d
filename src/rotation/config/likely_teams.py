"""Teams that may share people with one, judged by the letters of their files before reading them.

A command for one team of a thousand would read all others for the few that share somebody with it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from rotation.config.document import CONFIG
from rotation.config.identities import Identities, identities
from rotation.limits import TOML_BYTES
from rotation.other_teams import DeclaredPerson, Identified, addresses_of
from rotation.reading import read_file

__all__ = ["identities_beside"]

_ADDRESS = re.compile(r"""[^\s"'\[\],=]*@[^\s"'\[\],=]*""")
_PERSON = re.compile(r"""^[ \t]*\[\[[ \t]*["']?engineer""", re.MULTILINE)
_ENGINEERS = "engineers"
"""The key that names other files with people."""

_Near = frozenset[str]
"""What looks like addresses, and stands near each other: of one person, or of several."""


def identities_beside(
    folder: Path,
    team: str,
    own: Iterable[Identified],
    others: Iterable[str],
    declared: Sequence[DeclaredPerson],
) -> Identities:
    """Return the people of all teams that may share somebody with a team, directly or not.

    Parameters
    ----------
    folder : pathlib.Path
        The fleet's.
    team : str
        The team.
    own : iterable of Identified
        Its people.
    others : iterable of str
        The other teams.
    declared : sequence of DeclaredPerson
        Those of `fleet.toml`.
    """
    # No address has a blank, so an id with one is none.
    marks = {member: f"id {person.id}" for person in declared for member in person.members}
    named = {member for member, _ in marks}
    clear: dict[str, list[_Near]] = {}
    unclear = []
    for other in others:
        near = None if other in named else _letters_in(folder / other / CONFIG)
        if near is None:
            unclear.append(other)
        else:
            clear[other] = near
    read = identities(folder, unclear)
    groups = [letters for near in clear.values() for letters in near]
    groups += [_letters(person.addresses, f"id {person.id}") for person in declared]
    groups += [
        _letters(addresses_of(person), marks.get((other, person.id), ""))
        for other, people in read.people.items()
        for person in people
    ]
    known = _reached(
        [_letters(addresses_of(person), marks.get((team, person.id), "")) for person in own],
        groups,
    )
    likely = (t for t, near in clear.items() if any(not known.isdisjoint(each) for each in near))
    more = identities(folder, likely)
    return Identities({**read.people, **more.people}, {**read.unread, **more.unread})


def _letters_in(config: Path) -> list[_Near] | None:
    """Return what looks like addresses, by person as far as that shows; None if it may hide some.

    TOML writes any letter as an escape, too, and other files may be named.
    """
    try:
        text = read_file(config, TOML_BYTES).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if "\\" in text or _ENGINEERS in text:
        return None
    return [_letters([part]) for part in _PERSON.split(text)]


def _letters(texts: Iterable[str], mark: str = "") -> _Near:
    shown = (match for text in texts for match in _ADDRESS.findall(text.casefold()))
    return frozenset((*shown, mark)) if mark else frozenset(shown)


def _reached(first: Iterable[_Near], groups: Iterable[_Near]) -> _Near:
    """Return the letters of all groups that lead to each other from the first ones."""
    known = {letters for group in first for letters in group}
    waiting = [group for group in groups if len(group) > 1]
    while True:
        apart = [group for group in waiting if known.isdisjoint(group)]
        if len(apart) == len(waiting):
            return frozenset(known)
        for group in waiting:
            if not known.isdisjoint(group):
                known |= group
        waiting = apart
