"""The holiday ledger: who is on call on which holiday."""

from rotation.export.report.cast import Cast, signed
from rotation.export.report.shapes import (
    LANE,
    WIDTH,
    Box,
    Chart,
    ChartLane,
    LegendEntry,
    ReportTable,
    Shape,
    Stroke,
    TableCell,
    TableColumn,
    TableRow,
    Word,
)
from rotation.model.fairness import Quantity
from rotation.model.report import HolidayKept, LineOrigin, Report
from rotation.model.words import MONTHS, amount_text

__all__ = ["HOLIDAY_HEAD", "holiday_chart", "holiday_keys", "holiday_table"]

HOLIDAY_HEAD = 150
"""Pixels above the first lane, for vertical names; as `.h150` in report.css."""

_MOST = 26
_SUM = 160
"""Pixels for the sum after a lane."""

_WIDEST = 56
_LONGEST = 22
"""Letters of a name that fit above the lanes."""


def _shown(report: Report) -> tuple[HolidayKept, ...]:
    """Return the latest holidays with somebody on call, as many as fit."""
    return tuple(h for h in report.kept if h.lines)[-_MOST:]


def holiday_chart(report: Report) -> Chart:
    """Return one column per holiday, one lane per person, and the sum against the fair share."""
    cast, shown = Cast(report), _shown(report)
    people = cast.lanes(line.person for h in shown for line in h.lines)
    top = HOLIDAY_HEAD
    bottom = top + LANE * len(people)
    each = min(_WIDEST, (WIDTH - _SUM) / max(1, len(shown)))
    right = each * len(shown) + _SUM
    shapes: list[Shape] = []
    for n in range(1, len(people) + 1):
        shapes.append(Stroke(0, top + LANE * n, right, top + LANE * n, "hair"))
    tops = {m.id: top + LANE * n for n, m in enumerate(people)}
    for n, holiday in enumerate(shown):
        middle = n * each + each / 2
        shapes.append(Stroke(middle, top, middle, bottom, "hair"))
        name = _name(holiday)
        shapes.append(Word(middle + 4, top - 6, name, "small", turn=-50))
        for line in holiday.lines:
            if line.person not in tops:
                continue
            y, who = tops[line.person], cast.index(line.person)
            colour = cast.colour(line.shift.track)
            planned = line.origin is LineOrigin.PLAN
            look = f"{colour} {'planned-cell' if planned else 'worked'}"
            shapes.append(Box(middle - 9, y + 3, 18, LANE - 6, look, cast.label(line), who))
            short = cast.short(line.shift.track)
            shapes.append(Word(middle, y + LANE / 2 + 3.5, short, f"tiny middle on-{colour}", who))
    bars = {bar.person: bar for bar in report.ledgers.get(Quantity.HOLIDAYS, ())}
    shapes.append(Word(right, top - 6, "in all (to fair share)", "small end"))
    for person, y in tops.items():
        bar = bars.get(person)
        if bar is not None:
            share = "" if bar.difference is None else f" ({signed(bar.difference)})"
            text = f"{amount_text(bar.load)}{share}"
            shapes.append(Word(right, y + LANE / 2 + 4, text, "small end", cast.index(person)))
    lanes = tuple(ChartLane(cast.name(m.id), person=cast.index(m.id)) for m in people)
    return Chart(
        "holiday-chart",
        "Who is on call on which holiday",
        f"{len(shown)} holidays and {len(people)} people. The table below says the same.",
        bottom + 2,
        lanes,
        tuple(shapes),
        top,
    )


def _name(holiday: HolidayKept) -> str:
    day, name = holiday.days[0], holiday.name
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return f"{day.day} {MONTHS[day.month - 1]} {name}"


def _days(holiday: HolidayKept) -> str:
    first, last, number = holiday.days[0], holiday.days[-1], len(holiday.days)
    if number > 2:
        return f"{first:%Y-%m-%d} to {last:%Y-%m-%d} ({number} days)"
    return ", ".join(f"{day:%Y-%m-%d}" for day in holiday.days)


def holiday_keys(report: Report) -> tuple[LegendEntry, ...]:
    """Return the legend."""
    return (*Cast(report).keys(), LegendEntry("before planned-cell", "framed: this plan"))


def holiday_table(report: Report) -> ReportTable:
    """Return who is on call on each holiday, track by track."""
    cast = Cast(report)
    tracks = [name for name, _ in report.tracks]
    rows = []
    for holiday in report.kept:
        on: dict[str, dict[str, None]] = {}
        for line in holiday.lines:
            plan = " (this plan)" if line.origin is LineOrigin.PLAN else ""
            on.setdefault(line.shift.track, {})[f"{cast.name(line.person)}{plan}"] = None
        cells = [holiday.name, _days(holiday)]
        cells += [", ".join(on.get(track, ["\N{EN DASH}"])) for track in tracks]
        rows.append(TableRow(tuple(map(TableCell, cells))))
    columns = ("Holiday", "Day", *(f"Track {track}" for track in tracks))
    return ReportTable(
        "Who is on call on which holiday", tuple(map(TableColumn, columns)), tuple(rows)
    )
