"""`rotation hours`."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.analysis.paid_month import HOURS, PaidMonth, paid_numbers
from rotation.analysis.pay import BUCKETS, PaidLine
from rotation.api import Rotation
from rotation.arguments import places_named
from rotation.cli.exports import decimal, write_exports
from rotation.cli.following import choose_next
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_look
from rotation.cli.options import OPTION_WORDS, Options
from rotation.cli.today import today_in
from rotation.export.sheets import Sheet, sheet_csv
from rotation.letters import by_name

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["run_hours"]

_NAME = 24
"""Characters that a table leaves for names, if possible; longer names are folded between words."""


@places_named(OPTION_WORDS)
def run_hours(options: Options) -> int:
    """Print the hours of a month, with pay and time in lieu."""
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    month = options.month or _month_before(today)
    lines = rotation.hours(month, draft=options.draft).served
    people = _people(lines)
    first = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
    write_exports(rotation, options, people, (people, _pieces(lines)), max(first, _ZIP_BEGINS))
    if options.format == "json":
        print(json.dumps(lines.to_dict(), ensure_ascii=False, indent=2))
    elif options.format == "csv":
        sys.stdout.write(sheet_csv(people))
    elif not options.quiet:
        _show(rotation, month, lines)
    choose_next(options, after_look, rotation, today, "fairness")
    return 0


_ZIP_BEGINS = datetime(1980, 1, 1, tzinfo=UTC)


def _month_before(today: date) -> str:
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def _people(month: PaidMonth) -> Sheet:
    rows = [tuple(map(_cell, record.values())) for record in month.records()]
    return Sheet("Hours", PaidMonth.columns, tuple(rows))


def _cell(value: object) -> str | float | None:
    return decimal(value) if isinstance(value, Fraction) else str(value)


def _pieces(lines: Sequence[PaidLine]) -> Sheet:
    rows = []
    for line in lines:
        for piece in line.pieces:
            times = (moment.isoformat(timespec="seconds") for moment in (piece.start, piece.end))
            seconds = [getattr(piece.hours, bucket) // timedelta(seconds=1) for bucket in BUCKETS]
            hours = (decimal(Fraction(number, 3600)) for number in (*seconds, sum(seconds)))
            who = (line.engineer.id, line.engineer.name)
            rows.append((*who, piece.shift, piece.track, *times, *hours))
    columns = ("engineer", "name", "shift", "track", "start", "end", *HOURS)
    return Sheet("Shifts", columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class _NumberColumn:
    """A column of numbers, as text."""

    head: str
    cells: tuple[str, ...]
    total: str

    @property
    def width(self) -> int:
        """How many characters it takes, including the space between columns."""
        return max(map(len, (self.head, self.total, *self.cells))) + 3


def _show(rotation: Rotation, month: str, lines: Sequence[PaidLine]) -> None:
    from rich.cells import cell_len  # noqa: PLC0415 - rich is slow to import

    from rotation.cli.tables import fitted  # noqa: PLC0415 - see above
    from rotation.cli.terminal import console  # noqa: PLC0415 - see above

    pay = rotation.pay
    priced = any((pay.working, pay.off_hours, pay.weekend, pay.holiday))
    lieu = any((pay.lieu_off_hours, pay.lieu_weekend, pay.lieu_holiday))
    heads = ["Working", "Off-hours", "Weekend", "Holiday", "Hours"]
    heads += [f"Pay ({pay.currency})"] if priced else []
    heads += ["In lieu (h)"] if lieu else []
    lines = sorted(lines, key=lambda line: by_name(line.engineer.name, line.engineer.id))
    rows = []
    for line in lines:
        hours, amounts = paid_numbers(line)
        rows.append([*hours, *(amounts[-1:] if priced else ()), *((line.lieu_hours,) * lieu)])
    columns = []
    for along, head in enumerate(heads):
        numbers = [numbers[along] for numbers in rows]
        cells = tuple(f"{float(number):.2f}" for number in numbers)
        columns.append(_NumberColumn(head, cells, f"{float(sum(numbers, Fraction(0))):.2f}"))
    labels = rotation.labels
    names = [labels[line.engineer.id] for line in lines]
    longest = max(map(cell_len, ("Who", *names)))
    word = max(cell_len(word) for name in ("Who", *names) for word in name.split())
    widest = max(word, min(_NAME, longest)) + 2
    out = console(sys.stdout)
    with out.capture() as shown:
        out.print(f"{rotation.name}: hours on call in {month}", style="bold")
        for part in _beside(columns, out.width - widest):
            out.print(fitted(_table(names, part), out))
        if not lines:
            out.print("Nobody was on call.")
        elif not priced and not lieu:
            out.print("No rates yet: add a [pay] table to the configuration (docs/hours.md).")
    # Tables pad their lines; what is pasted into a chat should not.
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))


def _beside(columns: Sequence[_NumberColumn], width: int) -> Iterator[list[_NumberColumn]]:
    """Yield the columns of each table: as many as fit beside the names."""
    part: list[_NumberColumn] = []
    for column in columns:
        if part and sum(each.width for each in (*part, column)) > width:
            yield part
            part = []
        part.append(column)
    yield part


def _table(names: Sequence[str], columns: Sequence[_NumberColumn]) -> "Table":
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - rich is slow to import
    from rich.table import Table  # noqa: PLC0415 - see above

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=bool(names))
    table.add_column("Who", "Sum", overflow="fold")
    for column in columns:
        table.add_column(column.head, column.total, justify="right", no_wrap=True)
    for name, *cells in zip(names, *(column.cells for column in columns), strict=True):
        table.add_row(name, *cells)
    return table
