"""How names are compared, and which known name is nearest to an unknown one."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from rotation.model.spelling import LISTED, listed
from rotation.model.spelling import nearest as closest

__all__ = ["fold", "hint", "hinting", "nearest", "suggest"]

_EFFORT = 1_000_000
"""Letters of known names that one run may look at, a fifth of a second or so."""

_EACH = 500
"""What beginning to look costs, in letters."""


@dataclass(slots=True)
class _HintEffort:
    """What is left to spend on hints, and those that were given."""

    left: int
    given: dict[Hashable, str | None] = field(default_factory=dict)


_RUN: ContextVar[_HintEffort | None] = ContextVar("_RUN", default=None)


@contextmanager
def hinting() -> Iterator[None]:
    """Bound the effort for hints while something is read.

    A file may hold a hundred thousand unknown names. Who reads so much is shown the first faults
    of a kind only, so the later ones may go without a hint; equal words have equal hints.
    """
    token = _RUN.set(_HintEffort(_EFFORT))
    try:
        yield
    finally:
        _RUN.reset(token)


def hint(key: Hashable, effort: int, find: Callable[[], str | None]) -> str | None:
    """Return what `find` finds, as long as hints are given in this run (`hinting`).

    Parameters
    ----------
    key : hashable
        What is looked for and where: the same key has the same hint.
    effort : int
        Letters that are looked at.
    find : callable
        Does the work.
    """
    run = _RUN.get()
    if run is None:
        return find()
    if key not in run.given and run.left > 0:
        run.left -= effort
        run.given[key] = find()
    return run.given.get(key)


def fold(text: str) -> str:
    """Return the form in which two spellings of one name are equal."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that is meant, as `rotation.model.spelling.nearest` has it.

    The effort counts (`hinting`). Pass many names as a frozenset: it is not copied.
    """
    names = frozenset(known)
    effort = _EACH + sum(map(len, names)) + 8 * len(names)
    return hint((word, names), effort, lambda: closest(word, names))


def suggest(word: str, known: Iterable[str], marks: str = "'", most: int = LISTED) -> str:
    """Return the fix for an unknown name: the nearest known one, or which there are."""
    names = frozenset(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {marks}{near}{marks}?"
    return f"known: {listed(sorted(names), most)}" if names else ""
