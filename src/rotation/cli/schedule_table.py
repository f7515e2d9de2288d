"""A schedule on the terminal: the tracks side by side, or one line per shift."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from rotation.cli.tables import fitted, natural_width
from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind, Status
from rotation.model.words import MONTHS, WEEKDAYS, handover_words

__all__ = ["schedule_table", "shift_table"]


def schedule_table(
    rotation: RotationData,
    rows: Sequence[Row],
    window: tuple[datetime, datetime],
    out: Console,
) -> RenderableType:
    """Return the lines of a schedule as a table that fits a console, or a list.

    Parameters
    ----------
    rotation : RotationData
        Its tracks, in their order, and everybody's names.
    rows : sequence of Row
        By start.
    window : (datetime.datetime, datetime.datetime)
        Half-open. Tracks without a line or a handover in it are left out.
    out : rich.console.Console
        Where it is printed.
    """
    table = _side_by_side(rotation, rows, window)
    if natural_width(table, out) <= out.width:
        return table
    return fitted(shift_table(rotation, rows), out)


def _side_by_side(
    rotation: RotationData,
    rows: Sequence[Row],
    window: tuple[datetime, datetime],
) -> Table:
    zone = ZoneInfo(rotation.timezone)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    first, after = (moment.astimezone(zone).date() for moment in window)
    last = after - timedelta(days=1)
    there = dict.fromkeys(row.shift.track for row in rows)
    lanes = [t for t in rotation.tracks if t.name in there or t.between(first, last)]
    heads = {t.name: f"Track {t.name} ({handover_words(t, first, last)})" for t in lanes}
    # Lines of a track that is no longer in the configuration are shown as they are.
    heads |= {name: f"Track {name}" for name in there if name not in heads}
    for head in heads.values():
        table.add_column(head, no_wrap=True)
        table.add_column("On call")
    holidays = any(row.shift.holidays for row in rows)
    if holidays:
        table.add_column("Holidays")
    # Of several handovers a day the date alone does not say which.
    usual = {
        t.name: {h.time for s in t.settings for h in s.handover}
        for t in lanes
        if not any(s.several_a_day for s in t.settings)
    }
    for group in _weeks(rows, zone):
        cells: list[Text] = []
        for track in heads:
            row = group.get(track)
            if row is None:
                cells += [Text(), Text()]
                continue
            times = (row.shift.start.astimezone(zone), row.shift.end.astimezone(zone))
            cells.append(Text(" - ".join(_day(t, usual.get(track, ())) for t in times)))
            cells.append(_holder(row, rotation.labels))
        if holidays:
            names = [n for t in heads if t in group for n in group[t].shift.holidays]
            cells.append(Text("; ".join(dict.fromkeys(names)), style="magenta"))
        table.add_row(*cells)
    return table


def shift_table(
    rotation: RotationData, rows: Sequence[Row], marks: Mapping[str, str] | None = None
) -> Table:
    """Return the lines of a schedule as a table with one line per shift, by its id.

    Parameters
    ----------
    rotation : RotationData
        For its zone and everybody's names.
    rows : sequence of Row
        In the order in which they are shown.
    marks : mapping of str to str, optional
        Words after the holder of a shift, by the shift's id.
    """
    zone = ZoneInfo(rotation.timezone)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Shift", no_wrap=True)
    table.add_column("From", no_wrap=True)
    table.add_column("To", no_wrap=True)
    table.add_column("On call", overflow="fold")
    holidays = any(row.shift.holidays for row in rows)
    if holidays:
        table.add_column("Holidays", overflow="fold")
    for row in rows:
        times = (row.shift.start.astimezone(zone), row.shift.end.astimezone(zone))
        days = [Text(_day(moment, ())) for moment in times]
        mark = (marks or {}).get(row.shift.id, "")
        cells = [Text(row.shift.id), *days, _holder(row, rotation.labels, mark)]
        if holidays:
            cells.append(Text("; ".join(row.shift.holidays), style="magenta"))
        table.add_row(*cells)
    return table


def _weeks(rows: Sequence[Row], zone: ZoneInfo) -> Iterator[dict[str, Row]]:
    """Yield the shifts that begin in one calendar week together, at most one per track."""
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


def _holder(row: Row, names: Mapping[str, str], marked: str = "") -> Text:
    marks = [marked] if marked else []
    if row.shift.kind is ShiftKind.VOLUNTEER:
        marks.append("volunteer")
    if row.shift.shadow:
        marks.append("shadow")
    if row.status is Status.LOCKED:
        marks.append("locked")
    mark = f" ({', '.join(marks)})" if marks else ""
    if row.engineer is None and row.shift.shadow:
        return Text(f"nobody{mark}")
    if row.engineer is None:
        return Text.assemble(("OPEN", "bold red"), mark)
    return Text.assemble(names[row.engineer], mark)
