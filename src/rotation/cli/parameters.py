"""Options that several commands share, declared once."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from rotation.cli.arguments import (
    a_choice,
    a_count,
    a_date,
    a_path,
    a_positive,
    a_reason,
    a_today,
)
from rotation.cli.command import ListedOption
from rotation.cli.completion_items import completed

__all__ = [
    "ALL",
    "PLAIN",
    "Decorator",
    "common",
    "dry_run",
    "effort",
    "exports",
    "flag",
    "horizon",
    "living",
    "month",
    "option",
    "out",
    "until",
    "why",
]

Decorator = Callable[[Any], Any]
"""A decorator that adds options to a function that becomes a command."""

ALL = ("table", "json", "csv")
PLAIN = ("table", "json")

_HORIZON = "What to plan (default: the month after today)"


def option(
    *names: str,
    metavar: str,
    reads: Callable[[str], object] = str,
    **attrs: Any,
) -> Decorator:
    """Return a decorator that adds an option with a value.

    Parameters
    ----------
    *names : str
        As written on the command line; one without `-` names the attribute of the options.
    metavar : str
        The name of the value in the help; it also decides what a shell completes.
    reads : callable
        Reads the value, or raises `click.BadParameter`.
    **attrs
        Others of `ListedOption`.
    """
    attrs.setdefault("shell_complete", completed(metavar))
    return click.option(*names, cls=ListedOption, type=reads, metavar=metavar, **attrs)


def flag(name: str, about: str, **attrs: Any) -> Decorator:
    """Return a decorator that adds an option without a value."""
    return click.option(name, cls=ListedOption, is_flag=True, help=about, **attrs)


def _each(*decorators: Decorator) -> Decorator:
    """Return a decorator that adds several options, in the order of the help."""

    def decorate(function: Any) -> Any:
        for add in reversed(decorators):
            function = add(function)
        return function

    return decorate


def month(about: str, **attrs: Any) -> Decorator:
    """Return a decorator that adds `--month`."""
    return option("--month", metavar="YYYY-MM", help=about, **attrs)


horizon = _each(
    month("one whole month", heading=_HORIZON),
    option("--from", "first", metavar="DATE", reads=a_date, help="first day", heading=_HORIZON),
    option(
        "--to",
        "last",
        metavar="DATE",
        reads=a_date,
        help="the day after the last one",
        heading=_HORIZON,
    ),
    option(
        "--weeks",
        metavar="N",
        reads=a_count,
        help="N weeks from --from, or from the month after today",
        heading=_HORIZON,
    ),
    option(
        "--rounds",
        metavar="N",
        reads=a_count,
        help="N rounds (1 to 20), in each of which everyone is on call once; starts like --weeks",
        heading=_HORIZON,
    ),
)

effort = _each(
    option(
        "--effort",
        metavar="N",
        reads=a_positive,
        help="how long to search per goal, in units that are the same on every machine; "
        "default: 10",
    ),
    option(
        "--time-limit",
        metavar="SECONDS",
        reads=a_positive,
        help="stop the search after this time; the plan may then differ from run to run",
    ),
)

dry_run = flag("--dry-run", "write nothing")

out = option(
    "--out", metavar="DIR", reads=a_path, help="the output folder; default: out beside CONFIG"
)


def until(about: str, **attrs: Any) -> Decorator:
    """Return a decorator that adds `--until`."""
    return option("--until", metavar="DATE", reads=a_today, help=about, **attrs)


def common(formats: Sequence[str] = PLAIN) -> Decorator:
    """Return a decorator that adds `--today`, `--format` and `--quiet`."""
    return _each(
        option(
            "--today",
            metavar="DATE",
            reads=a_today,
            help="act as if it were this day; default: today",
        ),
        option(
            "--format",
            metavar="|".join(formats),
            reads=a_choice(formats),
            default="table",
            help="format of standard output; default: table",
        ),
        flag("--quiet", "print only errors, and data asked for with --format"),
    )


why = option(
    "--why", metavar="TEXT", reads=a_reason, default="", help="the reason, for the change log"
)

living = _each(
    why,
    flag("--force", "apply it even if it breaks a rule; needs --why, and is logged"),
    dry_run,
    common(),
)

exports = _each(
    option(
        "--draft",
        metavar="SCHEDULE",
        reads=a_path,
        help="a .csv or .ics file; its shifts count instead of the recorded ones",
    ),
    option("--csv", metavar="FILE", reads=a_path, help="write the table to a CSV file"),
    option("--xlsx", metavar="FILE", reads=a_path, help="write the table to a workbook"),
    dry_run,
)
