"""`rotation trade`: swap, cover and suggest."""

from typing import Any

import click

from rotation.cli.arguments import a_moment
from rotation.cli.command import Group, call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import common, dry_run, flag, living, option

__all__ = ["trade"]

_PART = "A part of SHIFT"
_INSTANT = "a day (its midnight is used) or YYYY-MM-DDTHH:MM"


def _part(function: Any) -> Any:
    for name, attribute, about in (
        ("--to", "end", "the end, written the same way"),
        ("--from", "start", _INSTANT),
    ):
        add = option(name, attribute, metavar="INSTANT", reads=a_moment, help=about, heading=_PART)
        function = add(function)
    return function


@command(
    "swap",
    "rotation trade swap A-2026-11-02 B-2026-11-11",
    "rotation trade team swap A-2026-11-02 A-2026-11-09 --why 'a wedding'",
)
@click.argument("words", cls=CommandWords, usage="[CONFIG] SHIFT OTHER [THIRD]")
@_part
@flag("--again", "exchange them again, even if the same exchange was their last change")
@living
def swap(options: Options) -> int:
    """Exchange two or three published shifts: each goes to the holder of the next one."""
    return call("trade:run_trade", options)


@command(
    "cover",
    "rotation trade cover A-2026-11-02 fay",
    "rotation trade cover A-2026-11-02 fay --from 2026-11-04 --to 2026-11-06",
)
@click.argument("words", cls=CommandWords, usage="[CONFIG] SHIFT PERSON")
@_part
@flag("--again", "report an error if the person already holds it")
@living
def cover(options: Options) -> int:
    """Give a published shift, or a part of one, to a person."""
    return call("trade:run_trade", options)


@command(
    "suggest",
    "rotation trade suggest A-2026-11-02",
    "rotation trade team suggest A-2026-11-02 --all",
)
@click.argument("words", cls=CommandWords, usage="[CONFIG] SHIFT")
@_part
@flag("--all", "list every exchange that works, not only the best")
@dry_run
@common()
def suggest(options: Options) -> int:
    """List who could take a published shift, or exchange it."""
    return call("trade:run_trade", options)


trade = Group(
    "trade",
    help="""Swap published shifts, hand one over, or list who could take one.

    `rotation trade swap --help` shows the arguments and options of `swap`.""",
    usage="[OPTIONS] [CONFIG] COMMAND ...",
    commands={each.name or "": each for each in (swap, cover, suggest)},
    examples=(
        "rotation trade suggest A-2026-11-02",
        "rotation trade cover A-2026-11-02 fay --dry-run",
        "rotation trade swap A-2026-11-02 B-2026-11-11 --why 'a wedding'",
    ),
)
