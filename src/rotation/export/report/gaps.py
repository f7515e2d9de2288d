"""Gaps: the days off between two regular shifts of a person."""

from rotation.export.report.cast import Cast
from rotation.export.report.shapes import (
    LANE,
    WIDTH,
    Chart,
    ChartLane,
    Dot,
    LegendEntry,
    ReportTable,
    Shape,
    Stroke,
    TableCell,
    TableColumn,
    TableRow,
    Word,
)
from rotation.export.when import clock_words
from rotation.model.report import LineOrigin, Report, RestGap

__all__ = ["GAP_KEYS", "gap_chart", "gap_table", "is_new"]

GAP_KEYS = (
    LegendEntry("dot new", "a gap that this plan makes"),
    LegendEntry("dot old", "an earlier one"),
    LegendEntry("line-key", "the least rest that the rule allows"),
)

_TICKS = 8


def is_new(gap: RestGap) -> bool:
    """Return whether planning decided a gap."""
    return any(
        line.origin is LineOrigin.PLAN and not line.locked for line in (gap.before, gap.after)
    )


def gap_chart(report: Report) -> Chart:
    """Return one dot per gap and one lane per person, with the required rest."""
    cast = Cast(report)
    longest = max([report.min_rest_days, *(gap.days for gap in report.gaps)])
    step = next((s for s in (7, 14, 28, 56) if longest / s <= _TICKS), 91)
    most = step * (longest // step + 1)
    scale = (WIDTH - 30) / most
    having = {gap.person for gap in report.gaps}
    people = tuple(m for m in cast.lanes(having) if m.present or m.id in having)
    top, bottom = 32, 32 + LANE * len(people)
    shapes: list[Shape] = []
    for days in range(0, most + 1, step):
        x = 10 + days * scale
        shapes.append(Stroke(x, top - 6, x, bottom, "week"))
        text = f"{days} days" if days == 0 else str(days)
        shapes.append(Word(x, 18, text, "small middle" if days else "small"))
    shapes += [
        Stroke(0, top + LANE * n, WIDTH, top + LANE * n, "hair") for n in range(1, len(people) + 1)
    ]
    rest = 10 + report.min_rest_days * scale
    shapes.append(Stroke(rest, top - 6, rest, bottom, "limit"))
    tops = {m.id: top + LANE * n for n, m in enumerate(people)}
    for gap in sorted(report.gaps, key=is_new):
        new = is_new(gap)
        tip = f"{cast.name(gap.person)}: {gap.days} days until {clock_words(gap.after.start)}"
        x, y = 10 + gap.days * scale, tops[gap.person] + LANE / 2
        look = "new" if new else "old"
        shapes.append(Dot(x, y, 5.5 if new else 4.5, look, tip, cast.index(gap.person)))
    lanes = tuple(ChartLane(cast.name(m.id), person=cast.index(m.id)) for m in people)
    return Chart(
        "gap-chart",
        "Days between one person's regular shifts",
        f"The rule requires at least {report.min_rest_days} days. The table below lists every gap.",
        bottom + 2,
        lanes,
        tuple(shapes),
        top,
    )


def gap_table(report: Report) -> ReportTable:
    """Return every gap, by person and time."""
    cast = Cast(report)
    order = {m.id: n for n, m in enumerate(report.members)}
    gaps = sorted(report.gaps, key=lambda g: (order.get(g.person, 0), g.after.start))
    rows = tuple(
        TableRow(
            tuple(
                map(
                    TableCell,
                    (
                        cast.name(gap.person),
                        gap.before.shift.id,
                        gap.after.shift.id,
                        str(gap.days),
                        "this plan" if is_new(gap) else "earlier",
                    ),
                )
            ),
            cast.index(gap.person),
        )
        for gap in gaps
    )
    columns = (
        TableColumn("Person"),
        TableColumn("From the end of"),
        TableColumn("to the start of"),
        TableColumn("Days", number=True),
        TableColumn("Made by"),
    )
    return ReportTable("Days between one person's regular shifts", columns, rows)
