"""`rotation completion`, and the answers to the scripts that it prints."""

import os
import shlex
import sys
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ZshComplete

from rotation.cli.arguments import a_choice
from rotation.cli.failures import close_off
from rotation.cli.following import choose_next
from rotation.cli.next_command import after_completion
from rotation.cli.options import Options

__all__ = ["answer", "run_completion"]

VARIABLE = "_ROTATION_COMPLETE"
"""Set by the scripts: the shell, and `complete`."""

_PROGRAM = "rotation"


class _Bash(BashComplete):
    """Bash takes a value as it is, so one with a blank is quoted; and it splits words at `=`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        args, incomplete = super().get_completion_args()
        return [arg for arg in args if arg != "="], incomplete

    def format_completion(self, item: "CompletionItem[Any]") -> str:
        return f"{item.type},{shlex.quote(item.value) if item.type == 'plain' else item.value}"


class _Whole:
    """Zsh and fish replace the whole word, the name of the option in `--option=value` included."""

    def get_completions(self, args: list[str], incomplete: str) -> "list[CompletionItem[Any]]":
        items: list[CompletionItem[Any]] = super().get_completions(  # type: ignore[misc]
            args, incomplete
        )
        name, equals, _ = incomplete.partition("=")
        if name.startswith("--") and equals:
            for item in items:
                item.value = f"{name}={item.value}"
        return items


class _Zsh(_Whole, ZshComplete):
    pass


class _Fish(_Whole, FishComplete):
    """The script of fish splits an answer at commas."""

    def format_completion(self, item: "CompletionItem[Any]") -> str:
        item.help = item.help and item.help.replace(",", "")
        return super().format_completion(item)


_SHELLS = {"bash": _Bash, "fish": _Fish, "zsh": _Zsh}


def run_completion(options: Options) -> int:
    """Print the script of a shell."""
    try:
        shell = a_choice(sorted(_SHELLS))(options.shell)
    except click.BadParameter as error:
        raise click.UsageError(f"SHELL: {error.message}", click.get_current_context()) from None
    complete = _SHELLS[shell](click.Command(_PROGRAM), {}, _PROGRAM, VARIABLE)
    # Not its `source()`, which starts a shell to ask for its version.
    sys.stdout.write(complete.source_template % complete.source_vars())
    choose_next(options, after_completion)
    return 0


def answer(root: click.Command) -> int:
    """Print the completions that a shell asks for; return 0 whatever happens."""
    shell, _, instruction = os.environ[VARIABLE].partition("_")
    try:
        if shell in _SHELLS and instruction == "complete":
            text = _SHELLS[shell](root, {}, _PROGRAM, VARIABLE).complete()
            sys.stdout.write(f"{text}\n" if text else "")
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt):
        close_off(sys.stdout)
    return 0
