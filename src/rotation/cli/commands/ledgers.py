"""Commands that count what people carried."""

import click

from rotation.cli.arguments import a_limit, a_today
from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import ALL, common, exports, month, option, until

__all__ = ["fairness", "hours"]


@command(
    "fairness",
    "rotation fairness",
    "rotation fairness team --since 2026-01-01 --by holidays",
    "rotation fairness --draft out/schedule.csv --max-difference 1.5",
)
@click.argument("words", cls=CommandWords)
@option(
    "--since",
    metavar="DATE",
    reads=a_today,
    help="first day; default: history_days before today, or before the draft",
)
@until("the day after the last; default: the end of what is published")
@option(
    "--by",
    metavar="LEDGER",
    default="shifts",
    help="what to compare, such as rest_days, night_hours or tracks; default: shifts",
)
@option(
    "--max-difference",
    metavar="N",
    reads=a_limit,
    help="exit with 1 if anyone is more than N above or below their share",
)
@exports
@common(ALL)
def fairness(options: Options) -> int:
    """Compare what each person carried with a fair share, without the solver."""
    return call("fairness:run_fairness", options)


@command("hours", "rotation hours", "rotation hours team --month 2026-12 --xlsx december.xlsx")
@click.argument("words", cls=CommandWords)
@month("the month to count; default: the month before today's")
@exports
@common(ALL)
def hours(options: Options) -> int:
    """Show the hours of a month with pay and time in lieu, without the solver."""
    return call("hours:run_hours", options)
