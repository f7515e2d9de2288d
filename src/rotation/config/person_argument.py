"""An argument that means a person."""

from collections.abc import Sequence
from typing import TypeVar

from rotation.config.person_names import NamedPerson, PersonNames, plain
from rotation.errors import BadInput, Fault
from rotation.model.spelling import listed

__all__ = ["person_among"]

_MANY = 4
"""With more people than this, only some are listed."""

T = TypeVar("T", bound=NamedPerson)


def person_among(people: Sequence[T], words: str) -> T:
    """Return the person with this id, address, name or alias (I26).

    Raises
    ------
    BadInput
        When no person, or more than one, has this name; with the nearest.
    """
    names, wanted = PersonNames(people), words.strip()
    meant = names.meant(wanted)
    if len(meant) == 1:
        return next(person for person in people if person.id == meant[0])
    if meant:
        raise BadInput(Fault("PERSON", f"{words!r} may be {' or '.join(meant)}", "give the id"))
    near = names.near(wanted)
    begun = [p.name for p in people if plain(wanted) in plain(p.name).split()]
    likely = begun or [
        p.name if p.name.casefold() == near else p.id for p in people if p.id == near
    ]
    named = " or ".join(likely) if len(likely) < _MANY else f"one of {listed(likely, _MANY)}"
    fix = f"did you mean {named}?" if likely else "give an id or a name of the team"
    raise BadInput(Fault("PERSON", f"nobody is called {words!r}", fix))
