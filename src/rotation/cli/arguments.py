"""Arguments that several commands share."""

import argparse
import re
import shlex
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from rotation.cli.options import Options
from rotation.limits import CHARACTERS

__all__ = [
    "HERE",
    "a_date",
    "a_limit",
    "a_moment",
    "a_path",
    "a_positive",
    "a_reason",
    "a_today",
    "a_year",
    "add_common",
    "add_config",
    "add_effort",
    "add_exports",
    "add_horizon",
    "add_living",
    "with_config",
]

HERE = Path("rotation.toml")
"""What CONFIG is when it is left out."""

_Day = TypeVar("_Day", date, date | datetime)

_NUMBER = re.compile(r"\d{1,9}(/\d{1,9}|\.\d{0,9})?|\.\d{1,9}", re.ASCII)
"""A whole number, a fraction or a decimal, no exponent: `1e999999999` would take all memory."""

_FIRST_YEAR, _LAST_YEAR = 1980, 2100  # the years that can be planned


def add_horizon(command: argparse.ArgumentParser) -> None:
    """Add the options that say which horizon is planned."""
    horizon = command.add_argument_group("what to plan (default: the month after today)")
    horizon.add_argument("--month", metavar="YYYY-MM", help="one whole month")
    horizon.add_argument("--from", dest="first", type=a_date, metavar="DATE", help="first day")
    horizon.add_argument(
        "--to", dest="last", type=a_date, metavar="DATE", help="the day after the last one"
    )
    horizon.add_argument(
        "--weeks", type=int, metavar="N", help="from --from, or from the month after today"
    )
    horizon.add_argument(
        "--rounds", type=int, metavar="N", help="everybody serves so often; begins as --weeks does"
    )


def add_effort(command: argparse.ArgumentParser) -> None:
    """Add the options that say how hard the search tries."""
    command.add_argument(
        "--effort",
        type=a_positive,
        metavar="N",
        help="how long a goal is searched, the same on every machine; default: 10",
    )
    command.add_argument(
        "--time-limit",
        type=a_positive,
        metavar="SECONDS",
        help="stop after it; such a plan may vary",
    )


def add_config(command: argparse.ArgumentParser) -> None:
    """Add the argument CONFIG."""
    command.add_argument(
        "config",
        nargs="?",
        type=a_path,
        default=HERE,
        metavar="CONFIG",
        help="a rotation.toml or its folder; default: ./rotation.toml",
    )


def add_common(
    command: argparse.ArgumentParser, formats: Sequence[str] = ("table", "json", "csv")
) -> None:
    """Add `--today`, `--format` and `--quiet`."""
    command.add_argument("--today", type=a_today, metavar="DATE", help="default: today")
    command.add_argument(
        "--format", choices=formats, default="table", help="of standard output; default: table"
    )
    command.add_argument(
        "--quiet", action="store_true", help="print errors and asked-for data only"
    )


def add_exports(command: argparse.ArgumentParser) -> None:
    """Add `--draft`, and the files that a table is written to."""
    command.add_argument(
        "--draft",
        type=a_path,
        metavar="SCHEDULE",
        help="a .csv or .ics file, counted in place of what is written of its shifts",
    )
    command.add_argument("--csv", type=a_path, metavar="FILE", help="write it as CSV")
    command.add_argument("--xlsx", type=a_path, metavar="FILE", help="write it as a workbook")
    command.add_argument("--dry-run", action="store_true", help="write nothing")


def a_date(text: str) -> date:
    """Return the date an argument says."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD") from None


def a_moment(text: str) -> date | datetime:
    """Return the day or the instant an argument says; without offset it is local."""
    try:
        moment = (
            date.fromisoformat(text)
            if len(text) == len("2026-12-07")
            else datetime.fromisoformat(text)
        )
    except ValueError:
        mend = "write YYYY-MM-DD or YYYY-MM-DDTHH:MM, with an offset or local"
        raise argparse.ArgumentTypeError(f"{text!r} is no instant; {mend}") from None
    return _within_years(moment, text)


def a_today(text: str) -> date:
    """Return a day, such as the present one, within the years that can be planned."""
    return _within_years(a_date(text), text)


def _within_years(day: _Day, text: str) -> _Day:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        what = f"{text} is outside the years {_FIRST_YEAR} to {_LAST_YEAR}"
        raise argparse.ArgumentTypeError(what)
    return day


def a_year(text: str) -> int:
    """Return the year an argument says, one that can be planned."""
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        what = f"{text!r} is no year from {_FIRST_YEAR} to {_LAST_YEAR}"
        raise argparse.ArgumentTypeError(what)
    return int(text)


def with_config(command: str, options: Options) -> str:
    """Return a command to type, `rotation trade` for example, with the CONFIG of this one."""
    if Path(options.config) == HERE:
        return f"rotation {command}"
    name, _, rest = command.partition(" ")
    return " ".join(filter(None, ("rotation", name, shlex.quote(str(options.config)), rest)))


def a_positive(text: str) -> float:
    """Return the number above 0 that an argument says."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return number


def add_living(command: argparse.ArgumentParser) -> None:
    """Add the options of a command that changes what people rely on."""
    command.add_argument(
        "--why", type=a_reason, default="", metavar="TEXT", help="a reason, for the records"
    )
    command.add_argument(
        "--force", action="store_true", help="do it even if it breaks a rule; that is recorded"
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing")
    add_common(command, formats=("table", "json"))


def a_path(text: str) -> Path:
    """Return the path an argument says; an empty one would be the folder one happens to be in."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; give a path, `.` for this folder")
    return Path(text)


def a_reason(text: str) -> str:
    """Return a reason that is short enough for the records."""
    if len(text) > CHARACTERS.most:
        raise argparse.ArgumentTypeError(f"has more than {CHARACTERS}; {CHARACTERS.fix}")
    return text


def a_limit(text: str) -> Fraction:
    """Return the number of 0 or more that an argument says, exactly."""
    try:
        number = Fraction(text) if _NUMBER.fullmatch(text) else Fraction(-1)
    except ZeroDivisionError:
        number = Fraction(-1)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 0 or more")
    return number
