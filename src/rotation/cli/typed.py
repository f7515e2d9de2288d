"""Commands to type, as this run was called: with its `-C`, CONFIG and `--today`."""

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

from rotation.cli.arguments import HERE
from rotation.cli.options import Options
from rotation.errors import printable

__all__ = ["again", "quoted", "spelling_of", "with_config"]


def with_config(command: str, options: Options) -> str:
    """Return a command to type, such as `rotation trade`, with this run's `-C` and CONFIG."""
    name, _, rest = command.partition(" ")
    folder = getattr(options, "directory", "")
    words = ["rotation"]
    words += ["-C", quoted(folder)] if folder else []
    words += [name]
    words += [] if Path(options.config) == HERE else [quoted(str(options.config))]
    return " ".join([*words, rest] if rest else words)


def spelling_of(options: Options) -> Callable[[str], str]:
    """Return a function that writes commands to type, with this run's CONFIG and `--today`."""
    # Commands that hold the lock replace a day that was not given by the clock's.
    given = getattr(options, "given_today", getattr(options, "today", None))

    def spelled(command: str) -> str:
        return with_config(command, options) + (f" --today {given}" if given else "")

    return spelled


def again(options: Options, *, without: str = "", plus: Sequence[str] = ()) -> str:
    """Return the command line of this run, to type it again.

    Parameters
    ----------
    options : Options
        Of the command: `line` has what was typed.
    without : str
        A flag that is left out.
    plus : sequence of str
        Flags that are added.
    """
    line = list(options.line)
    end = line.index("--") if "--" in line else len(line)
    kept = [word for word in line[:end] if word != without]
    return " ".join(["rotation", *map(quoted, (*kept, *plus, *line[end:]))])


def quoted(text: str) -> str:
    """Return a word to paste into a shell: what a terminal could act on in `$'...'`, escaped."""
    if text.isprintable():
        return shlex.quote(text)
    escaped = text.replace("\\", r"\\").replace("'", r"\'")
    return f"$'{printable(escaped)}'"
