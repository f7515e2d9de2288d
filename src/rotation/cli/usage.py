"""Error messages for command lines that cannot be read, with what to type instead."""

import sys
from collections.abc import Iterable

import click

from rotation.config.faults import printable
from rotation.errors import BadInput
from rotation.model.spelling import nearest

__all__ = ["refuse"]


def refuse(error: click.UsageError) -> int:
    """Print the usage and the error to standard error; return the exit code."""
    if error.ctx is not None:
        print(error.ctx.get_usage(), file=sys.stderr)
    print(f"error: {printable(_text(error))}", file=sys.stderr)
    return BadInput.exit_code


def _text(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return _no_option(error)
        case click.BadOptionUsage():
            option = _options(error.ctx).get(error.option_name)
            if option is None or option.metavar is None:
                return f"{error.option_name}: takes no value"
            return f"{error.option_name}: needs a value, {option.metavar}"
        case click.BadParameter() if isinstance(error.param, click.Option):
            return f"{max(error.param.opts, key=len)}: {error.message}"
        case _:
            return error.message


def _no_option(error: click.NoSuchOption) -> str:
    name, ctx = error.option_name, error.ctx
    what = f"there is no option {name}"
    if ctx is None:
        return what
    known = _options(ctx)
    near = nearest(name, known) or _beginning_of(name, known)
    if near is not None:
        return f"{what}; did you mean {near}?"
    if ctx.parent is None and isinstance(ctx.command, click.Group):
        behind = [o for c in ctx.command.commands.values() for o in _every(c)]
        meant = name if name in behind else nearest(name, behind)
        if meant is not None:
            return f"{what} before the command; write {meant} after it"
    return f"{what}; {ctx.command_path} --help lists the options"


def _beginning_of(name: str, known: Iterable[str]) -> str | None:
    """Return the longest option with which a name begins: `--out` for `--output`."""
    begun = [o for o in known if name.startswith(o) and len(o) >= len("--out")]
    return max(begun, key=len, default=None)


def _options(ctx: click.Context | None) -> dict[str, click.Option]:
    params = [] if ctx is None else ctx.command.params
    return {name: p for p in params if isinstance(p, click.Option) for name in p.opts}


def _every(command: click.Command) -> list[str]:
    """Return the options of a command and of its subcommands."""
    names = [name for p in command.params if isinstance(p, click.Option) for name in p.opts]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*names, *(name for each in below for name in _every(each))]
