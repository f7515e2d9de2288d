"""Which known name somebody meant: close in spelling, or none; a wrong guess is worse than none."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

__all__ = ["LISTED", "bare", "listed", "nearest"]

LISTED = 12
"""So many names are listed; the rest is counted."""

_LONGEST = 200
"""Nothing longer is a slip of the hand."""

_TELLING = 3
"""From so many letters on, a word tells by itself which name is meant."""


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a name as words of letters and digits: no accents, no letter case, no marks."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", letters.replace("'", "").replace("\u2019", "")))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that is meant by `word`; None when none is close, or two are.

    Close is, in this order: the same but for accents, letter case, blanks and punctuation; each
    word of it with few slips, where numbers and words of up to two letters have none; the only
    name of which it gives words or their beginnings.

    Parameters
    ----------
    word : str
        What somebody wrote.
    known : iterable of str
        The names that there are.
    """
    wanted = bare(word[:_LONGEST])
    forms: dict[str, str] = {}
    for name in sorted(known):
        if len(name) <= _LONGEST:
            forms.setdefault(bare(name), name)
    forms.pop("", None)
    if not wanted:
        return None
    if wanted in forms:
        return forms[wanted]
    together = [form for form in forms if form.replace(" ", "") == wanted.replace(" ", "")]
    if len(together) == 1:
        return forms[together[0]]
    slipped, held = _closest(wanted, forms), _only(_parts(wanted, forms))
    begun = held if held is not None and held.startswith(wanted) else None
    if slipped and begun and slipped != begun:
        return None
    meant = slipped or held
    return forms[meant] if meant else None


def listed(names: Iterable[str], most: int = LISTED) -> str:
    """Return names in a row, in the order given; what is left out is counted behind `...`."""
    every = list(names)
    if len(every) <= most:
        return ", ".join(every)
    return f"{', '.join(every[:most])}, ... ({len(every)} in all)"


def _only(forms: Sequence[str]) -> str | None:
    return forms[0] if len(forms) == 1 else None


def _closest(wanted: str, forms: Iterable[str]) -> str | None:
    """Return the form with the fewest slips, if it is one alone."""
    best: list[str] = []
    fewest = _LONGEST
    for form in forms:
        slips = _slips(wanted, form)
        if slips is not None and slips <= fewest:
            best = [*best, form] if slips == fewest else [form]
            fewest = slips
    return _only(best)


def _slips(wanted: str, form: str) -> int | None:
    """Return in how many letters two names differ; None when they are not close."""
    pairs = list(zip(wanted.split(), form.split(), strict=False))
    if len(pairs) != max(wanted.count(" "), form.count(" ")) + 1:
        pairs = [(wanted.replace(" ", ""), form.replace(" ", ""))]
    total = 0
    for word, known in pairs:
        slips = _word_slips(word, known)
        if slips is None:
            return None
        total += slips
    return total


def _word_slips(word: str, known: str) -> int | None:
    if word == known:
        return 0
    longer = max(len(word), len(known))
    allowed = sum(longer > length for length in (2, 7))
    if abs(len(word) - len(known)) > allowed or _numbers(word) != _numbers(known):
        return None
    slips = _distance(word, known)
    # Whoever slips twice in a word, or in a short one, has its first letter right: Holland is not
    # Poland, and Bob not Rob.
    sure = word[0] == known[0] or (slips == 1 and longer > _TELLING)
    return slips if slips <= allowed and sure else None


@lru_cache(maxsize=8192)
def _numbers(word: str) -> list[str]:
    return re.findall(r"\d+", word)


@lru_cache(maxsize=8192)
def _distance(word: str, known: str) -> int:
    """Return the optimal string alignment distance: letters lost, added, replaced or exchanged.

    Damerau (1964), restricted to exchanges of neighbours that nothing else touches.
    """
    before: list[int] = []
    row = list(range(len(known) + 1))
    for n, letter in enumerate(word, 1):
        above, row, older = row, [n], before
        for m, other in enumerate(known, 1):
            cost = min(above[m] + 1, row[m - 1] + 1, above[m - 1] + (letter != other))
            if n > 1 and m > 1 and (letter, word[n - 2]) == (known[m - 2], other):
                cost = min(cost, older[m - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def _parts(wanted: str, forms: Iterable[str]) -> list[str]:
    """Return the names that hold every word of what is wanted, or a word that begins so."""
    if len(wanted) < _TELLING:
        return []
    ours = wanted.split()
    return [
        form for form in forms if all(any(_begins(t, our) for t in form.split()) for our in ours)
    ]


def _begins(word: str, with_this: str) -> bool:
    return word.startswith(with_this) if len(with_this) >= _TELLING else word == with_this
