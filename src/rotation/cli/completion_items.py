"""Shell completion: people, shifts and days come from the files of a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rotation.cli.arguments import HERE
from rotation.cli.word_order import is_config

if TYPE_CHECKING:
    import click

    from rotation.cli.folder_words import FolderWords

__all__ = ["CONFIG", "completed", "completed_word", "folder_of"]

CONFIG = "CONFIG"
"""The name of a `rotation.toml` or its folder in usage lines."""

_FILES = {"DIR": "dir", CONFIG: "file", "FILE": "file", "SCHEDULE": "file", "CALENDAR": "file"}
"""What the shell completes by itself."""

_MOST = 1000
"""The largest number of files of a folder that are looked at."""

_SHELLS = ("bash", "fish", "zsh")

_LEDGERS = (
    "shifts",
    "days",
    "hours",
    "rest_days",
    "holidays",
    "volunteer_days",
    "working_hours",
    "off_hours",
    "rest_day_hours",
    "night_hours",
    "tracks",
)

Completed = Callable[["click.Context", "click.Parameter", str], list[Any]]


def folder_of(ctx: click.Context) -> str:
    """Return the folder given by `-C` to a command and its parents; may be empty."""
    chain: list[click.Context] = []
    at: click.Context | None = ctx
    while at is not None:
        chain.insert(0, at)
        at = at.parent
    folders = [folder for each in chain for folder in each.params.get("directory") or ()]
    return str(Path(*folders)) if folders else ""


def completed(metavar: str) -> Completed:
    """Return the completions of an option's value, by its metavar."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        del param
        words = ctx.params.get("words") or ()
        config = next((word for word in words if is_config(word, folder_of(ctx))), None)
        return completed_word(ctx, metavar, incomplete, config)

    return complete


def completed_word(ctx: click.Context, name: str, incomplete: str, config: str | None) -> list[Any]:
    """Return the completions of a word.

    Parameters
    ----------
    ctx : click.Context
        Of the command.
    name : str
        The name of the word in the usage, or the metavar of an option.
    incomplete : str
        The beginning of the word.
    config : str or None
        The word that is CONFIG, if there is one.

    Returns
    -------
    list of click.shell_completion.CompletionItem
    """
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - a shell asks, else unused

    from rotation.cli.folder_words import FolderWords  # noqa: PLC0415 - see above

    folder = folder_of(ctx)
    if name in _FILES and not folder:
        return [CompletionItem(incomplete, type=_FILES[name])]
    if name in _FILES:
        return [CompletionItem(path) for path in _paths(Path(folder), incomplete, _FILES[name])]
    known = FolderWords.of(Path(folder, config or HERE))
    begun = incomplete.casefold()
    return [
        CompletionItem(value, help=about or None)
        for value, about, *others in _candidates(name, known)
        if any(each.casefold().startswith(begun) for each in (value, *others))
    ]


def _paths(folder: Path, incomplete: str, kind: str) -> list[str]:
    """Return the paths in a folder other than the shell's; folders end in `/`."""
    head = incomplete[: incomplete.rfind("/") + 1]
    paths = []
    with os.scandir(folder / head) as entries:
        for entry in islice(entries, _MOST):
            if entry.is_dir():
                paths.append(f"{head}{entry.name}/")
            elif kind == "file":
                paths.append(f"{head}{entry.name}")
    hidden = incomplete[len(head) :].startswith(".")
    shown = (path for path in paths if hidden or not path[len(head) :].startswith("."))
    return sorted(path for path in shown if path.startswith(incomplete))


def _candidates(name: str, known: FolderWords) -> Iterable[tuple[str, ...]]:
    """Return each value, its description, and other spellings of it."""
    by_name: dict[str, Callable[[], Iterable[tuple[str, ...]]]] = {
        "PERSON": lambda: known.people,
        **dict.fromkeys(("SHIFT", "OTHER", "THIRD"), lambda: known.shifts),
        **dict.fromkeys(("DATE", "INSTANT"), lambda: known.days),
        "YYYY-MM": lambda: _bare(known.months),
        "YYYY": lambda: _bare(sorted({month[:4] for month in known.months})),
        "TRACK": lambda: _bare(known.tracks),
        "REMOTE": lambda: known.remotes,
        "NAME": lambda: _bare(known.periods),
        "LEDGER": lambda: _bare(_LEDGERS),
        "SHELL": lambda: _bare(_SHELLS),
    }
    choices = name.split("|") if "|" in name else ()
    return by_name.get(name, lambda: _bare(choices))()


def _bare(values: Iterable[str]) -> list[tuple[str, ...]]:
    return [(value, "") for value in values]
