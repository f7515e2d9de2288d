"""Months as calendars on a page: words, places and style for `month.html.j2`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from rotation.export.html import template_text
from rotation.export.text import NO_ONE, clean, name_forms
from rotation.export.when import clock_words
from rotation.model.months import CalendarLine, Month, MonthBar
from rotation.model.shifts import Window
from rotation.model.words import MONTH_NAMES, day_text

__all__ = ["month_style", "month_words", "span_of"]

_COLOURS = 7
"""The number of distinct colours of tracks: `.k0` to `.k6`."""

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def month_words(
    tracks: Sequence[str], person: Callable[[str | None], int | None] = lambda _: None
) -> Mapping[str, object]:
    """Return what the templates of months use, by name.

    Parameters
    ----------
    tracks : sequence of str
        In the order of their colours.
    person : callable
        Returns the number of a holder, by id, where a page can highlight people.
    """

    def marked(line: CalendarLine) -> str:
        number = person(line.person)
        return "" if number is None else f"p p{number}"

    return {
        "colour": {track: f"k{n % _COLOURS}" for n, track in enumerate(tracks)},
        "day_text": day_text,
        "holder": _holder,
        "hours": _hours,
        "marked": marked,
        "month_name": _month_name,
        "names": _names,
        "when": _when,
    }


def month_style(months: Sequence[Month]) -> str:
    """Return the style of months: looks, first and last quarter of a day of bars, and rows."""
    lanes = max((week.lanes for month in months for week in month.weeks), default=0)
    first = "".join(f".a{n}{{grid-column-start:{n + 1}}}" for n in range(28))
    after = "".join(f".z{n}{{grid-column-end:{n + 1}}}" for n in range(1, 29))
    rows = "".join(f".l{n}{{grid-row:{n + 2}}}" for n in range(lanes))
    heights = "".join(f".h{n}{{grid-row:1/{n + 2}}}" for n in range(lanes + 1))
    looks = template_text("rotation.export", "month.css")
    return f"{looks}{first}\n{after}\n{rows}\n{heights}\n"


def _month_name(first: date) -> str:
    return f"{MONTH_NAMES[first.month - 1]} {first.year}"


def _holder(line: CalendarLine) -> str:
    return clean(line.holder) or ("nobody yet" if line.shadow else NO_ONE)


def _names(bar: MonthBar) -> tuple[tuple[str, str], ...]:
    """Return the forms of a name, by class: the longest that fits is shown."""
    whole, word, initials = name_forms(_holder(bar.line))
    if not clean(bar.line.holder):  # "No" would be an answer to another question
        word, initials = "open", "\N{EN DASH}"
    if word == whole:
        return (("alone", whole),)
    return (("full", whole), ("word", word), ("initials", initials))


def span_of(start: datetime, end: datetime) -> str:
    """Return `Mon 7 Dec 11:00 to Mon 14 Dec 11:00`; the day once where it is the same."""
    if start.date() == end.date():
        return f"{clock_words(start)} to {end:%H:%M}"
    if end.time() == time() and (end - start) <= _DAY:
        return f"{clock_words(start)} to 24:00"
    return f"{clock_words(start)} to {clock_words(end)}"


def _hours(windows: Sequence[Window]) -> str:
    """Return `Mon 7 Dec to Fri 11 Dec, 09:00 to 17:00` for equal hours of several days."""
    first, last = windows[0], windows[-1]
    if len({(w.start.time(), w.end.time()) for w in windows}) > 1 or len(windows) == 1:
        return span_of(first.start, last.end)
    days = f"{day_text(first.start)} to {day_text(last.start)}"
    closes = "24:00" if first.end.time() == time() else f"{first.end:%H:%M}"
    return f"{days}, {first.start:%H:%M} to {closes}"


def _when(windows: Sequence[Window]) -> str:
    """Return windows for the script: minutes since 1970, `START-END`, one after the other."""
    return " ".join(
        f"{(w.start - _EPOCH) // _MINUTE}-{(w.end - _EPOCH) // _MINUTE}" for w in windows
    )
