"""`rotation fairness`."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from rotation.analysis.ledger import Ledger, LedgerLine
from rotation.analysis.quantities import QUANTITIES, TRACKS, ledger_title, of_track
from rotation.arguments import places_named
from rotation.cli.exports import decimal, write_exports
from rotation.cli.following import choose_next
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_look
from rotation.cli.options import OPTION_WORDS, Options
from rotation.cli.today import today_in
from rotation.config.text import suggest
from rotation.errors import BadInput, Fault
from rotation.export.sheets import Sheet, sheet_csv
from rotation.letters import by_name

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["run_fairness"]

_WIDEST = 64
"""Columns for names: people with equal numbers share a row."""

_COLUMNS = ("engineer", "name", "quantity", "load", "share", "difference")


@places_named(OPTION_WORDS)
def run_fairness(options: Options) -> int:
    """Print the ledger of a window; return 1 if a difference exceeds `--max-difference`."""
    by = options.by.replace("-", "_")
    known = (*QUANTITIES, TRACKS)
    if by not in known:
        what = f"there is no ledger {options.by!r}"
        raise BadInput(Fault("--by", what, suggest(by, known)))
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    since = options.since
    if since is None and options.draft is None:  # with a draft it is as in a plan
        since = today - timedelta(days=rotation.history_days)
    table = rotation.ledger(since=since, until=options.until, draft=options.draft)
    above = _above(table, by, options.max_difference)
    write_exports(rotation, options, _long(table), (_wide(table), _indices(table)), table.end)
    if options.format == "json":
        print(json.dumps(_document(table, by, above), ensure_ascii=False, indent=2))
    elif options.format == "csv":
        sys.stdout.write(sheet_csv(_long(table)))
    elif not options.quiet:
        _show(table, by)
    for line, quantity, difference in above:
        who = rotation.labels[line.person.id]
        what = f"{who} is {float(difference):+.2f} {_title(quantity)} from a fair share"
        print(f"{what}, more than {float(options.max_difference):g}", file=sys.stderr)
    choose_next(options, after_look, rotation, today, "hours")
    return int(bool(above))


def _asked(table: Ledger, by: str) -> Sequence[str]:
    """Return the quantities that are asked about: one, or that of each track."""
    return table.of_tracks if by == TRACKS else (by,)


def _above(
    table: Ledger, by: str, limit: Fraction | None
) -> list[tuple[LedgerLine, str, Fraction]]:
    """Return who is further from the share than a limit, and in what, the furthest first."""
    if limit is None:
        return []
    differing = [
        (line, quantity, difference)
        for quantity in _asked(table, by)
        for line in table.lines
        if (difference := line.difference(quantity)) is not None and abs(difference) > limit
    ]
    return sorted(differing, key=lambda entry: (-abs(entry[2]), _who(entry[0]), entry[1]))


def _who(line: LedgerLine) -> tuple[str, ...]:
    return by_name(line.person.name, line.person.id)


def _long(table: Ledger) -> Sheet:
    rows = ((*r[:3], *map(decimal, r[3:])) for r in table.records())
    return Sheet("Ledger", _COLUMNS, tuple(rows))


def _wide(table: Ledger) -> Sheet:
    columns = [f"{q}{end}" for q in table.quantities for end in ("", "_share", "_difference")]
    rows = []
    for line in table.lines:
        numbers = (
            decimal(number)
            for q in table.quantities
            for number in (line.amount(q), line.shares.get(q), line.difference(q))
        )
        present = "yes" if line.person.present else "no"
        rows.append((line.person.id, line.person.name, present, line.person.weight, *numbers))
    return Sheet("Ledger", ("engineer", "name", "present", "weight", *columns), tuple(rows))


def _indices(table: Ledger) -> Sheet:
    rows = (
        (
            quantity,
            evenness.people,
            *map(decimal, (evenness.gini, evenness.jain, evenness.standard_deviation)),
        )
        for quantity, evenness in table.indices().items()
    )
    return Sheet("Indices", ("quantity", "people", "gini", "jain", "deviation"), tuple(rows))


def _document(
    table: Ledger, by: str, above: Sequence[tuple[LedgerLine, str, Fraction]]
) -> dict[str, object]:
    document = table.to_dict()
    return {
        "window": document.pop("window"),
        "by": by,
        **document,
        "above": list(dict.fromkeys(line.person.id for line, _, _ in above)),
    }


def _title(quantity: str) -> str:
    return "shifts of each track" if quantity == TRACKS else ledger_title(quantity)


def _show(table: Ledger, by: str) -> None:
    from rotation.cli.tables import fitted  # noqa: PLC0415 - rich is slow to import
    from rotation.cli.terminal import console  # noqa: PLC0415 - see above

    first, after = table.dates
    out = console(sys.stdout)
    with out.capture() as shown:
        out.print(f"{table.rotation.name}: {_title(by)} from {first} to {after}", style="bold")
        asked = _asked(table, by)
        for quantity in asked:
            if by == TRACKS:
                out.print(quantity.removeprefix(of_track("")), style="bold")
            out.print(fitted(_people(table, quantity), out))
        labels = table.rotation.labels
        without = [
            labels[line.person.id]
            for line in sorted(table.lines, key=_who)
            if line.shares.keys().isdisjoint(asked)
        ]
        if without:
            out.print(f"Without a share: {', '.join(without)}")
            out.print()
        out.print(fitted(_evenness(table, (*QUANTITIES, *asked)), out))
    # Tables pad their lines; what is pasted into a chat should not.
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))


def _people(table: Ledger, by: str) -> "Table":
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - see `_show`
    from rich.table import Table  # noqa: PLC0415 - see `_show`

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("Who", overflow="fold", max_width=_WIDEST)
    for head in ("Load", "Fair share", "Difference"):
        shown.add_column(head, justify="right", no_wrap=True)
    for names, carried, share, difference in _grouped(table, by):
        who = ", ".join(names)
        shown.add_row(who, _number(carried), _number(share), f"{float(difference):+.2f}")
    return shown


def _grouped(table: Ledger, by: str) -> Iterator[tuple[list[str], Fraction, Fraction, Fraction]]:
    """Yield people with equal numbers together, those furthest above their share first."""
    labels = table.rotation.labels
    ranked = sorted(
        ((-difference, line.shares[by], line.amount(by)), _who(line), labels[line.person.id])
        for line in table.lines
        if (difference := line.difference(by)) is not None
    )
    for (below, share, carried), group in groupby(ranked, key=lambda entry: entry[0]):
        yield [name for _, _, name in group], carried, share, -below


def _evenness(table: Ledger, quantities: Sequence[str]) -> "Table":
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - see `_show`
    from rich.table import Table  # noqa: PLC0415 - see `_show`

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column("How even")
    for head in ("Gini (0 is even)", "Jain (1 is even)", "Standard deviation"):
        shown.add_column(head, justify="right", no_wrap=True)
    for quantity, evenness in table.indices().items():
        numbers = (evenness.gini, evenness.jain, evenness.standard_deviation)
        if evenness.people and quantity in quantities:
            cells = ("" if number is None else f"{float(number):.3f}" for number in numbers)
            shown.add_row(_title(quantity), *cells)
    return shown


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
