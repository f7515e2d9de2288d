"""Commands that show who is on call, the published plan, hand-over notes and sign-up sheets."""

import click

from rotation.cli.arguments import a_moment, a_today, a_year
from rotation.cli.command import Group, call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import ALL, PLAIN, common, dry_run, month, option, out, until

__all__ = ["feeds", "notes", "report", "show", "volunteers", "who"]

_WINDOW = "What to show (default: everything that is not over)"


@command("who", "rotation who", "rotation who team --at 2026-12-24T18:00")
@click.argument("words", cls=CommandWords)
@option(
    "--at",
    metavar="INSTANT",
    reads=a_moment,
    help="a day (its noon is used) or YYYY-MM-DDTHH:MM; default: now",
)
@option("--person", metavar="PERSON", help="the next shifts of this person instead")
@common()
def who(options: Options) -> int:
    """Show who is on call now and who is next, or somebody's next shifts."""
    return call("who:run_who", options)


@command(
    "show",
    "rotation show",
    "rotation show team --month 2027-01 --format csv",
)
@click.argument("words", cls=CommandWords)
@month("one whole month", heading=_WINDOW)
@option("--since", metavar="DATE", reads=a_today, help="first day; default: today", heading=_WINDOW)
@until("the day after the last; default: the end of what is published", heading=_WINDOW)
@common(ALL)
def show(options: Options) -> int:
    """Show the published plan, with its trades."""
    return call("show:run_show", options)


@command("report", "rotation report", "rotation report team --month 2027-01")
@click.argument("words", cls=CommandWords)
@month("one whole month", heading=_WINDOW)
@option("--since", metavar="DATE", reads=a_today, help="first day; default: today", heading=_WINDOW)
@until("the day after the last; default: the end of what is published", heading=_WINDOW)
@out
@dry_run
@common()
def report(options: Options) -> int:
    """Write report.html of the published plan, with its trades, to the output folder.

    `rotation plan` writes that of a plan that is not published yet.
    """
    return call("report:run_report", options)


@command("notes", "rotation notes", "rotation notes team --week 2026-12-21 --format slack")
@click.argument("words", cls=CommandWords)
@option("--week", metavar="DATE", reads=a_today, help="a day of the week; default: today")
@common((*PLAIN, "slack"))
def notes(options: Options) -> int:
    """Print the hand-over notes of a week, as Markdown or in Slack's markup."""
    return call("weekly:run_notes", options)


@command("feeds", "rotation feeds", "rotation feeds team --person ada")
@click.argument("words", cls=CommandWords)
@option("--person", metavar="PERSON", help="only this person's calendar")
@common(ALL)
def feeds(options: Options) -> int:
    """Print where the published calendars, the page and the data lie, to subscribe to them.

    With `[calendar] secret_env` nobody can guess these addresses: give each to whom it is for.
    """
    return call("feeds:run_feeds", options)


@command(
    "open",
    "rotation volunteers open",
    "rotation volunteers open team --period 'Christmas week' --year 2026",
    "rotation volunteers open team --format xlsx",
)
@click.argument("words", cls=CommandWords)
@option("--period", metavar="NAME", help="a special period; default: the next one")
@option("--year", metavar="YYYY", reads=a_year, help="the year in which it begins")
@out
@dry_run
@common((*PLAIN, "xlsx"))
def open_(options: Options) -> int:
    """Write the sign-up sheet for the shifts of a special period.

    With `--format xlsx` it is a workbook in place of a CSV file.
    """
    return call("volunteers:run_open", options)


volunteers = Group(
    "volunteers",
    help="Write the sign-up sheet for the shifts of a special period.",
    commands={"open": open_},
    examples=("rotation volunteers open", "rotation volunteers open team --dry-run"),
)
