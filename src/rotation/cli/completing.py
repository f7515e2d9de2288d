"""What a shell completes: files by the shell itself, and what the files of a folder name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import click

    from rotation.cli.known import Known

__all__ = ["CONFIG", "completed", "completed_word", "folder_of", "is_config"]

CONFIG = "CONFIG"
"""How the usage calls a `rotation.toml` or its folder."""

_HERE = "rotation.toml"

_FILES = {"DIR": "dir", CONFIG: "file", "FILE": "file", "SCHEDULE": "file", "CALENDAR": "file"}
"""What the shell completes by itself."""

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
)

Completed = Callable[["click.Context", "click.Parameter", str], list[Any]]


def folder_of(ctx: click.Context) -> str:
    """Return the folder that `-C` names, on a command and those it belongs to; may be empty."""
    chain: list[click.Context] = []
    at: click.Context | None = ctx
    while at is not None:
        chain.insert(0, at)
        at = at.parent
    folders = [folder for each in chain for folder in each.params.get("directory") or ()]
    return str(Path(*folders)) if folders else ""


def is_config(ctx: click.Context, word: str) -> bool:
    """Tell whether a word names a configuration, as seen from the folder of `-C`."""
    path = Path(folder_of(ctx), word)
    return path.suffix.lower() == ".toml" or (path / _HERE).is_file()


def completed(metavar: str) -> Completed:
    """Return what completes the value of an option, by what the help shows for it."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        del param
        words = ctx.params.get("words") or ()
        config = next((word for word in words if is_config(ctx, word)), None)
        return completed_word(ctx, metavar, incomplete, config)

    return complete


def completed_word(ctx: click.Context, name: str, incomplete: str, config: str | None) -> list[Any]:
    """Return how a word can go on.

    Parameters
    ----------
    ctx : click.Context
        Of the command.
    name : str
        What the word stands for, as in the usage or the help of an option.
    incomplete : str
        How it begins.
    config : str or None
        The word that is CONFIG, if there is one.

    Returns
    -------
    list of click.shell_completion.CompletionItem
    """
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - a shell asks, else unused

    from rotation.cli.known import Known  # noqa: PLC0415 - see above

    if name in _FILES:
        return [CompletionItem(incomplete, type=_FILES[name])]
    known = Known.of(Path(folder_of(ctx), config or _HERE))
    begun = incomplete.casefold()
    return [
        CompletionItem(value, help=about or None)
        for value, about, *others in _candidates(name, known)
        if any(each.casefold().startswith(begun) for each in (value, *others))
    ]


def _candidates(name: str, known: Known) -> Iterable[tuple[str, ...]]:
    """Return each value, what it is, and what else may be typed for it."""
    by_name: dict[str, Callable[[], Iterable[tuple[str, ...]]]] = {
        "PERSON": lambda: known.people,
        **dict.fromkeys(("SHIFT", "OTHER", "THIRD"), lambda: known.shifts),
        **dict.fromkeys(("DATE", "INSTANT"), lambda: known.days),
        "YYYY-MM": lambda: _bare(known.months),
        "YYYY": lambda: _bare(sorted({month[:4] for month in known.months})),
        "TRACK": lambda: _bare(known.tracks),
        "NAME": lambda: _bare(known.periods),
        "LEDGER": lambda: _bare(_LEDGERS),
        "SHELL": lambda: _bare(_SHELLS),
    }
    choices = name.split("|") if "|" in name else ()
    return by_name.get(name, lambda: _bare(choices))()


def _bare(values: Iterable[str]) -> list[tuple[str, ...]]:
    return [(value, "") for value in values]
