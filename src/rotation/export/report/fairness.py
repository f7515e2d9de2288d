"""Fairness: loads against fair shares, ledger by ledger."""

from collections.abc import Iterator, Sequence

from rotation.export.report.cast import Cast, number, signed
from rotation.export.report.shapes import (
    LANE,
    WIDTH,
    Box,
    Chart,
    ChartLane,
    ReportTable,
    Shape,
    Stroke,
    TableCell,
    TableColumn,
    TableRow,
    Word,
)
from rotation.model.fairness import Quantity
from rotation.model.report import Bar, Report
from rotation.model.words import amount_text

__all__ = ["LEDGERS", "fairness_chart", "fairness_tables"]

LEDGERS = {
    Quantity.SHIFTS: "Shifts",
    Quantity.REST_DAYS: "Rest days",
    Quantity.HOLIDAYS: "Holidays",
    Quantity.VOLUNTEER_DAYS: "Volunteer days",
}

_GAP = 18
_NUMBER = 44
"""Pixels for the difference after a bar."""


def fairness_chart(report: Report) -> Chart:
    """Return one bar per person and ledger, with a mark at the fair share."""
    cast = Cast(report)
    ledgers = _ledgers(report)
    shown = _shown(report)
    people = tuple(m for m in report.members if m.id in shown)
    top = 32
    bottom = top + LANE * len(people)
    shapes: list[Shape] = [
        Stroke(0, top + LANE * n, WIDTH, top + LANE * n, "hair") for n in range(1, len(people) + 1)
    ]
    each = (WIDTH - _GAP * (len(ledgers) - 1)) / max(1, len(ledgers))
    for column, (quantity, bars) in enumerate(ledgers):
        left = column * (each + _GAP)
        shapes.append(Word(left, 18, LEDGERS[quantity], "bold"))
        shapes.append(Word(left + each, 18, "difference", "small end"))
        by_person = {bar.person: bar for bar in bars}
        most = max((max(b.load, b.share or 0) for b in bars if b.person in shown), default=0)
        scale = (each - _NUMBER) / float(most or 1)
        for n, member in enumerate(people):
            bar, y = by_person[member.id], top + LANE * n
            shapes += _bar(cast, bar, left=left, width=each, top=y, scale=scale)
    lanes = tuple(ChartLane(cast.name(m.id), person=cast.index(m.id)) for m in people)
    about = "For each person what is carried, what this plan adds, and the fair share as a mark."
    return Chart(
        "fairness-chart",
        "Load against fair share",
        f"{about} The tables below have the numbers.",
        bottom + 2,
        lanes,
        tuple(shapes),
        top,
    )


def _ledgers(report: Report) -> list[tuple[Quantity, tuple[Bar, ...]]]:
    """Return the ledgers that are not empty."""
    return [
        (quantity, bars)
        for quantity, bars in report.ledgers.items()
        if any(bar.load or bar.share for bar in bars)
    ]


def _shown(report: Report) -> set[str]:
    present = {m.id for m in report.members if m.present}
    return present | {b.person for bars in report.ledgers.values() for b in bars if b.planned}


def _bar(
    cast: Cast, bar: Bar, *, left: float, width: float, top: float, scale: float
) -> Iterator[Shape]:
    who = cast.index(bar.person)
    before, planned = float(bar.before) * scale, float(bar.planned) * scale
    share = "no share" if bar.share is None else f"fair share {number(bar.share)}"
    parts = f"{amount_text(bar.before)} before, {amount_text(bar.planned)} in this plan"
    tip = f"{cast.name(bar.person)}: {parts}, {share}"
    if bar.before:
        yield Box(left, top + 5, before, LANE - 10, "before", tip, who, 1)
    if bar.planned:
        yield Box(left + before, top + 5, planned, LANE - 10, "planned", tip, who, 1)
    if bar.share is not None:
        # Below 0 where somebody carries more than their shares in other teams (F30).
        x = left + max(float(bar.share), 0.0) * scale
        yield Stroke(x, top + 2, x, top + LANE - 2, "share", who)
        difference = bar.load - bar.share
        heavy = " bold" if abs(difference) >= 1 else ""
        yield Word(left + width, top + LANE / 2 + 4, signed(difference), f"end{heavy}", who)


def fairness_tables(report: Report) -> Sequence[ReportTable]:
    """Return the numbers of the chart, a table per ledger, then those of further goals."""
    cast, shown = Cast(report), _shown(report)
    columns = (
        TableColumn("Person"),
        *(
            TableColumn(text, number=True)
            for text in ("Before", "Plan", "Fair share", "Difference")
        ),
    )
    ledgers = (
        ReportTable(
            LEDGERS[quantity],
            columns,
            tuple(
                TableRow(tuple(map(TableCell, _cells(cast, bar))), cast.index(bar.person))
                for bar in bars
                if bar.person in shown
            ),
        )
        for quantity, bars in _ledgers(report)
    )
    return (*ledgers, *_further_tables(report, cast))


def _further_tables(report: Report, cast: Cast) -> Iterator[ReportTable]:
    columns = (
        TableColumn("Person"),
        *(TableColumn(text, number=True) for text in ("Load", "Fair share", "Difference")),
    )
    for title, standings in report.standings:
        rows = []
        for person, load, share in standings:
            cells = cast.name(person), number(load), number(share), signed(load - share)
            rows.append(TableRow(tuple(map(TableCell, cells)), cast.index(person)))
        yield ReportTable(f"{title[0].upper()}{title[1:]}", columns, tuple(rows))


def _cells(cast: Cast, bar: Bar) -> tuple[str, ...]:
    difference = bar.difference
    return (
        cast.name(bar.person),
        amount_text(bar.before),
        amount_text(bar.planned),
        "\N{EN DASH}" if bar.share is None else number(bar.share),
        "\N{EN DASH}" if difference is None else signed(difference),
    )
