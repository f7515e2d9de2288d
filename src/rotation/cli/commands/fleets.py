"""`rotation fleet`: commands for many teams at once."""

from pathlib import Path

import click

from rotation.cli.arguments import a_choice, a_count, a_limit, a_moment, a_today
from rotation.cli.command import Group, call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import (
    ALL,
    common,
    dry_run,
    effort,
    flag,
    horizon,
    option,
    until,
    why,
)

__all__ = ["fleet"]

_ABOUT = {"DIR": "the folder that holds the teams; default: this one"}
_DEFAULT = {"DIR": Path()}

_BACKENDS = ("processes", "dask")

_WHERE = "Where to work"


_workers = option(
    "--workers",
    metavar="N",
    reads=a_count,
    help="how many teams at a time; default: one per core; 1 is a plain loop in this process",
    heading=_WHERE,
)
_backend = option(
    "--backend",
    metavar="|".join(_BACKENDS),
    reads=a_choice(_BACKENDS),
    default="processes",
    help="processes of this machine, or your dask cluster, by default with a team per thread of "
    "it; default: processes",
    heading=_WHERE,
)
_scheduler = option(
    "--scheduler",
    metavar="ADDRESS",
    help="the scheduler of a dask cluster: tls://HOST:PORT",
    heading=_WHERE,
)

_again = flag("--again", "plan every team, also those that have not changed since the last run")


@command(
    "plan",
    "rotation fleet plan teams",
    "rotation fleet plan teams --month 2027-01 --workers 4",
    "rotation fleet plan teams --backend dask --scheduler tls://dask:8786",
)
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@horizon
@_workers
@_backend
@_scheduler
@_again
@dry_run
@common(ALL)
@effort
def plan(options: Options) -> int:
    """Plan the next month of every team, and write the output folder of each.

    What has not changed since the last run is skipped. A team that fails stops no other. The
    published plans do not change.
    """
    return call("fleet:run_fleet_plan", options)


@command("check", "rotation fleet check teams", "rotation fleet check teams --format csv")
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@_workers
@_backend
@_scheduler
@common(ALL)
def check(options: Options) -> int:
    """Check the published plan of every team against every rule, without the solver."""
    return call("fleet:run_fleet_check", options)


@command(
    "publish",
    "rotation fleet publish teams --dry-run",
    "rotation fleet publish teams --why 'agreed on Monday'",
)
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@why
@dry_run
@common(ALL)
def publish(options: Options) -> int:
    """Publish the plan of every team: what `fleet plan` wrote to its output folder.

    Each team is published whole or stays as it was; the fleet as a whole is not one change. Plans
    that would have somebody on call in two teams at once are refused.
    """
    return call("fleet_publish:run_fleet_publish", options)


@command("push", "rotation fleet push teams --dry-run", "rotation fleet push teams --format csv")
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@dry_run
@common(ALL)
def push(options: Options) -> int:
    """Show the published plan of every team in its calendars and pagers, team after team.

    One that fails or cannot be reached stops no other. What people changed there is reported, not
    overwritten.
    """
    return call("fleet_push:run_fleet_push", options)


@command(
    "who",
    "rotation fleet who teams",
    "rotation fleet who teams --at 2026-12-24T18:00+01:00",
    "rotation fleet who teams --person ada@example.com",
)
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@option(
    "--at",
    metavar="INSTANT",
    reads=a_moment,
    help="a day (its noon is used) or YYYY-MM-DDTHH:MM+01:00; default: now",
)
@option("--person", metavar="PERSON", help="the next shifts of this person in all teams instead")
@_workers
@common(ALL)
def who(options: Options) -> int:
    """Show who is on call now in every team and who is next, or what somebody has in all teams.

    A time without an offset is by the clock of the teams, if they have one.
    """
    return call("fleet_who:run_fleet_who", options)


@command(
    "fairness",
    "rotation fleet fairness teams",
    "rotation fleet fairness teams --since 2026-01-01 --by rest_days --all",
)
@click.argument("words", cls=CommandWords, usage="[DIR]", about=_ABOUT, default=_DEFAULT)
@option(
    "--since",
    metavar="DATE",
    reads=a_today,
    help="first day; default: history_days of each team before today",
)
@until("the day after the last; default: the end of what is published")
@option(
    "--by",
    metavar="LEDGER",
    default="shifts",
    help="what to compare, such as rest_days or night_hours; default: shifts",
)
@option(
    "--max-difference",
    metavar="N",
    reads=a_limit,
    help="exit with 1 if anyone is more than N above or below the sum of their shares",
)
@flag("--all", "everybody, not only people of several teams")
@_workers
@common(ALL)
def fairness(options: Options) -> int:
    """Compare what people carry in all their teams with the sum of their shares.

    First come the sums of each person, below them what each team adds.
    """
    return call("fleet_fairness:run_fleet_fairness", options)


fleet = Group(
    "fleet",
    help="""Plan, check, publish and look at all teams below a folder at once.

    Every folder with a rotation.toml is a team, or those that fleet.toml lists.
    `rotation fleet plan --help` shows the arguments and options of `plan`.""",
    usage="[OPTIONS] COMMAND [DIR]",
    commands={each.name or "": each for each in (plan, check, publish, push, who, fairness)},
    examples=("rotation fleet plan teams", "rotation fleet check teams"),
)
