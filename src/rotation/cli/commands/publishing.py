"""Commands that change the published plan, except trades."""

import click

from rotation.cli.arguments import a_path, a_today
from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import common, dry_run, effort, flag, living, option, out, why

__all__ = ["archive", "leave", "publish", "repair", "replan", "sync", "undo"]


@command(
    "publish",
    "rotation publish",
    "rotation publish team --schedule january.csv --why 'agreed on Monday'",
)
@click.argument("words", cls=CommandWords)
@option(
    "--schedule",
    metavar="SCHEDULE",
    reads=a_path,
    help="a .csv or .ics file; default: out/schedule.csv beside CONFIG",
)
@living
def publish(options: Options) -> int:
    """Publish a plan: it becomes the one people rely on."""
    return call("publish:run_publish", options)


@command(
    "replan",
    "rotation replan --dry-run",
    "rotation replan team --publish --why 'Ada is on leave'",
)
@click.argument("words", cls=CommandWords)
@out
@flag("--release", "also reassign shifts within the notice period whose holder cannot work them")
@flag("--publish", "publish the result at once")
@living
@effort
def replan(options: Options) -> int:
    """Repair the published plan after a change, such as new time off.

    As few shifts as possible change hands, and that is proved.
    """
    return call("replan:run_replan", options)


@command(
    "sync",
    "rotation sync edited.ics",
    "rotation sync team edited.ics --accept --why 'swapped in the calendar'",
)
@click.argument(
    "words",
    cls=CommandWords,
    usage="[CONFIG] CALENDAR",
    about={"CALENDAR": "an .ics file, exported from the calendar in which people changed shifts"},
)
@flag("--accept", "record every difference without asking")
@living
def sync(options: Options) -> int:
    """Record changes made in a calendar as trades.

    On a terminal each difference is shown, and recorded if you say yes.
    """
    return call("sync:run_sync", options)


@command(
    "leave",
    "rotation leave ada 2027-02-01 --dry-run",
    "rotation leave ada 2027-02-01 team --accept",
)
@click.argument(
    "words",
    cls=CommandWords,
    usage="PERSON DATE [CONFIG]",
    about={"DATE": "the first day without the person"},
)
@flag("--accept", "give what the manager cannot take to the best replacement")
@flag("--replan", "spread the shifts over the team instead, with as few changes as possible")
@living
def leave(options: Options) -> int:
    """Hand over the later shifts of a person who leaves.

    The manager takes over what the rules allow; replacements are proposed for the rest.
    """
    if options.accept and options.replan:
        raise click.UsageError(
            "--accept: cannot be combined with --replan; give one of the two",
            click.get_current_context(),
        )
    return call("leave:run_leave", options)


@command(
    "undo",
    "rotation undo --dry-run",
    "rotation undo team --why 'the other December'",
)
@click.argument("words", cls=CommandWords)
@living
def undo(options: Options) -> int:
    """Take back the last change of the published plan, as a change of its own.

    Typed again, it takes that back. `--dry-run` shows what it would do.
    """
    return call("undo:run_undo", options)


@command(
    "archive",
    "rotation archive --dry-run",
    "rotation archive team --before 2027-01-01",
)
@click.argument("words", cls=CommandWords)
@option(
    "--before",
    metavar="DATE",
    reads=a_today,
    help="the shifts that were over when this day began; default: today",
)
@dry_run
@common()
def archive(options: Options) -> int:
    """Move published shifts that are over to history, with their trades.

    Nobody's shifts, loads or calendars change; the published plan becomes shorter.
    """
    return call("archive:run_archive", options)


@command(
    "repair",
    "rotation repair --dry-run",
    "rotation repair team --why 'merged two branches'",
)
@click.argument("words", cls=CommandWords)
@flag("--discard", "discard what a killed command left behind, if it cannot be completed or undone")
@why
@dry_run
@common()
def repair(options: Options) -> int:
    """Make the change log and the published calendars agree with the plan.

    The published plan and its trades are the truth: nobody's shift changes.
    """
    return call("repair:run_repair", options)
