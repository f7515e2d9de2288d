"""Arguments in, exit code out."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Never

from rotation.cli.arguments import HERE, a_date
from rotation.cli.commands import COMMANDS, Command
from rotation.cli.ending import ended
from rotation.config.text import nearest
from rotation.endings import Terminated, recording, terminated
from rotation.errors import RotationError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process by default.

    Returns
    -------
    int
        The exit code, as docs/files.md has it.
    """
    _mend_streams()
    with recording() as written, terminated():
        try:
            options = _options(arguments)
            command: Command = options.of
            code = command.run(options)
            sys.stdout.flush()
        except (OSError, RotationError, KeyboardInterrupt, Terminated) as error:
            return ended(error, written)
        return code


def _mend_streams() -> None:
    """Write UTF-8 to files and pipes whatever the locale; never fail on a terminal's encoding.

    A stream that the caller closed (`>&-`) takes what is written, and nobody reads it.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # missing where tests replace streams
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser, parsers = _parser()
    words = sys.argv[1:] if arguments is None else arguments
    if words and not words[0].startswith("-") and words[0] not in parsers:
        near = nearest(words[0], parsers)
        mend = f"did you mean {near}?" if near else "see rotation --help"
        parser.error(f"there is no command {words[0]!r}; {mend}")
    options, left = parser.parse_known_args(arguments)
    late = len(left) == 1 and not left[0].startswith("-")
    if options.command == "check" and options.config is HERE and late:
        # `check CONFIG --quiet SCHEDULE`: argparse hands out the arguments before an option
        # without waiting for those behind it.
        options.config, options.schedule, left = options.schedule, Path(left[0]), []
    if options.of.words:
        _sort_words(options, left, parsers[options.command])
    elif left:
        _refuse(left, parsers[options.command])
    return options


def _refuse(words: Sequence[str], parser: argparse.ArgumentParser) -> Never:
    """End over words that nothing is made of, with the nearest option."""
    option = next((word.partition("=")[0] for word in words if word.startswith("--")), "")
    near = nearest(option, parser._option_string_actions) if option else None
    mend = f"; did you mean {near}?" if near else ""
    parser.error(f"unrecognized arguments: {' '.join(words)}{mend}")


def _sort_words(
    options: argparse.Namespace, left: Sequence[str], parser: argparse.ArgumentParser
) -> None:
    """Tell CONFIG and the words behind it apart, which may stand anywhere among the options."""
    words = [*options.words, *left]
    unknown = [word for word in words if word.startswith("-")]
    if unknown:
        _refuse(unknown, parser)
    if len(words) > 2 and options.of.words.endswith(" DATE") and _a_day(words[-2], words[-1]):
        words = [words[-1], *words[:-1]]  # PERSON DATE CONFIG, as `leave` is often typed
    for names in options.of.forms:
        front = len(words) - len(names)
        if front in (0, 1) and all(
            name == word for name, word in zip(names, words[front:], strict=True) if name.islower()
        ):
            break
    else:
        meant = [names for names in options.of.forms if names[0] in words] or options.of.forms
        forms = (f"[CONFIG] {' '.join(names)}" for names in meant)
        parser.error(f"give {', or '.join(forms)}")
    options.config = Path(words[0]) if front else HERE
    for name, word in zip(names, words[front:], strict=True):
        try:
            value = a_date(word) if name == "DATE" else word
        except argparse.ArgumentTypeError as error:
            parser.error(f"argument {name}: {error}")
        setattr(options, "act" if name.islower() else name.lower(), value)


def _a_day(word: str, last: str) -> bool:
    """Tell whether a word is a date and the one behind it is not."""
    found = []
    for text in (word, last):
        try:
            found.append(bool(a_date(text)))
        except argparse.ArgumentTypeError:
            found.append(False)
    return found == [True, False]


def _parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(
        prog="rotation",
        description="Plan on-call rotations: every rule kept, fairness proved.",
        epilog="Exit codes: 0 done; 1 done, but a person must act; 2 bad input; 74 written, but "
        "the output failed; 129, 130, 143 stopped by a signal.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rotation {version('rotation')}")
    group = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers: dict[str, argparse.ArgumentParser] = {}
    for command in COMMANDS:
        about = command.about
        of = group.add_parser(command.name, help=about, description=about, allow_abbrev=False)
        of.set_defaults(of=command)
        command.add(of)
        parsers[command.name] = of
    return parser, parsers
