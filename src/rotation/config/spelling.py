"""Comparing names, and finding the known name nearest to an unknown one."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from rotation.model.spelling import LISTED, listed
from rotation.model.spelling import nearest as closest

__all__ = ["fold", "hint", "hinting", "nearest", "suggest"]

_EFFORT = 1_000_000
"""Letters of known names that one run may compare, about a fifth of a second."""

_EACH = 500
"""The fixed cost of a search, in letters."""


@dataclass(slots=True)
class _HintEffort:
    """The remaining effort for hints, and the hints given so far."""

    left: int
    given: dict[Hashable, str | None] = field(default_factory=dict)


_RUN: ContextVar[_HintEffort | None] = ContextVar("_RUN", default=None)


@contextmanager
def hinting() -> Iterator[None]:
    """Limit the effort for hints while something is read.

    A file may hold a hundred thousand unknown names. Only the first faults of a kind are shown, so
    later ones may lack a hint; equal words have equal hints.
    """
    token = _RUN.set(_HintEffort(_EFFORT))
    try:
        yield
    finally:
        _RUN.reset(token)


def hint(key: Hashable, effort: int, find: Callable[[], str | None]) -> str | None:
    """Return the result of `find`, within the effort of this run (`hinting`).

    Parameters
    ----------
    key : hashable
        What is searched, and where; the same key has the same hint.
    effort : int
        Letters that are compared.
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
    """Return a form that is equal for all spellings of one name."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that is meant, as `rotation.model.spelling.nearest` does.

    The effort counts (`hinting`). Pass many names as a frozenset: it is not copied.
    """
    names = frozenset(known)
    effort = _EACH + sum(map(len, names)) + 8 * len(names)
    return hint((word, names), effort, lambda: closest(word, names))


def suggest(word: str, known: Iterable[str], marks: str = "'", most: int = LISTED) -> str:
    """Return the fix for an unknown name: the nearest known name, or the list of names."""
    names = frozenset(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {marks}{near}{marks}?"
    return f"known: {listed(sorted(names), most)}" if names else ""
