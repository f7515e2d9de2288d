"""The last line of what a command prints for people: the command that usually follows (O31)."""

import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from rotation.cli.options import Options
from rotation.cli.typed import again, spelling_of
from rotation.horizon.clock import midnight
from rotation.model.settings import RotationData
from rotation.model.shadows import is_shadow
from rotation.model.shifts import ShiftKind

if TYPE_CHECKING:
    from rotation.trades.remedies import BreachFix

__all__ = [
    "DRY_RUN",
    "ahead",
    "choose_next",
    "due",
    "fix_of",
    "people_read",
    "print_next",
    "unfinished",
]

DRY_RUN = "--dry-run"

_Done = ParamSpec("_Done")


def people_read(options: Options) -> bool:
    """Tell whether people read what a command prints: as text, at a terminal, without `--quiet`.

    Both streams have to be terminals. What goes into a file or another program is as it always was.
    """
    text = getattr(options, "format", "table") == "table" and not getattr(options, "quiet", False)
    return text and sys.stdout.isatty() and sys.stderr.isatty()


def choose_next(
    options: Options,
    after: Callable[Concatenate[Options, _Done], str],
    *facts: _Done.args,
    **named: _Done.kwargs,
) -> None:
    """Choose the command that usually follows, where people read; the last call of a run counts.

    Parameters
    ----------
    options : Options
        Of the command that has run.
    after : callable
        Returns the command line to type, of the options and the facts; empty where none follows.
    *facts, **named
        What the command did.
    """
    if people_read(options):
        options.following = after(options, *facts, **named)


def print_next(options: Options) -> None:
    """Print what was chosen, never folded, so that it can be pasted."""
    sys.stdout.flush()
    print(f"Next: {options.following}", file=sys.stderr)


def unfinished(
    options: Options, rotation: RotationData, today: date, broken: "Iterable[BreachFix]" = ()
) -> str:
    """Return what to do before anything else: write it, fix what is broken, fill what is open.

    Parameters
    ----------
    options : Options
        Of the command; a dry run is repeated without `--dry-run`.
    rotation : RotationData
        Its published plan.
    today : datetime.date
        In the rotation's zone.
    broken : iterable of BreachFix
        What is broken and not over.
    """
    if getattr(options, "dry_run", False):
        return again(options, without=DRY_RUN)
    typed = spelling_of(options)
    if fix := fix_of(broken):
        return typed(fix)
    begins = midnight(ZoneInfo(rotation.timezone), today)
    open_ = [
        (entry.start, entry.shift)
        for entry in rotation.published
        if entry.engineer is None and entry.kind is ShiftKind.REGULAR and entry.end > begins
        if not is_shadow(rotation, entry)
    ]
    return typed(f"trade suggest {min(open_)[1]}") if open_ else ""


def fix_of(broken: "Iterable[BreachFix]") -> str:
    """Return the command for the first broken rule that has one, without `rotation`."""
    for remedy in broken:
        command = remedy.fix or remedy.breach.replan or remedy.suggest
        if command and not remedy.above:
            return command
    return ""


def due(options: Options, rotation: RotationData, today: date) -> str:
    """Return the command that plans the next month, if it is due; otherwise an empty text."""
    from rotation.plans.ahead import month_due  # noqa: PLC0415 - programs need no next command

    if not rotation.published:
        return spelling_of(options)("plan")
    month = month_due(rotation, today)
    return spelling_of(options)(f"plan --month {month:%Y-%m}") if month else ""


def ahead(rotation: RotationData, today: date) -> bool:
    """Tell whether anything published starts on or after today: only that is replanned."""
    begins = midnight(ZoneInfo(rotation.timezone), today)
    return any(entry.start >= begins for entry in rotation.published)
