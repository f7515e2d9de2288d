"""Letters without marks, letters as ASCII, and the order of names."""

import unicodedata
from collections.abc import Callable, Mapping

__all__ = ["Letters", "ascii_letters", "by_name", "without_marks"]

_ACCENTS = range(0x300, 0x370)
"""Combining marks of alphabets; in other scripts they distinguish letters."""


class Letters(dict[int, str]):
    """A table for `str.translate` that is filled on demand: texts are long, letters few.

    A letter that is missing in a plain dictionary costs an exception each time.

    Parameters
    ----------
    of : callable
        Returns the replacement of a letter, by its number.
    known : mapping, optional
        Replacements of some letters.
    """

    def __init__(self, of: Callable[[int], str], known: Mapping[int, str] = {}) -> None:
        super().__init__(known)
        self._of = of

    def __missing__(self, number: int) -> str:
        letter = self[number] = self._of(number)
        return letter


def ascii_letters(text: str) -> str:
    """Return a text in ASCII: `Łukasz` is `Lukasz`, `ß` is `ss`, `Γιώργος` is `Giorgos`.

    By the tables of anyascii, letter by letter; letters without a counterpart are left out.
    """
    if text.isascii():
        return text
    # Imported here: its tables take some hundredths of a second, and few names need them.
    from anyascii import anyascii  # noqa: PLC0415 - imported where used (docs/architecture.md)

    return anyascii(unicodedata.normalize("NFC", text))


def without_marks(text: str) -> str:
    """Return a text without accents, with Latin letters as ASCII.

    Other scripts keep their letters, which have no certain counterpart.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_BARE)


def _bare(number: int) -> str:
    """Return a letter without its marks."""
    apart = unicodedata.normalize("NFKD", chr(number))
    letters = "".join(letter for letter in apart if ord(letter) not in _ACCENTS)
    whole = unicodedata.normalize("NFKC", letters)
    latin = unicodedata.name(whole[:1] or "\0", "").startswith("LATIN")
    return ascii_letters(whole) if latin else whole


_BARE = Letters(_bare)


def by_name(name: str, then: str = "") -> tuple[str, str, str]:
    """Return the sort key of people by name.

    Letters with marks are sorted like those without, and letter case, apostrophes and hyphens do
    not count: Łukasz comes before Zoë, and Åsa before both. The place of a letter differs between
    languages, and a team's names come from several. Other alphabets follow the Latin one, each in
    its own order.

    Parameters
    ----------
    name : str
        As people write it.
    then : str
        What distinguishes people with the same name, such as the id.
    """
    plain = without_marks(name).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return plain.replace("'", "").replace("-", " "), name, then
