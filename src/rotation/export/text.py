"""Clean text for any file: one line, no invisible characters; and names of holders."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rotation.model.settings import RotationData

__all__ = ["NO_ONE", "Holder", "clean", "fitting", "holder_of", "name_forms", "plain_markdown"]

NO_ONE = "No one"
"""Shown in place of a name when a shift is open."""

_LEAST_PART = 6
"""Letters of a word that still say who is meant; initials are better than fewer."""

# Control, format, private-use and surrogate characters; line and paragraph separators. No file is
# read with one of them in a name or a reason (I6).
_UNWANTED = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Persian and Indic names are written with these two, and joined emoji; they only join letters.
_JOINERS = frozenset({"\u200c", "\u200d"})

# What formats, links or embeds; a number sign does so before digits only: `#5` is an issue.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|~&]|#(?=\d))")


def clean(text: str) -> str:
    """Return `text` as one line of visible characters.

    Line breaks, tabs and other white space become single spaces; control, format and surrogate
    characters (NUL, a lone CR, U+202E, ...) are dropped, but for the zero-width joiners. Cleaning
    twice changes nothing.
    """
    spaced = " ".join(text.split())
    if spaced.isprintable():  # which none of the unwanted characters is
        return spaced
    kept = "".join(
        char for char in spaced if char in _JOINERS or unicodedata.category(char) not in _UNWANTED
    )
    # Joiners alone join nothing, and are not text when they are read.
    return " ".join(kept.split()) if kept.strip().strip("".join(_JOINERS)) else ""


def name_forms(name: str) -> tuple[str, str, str]:
    """Return a name, its first word and its initials, for places that are too narrow for all."""
    words = name.split() or [""]
    return name, words[0], "".join(word[:1].upper() for word in words[:3])


def fitting(name: str, fits: Callable[[str], bool]) -> str:
    """Return the longest form of a name that fits: all, the first word, a part of it, initials.

    Parameters
    ----------
    name : str
        Clean.
    fits : callable
        Whether there is room for a text.

    Returns
    -------
    str
        A word is parted between letters only. Empty if not even the initials fit.
    """
    whole, word, initials = name_forms(name)
    ends = range(len(word) - 1, _LEAST_PART - 1, -1)
    parts = (f"{word[:end]}…" for end in ends if word[: end + 1].replace("-", "").isalpha())
    return next(filter(fits, (whole, word, *parts, initials)), "")


def plain_markdown(text: str) -> str:
    """Return a text with every Markdown sign escaped."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


@dataclass(frozen=True, slots=True)
class Holder:
    """Name, address and id of a shift's holder."""

    id: str
    name: str
    email: str


def holder_of(rotation: RotationData, engineer_id: str) -> Holder:
    """Return the holder for an engineer's id; unknown people are shown as their id."""
    for engineer in rotation.engineers:
        if engineer.id == engineer_id:
            name = clean(engineer.name) or engineer.id
            return Holder(engineer.id, name, clean(engineer.email))
    return Holder(engineer_id, clean(engineer_id), "")
