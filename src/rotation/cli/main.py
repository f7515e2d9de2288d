"""Arguments in, exit code out."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rotation.errors import BadInput, RotationError

__all__ = ["main"]

INTERRUPTED = 130

_FIRST_YEAR, _LAST_YEAR = 1980, 2100  # the years that can be planned
_HERE = Path("rotation.toml")
_ABOUT = ("why", "why-not")
_ASKED = ("explain", "why", "why-not", "compromises")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process by default.

    Returns
    -------
    int
        0 done; 1 done, but a person must act; 2 bad input, nothing written; 130 interrupted,
        nothing written.
    """
    _mend_streams()
    options = _options(arguments)
    try:
        code = _run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("interrupted: nothing was written", file=sys.stderr, flush=True)
        # A solver may still run in its thread; leaving the usual way would wait for it.
        os._exit(INTERRUPTED)
    except BadInput as error:
        for fault in error.faults:
            print(f"error: {fault}", file=sys.stderr)
        return error.exit_code
    except RotationError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"error: {error.filename or 'system'}: {error.strerror or error}", file=sys.stderr)
        return BadInput.exit_code
    return code


def _run(options: argparse.Namespace) -> int:
    # Each command brings its own imports: `--help` and `check` need no solver.
    if options.command == "plan":
        from rotation.cli.plan import run_plan  # noqa: PLC0415 - see above

        return run_plan(options)
    if options.command == "check":
        from rotation.cli.check import run_check  # noqa: PLC0415 - see above

        return run_check(options)
    if options.command in _ASKED:
        from rotation.cli.asked import run_asked  # noqa: PLC0415 - see above

        return run_asked(options)
    from rotation.cli.init import run_init  # noqa: PLC0415 - see above

    return run_init(options)


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
    parser, commands = _parser()
    options, left = parser.parse_known_args(arguments)
    late = len(left) == 1 and not left[0].startswith("-")
    if options.command == "check" and options.config is _HERE and late:
        # `check CONFIG --quiet SCHEDULE`: argparse hands out the arguments before an option
        # without waiting for those behind it.
        options.config, options.schedule, left = options.schedule, Path(left[0]), []
    if options.command in _ABOUT:
        _sort_words(options, left, commands[options.command])
    elif left:
        commands[options.command].error(f"unrecognized arguments: {' '.join(left)}")
    return options


def _sort_words(
    options: argparse.Namespace, left: Sequence[str], command: argparse.ArgumentParser
) -> None:
    """Tell CONFIG, PERSON and DATE apart, which may stand before, between and behind options."""
    words = [*options.words, *left]
    unknown = [word for word in words if word.startswith("-")]
    if unknown:
        command.error(f"unrecognized arguments: {' '.join(unknown)}")
    if len(words) not in (2, 3):
        command.error("give [CONFIG] PERSON DATE")
    options.config = Path(words[0]) if len(words) == 3 else _HERE
    options.person = words[-2]
    try:
        options.date = _date(words[-1])
    except argparse.ArgumentTypeError as error:
        command.error(f"argument DATE: {error}")


def _parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(
        prog="rotation",
        description="Plan on-call rotations: every rule kept, fairness proved.",
        epilog="Exit codes: 0 done; 1 done, but a person must act; 2 bad input; 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rotation {version('rotation')}")
    group = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands: dict[str, argparse.ArgumentParser] = {}
    for name, about, add in (
        ("init", "write a commented configuration that plans as it is", _add_init),
        ("plan", "plan the next month, print it and write the output folder", _add_plan),
        ("check", "judge a schedule against every rule, without the solver", _add_check),
        ("explain", "say why shifts are open, and what would fill them", _add_asked),
        ("why", "say why somebody is on call on a day", _add_why),
        ("why-not", "say why somebody is not on call on a day, and what it would cost", _add_why),
        ("compromises", "say what each rule costs the goals", _add_asked),
    ):
        command = group.add_parser(name, help=about, description=about, allow_abbrev=False)
        add(command)
        commands[name] = command
    return parser, commands


def _add_init(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="default: here"
    )


def _add_plan(command: argparse.ArgumentParser) -> None:
    _add_config(command)
    _add_horizon(command)
    command.add_argument("--out", type=Path, metavar="DIR", help="default: out beside CONFIG")
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    _add_common(command)
    _add_effort(command)
    command.add_argument(
        "--strict",
        action="store_true",
        help="exit 1 also for open volunteer shifts and goals not proved",
    )


def _add_check(command: argparse.ArgumentParser) -> None:
    _add_config(command)
    command.add_argument("schedule", type=Path, metavar="SCHEDULE", help="a .csv or .ics file")
    _add_common(command)


def _add_asked(command: argparse.ArgumentParser) -> None:
    _add_config(command)
    _add_question(command)


def _add_why(command: argparse.ArgumentParser) -> None:
    command.usage = f"{command.prog} [options] [CONFIG] PERSON DATE"
    command.add_argument(
        "words",
        nargs="+",
        metavar="[CONFIG] PERSON DATE",
        help="a rotation.toml or its folder; an id or a name; a day, whose noon decides",
    )
    command.add_argument("--track", metavar="NAME", help="default: every track")
    _add_question(command)


def _add_question(command: argparse.ArgumentParser) -> None:
    _add_horizon(command)
    _add_common(command, formats=("table", "json"))
    _add_effort(command)


def _add_horizon(command: argparse.ArgumentParser) -> None:
    horizon = command.add_argument_group("what to plan (default: the month after today)")
    horizon.add_argument("--month", metavar="YYYY-MM")
    horizon.add_argument("--from", dest="first", type=_date, metavar="DATE", help="first day")
    horizon.add_argument(
        "--to", dest="last", type=_date, metavar="DATE", help="the day after the last one"
    )
    horizon.add_argument(
        "--weeks", type=int, metavar="N", help="from --from, or from the month after today"
    )
    horizon.add_argument("--rounds", metavar="N", help="not there yet; use --weeks")


def _add_effort(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--effort", type=_positive, metavar="N", help="deterministic units a goal may take"
    )
    command.add_argument(
        "--time-limit", type=_positive, metavar="SECONDS", help="a plan cut by it may vary"
    )


def _add_config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "config",
        nargs="?",
        type=Path,
        default=_HERE,
        metavar="CONFIG",
        help="a rotation.toml or its folder; default: ./rotation.toml",
    )


def _add_common(
    command: argparse.ArgumentParser, formats: Sequence[str] = ("table", "json", "csv")
) -> None:
    command.add_argument("--today", type=_today, metavar="DATE", help="default: today")
    command.add_argument("--format", choices=formats, default="table")
    command.add_argument(
        "--quiet", action="store_true", help="print errors and asked-for data only"
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from None


def _today(text: str) -> date:
    today = _date(text)
    if not _FIRST_YEAR <= today.year <= _LAST_YEAR:
        what = f"{text} is outside the years {_FIRST_YEAR} to {_LAST_YEAR}"
        raise argparse.ArgumentTypeError(what)
    return today


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number
