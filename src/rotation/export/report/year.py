"""The year: who was, is and will be on call in each week."""

from collections.abc import Iterator
from datetime import date, timedelta

from rotation.export.report.cast import Cast
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
from rotation.model.report import LineOrigin, Report, ShiftLine
from rotation.model.shifts import ShiftKind
from rotation.model.words import MONTHS, day_text

__all__ = ["year_chart", "year_keys", "year_table"]

_MOST_WEEKS = 80
_WIDEST = 34
"""Pixels of a week when there are few."""

_SUM = 44
"""Pixels for the sum after a lane."""

_LETTER = 7.5
"""Pixels of a letter of a month's name."""

_WEEK = timedelta(days=7)
_LOOKS = {
    LineOrigin.WORKED: "worked",
    LineOrigin.PUBLISHED: "published",
    LineOrigin.PLAN: "planned-cell",
}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _span(report: Report) -> tuple[date, int]:
    """Return the first Monday and the number of weeks."""
    starts = [line.start.date() for line in (*report.record, *report.lines)]
    last = _monday(max([report.last, *(line.start.date() for line in report.lines)]))
    first = max(min([report.first, *starts]), report.window[0])
    weeks = (last - _monday(first)) // _WEEK + 1
    weeks = min(max(weeks, 1), _MOST_WEEKS)
    return last - _WEEK * (weeks - 1), weeks


def _cells(report: Report) -> dict[tuple[str, int], list[ShiftLine]]:
    """Return the lines of each person and week; a shift of two weeks is in both."""
    first, weeks = _span(report)
    lines: dict[tuple[str, int], list[ShiftLine]] = {}
    for line in report.record:
        if line.person is None:
            continue
        week = (_monday(line.start.date()) - first) // _WEEK
        for n in range(max(1, (line.end - line.start) // _WEEK)):
            if 0 <= week + n < weeks:
                lines.setdefault((line.person, week + n), []).append(line)
    return lines


def year_chart(report: Report) -> Chart:
    """Return one cell per person and week, with the track's letter."""
    cast, cells = Cast(report), _cells(report)
    first, weeks = _span(report)
    people = cast.lanes(person for person, _ in cells)
    size = min((WIDTH - _SUM) / weeks, _WIDEST)
    top, right = 32, size * weeks
    bottom = top + LANE * len(people)
    shapes: list[Shape] = [Box(0, top, right, bottom - top, "ground", round=0)]
    shapes += _months(first, weeks, size, bottom)
    for n in range(1, len(people) + 1):
        shapes.append(Stroke(0, top + LANE * n, right, top + LANE * n, "gap"))
    shapes.append(Word(right + _SUM, 18, "shifts", "small end"))
    for n, member in enumerate(people):
        who, y = cast.index(member.id), top + LANE * n
        count = 0
        for week in range(weeks):
            lines = cells.get((member.id, week), [])
            if lines:
                count += sum(int(x.shift.loads.shifts) for x in lines if _begins(x, first, week))
                shapes += _cell(cast, lines, week * size, y, size)
        shapes.append(Word(right + _SUM, y + LANE / 2 + 4, str(count), "small end", who))
    lanes = tuple(ChartLane(cast.name(m.id), person=cast.index(m.id)) for m in people)
    about = f"{weeks} weeks from {day_text(first)} {first.year}; a letter names the track."
    return Chart(
        "year-chart",
        "Who is on call in which week",
        f"{about} The table below lists the weeks.",
        bottom + 2,
        lanes,
        tuple(shapes),
        top,
    )


def _begins(line: ShiftLine, first: date, week: int) -> bool:
    return (_monday(line.start.date()) - first) // _WEEK == week


def _months(first: date, weeks: int, size: float, bottom: float) -> Iterator[Shape]:
    """Yield a line at the start of each month, and its name if there is room."""
    mondays = [first + _WEEK * n for n in range(weeks)]
    begins = [n for n, monday in enumerate(mondays) if n == 0 or monday.day <= _WEEK.days]
    for n, following in zip(begins, [*begins[1:], weeks], strict=True):
        month, x = mondays[n], n * size
        name = MONTHS[month.month - 1]
        yield Stroke(x, 8, x, bottom, "week")
        for text in (f"{name} {month.year}" if n == 0 or month.month == 1 else name, name):
            if _LETTER * len(text) <= (following - n) * size:
                yield Word(x + 3, 18, text, "small")
                break


def _cell(cast: Cast, lines: list[ShiftLine], x: float, y: float, size: float) -> list[Shape]:
    first = min(lines, key=lambda line: (line.shift.kind is ShiftKind.VOLUNTEER, line.start))
    colour, who = cast.colour(first.shift.track), cast.index(first.person)
    planned = any(line.origin is LineOrigin.PLAN for line in lines)
    look = f"{colour} {_LOOKS[LineOrigin.PLAN if planned else first.origin]}"
    tip = "; ".join(cast.label(line) for line in lines)
    round_ = 6 if first.shift.kind is ShiftKind.VOLUNTEER else 1
    shapes: list[Shape] = [Box(x + 1, y + 3, size - 2, LANE - 6, look, tip, who, round_)]
    letters = "".join(dict.fromkeys(cast.short(line.shift.track) for line in lines))
    if 6 * len(letters) <= size - 2:
        look = f"tiny middle on-{colour}"
        shapes.append(Word(x + size / 2, y + LANE / 2 + 3.5, letters, look, who))
    return shapes


def year_keys(report: Report) -> tuple[LegendEntry, ...]:
    """Return the legend."""
    origins = {line.origin for line in report.record if line.person is not None}
    kinds = {line.shift.kind for line in report.record}
    keys = [*Cast(report).keys(), LegendEntry("before planned-cell", "framed: this plan")]
    if LineOrigin.PUBLISHED in origins:
        keys.append(LegendEntry("before published", "dashed: published"))
    if LineOrigin.WORKED in origins:
        keys.append(LegendEntry("before worked", "worked"))
    if ShiftKind.VOLUNTEER in kinds:
        keys.append(LegendEntry("pill", "rounded: volunteer shift"))
    return tuple(keys)


def year_table(report: Report) -> ReportTable:
    """Return the weeks of each person."""
    cast, cells = Cast(report), _cells(report)
    first, weeks = _span(report)
    people = cast.lanes(person for person, _ in cells)
    rows = []
    for member in people:
        parts = []
        for week in range(weeks):
            for line in cells.get((member.id, week), []):
                monday = first + _WEEK * week
                day = f"{monday.day} {MONTHS[monday.month - 1]} {monday.year}"
                parts.append(f"{day} {line.shift.track} ({line.origin})")
        text = ", ".join(parts) or "none"
        rows.append(
            TableRow((TableCell(cast.name(member.id)), TableCell(text)), cast.index(member.id))
        )
    columns = (TableColumn("Person"), TableColumn("Weeks on call, each by its Monday"))
    return ReportTable("Who is on call in which week", columns, tuple(rows))
