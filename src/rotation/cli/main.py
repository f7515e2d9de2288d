"""Arguments in, exit code out."""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack

import click

from rotation.cli.commands import ROTATION
from rotation.cli.failures import ended
from rotation.cli.usage import refuse
from rotation.endings import Terminated, recording, terminated
from rotation.errors import RotationError

__all__ = ["main"]

_COMPLETE = "_ROTATION_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process by default.

    Returns
    -------
    int
        The exit code, as docs/files.md has it.
    """
    _prepare_streams()
    if arguments is None and _COMPLETE in os.environ:
        from rotation.cli.completion import answer  # noqa: PLC0415 - only shells ask

        return answer(ROTATION)
    with recording() as written, terminated(), ExitStack() as folders:
        try:
            code = _run(list(sys.argv[1:] if arguments is None else arguments), folders)
            sys.stdout.flush()
        except (OSError, RotationError, KeyboardInterrupt, Terminated) as error:
            return ended(error, written)
        return code


def _run(arguments: list[str], folders: ExitStack) -> int:
    """Run a command in the folders of `-C`; endings that are not click's are the caller's.

    `click.Command.main` would end Ctrl-C and a broken pipe with 1.
    """
    try:
        with ROTATION.make_context("rotation", arguments, obj=folders) as ctx:
            code: int = ROTATION.invoke(ctx)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        return refuse(error)
    return code


def _prepare_streams() -> None:
    """Write UTF-8 to files and pipes whatever the locale; never fail on a terminal's encoding.

    A stream that the caller closed (`>&-`) takes what is written, and nobody reads it.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # missing where tests replace streams
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace")
