"""What an argument looks like, and which order of several arguments fits best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import click

from rotation.cli.arguments import HERE, a_date

__all__ = ["WordOrder", "is_config", "is_day", "looks_like", "orders"]

_SHIFT = re.compile(r"\d{4}-?\d\d?-?\d\d?")
_TABLES = (".csv", ".ics", ".xlsx")


@dataclass(frozen=True, slots=True)
class WordOrder:
    """What each word would be.

    Attributes
    ----------
    config : str or None
        The word that is CONFIG.
    values : tuple of (str, str)
        The other words, each after its name.
    odd : float
        How many words do not look like their role; a CONFIG may count for a part of one.
    """

    config: str | None
    values: tuple[tuple[str, str], ...]
    odd: float


def orders(names: Sequence[str], words: Sequence[str], config: str | None) -> Iterator[WordOrder]:
    """Yield the roles of words in each order, the given order first.

    Parameters
    ----------
    names : sequence of str
        What the words stand for; as many as there are words.
    words : sequence of str
        All but CONFIG.
    config : str or None
        The word that would be CONFIG, if there is one.
    """
    for order in permutations(words):
        values = tuple(zip(names, order, strict=True))
        odd = sum(not looks_like(name, word) for name, word in values)
        yield WordOrder(config, values, odd + _odd_config(config))


def looks_like(name: str, word: str) -> bool:
    """Tell whether a word looks like what a name of the usage stands for."""
    match name:
        case "SHIFT" | "OTHER" | "THIRD":
            return bool(_SHIFT.search(word))
        case "DATE":
            return is_day(word)
        case "CALENDAR":
            return word.lower().endswith(_TABLES) and not is_config(word)
        case "SCHEDULE":
            return _is_schedule(word)
        case "DIR" | "SHELL":
            return True
        case _:
            return not (_SHIFT.search(word) or word.lower().endswith((*_TABLES, ".toml")))


def _odd_config(word: str | None) -> float:
    """Return how unlike a CONFIG a word is; without a word, how unlikely the default file is."""
    if word is None:
        return 0.0 if HERE.exists() else 0.25
    if is_config(word):
        return 0.0
    odd = _SHIFT.search(word) or word.lower().endswith(_TABLES)
    return 1.5 if odd and not Path(word).is_dir() else 0.5


def is_config(word: str, folder: str = "") -> bool:
    """Tell whether a word, as seen from a folder, is a `.toml` file or the folder of one."""
    path = Path(folder, word)
    return path.suffix.lower() == ".toml" or (path / HERE).is_file()


def _is_schedule(word: str) -> bool:
    """Tell whether a word is a schedule: by its extension, or a file that is not a rotation."""
    path = Path(word)
    if path.is_dir() or is_config(word):
        return False
    return path.suffix.lower() in _TABLES or path.is_file()


def is_day(word: str) -> bool:
    """Tell whether a word is a date."""
    try:
        a_date(word)
    except click.BadParameter:
        return False
    return True
