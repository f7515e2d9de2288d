"""Which word of a command line is what: CONFIG may stand anywhere, and a word has a look."""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Never

from rotation.cli.arguments import HERE, a_date
from rotation.cli.commands import Command
from rotation.cli.options import Options
from rotation.model.spelling import nearest

__all__ = ["judge_config", "no_command", "refuse", "sort_files", "sort_words"]

_SHIFT = re.compile(r"\d{4}-?\d\d?-?\d\d?")
_MONTH = re.compile(r"\d{4}-\d\d")
_TABLES = (".csv", ".ics", ".xlsx")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What each word would be.

    Attributes
    ----------
    config : str or None
        The word that is CONFIG.
    values : tuple of (str, str)
        The other words, each behind its name.
    odd : float
        How many words do not look like what they would be.
    """

    config: str | None
    values: tuple[tuple[str, str], ...]
    odd: float


def sort_words(options: Options, left: Sequence[str], parser: argparse.ArgumentParser) -> None:
    """Tell CONFIG and the words of a command apart, and set them in `options`.

    They may stand in any order as far as their looks tell them apart: CONFIG is a folder or a
    `.toml` file, a shift and a date have a date, a calendar is a file. What does not is taken in
    the order of the usage.

    Parameters
    ----------
    options : Options
        `of`, the command, and `words`, those before the first option.
    left : sequence of str
        The words behind it, and what argparse knows nothing of.
    parser : argparse.ArgumentParser
        Of the command; ends over what cannot be read.
    """
    command: Command = options.of
    words = [*options.words, *left]
    if any(word.startswith("-") for word in words):
        refuse([word for word in words if word.startswith("-")], parser)
    if "" in words:
        parser.error(f"a word is empty; give {_usage(words, command)}")
    # Of equally good readings the first is the usage's order.
    reading = min(_readings(words, command.forms), key=lambda one: one.odd, default=None)
    if reading is None:
        parser.error(f"give {_usage(words, command)}")
    for name, word in reading.values:
        # A folder with a configuration is no shift; a person may be called like one.
        alone = not HERE.exists() if name == "PERSON" else not _looks_like(name, word)
        if reading.config is None and _is_config(word) and alone:
            parser.error(
                f"{word!r} is CONFIG, and {name} is missing; give {_usage(words, command)}"
            )
    options.config = HERE if reading.config is None else Path(reading.config)
    for name, word in reading.values:
        try:
            value = a_date(word) if name == "DATE" else word
        except argparse.ArgumentTypeError as error:
            parser.error(f"argument {name}: {error}")
        setattr(options, "act" if name.islower() else name.lower(), value)


def sort_files(options: Options, left: Sequence[str]) -> list[str]:
    """Tell CONFIG and SCHEDULE of `check` apart, either may be left out; return what is left.

    A word alone is the schedule when it is called like one, or is a file that is no `.toml`.
    """
    given = [] if options.config is HERE else [options.config]
    given += [] if options.schedule is None else [options.schedule]
    late = [word for word in left if not word.startswith("-")]
    if late and len(given) + len(late) <= 2:
        # argparse hands out the arguments before an option without waiting for those behind it.
        given += map(Path, late)
        left = [word for word in left if word not in late]
    match given:
        case [word] if _is_schedule(word):
            options.config, options.schedule = HERE, word
        case [first, second] if _is_config(str(second)) and _is_schedule(first):
            options.config, options.schedule = second, first
        case [config, *schedule]:
            options.config, options.schedule = config, next(iter(schedule), None)
    return list(left)


def judge_config(options: Options, parser: argparse.ArgumentParser) -> None:
    """End over a CONFIG that is a day or a month, with the option that takes it."""
    word = str(getattr(options, "config", HERE))
    if Path(word).exists():
        return
    takes = parser._option_string_actions
    month = "--month" if _MONTH.fullmatch(word) else ""
    day = next(
        (o for o in ("--from", "--at", "--week", "--since") if _is_day(word) and o in takes), ""
    )
    option = month if month in takes else day
    if option:
        parser.error(f"{word!r} is no CONFIG; did you mean {option} {word}?")


def no_command(words: Sequence[str], commands: Sequence[Command]) -> str:
    """Return why the first word is no command, and what was meant."""
    word, rest = words[0], list(words[1:])
    by_act = {form[0]: c.name for c in commands for form in c.forms if form and form[0].islower()}
    by_act["open"] = "volunteers"  # argparse has this one's action
    near = nearest(word, [command.name for command in commands])
    if word in by_act:
        meant = f"rotation {by_act[word]} {word}"
    elif near is not None:
        meant = near
    elif rest and rest[0] in {command.name for command in commands}:
        meant = f"rotation {' '.join([rest[0], word, *rest[1:]])}"
    else:
        return f"there is no command {word!r}; see rotation --help"
    return f"there is no command {word!r}; did you mean {meant}?"


def refuse(words: Sequence[str], parser: argparse.ArgumentParser) -> Never:
    """End over words that nothing is made of, with the nearest option."""
    option = next((word.partition("=")[0] for word in words if word.startswith("--")), "")
    near = nearest(option, parser._option_string_actions) if option else None
    mend = f"; did you mean {near}?" if near else ""
    parser.error(f"unrecognized arguments: {' '.join(words)}{mend}")


def _usage(words: Sequence[str], command: Command) -> str:
    meant = [names for names in command.forms if names[0] in words] or command.forms
    return ", or ".join(f"[CONFIG] {' '.join(names)}" for names in meant)


def _readings(words: Sequence[str], forms: Sequence[Sequence[str]]) -> Iterator[_Reading]:
    """Yield what the words could be, the order of the usage first."""
    for names in forms:
        if len(words) == len(names) + 1:
            for n, config in enumerate(words):
                readings = _orders(names, [*words[:n], *words[n + 1 :]], config)
                # What is not there is CONFIG in front, or behind a word such as `swap`.
                there = n == 0 or _is_config(config)
                yield from (one for one in readings if there or (n == 1 and one.odd < 1))
        elif len(words) == len(names):
            yield from _orders(names, words, None)


def _orders(names: Sequence[str], words: Sequence[str], config: str | None) -> Iterator[_Reading]:
    for order in permutations(words):
        values = tuple(zip(names, order, strict=True))
        if all(name == word for name, word in values if name.islower()):
            odd = sum(not _looks_like(name, word) for name, word in values)
            yield _Reading(config, values, odd + _odd_config(config))


def _looks_like(name: str, word: str) -> bool:
    """Tell whether a word looks like what a name of the usage stands for."""
    if name.islower():
        return True
    match name:
        case "SHIFT" | "OTHER" | "THIRD":
            return bool(_SHIFT.search(word))
        case "DATE":
            return _is_day(word)
        case "CALENDAR":
            return word.lower().endswith(_TABLES) and not _is_config(word)
        case _:
            return not (_SHIFT.search(word) or word.lower().endswith((*_TABLES, ".toml")))


def _odd_config(word: str | None) -> float:
    """Return how unlike a CONFIG a word is; without one the file here is meant, if there is one."""
    if word is None:
        return 0.0 if HERE.exists() else 0.25
    if _is_config(word):
        return 0.0
    return 1.5 if _SHIFT.search(word) or word.lower().endswith(_TABLES) else 0.5


def _is_config(word: str) -> bool:
    path = Path(word)
    return path.suffix.lower() == ".toml" or (path / HERE).is_file()


def _is_schedule(word: Path) -> bool:
    return word.suffix.lower() in _TABLES or (word.is_file() and not _is_config(str(word)))


def _is_day(word: str) -> bool:
    try:
        a_date(word)
    except argparse.ArgumentTypeError:
        return False
    return True
