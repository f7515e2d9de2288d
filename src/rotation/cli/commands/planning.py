"""`rotation init`, `plan` and `check`."""

from pathlib import Path

import click

from rotation.cli.arguments import a_path, a_today
from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import ALL, common, dry_run, effort, flag, horizon, option, out, until

__all__ = ["check", "import_", "init", "plan"]


@command("init", "rotation init", "rotation init team --dry-run")
@click.argument(
    "words",
    cls=CommandWords,
    usage="[DIR]",
    about={"DIR": "the folder to write to; default: this one"},
    default={"DIR": Path()},
)
@dry_run
def init(options: Options) -> int:
    """Write a commented rotation.toml and CSV files, ready to plan.

    Nothing is overwritten: if one of the files exists, none is written.
    """
    return call("init:run_init", options)


@command(
    "import",
    "rotation import oncall.ics --into new",
    "rotation import rota.csv --into new --timezone Europe/Berlin --people us.csv",
    "rotation import rota.csv --into new --columns start=Week,A=First,B=Second",
    "rotation import --from pagerduty:PI7DH85 --token-env PD_TOKEN --into new",
)
@click.argument(
    "words",
    cls=CommandWords,
    usage="[SOURCE]",
    about={"SOURCE": "an .ics, .csv or .xlsx file that another tool exported"},
)
@option("--into", metavar="DIR", reads=a_path, help="the new folder to write; needed")
@option("--from", "remote", metavar="TOOL:ID,...", help="schedules of another tool instead")
@option("--token-env", metavar="VARIABLE", help="the environment variable with the tool's token")
@option("--user", metavar="NAME", help="of a CalDAV server")
@option("--url", metavar="URL", help="of a CalDAV server, or of another region of the tool")
@option("--since", metavar="DATE", reads=a_today, help="of --from: first day; default: a year ago")
@until("of --from: the day after the last; default: 92 days ahead")
@flag("--merge", "add what is over to the history of DIR instead, which has the same people")
@option(
    "--people", metavar="FILE", reads=a_path, help="a list of the team: name, email, timezone, ..."
)
@option("--name", metavar="NAME", help="of the rotation; default: that of the calendar")
@option("--timezone", metavar="ZONE", help="of the team's clock; default: what a calendar names")
@option(
    "--columns",
    metavar="KEY=HEADER,...",
    help="what the columns of a table are: start, end, person, email, schedule, or a track",
)
@option("--date-format", metavar="FORMAT", help="of a table's dates, such as %d/%m/%Y")
@option("--time", metavar="HH:MM", help="when turns begin of which a table has only the day")
@option("--titles", metavar="PATTERN", help="of a calendar's events, such as '{track}: {person}'")
@dry_run
@common()
def import_(options: Options) -> int:
    """Write a folder from a schedule that another tool exported.

    People, tracks and handovers are concluded from who was on call; import.md says what was
    guessed.
    """
    return call("moving_in:run_import", options)


@command(
    "plan",
    "rotation plan",
    "rotation plan team --month 2027-01",
    "rotation plan --from 2027-01-04 --weeks 8 --dry-run",
)
@click.argument("words", cls=CommandWords)
@horizon
@out
@dry_run
@common(ALL)
@effort
@flag("--strict", "exit with 1 also for open volunteer shifts and goals that are not proved")
def plan(options: Options) -> int:
    """Plan the next month, print the plan and write the output folder.

    The published plan does not change: use `rotation publish` to publish the new one.
    """
    return call("plan:run_plan", options)


@command(
    "check",
    "rotation check",
    "rotation check out/schedule.csv",
    "rotation check team exported.ics --format json",
)
@click.argument(
    "words",
    cls=CommandWords,
    usage="[CONFIG] [SCHEDULE]",
    about={"SCHEDULE": "a .csv or .ics file; default: the published plan with its trades"},
)
@common(ALL)
def check(options: Options) -> int:
    """Check a schedule against every rule, without the solver.

    A word that ends in .csv or .ics is the schedule; a folder or a .toml file is CONFIG.
    """
    return call("check:run_check", options)
