"""Arguments in, exit code out."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Never

from rotation.cli.commands import COMMANDS, Command
from rotation.cli.ending import ended
from rotation.cli.options import Options
from rotation.cli.words import judge_config, no_command, refuse, sort_files, sort_words
from rotation.config.faults import printable
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


def _options(arguments: Sequence[str] | None) -> Options:
    parser, parsers = _parser()
    words = sys.argv[1:] if arguments is None else arguments
    if words and not words[0].startswith("-") and words[0] not in parsers:
        parser.error(no_command(words, COMMANDS))
    options, left = parser.parse_known_args(arguments, Options())
    if "" in left:
        parsers[options.command].error("an argument is empty")
    if options.command == "check":
        left = sort_files(options, left)
    if options.of.words:
        sort_words(options, left, parsers[options.command])
    elif left:
        refuse(left, parsers[options.command])
    judge_config(options, parsers[options.command])
    return options


class _Parser(argparse.ArgumentParser):
    """A parser whose errors cannot steer a terminal, whatever the arguments are."""

    def error(self, message: str) -> Never:
        super().error(printable(message))


def _parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = _Parser(
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
