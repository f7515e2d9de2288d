"""A month as a calendar in the terminal: weeks from Monday on, a bar per shift."""

import sys
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from rotation.cli.terminal import console
from rotation.export.text import fitting
from rotation.model.months import Month, MonthBar, MonthDate, MonthWeek
from rotation.model.words import WEEKDAYS, day_text

__all__ = ["grid_lines", "print_month"]

_QUARTERS = 4
"""Of a day: bars begin and end at the nearest one."""

_NARROWEST, _WIDEST = 8, 18
"""Columns of a day. Names are cut in narrower ones, so the table alone says who is on call."""

_LONGEST_TRACK = 12
"""Columns for the names of tracks."""

_OPEN = "OPEN"


def print_month(month: Month) -> None:
    """Print a month to standard output, if the terminal is wide enough for names."""
    out = console(sys.stdout)
    lines = list(grid_lines(month, min(out.width, 120)))
    for line in lines:
        out.print(line, no_wrap=True, overflow="ignore", crop=False)
    if lines:
        print()


def grid_lines(month: Month, width: int) -> Iterator[Text]:
    """Yield the lines of a month; none where a day would be too narrow.

    Parameters
    ----------
    month : Month
        What is shown.
    width : int
        Columns that there are.
    """
    tracks = {bar.line.track for week in month.weeks for bar in week.bars}
    margin = min(max(map(cell_len, tracks), default=0), _LONGEST_TRACK) + 1
    day = min((width - margin) // 7, _WIDEST)
    if day < _NARROWEST:
        return
    for week in month.weeks:
        days = "".join(f"{_day(each):<{day}}" for each in week.days)
        yield Text((" " * margin + days).rstrip())
        yield from _bars(week, margin, day)
    for week in month.weeks:
        for each in week.days:
            if each.inside and each.holidays:
                yield Text(f"* {day_text(each.day)}: {', '.join(each.holidays)}")


def _day(date: MonthDate) -> str:
    """Return `Mon 7`, with a star where a holiday is named below."""
    star = "*" if date.inside and date.holidays else ""
    return f"{WEEKDAYS[date.day.weekday()]} {date.day.day}{star}"


def _bars(week: MonthWeek, margin: int, day: int) -> Iterator[Text]:
    for lane in range(week.lanes):
        bars = [bar for bar in week.bars if bar.lane == lane]
        line = Text(set_cell_size(bars[0].line.track, margin - 1) + " ")
        for bar in bars:
            first, after = (n * day // _QUARTERS + margin for n in (bar.first, bar.after))
            line.append(" " * (first - line.cell_len))
            # Bars that meet share no column: each leaves one before the next.
            line.append("[" if bar.after - bar.first > 1 else "")
            line.append(*_name(bar, after - line.cell_len - 1))
            line.append("]" if bar.after - bar.first > 1 else "")
        line.rstrip()
        yield line


def _name(bar: MonthBar, width: int) -> tuple[str, str]:
    """Return the longest form of the holder's name that fits, filled up, and its style."""
    name = bar.line.holder or (_OPEN if bar.line.open else "-")
    style = "bold red" if bar.line.open else ""
    text = fitting(name, lambda form: cell_len(form) <= width)
    text = text or (name[:1].upper() if cell_len(name[:1]) <= width else "")
    return set_cell_size(text, max(width, 0)), style
