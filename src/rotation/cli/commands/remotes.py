"""Commands that talk to calendars and pagers."""

import click

from rotation.cli.command import Group, call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options
from rotation.cli.parameters import common, dry_run, flag, living

__all__ = ["pull", "push", "remote"]

_USAGE = "[CONFIG] [REMOTE]"


@command(
    "push",
    "rotation push --dry-run",
    "rotation push team pager",
)
@click.argument("words", cls=CommandWords, usage=_USAGE)
@flag("--ours", "overwrite what people changed and deleted there")
@flag("--adopt", "take equal entries, and those with our mark, as ours: the ledger was lost")
@flag("--verbose", "show the ids of the remote, too")
@dry_run
@common()
def push(options: Options) -> int:
    """Show the published plan in calendars and pagers; without REMOTE in all of them.

    What people changed there is reported, not overwritten. A second push writes nothing.
    """
    return call("remotes:run_push", options)


@command(
    "pull",
    "rotation pull --dry-run",
    "rotation pull team pager --accept --why 'swapped in the calendar'",
)
@click.argument(
    "words",
    cls=CommandWords,
    usage=_USAGE,
    about={"REMOTE": "the name of a remote; default: the only one"},
)
@flag("--accept", "record every difference without asking")
@living
def pull(options: Options) -> int:
    """Record what people changed in a calendar or pager as trades.

    On a terminal each difference is shown, and recorded if you say yes.
    """
    return call("remotes:run_pull", options)


@command("check", "rotation remote check", "rotation remote check team pager")
@click.argument("words", cls=CommandWords, usage=_USAGE)
@common()
def check(options: Options) -> int:
    """Look whether calendars and pagers can be pushed to; writes nothing.

    The secret, schedules and calendars, and who is unknown there, with the nearest address.
    """
    return call("remotes:run_remote", options)


@command("document", "rotation remote document goalert")
@click.argument(
    "words", cls=CommandWords, usage="TOOL", about={"TOOL": "a tool that needs one: goalert"}
)
def document(options: Options) -> int:
    """Print what an administrator stores in a tool before anything can be pushed there.

    GoAlert binds each API key to one document of GraphQL with all that the key may do.
    """
    return call("remote_document:run_document", options)


remote = Group(
    "remote",
    help="""Look at the calendars and pagers that are pushed to.

    `rotation remote check --help` shows the arguments and options of `check`.""",
    usage="[OPTIONS] [CONFIG] COMMAND ...",
    commands={each.name or "": each for each in (check, document)},
    examples=("rotation remote check", "rotation remote check team pager"),
)
