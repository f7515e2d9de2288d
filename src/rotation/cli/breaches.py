"""Warnings about broken rules that are not over, with the commands that fix them."""

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from rotation.checks.breaches import Breach
from rotation.cli.options import Options
from rotation.cli.typed import spelling_of
from rotation.errors import LISTED

if TYPE_CHECKING:
    from rotation.trades.remedies import BreachFix

__all__ = ["breach_records", "report_breaches", "without"]


def report_breaches(remedies: "Iterable[BreachFix]", options: Options) -> None:
    """Print what is broken and not over to standard error, whatever the format and with `--quiet`.

    Commands have lines of their own and are not folded, so that they can be pasted.
    """
    sys.stdout.flush()
    spelling = spelling_of(options)
    listed = list(remedies)
    for remedy in listed[:LISTED]:
        for text in remedy.texts():
            print(f"warning: {text}", file=sys.stderr)
        for line in remedy.lines(spelling):
            print(f"  {line}", file=sys.stderr)
    if len(listed) > LISTED:
        count = f"{len(listed) - LISTED:,}"
        print(f"warning: and {count} more; rotation check lists all", file=sys.stderr)


def breach_records(remedies: "Iterable[BreachFix]", options: Options) -> list[dict[str, object]]:
    """Return what `report_breaches` prints, for `--format json`."""
    spelling = spelling_of(options)
    return [remedy.as_dict(spelling) for remedy in remedies]


def without(breaches: Sequence[Breach], words: Collection[tuple[str, str]]) -> tuple[Breach, ...]:
    """Return the breaches without those whose rules and sentences were all reported already."""
    return tuple(
        breach
        for breach in breaches
        if any((v.rule, v.text) not in words for v in breach.violations)
    )
