"""How a table becomes as narrow as the console: by one column at a time."""

from io import StringIO

import pytest
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from rotation.cli.tables import fitted, natural_width


def people() -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Who", "What"):
        table.add_column(head)
    table.add_row("Ada Lovelace", "eleven words")
    return table


def shown(width: int) -> list[str]:
    out = Console(width=width, file=StringIO())
    with out.capture() as text:
        out.print(fitted(people(), out))
    return [line.rstrip() for line in text.get().splitlines() if line.strip(" \u2500")]


def test_a_table_keeps_its_lines_while_they_fit() -> None:
    """As wide as the longest cells nothing is folded; one column less folds a cell."""
    wide = natural_width(people(), Console(width=200, file=StringIO()))
    assert shown(wide) == shown(wide + 40)
    assert len(shown(wide)) == 2
    assert len(shown(wide - 1)) > 2


@pytest.mark.parametrize("width", range(14, 22))
def test_no_word_is_broken(width: int) -> None:
    """Table or list, every word is whole."""
    text = " ".join(shown(width))
    assert {"Lovelace", "eleven"} <= set(text.split())


def test_too_narrow_it_is_a_list() -> None:
    """Below the longest words with two edges and two spaces, each row is a paragraph."""
    narrowest = len("Lovelace") + len("eleven") + 4
    assert shown(narrowest)[0].split() == ["Who", "What"]
    assert shown(narrowest - 1)[0] == "Ada Lovelace"
