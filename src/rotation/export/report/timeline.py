"""The time line: one row per track, one lane per person, absences and holidays."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from rotation.export.report.cast import Cast, fit
from rotation.export.report.shapes import (
    HEAD,
    LANE,
    TRACK,
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
from rotation.export.when import clock_words
from rotation.letters import by_name
from rotation.model.report import AbsenceKind, Report, ShiftLine
from rotation.model.shifts import ShiftKind
from rotation.model.words import MONTHS, day_text

__all__ = ["absence_table", "timeline_keys", "timelines"]

_LONGEST = 45
"""Days of one panel; longer horizons are shown as panels of six weeks each."""

_PANEL = 42
_MONTH = 70
"""Pixels for the name of a month."""

_WEEK = 30
"""Pixels for the number of a week."""

_BUSY = (AbsenceKind.AWAY, AbsenceKind.ELSEWHERE)
"""What keeps people who are in the rotation off it, in the order of the legend."""

_SMALLEST_DAY = 16
"""Pixels below which only Mondays are numbered."""


def timelines(report: Report) -> tuple[Chart, ...]:
    """Return the time line in legible panels."""
    cast = Cast(report)
    first = report.first - timedelta(days=report.first.weekday())
    last = max([report.last, *(_last_day(line) for line in report.lines)])
    days = (last - first).days + 1
    if days <= _LONGEST:
        return (_panel(cast, _Scale(first, days, WIDTH / days), 0),)
    starts = range(0, days, _PANEL)
    return tuple(
        _panel(cast, _Scale(first + timedelta(days=n), min(_PANEL, days - n), WIDTH / _PANEL), i)
        for i, n in enumerate(starts)
    )


def _last_day(line: ShiftLine) -> date:
    return (line.end - timedelta(microseconds=1)).date()


class _Scale:
    """Wall-clock time from left to right; all days have the same width."""

    def __init__(self, first: date, days: int, day: float) -> None:
        self.first, self.days, self.day = first, days, day
        self.last = first + timedelta(days=days)
        self.width = days * day

    def x(self, moment: datetime) -> float:
        """Return the position of an instant within the panel."""
        of_day = (moment.hour * 60 + moment.minute) / (24 * 60)
        days = (moment.date() - self.first).days + of_day
        return min(max(days, 0), self.days) * self.day

    def shows(self, start: datetime, end: datetime) -> bool:
        """Return whether something lies in the panel."""
        return self.x(end) > 0 and self.x(start) < self.width and self.x(start) < self.x(end)


def _panel(cast: Cast, scale: _Scale, number: int) -> Chart:
    report, first = cast.report, scale.first
    lines = [line for line in report.record if scale.shows(line.start, line.end)]
    members = cast.lanes(line.person for line in lines)
    lanes_top = HEAD + TRACK * len(report.tracks) + 8
    bottom = lanes_top + LANE * len(members)
    tops = {m.id: lanes_top + LANE * n for n, m in enumerate(members)}
    rows = {name: HEAD + TRACK * n for n, (name, _) in enumerate(report.tracks)}
    shapes: list[Shape] = [*_days(report, scale, bottom), *_partly(report, scale, rows)]
    shapes += [Stroke(0, top + LANE, scale.width, top + LANE, "hair") for top in tops.values()]
    shapes += [
        Stroke(scale.x(round_.start), HEAD - 4, scale.x(round_.start), bottom, "round")
        for round_ in report.rounds
        if scale.shows(round_.start, round_.end) and scale.x(round_.start) > 0
    ]
    for absence in report.absences:
        if absence.person in tops and scale.shows(absence.start, absence.end):
            left, right = scale.x(absence.start), scale.x(absence.end)
            look = "away" if absence.kind in _BUSY else "out"
            tip = f"{cast.name(absence.person)}: {absence.kind}"
            top = tops[absence.person]
            who = cast.index(absence.person)
            shapes.append(Box(left, top + 4, right - left, LANE - 8, look, tip, who))
    for line in lines:
        if line.shift.track in rows:
            shapes += _in_row(cast, scale, line, rows[line.shift.track])
        if line.person in tops:
            shapes += _in_lane(cast, scale, line, tops[line.person])
    last = scale.last - timedelta(days=1)
    title = f"Time line, {day_text(first)} to {day_text(last)} {last.year}"
    about = (
        f"A row for each of {len(report.tracks)} tracks, a lane for each of {len(members)} people. "
        "The tables of shifts and absences say the same."
    )
    lanes = (
        *(ChartLane(f"Track {name}", under) for name, under in report.tracks),
        *(ChartLane(cast.name(m.id), person=cast.index(m.id)) for m in members),
    )
    return Chart(f"timeline-{number}", title, about, bottom + 2, lanes, tuple(shapes))


def _days(report: Report, scale: _Scale, bottom: float) -> Iterator[Shape]:
    holidays = {day: "; ".join(names) for day, names in report.rest_days.items() if names}
    top = HEAD - 22
    for number in range(scale.days):
        day, left = scale.first + timedelta(days=number), number * scale.day
        middle = left + scale.day / 2
        if day in holidays:
            tip = f"{day_text(day)}: {holidays[day]}"
            yield Box(left, top, scale.day, bottom - top, "holiday", tip, round=0)
            yield Word(middle, top - 3, "\N{BLACK STAR}", "star middle")
        elif day in report.rest_days:
            yield Box(left, top, scale.day, bottom - top, "rest", round=0)
        rested = day in report.rest_days
        if scale.day >= _SMALLEST_DAY or day.weekday() == 0:
            yield Word(middle, HEAD - 8, str(day.day), f"day middle{' bold' if rested else ''}")
        # The name of a very short month would run into the next one.
        if (day.day == 1 or number == 0) and _room(day, scale) > _MONTH:
            yield Word(left + 3, 12, f"{MONTHS[day.month - 1]} {day.year}", "month")
        if day.weekday() == 0:
            yield Stroke(left, 18, left, bottom, "week")
            # The star of a holiday is above its day.
            begin = left + (scale.day if day in holidays else 0)
            if begin + _WEEK < scale.width:
                yield Word(begin + 3, 28, f"W{day.isocalendar().week}", "small")


def _partly(report: Report, scale: _Scale, rows: Mapping[str, float]) -> Iterator[Shape]:
    """Yield the rest days of some tracks, each in the rows of these tracks."""
    for rest in report.partly:
        if scale.first <= rest.day < scale.last:
            left, names = (rest.day - scale.first).days * scale.day, "; ".join(rest.holidays)
            look, tip = ("holiday", f"{day_text(rest.day)}: {names}") if names else ("rest", "")
            for track in rest.tracks:
                if track in rows:
                    yield Box(left, rows[track], scale.day, TRACK, look, tip, round=0)


def _room(day: date, scale: _Scale) -> float:
    """Return the pixels until the next month or the end of the panel."""
    following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (min(following, scale.last) - day).days * scale.day


def _in_row(cast: Cast, scale: _Scale, line: ShiftLine, top: float) -> Iterator[Shape]:
    left, right = scale.x(line.start) + 1, scale.x(line.end) - 1
    width, who = max(right - left, 1), cast.index(line.person)
    round_ = 11 if line.shift.kind is ShiftKind.VOLUNTEER else 3
    if line.person is None:
        look, text, on = "open", fit("OPEN", width, 8), "open-text"
    elif line.locked:
        look, text, on = f"settled {cast.colour(line.shift.track)}s", "", "label"
    else:
        look, text, on = cast.colour(line.shift.track), "", f"on-{cast.colour(line.shift.track)}"
    text = text or (fit(cast.name(line.person), width - 6) if line.person is not None else "")
    yield Box(left, top + 5, width, TRACK - 10, look, cast.label(line), who, round_)
    if text:
        yield Word((left + right) / 2, top + TRACK / 2 + 4, text, f"middle bold {on}", who)


def _in_lane(cast: Cast, scale: _Scale, line: ShiftLine, top: float) -> Iterator[Shape]:
    """Yield a box for each window: the lane of a person shows when they are on call."""
    colour, who = cast.colour(line.shift.track), cast.index(line.person)
    look, on = (f"settled {colour}s", "label") if line.locked else (colour, f"on-{colour}")
    round_ = 8 if line.shift.kind is ShiftKind.VOLUNTEER else 3
    zone = line.start.tzinfo
    spans = ((w.start.astimezone(zone), w.end.astimezone(zone)) for w in line.shift.windows)
    boxes = [(scale.x(a) + 1, scale.x(b) - 1) for a, b in spans if scale.shows(a, b)]
    for left, right in boxes:
        width = max(right - left, 1)
        yield Box(left, top + 3, width, LANE - 6, look, cast.label(line), who, round_)
    left, right = max(boxes, key=lambda box: box[1] - box[0], default=(0, 0))
    if right - left > 12:
        short = cast.short(line.shift.track)
        yield Word((left + right) / 2, top + LANE / 2 + 4, short, f"small middle bold {on}", who)


def timeline_keys(report: Report) -> tuple[LegendEntry, ...]:
    """Return the legend: tracks first."""
    keys = Cast(report).keys()
    kinds = {absence.kind for absence in report.absences}
    if any(line.locked for line in report.lines):
        when = "by now" if report.standing else "before this plan"
        keys += (LegendEntry("settled", f"outlined: settled {when}"),)
    if any(line.shift.kind is ShiftKind.VOLUNTEER for line in report.lines):
        keys += (LegendEntry("pill", "rounded: volunteer shift"),)
    if report.vacancies:
        keys += (LegendEntry("open", "nobody holds it"),)
    busy = [kind.value for kind in _BUSY if kind in kinds]
    if busy:
        keys += (LegendEntry("away", " or ".join(busy)),)
    if kinds.difference(_BUSY):
        keys += (LegendEntry("out", "not in the rotation"),)
    if report.rounds:
        keys += (LegendEntry("line-key round-key", "a round begins"),)
    return (
        *keys,
        LegendEntry("holiday", "holiday", "\N{BLACK STAR}"),
        LegendEntry("rest", "weekend"),
    )


def absence_table(report: Report) -> ReportTable:
    """Return the absences on the time line."""
    cast = Cast(report)
    shown = {m.id for m in cast.lanes(line.person for line in report.lines)}
    absences = sorted(
        (a for a in report.absences if a.person in shown),
        key=lambda a: (by_name(cast.name(a.person), a.person), a.start, a.end, a.kind),
    )
    rows = tuple(
        TableRow(
            tuple(
                map(
                    TableCell,
                    (cast.name(a.person), clock_words(a.start), clock_words(a.end), a.kind.value),
                )
            ),
            cast.index(a.person),
        )
        for a in absences
    )
    columns = tuple(map(TableColumn, ("Person", "From", "To", "Why")))
    return ReportTable("Who cannot be on call, as far as the time line reaches", columns, rows)
