"""How names are compared, and which known name is nearest to an unknown one."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import SequenceMatcher

__all__ = ["fold", "hint", "hinting", "nearest", "suggest"]

_LONGEST = 64
"""Letters of a word that are compared: nothing longer is a slip of the hand."""

_EXACT = 20
"""So many of the likeliest names are compared letter by letter."""

_EFFORT = 1_000_000
"""Letters of known names that one run may look at, a fifth of a second or so."""

_LISTED = 12


@dataclass(slots=True)
class _Run:
    """What is left to spend on hints, and those that were given."""

    left: int
    given: dict[Hashable, str | None] = field(default_factory=dict)


_RUN: ContextVar[_Run | None] = ContextVar("_RUN", default=None)


@contextmanager
def hinting() -> Iterator[None]:
    """Bound the effort for hints while something is read.

    A file may hold a hundred thousand unknown names. Who reads so much is shown the first faults
    of a kind only, so the later ones may go without a hint; equal words have equal hints.
    """
    token = _RUN.set(_Run(_EFFORT))
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


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name most like `word`, letter case aside; None when none is like it.

    Likeness is that of `difflib`. Pass many names as a frozenset: it is not copied.
    """
    names = frozenset(known)
    effort = sum(map(len, names)) + 8 * len(names)
    return hint((word, names, cutoff), effort, lambda: _nearest(word, names, cutoff))


def _nearest(word: str, known: Iterable[str], cutoff: float) -> str | None:
    by_fold: dict[str, str] = {}
    for name in sorted(known):
        by_fold.setdefault(fold(name), name)
    matcher = SequenceMatcher(b=fold(word[:_LONGEST]))
    likely = []
    for form in by_fold:
        matcher.set_seq1(form)
        # Upper bounds of the likeness, the cheaper one first.
        if matcher.real_quick_ratio() >= cutoff and (bound := matcher.quick_ratio()) >= cutoff:
            likely.append((bound, form))
    best = (cutoff, "")
    for bound, form in sorted(likely, reverse=True)[:_EXACT]:
        if bound < best[0]:
            break
        matcher.set_seq1(form)
        best = max(best, (matcher.ratio(), form))
    return by_fold[best[1]] if best[1] else None


def suggest(word: str, known: Iterable[str], marks: str = "'") -> str:
    """Return the mend for an unknown name: the nearest known one, or all when they are few."""
    names = frozenset(known)
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {marks}{near}{marks}?"
    if names and len(names) <= _LISTED:
        return f"known: {', '.join(sorted(names))}"
    return ""
