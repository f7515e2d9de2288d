"""`rotation` itself."""

import sys
from collections.abc import Callable, Sequence

import click

from rotation.cli.command import Group, ListedOption

__all__ = ["rotation"]

_HELP = """Plan on-call rotations: every rule is kept, and fairness is proved.

`rotation COMMAND --help` shows the options of a command, and examples."""

_EPILOG = """Exit codes: 0 done; 1 done, but a person must act; 2 bad input, nothing written;
74 written, but the output failed; 75 another command is at work, try again; 129, 130, 143 stopped
by a signal."""

_WIDEST = 100
"""Columns of the widest help."""


def rotation(commands: Sequence[click.Command]) -> Group:
    """Return the command line of some commands."""
    root = Group(
        "rotation",
        help=_HELP,
        epilog=_EPILOG,
        commands={command.name or "": command for command in commands},
        context_settings={"max_content_width": _WIDEST},
        examples=(
            "rotation init team",
            "rotation plan team --month 2027-01",
            "rotation -C team publish",
            "rotation -C team who",
        ),
    )
    root.params[:0] = (
        _printing("--version", _version, "print the version"),
        _printing("--versions", _versions, "print those of Python and libraries, too"),
    )
    return root


def _printing(name: str, text: Callable[[], str], summary: str) -> ListedOption:
    """Return an option that prints a text and ends."""

    def call(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        del param
        if value and not ctx.resilient_parsing:
            sys.stdout.write(text())
            ctx.exit()

    return ListedOption(
        [name], is_flag=True, is_eager=True, expose_value=False, callback=call, help=summary
    )


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - slow, and only asked for here

    return f"rotation {version('rotation')}\n"


def _versions() -> str:
    from rotation.versions import version_lines  # noqa: PLC0415 - as above

    return "".join(f"{line}\n" for line in version_lines())
