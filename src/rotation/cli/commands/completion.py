"""`rotation completion`."""

import click

from rotation.cli.command import call, command
from rotation.cli.command_words import CommandWords
from rotation.cli.options import Options

__all__ = ["completion"]


@command(
    "completion",
    'eval "$(rotation completion bash)"',
    "rotation completion fish > ~/.config/fish/completions/rotation.fish",
)
@click.argument(
    "words", cls=CommandWords, usage="SHELL", about={"SHELL": "bash (4.4 or newer), zsh or fish"}
)
def completion(options: Options) -> int:
    """Print a script that completes `rotation` in a shell.

    It completes commands, options, people, shifts and days. To load it at every start of your
    shell, put the first example into ~/.bashrc, or into ~/.zshrc with zsh instead of bash.
    """
    return call("completion:run_completion", options)
