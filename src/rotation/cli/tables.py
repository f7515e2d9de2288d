"""Tables that fit: lines break between words, and a table that is too wide becomes a list."""

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from rotation.cli.terminal import console

__all__ = ["fitted", "natural_width", "print_fitted"]

_BOUNDLESS = 10_000
"""Enough columns to measure the natural width of any table."""


_NARROW = (0, 1, 0, 0)
"""The padding of cells in a narrow table: top, right, bottom, left."""


def print_fitted(table: Table) -> None:
    """Print a table to standard output, without trailing blanks."""
    out = console(sys.stdout)
    with out.capture() as shown:
        out.print(fitted(table, out))
    # Tables pad their lines; what is pasted into a chat should not.
    print("\n".join(line.rstrip() for line in shown.get().splitlines()).rstrip())


def natural_width(table: Table, out: Console) -> int:
    """Return the width of a table if no line is folded."""
    return Measurement.get(out, out.options.update_width(_BOUNDLESS), table).maximum


def fitted(table: Table, out: Console) -> RenderableType:
    """Return a table that fits a console without breaking a word, or a list instead.

    Parameters
    ----------
    table : rich.table.Table
        Its columns get the widths that fit. Their cells are texts.
    out : rich.console.Console
        Where it is printed.
    """
    if not table.row_count:
        return table
    widths = [_measured(column, out) for column in table.columns]
    least = sum(width.minimum for width in widths)
    for padding in (table.padding, _NARROW):
        table.padding = padding
        natural = natural_width(table, out)
        spare = out.width - least - (natural - sum(width.maximum for width in widths))
        if natural > out.width and spare >= 0:
            for column, width in zip(table.columns, _shared(widths, spare), strict=True):
                column.width = width
        if spare >= 0:
            return table
    return Group(*_list(table))


def _measured(column: Column, out: Console) -> Measurement:
    """Return the widths of the longest word and the longest cell of a column."""
    boundless = out.options.update_width(_BOUNDLESS)
    texts = [column.header, *column.cells]
    sizes = [Measurement.get(out, boundless, text) for text in texts]
    most = min(max(each.maximum for each in sizes), column.max_width or _BOUNDLESS)
    least = most if column.no_wrap else min(most, max(each.minimum for each in sizes))
    return Measurement(least, most)


def _shared(widths: Sequence[Measurement], spare: int) -> Iterator[int]:
    """Yield the widths of columns: the longest word, and a share of the remaining space."""
    wanted = sum(width.span for width in widths)
    for width in widths:
        share = spare * width.span // wanted if wanted else 0
        yield width.minimum + share
        spare, wanted = spare - share, wanted - width.span


def _list(table: Table) -> Iterator[RenderableType]:
    """Yield a paragraph per row: its first cell, and below it the others after their headings."""
    heads = [_text(column.header).plain.replace("\n", " ") for column in table.columns]
    for row in zip(*(column.cells for column in table.columns), strict=True):
        first, *others = map(_text, row)
        rest = list(zip(heads[1:], others, strict=True))
        if not heads[0]:  # a number only
            head, cell = rest.pop(0)
            first = _joined(Text.assemble(first, " ", f"{head}: " if head else "", cell))
        yield Text()
        yield first
        for head, cell in rest:
            if cell.plain.strip():
                line = _joined(Text.assemble(f"{head}: " if head else "", cell))
                yield Padding(line, (0, 0, 0, 2), expand=False)
    yield Text()


def _text(cell: RenderableType) -> Text:
    return cell if isinstance(cell, Text) else Text(str(cell))


def _joined(line: Text) -> Text:
    """Return a text on one line, without the breaks that made a column narrow."""
    return Text(" ").join(line.split("\n")) if "\n" in line.plain else line
