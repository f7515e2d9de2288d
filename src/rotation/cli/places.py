"""The positions of the arguments in a command line, before its command is known."""

from collections.abc import Mapping, Sequence

import click

__all__ = ["value_places", "word_places"]


def word_places(args: Sequence[str], options: Mapping[str, click.Option]) -> list[int]:
    """Return the positions of words that are neither an option nor its value.

    Parameters
    ----------
    args : sequence of str
        The command line.
    options : mapping of str to click.Option
        Those that it may hold, by each of their names.
    """
    values = value_places(args, options)
    end = args.index("--") if "--" in args and args.index("--") not in values else len(args)
    words = [n for n in range(end) if n not in values and not args[n].startswith("-")]
    return [*words, *range(end + 1, len(args))]


def value_places(args: Sequence[str], options: Mapping[str, click.Option]) -> set[int]:
    """Return the positions of option values; the parameters are those of `word_places`."""
    places: set[int] = set()
    for n, arg in enumerate(args[:-1]):
        if n in places:
            continue
        if arg == "--":
            break
        if arg in options and not options[arg].is_flag:
            places.add(n + 1)
    return places
