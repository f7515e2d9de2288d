"""Commands and groups of commands: how they read a command line and show their help."""

import sys
from collections.abc import Callable, Sequence
from contextlib import chdir
from importlib import import_module
from typing import Any

import click

from rotation.cli.command_words import CommandWords, named_commands, no_command
from rotation.cli.completion_items import completed, folder_of
from rotation.cli.options import Options
from rotation.cli.places import value_places, word_places
from rotation.interrupts import left_quietly
from rotation.model.spelling import nearest
from rotation.reading import reason

__all__ = ["Command", "Group", "ListedOption", "call", "command"]

_LINE = f"{__name__}.line"
"""Where the whole command line is kept, as it was typed."""

_LEFT = 26
"""The widest column of options and commands in a help text."""


class ListedOption(click.Option):
    """An option.

    Parameters
    ----------
    *args, **attrs
        Those of `click.Option`.
    heading : str
        The heading of the help under which it is listed.
    """

    def __init__(self, *args: Any, heading: str = "Options", **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.heading = heading


class _Shown(click.Command):
    """The base of commands and groups: `-C`, `--help` and examples.

    Parameters
    ----------
    name, **attrs
        Those of `click.Command`.
    examples : sequence of str
        Command lines for the help, each `rotation ...`.
    """

    def __init__(self, name: str, *, examples: Sequence[str] = (), **attrs: Any) -> None:
        super().__init__(name, add_help_option=False, **attrs)
        self.examples = tuple(examples)
        self.params += [_folder_option(), _help_option()]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; an option is never read as the value of the option before it."""
        ctx.meta.setdefault(_LINE, tuple(args))
        options = {name: o for o in self.params for name in o.opts if isinstance(o, ListedOption)}
        if ctx.resilient_parsing:
            # A shell asks for the value of the last option: click would forget the words before.
            last = options.get(args[-1]) if args else None
            args = args if last is None or last.is_flag else args[:-1]
        else:
            for place in value_places(args, options):
                option, value = args[place - 1], args[place]
                if value in options:
                    what = f"needs a value; if it is {value}, write {option}={value}"
                    raise click.BadParameter(what, ctx, options[option])
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser of click leaves it out here and there
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="usage: ")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help: usage, what it does, words, options, commands, examples."""
        self.format_usage(ctx, formatter)
        self.format_help_text(ctx, formatter)
        words = next((p for p in self.params if isinstance(p, CommandWords)), None)
        headings: dict[str, list[tuple[str, str]]] = {"Arguments": words.records() if words else []}
        for option in (p for p in self.params if isinstance(p, ListedOption)):
            record = option.get_help_record(ctx)
            if record is not None:
                headings.setdefault(option.heading, []).append(record)
        headings["Options"] = headings.pop("Options")  # after those with a heading of their own
        headings["Commands"] = [
            (n, c.get_short_help_str()) for n, c in named_commands(self).items()
        ]
        for heading, records in headings.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records, col_max=_LEFT)
        self.format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    # Never folded, so that they can be pasted.
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the first sentence of the help, for a list of commands."""
        del limit
        first, _, _ = " ".join((self.help or "").split()).partition(". ")
        return first.removesuffix(".")


class Command(_Shown):
    """A command; its function takes the options and returns the exit code."""

    def invoke(self, ctx: click.Context) -> int:
        """Run it."""
        assert self.callback is not None
        names = ctx.command_path.split()[1:]
        given = {name: value for name, value in ctx.params.items() if name != "words"}
        given |= {"command": names[0], "act": names[-1], "directory": folder_of(ctx)}
        given["line"] = ctx.meta.get(_LINE, ())
        code: int = self.callback(Options(**given))
        return code


class Group(_Shown, click.Group):
    """A command with commands of its own, whose name may stand anywhere among the words.

    Parameters
    ----------
    name, **attrs
        Those of `click.Group`, and `examples`.
    usage : str
        The rest of the usage line after the name.
    """

    def __init__(self, name: str, *, usage: str = "[OPTIONS] COMMAND ...", **attrs: Any) -> None:
        super().__init__(name, invoke_without_command=True, callback=_needs_command, **attrs)
        self._usage = usage

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; that of a group in a group begins with the command's name."""
        if ctx.parent is not None:
            args = self._in_front(ctx, args)
        return super().parse_args(ctx, args)

    def _in_front(self, ctx: click.Context, args: list[str]) -> list[str]:
        options = {
            name: option
            for command in (self, *self.commands.values())
            for option in command.params
            for name in option.opts
            if isinstance(option, ListedOption)
        }
        words = word_places(args, options)
        place = next((n for n in words if args[n] in self.commands), None)
        if place is not None:
            return [args[place], *args[:place], *args[place + 1 :]]
        if not ctx.resilient_parsing and not {"-h", "--help"} & set(args):
            near = next(filter(None, (nearest(args[n], self.commands) for n in words)), None)
            names = ", ".join(self.commands)
            raise click.UsageError(
                f"give a command: {names}" + (f"; did you mean {near}?" if near else ""), ctx
            )
        return args

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        del ctx
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command with a name; the error suggests the nearest one."""
        if args[0] in self.commands or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.UsageError(no_command(args, self), ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line."""
        del ctx
        return self._usage.split()


def call(home: str, options: Options) -> int:
    """Import the function that runs a command, only when it is needed, and call it.

    Parameters
    ----------
    home : str
        `module:function` of `rotation.cli`.
    options : Options
        For the function.
    """
    module, function = home.split(":")
    with left_quietly():
        run: Callable[[Options], int] = getattr(import_module(f"rotation.cli.{module}"), function)
    code = run(options)
    if getattr(options, "following", ""):
        # Loaded by now; who asks for help needs none.
        from rotation.cli.following import print_next  # noqa: PLC0415 - see above

        print_next(options)
    return code


def command(name: str, *examples: str) -> Callable[[Callable[[Options], int]], Command]:
    """Return a decorator that makes a function a command; its docstring is the help.

    Parameters
    ----------
    name : str
        As the user types it.
    *examples : str
        Command lines for the help, each `rotation ...`.
    """
    return click.command(name, cls=Command, examples=examples)


def _needs_command(**params: object) -> None:
    """Fail for the command line of a group that names none of its commands."""
    del params
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"give a command; see {ctx.command_path} --help", ctx)


def _folder_option() -> ListedOption:
    return ListedOption(
        ["-C", "directory"],
        multiple=True,
        is_eager=True,  # words are told apart by what is in the folder
        metavar="DIR",
        callback=_enter,
        shell_complete=completed("DIR"),
        help="run as if started in DIR",
    )


def _enter(ctx: click.Context, param: click.Parameter, folders: Sequence[str]) -> Sequence[str]:
    """Work in a folder until the command ends."""
    for folder in () if ctx.resilient_parsing else folders:
        try:
            ctx.obj.enter_context(chdir(folder))
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else "is not a path"
            raise click.BadParameter(f"{folder}: {why}; give a folder", ctx, param) from None
    return folders


def _help_option() -> ListedOption:
    return ListedOption(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_help,
        help="print this help",
    )


def _print_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    del param
    if value and not ctx.resilient_parsing:
        # Standard output may be closed or full; `main` reports that, not click.
        sys.stdout.write(f"{ctx.get_help()}\n")
        ctx.exit()
