"""Plans and ledgers in a notebook: small tables, every text escaped."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Protocol
from zoneinfo import ZoneInfo

from rotation.model.fairness import Quantity
from rotation.model.objective import Objective
from rotation.model.problem import Person
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Loads
from rotation.model.words import amount_text

__all__ = ["ledger_html", "schedule_html", "table_html"]


class LoadAndShare(Protocol):
    """One person's line of a ledger."""

    @property
    def person(self) -> Person:
        """Whose."""

    @property
    def load(self) -> Loads:
        """What the person carried."""

    @property
    def shares(self) -> Mapping[str, Fraction]:
        """The fair share of each ledger."""


_NUMBER = ' style="text-align:right"'
_TEXT = ' style="text-align:left"'


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int]) -> str:
    """Return a table.

    Parameters
    ----------
    head : sequence of str
        One text per column.
    rows : iterable of sequence of str
        Plain texts; they are escaped here.
    numbers : sequence of int
        The columns that are aligned to the right.
    """
    styles = [_NUMBER if place in numbers else _TEXT for place in range(len(head))]

    def line(tag: str, cells: Sequence[str]) -> str:
        made = (
            f"<{tag}{style}>{escape(cell)}</{tag}>"
            for style, cell in zip(styles, cells, strict=True)
        )
        return f"<tr>{''.join(made)}</tr>"

    body = "\n".join(line("td", row) for row in rows)
    return f"<table>\n<thead>{line('th', head)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def schedule_html(
    rotation: RotationData, rows: Sequence[Row], objectives: Sequence[Objective], caption: str
) -> str:
    """Return a schedule and its objectives.

    Parameters
    ----------
    rotation : RotationData
        For names and the zone.
    rows : sequence of Row
        The schedule.
    objectives : sequence of Objective
        What it reached.
    caption : str
        A line above.
    """
    zone = ZoneInfo(rotation.timezone)
    names = rotation.labels
    shifts = [
        (
            row.shift.id,
            *(f"{m.astimezone(zone):%a %Y-%m-%d %H:%M}" for m in (row.shift.start, row.shift.end)),
            names.get(row.engineer, row.engineer) if row.engineer else "no-one",
            row.status.value,
            str(row.shift.loads.rest_days),
            "; ".join(row.shift.holidays),
        )
        for row in rows
    ]
    goals = [
        (
            objective.title,
            f"{float(objective.value):g} {objective.unit}",
            "proved best" if objective.proved else f"bound {float(objective.bound):g}",
        )
        for objective in objectives
    ]
    head = ("shift", f"start ({rotation.timezone})", "end", "on call", "status", "rest days")
    return "\n".join(
        (
            f"<p><b>{escape(caption)}</b></p>",
            table_html((*head, "holidays"), shifts, (5,)),
            table_html(("goal", "reached", ""), goals, (1,)),
        )
    )


def ledger_html(ledger: Iterable[LoadAndShare]) -> str:
    """Return load, fair share and difference of each person in each ledger.

    Parameters
    ----------
    ledger : iterable of LedgerLine
        See `rotation.analysis.ledger`.
    """
    head = ["name"]
    for quantity in Quantity:
        head += [quantity.value.replace("_", " "), "share", "±"]
    rows = [
        [line.person.name, *(cell for quantity in Quantity for cell in _cells(line, quantity))]
        for line in ledger
    ]
    return table_html(head, rows, range(1, len(head)))


def _cells(line: LoadAndShare, quantity: Quantity) -> tuple[str, str, str]:
    load, share = quantity.of(line.load), line.shares.get(quantity)
    if share is None:
        return amount_text(load), "", ""
    return amount_text(load), f"{float(share):.2f}", f"{float(load - share):+z.2f}"
