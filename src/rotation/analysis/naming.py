"""A person is meant by an id or a name."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar

from rotation.errors import BadInput, Fault

__all__ = ["Named", "person_among"]


class Named(Protocol):
    """An `Engineer` or a `Person`."""

    @property
    def id(self) -> str:
        """As in `Engineer`."""

    @property
    def name(self) -> str:
        """As in `Engineer`."""


T = TypeVar("T", bound=Named)


def person_among(people: Sequence[T], words: str) -> T:
    """Return the person with this id or name; capital letters do not matter.

    Raises
    ------
    BadInput
        When nobody or more than one is called so, with the nearest known name.
    """
    wanted = words.strip().casefold()
    by_id = [p for p in people if p.id.casefold() == wanted]
    by_name = [p for p in people if p.name.casefold() == wanted]
    for found in (by_id, by_name):
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(p.id for p in found)
            raise BadInput(Fault("PERSON", f"{words!r} is the name of {ids}", "give the id"))
    known = {text.casefold(): text for p in people for text in (p.id, p.name)}
    begins = [p.name for p in people if wanted in p.name.casefold().split()]
    near = [known[text] for text in get_close_matches(wanted, known, n=1)]
    mend = (
        f"did you mean {' or '.join(begins or near)}?"
        if begins or near
        else "give an id or a name of the team"
    )
    raise BadInput(Fault("PERSON", f"nobody is called {words!r}", mend))
