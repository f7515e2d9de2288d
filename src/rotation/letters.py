"""Letters without marks, letters as those of ASCII, and the order of names."""

import unicodedata
from collections.abc import Callable, Mapping

__all__ = ["Letters", "ascii_letters", "by_name", "without_marks"]

_ACCENTS = range(0x300, 0x370)
"""Combining marks of alphabets; those of other scripts tell letters apart."""


class Letters(dict[int, str]):
    """A table for `str.translate` that is filled as letters come: texts are long, letters few.

    A letter that is missing in a plain dictionary costs an exception each time.

    Parameters
    ----------
    of : callable
        What stands for a letter, by its number.
    known : mapping, optional
        What stands for some of them.
    """

    def __init__(self, of: Callable[[int], str], known: Mapping[int, str] = {}) -> None:
        super().__init__(known)
        self._of = of

    def __missing__(self, number: int) -> str:
        letter = self[number] = self._of(number)
        return letter


def ascii_letters(text: str) -> str:
    """Return a text in ASCII: `Łukasz` is `Lukasz`, `ß` is `ss`, `Γιώργος` is `Giorgos`.

    By the tables of anyascii, letter by letter; what has no counterpart is left out.
    """
    if text.isascii():
        return text
    # Here and not above: its tables take some hundredths of a second, and few names need them.
    from anyascii import anyascii  # noqa: PLC0415 - imported where used (docs/architecture.md)

    return anyascii(unicodedata.normalize("NFC", text))


def without_marks(text: str) -> str:
    """Return a text without accents, and with letters of the Latin alphabet as those of ASCII.

    Other scripts keep their letters: none of these has one certain counterpart.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_BARE)


def _bare(number: int) -> str:
    """Return what stands for a letter without its marks."""
    apart = unicodedata.normalize("NFKD", chr(number))
    letters = "".join(letter for letter in apart if ord(letter) not in _ACCENTS)
    whole = unicodedata.normalize("NFKC", letters)
    latin = unicodedata.name(whole[:1] or "\0", "").startswith("LATIN")
    return ascii_letters(whole) if latin else whole


_BARE = Letters(_bare)


def by_name(name: str, then: str = "") -> tuple[str, str, str]:
    """Return the key by which people are listed in the order of their names.

    Letters with marks stand where those without do, and letter case, apostrophes and hyphens do not
    count: Łukasz comes before Zoë, and Åsa before both. Which place a letter has differs from
    language to language, and a team's names are of several. Other alphabets follow the Latin one,
    each in its own order.

    Parameters
    ----------
    name : str
        As people write it.
    then : str
        What tells namesakes apart, such as the id.
    """
    plain = without_marks(name).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return plain.replace("'", "").replace("-", " "), name, then
