"""The known name closest in spelling, if any: a wrong guess is worse than none."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

__all__ = ["LISTED", "bare", "counted", "listed", "nearest"]

LISTED = 12
"""The number of names listed; the rest is counted."""

_LONGEST = 200
"""Longer words are not typing errors."""

_TELLING = 3
"""A word with at least this many letters identifies a name."""


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a name as lower-case words of letters and digits, without accents and marks."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", letters.replace("'", "").replace("\u2019", "")))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name closest to `word`; None if none is close, or if two are.

    Close means, in this order: equal except for accents, letter case, blanks and punctuation; few
    typing errors per word, none in numbers and in words of up to two letters; or words, or
    beginnings of words, of only one name.

    Parameters
    ----------
    word : str
        The written word.
    known : iterable of str
        The known names.
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


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: `1 team`, `2 teams`; a plural without `s` is given."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def listed(names: Iterable[str], most: int = LISTED) -> str:
    """Return names as a list, in the given order; names left out are counted after `...`."""
    every = list(names)
    if len(every) <= most:
        return ", ".join(every)
    return f"{', '.join(every[:most])}, ... ({len(every)} in all)"


def _only(forms: Sequence[str]) -> str | None:
    return forms[0] if len(forms) == 1 else None


def _closest(wanted: str, forms: Iterable[str]) -> str | None:
    """Return the form with the fewest typing errors, if it is unique."""
    best: list[str] = []
    fewest = _LONGEST
    for form in forms:
        slips = _slips(wanted, form)
        if slips is not None and slips <= fewest:
            best = [*best, form] if slips == fewest else [form]
            fewest = slips
    return _only(best)


def _slips(wanted: str, form: str) -> int | None:
    """Return in how many letters two names differ; None if they are not close."""
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
    # With two errors, or in a short word, the first letter must be right: Holland is not Poland,
    # and Bob not Rob.
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
    """Return the names with every wanted word, or with words that begin with them."""
    if len(wanted) < _TELLING:
        return []
    ours = wanted.split()
    return [
        form for form in forms if all(any(_begins(t, our) for t in form.split()) for our in ours)
    ]


def _begins(word: str, with_this: str) -> bool:
    return word.startswith(with_this) if len(with_this) >= _TELLING else word == with_this
