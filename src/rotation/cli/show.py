"""A plan on the terminal: the tracks side by side, then what people ask about it."""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rotation.analysis.ledger import Line
from rotation.analysis.notes import number
from rotation.analysis.rounds import turns_of
from rotation.cli.notes import explained_notes
from rotation.letters import by_name
from rotation.model.fairness import Quantity
from rotation.model.schedule import Row
from rotation.model.shifts import ShiftKind, Status
from rotation.model.words import MONTHS, WEEKDAYS, handover_words
from rotation.solve.plan import Plan

__all__ = ["show_plan"]

_LEDGERS = {
    Quantity.SHIFTS: "shifts",
    Quantity.REST_DAYS: "rest days",
    Quantity.HOLIDAYS: "holidays",
    Quantity.VOLUNTEER_DAYS: "volunteer days",
}
_SHOWN = 3
"""So many people are named at each end of a ledger."""

_BOUNDLESS = 10_000
"""Columns enough for any table, to ask how wide one would like to be."""

_SEEN = Fraction(1, 20)
"""A smaller difference would read as 0.0."""


def show_plan(plan: Plan, out: Console) -> None:
    """Print a plan.

    Parameters
    ----------
    plan : Plan
        What to print.
    out : rich.console.Console
        Where.
    """
    zone = ZoneInfo(plan.rotation.timezone)
    first, last = plan.problem.start.astimezone(zone), plan.problem.end.astimezone(zone)
    out.print(
        f"{plan.rotation.name}: {first.date()} to {last.date()} ({plan.rotation.timezone})",
        style="bold",
    )
    out.print(_schedule(plan, zone, out))
    for line in _rounds(plan, zone):
        out.print(Text(line))
    out.print(_goals(plan))
    out.print(_fairness(plan))
    for note in explained_notes(plan):
        out.print(note.title, style="bold")
        for line in note.lines:
            out.print(Padding(Text(line), (0, 0, 0, 2), expand=False))
        out.print()
    rules = "Every rule holds" if not plan.tolerated else "Every rule that could be kept is kept"
    out.print(f"{rules}; checked without the solver.")


def _schedule(plan: Plan, zone: ZoneInfo, out: Console) -> Table:
    """Return the tracks side by side, or one line a shift where that is too wide for the names."""
    table = _tracks_side_by_side(plan, zone)
    boundless = out.options.update_width(_BOUNDLESS)
    natural = Measurement.get(out, boundless, table).maximum
    return table if natural <= out.width else _shift_by_shift(plan, zone)


def _tracks_side_by_side(plan: Plan, zone: ZoneInfo) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    rows = _rows(plan)
    first, after = (m.astimezone(zone).date() for m in (plan.problem.start, plan.problem.end))
    last = after - timedelta(days=1)
    there = {row.shift.track for row in rows}
    lanes = [t for t in plan.rotation.tracks if t.name in there or t.between(first, last)]
    for lane in lanes:
        words = handover_words(lane, first, last)
        table.add_column(f"Track {lane.name} ({words})", no_wrap=True)
        table.add_column("On call")
    holidays = any(row.shift.holidays for row in rows)
    if holidays:
        table.add_column("Holidays")
    names = plan.rotation.names
    tracks = [track.name for track in lanes]
    usual = {t.name: {h.time for s in t.settings for h in s.handovers} for t in lanes}
    for group in _side_by_side(rows, zone):
        cells: list[Text] = []
        for track in tracks:
            row = group.get(track)
            if row is None:
                cells += [Text(), Text()]
                continue
            times = (row.shift.start.astimezone(zone), row.shift.end.astimezone(zone))
            cells.append(Text(" - ".join(_day(t, usual[track]) for t in times)))
            cells.append(_holder(row, names))
        if holidays:
            found = [n for t in tracks if t in group for n in group[t].shift.holidays]
            cells.append(Text("; ".join(dict.fromkeys(found)), style="magenta"))
        table.add_row(*cells)
    return table


def _shift_by_shift(plan: Plan, zone: ZoneInfo) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    rows = _rows(plan)
    table.add_column("Shift", no_wrap=True)
    table.add_column("From", no_wrap=True)
    table.add_column("To", no_wrap=True)
    table.add_column("On call", overflow="fold")
    holidays = any(row.shift.holidays for row in rows)
    if holidays:
        table.add_column("Holidays", overflow="fold")
    names = plan.rotation.names
    for row in rows:
        times = (row.shift.start.astimezone(zone), row.shift.end.astimezone(zone))
        days = [Text(_day(moment, ())) for moment in times]
        cells = [Text(row.shift.id), *days, _holder(row, names)]
        if holidays:
            cells.append(Text("; ".join(row.shift.holidays), style="magenta"))
        table.add_row(*cells)
    return table


def _rows(plan: Plan) -> list[Row]:
    """Return the shifts running at the start, settled elsewhere, and the planned ones."""
    start = plan.problem.start
    running = [
        Row(held.shift, held.engineer, Status.LOCKED, 0, start)
        for held in plan.problem.carried
        if held.shift.start < start < held.shift.end
    ]
    return [*running, *plan.rows]


def _side_by_side(rows: Sequence[Row], zone: ZoneInfo) -> Iterator[dict[str, Row]]:
    """Yield what begins in one calendar week together, at most one shift a track."""
    group: dict[str, Row] = {}
    week: tuple[int, int] | None = None
    for row in rows:
        calendar = row.shift.start.astimezone(zone).isocalendar()
        here = (calendar.year, calendar.week)
        if group and (here != week or row.shift.track in group):
            yield group
            group = {}
        week = here
        group[row.shift.track] = row
    if group:
        yield group


def _day(moment: datetime, usual: Container[time]) -> str:
    """Return a date; the time of day only where it is not the track's handover."""
    text = f"{WEEKDAYS[moment.weekday()]} {moment.day:2d} {MONTHS[moment.month - 1]}"
    return text if moment.time() in usual else f"{text} {moment:%H:%M}"


def _holder(row: Row, names: dict[str, str]) -> Text:
    marks = []
    if row.shift.kind is ShiftKind.VOLUNTEER:
        marks.append("volunteer")
    if row.status is Status.LOCKED:
        marks.append("locked")
    mark = f" ({', '.join(marks)})" if marks else ""
    if row.engineer is None:
        return Text.assemble(("OPEN", "bold red"), (mark, "dim"))
    return Text.assemble(names[row.engineer], (mark, "dim"))


def _rounds(plan: Plan, zone: ZoneInfo) -> Iterator[str]:
    """Yield a line a round: who sits it out, who serves more than once, and why."""
    names = plan.rotation.names
    for turns in turns_of(plan.problem, plan.roster):
        shifts = [plan.problem.shift(shift) for shift in turns.round.shifts]
        first, last = (t.astimezone(zone).date() for t in (shifts[0].start, shifts[-1].end))
        said = {0: "sits out", 2: "serves twice"}
        told = [
            f"{names[t.person]} {said.get(t.count, f'serves {t.count} times')} ({t.because})"
            for t in turns.exceptions
        ]
        everybody = "everybody serves once" if not told else "; ".join(told)
        yield f"Round {turns.number}, {first} to {last}, {len(shifts)} shifts: {everybody}"


def _goals(plan: Plan) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Goal, most important first")
    table.add_column("Value", justify="right")
    table.add_column("")
    for objective in plan.objectives:
        proof = Text("proved best", style="green")
        if not objective.proved:
            proof = Text(f"not proved: {number(objective.bound)} is the bound", style="yellow")
        unit = " days" if objective.unit == "days" else ""
        table.add_row(objective.title, f"{number(objective.value)}{unit}", proof)
    return table


def _fairness(plan: Plan) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Against the fair share")
    # Folded: with an ellipsis, rich puts one in the place of a comma behind wide characters.
    table.add_column("Most above", overflow="fold")
    table.add_column("Most below", overflow="fold")
    lines = plan.lines()
    for quantity, title in _LEDGERS.items():
        ranked = _ranked(lines, quantity)
        above = [entry for entry in ranked if entry[0] >= _SEEN]
        below = sorted(
            (entry for entry in ranked if entry[0] <= -_SEEN), key=lambda e: (e[0], by_name(e[1]))
        )
        if ranked:
            table.add_row(title, _named(above), _named(below))
    return table


def _ranked(lines: Sequence[Line], quantity: Quantity) -> list[tuple[Fraction, str]]:
    found = [
        (difference, line.person.name)
        for line in lines
        if (difference := line.difference(quantity)) is not None
    ]
    return sorted(found, key=lambda entry: (-entry[0], by_name(entry[1])))


def _named(entries: Sequence[tuple[Fraction, str]]) -> Text:
    named = [f"{name} {float(value):+.1f}" for value, name in entries[:_SHOWN]]
    if len(entries) > _SHOWN:
        named.append(f"{len(entries) - _SHOWN} more")
    return Text(", ".join(named) or "nobody")
