"""`rotation fleet`: commands for many teams at once."""

from pathlib import Path

import click

from rotation.cli.arguments import a_count
from rotation.cli.command import Group, call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import ALL, common, dry_run, effort, horizon, option

__all__ = ["fleet"]

_ABOUT = {"DIR": "the folder that holds the teams; default: this one"}
_DEFAULT = {"DIR": Path()}

_workers = option(
    "--workers",
    metavar="N",
    reads=a_count,
    help="processes that work side by side; default: one per core; 1 is a plain loop",
)


@command(
    "plan",
    "rotation fleet plan teams",
    "rotation fleet plan teams --month 2027-01 --workers 4",
)
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@horizon
@_workers
@dry_run
@common(ALL)
@effort
def plan(options: Options) -> int:
    """Plan the next month of every team, and write the output folder of each.

    A team that fails stops no other. The published plans do not change.
    """
    return call("fleet:run_fleet_plan", options)


@command("check", "rotation fleet check teams", "rotation fleet check teams --format csv")
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@_workers
@common(ALL)
def check(options: Options) -> int:
    """Check the published plan of every team against every rule, without the solver."""
    return call("fleet:run_fleet_check", options)


fleet = Group(
    "fleet",
    help="""Plan and check all teams below a folder at once.

    Every folder with a rotation.toml is a team, or those that fleet.toml lists.
    `rotation fleet plan --help` shows the arguments and options of `plan`.""",
    usage="[OPTIONS] COMMAND [DIR]",
    commands={each.name or "": each for each in (plan, check)},
    examples=("rotation fleet plan teams", "rotation fleet check teams"),
)
