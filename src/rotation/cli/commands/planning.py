"""`rotation init`, `plan` and `check`."""

from pathlib import Path

import click

from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import ALL, common, dry_run, effort, flag, horizon, out

__all__ = ["check", "init", "plan"]


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
