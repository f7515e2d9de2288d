"""The page as a whole: the data of the template, and its content security policy."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from rotation.export.html import environment, policy_hash, template_text
from rotation.export.text import NO_ONE, clean
from rotation.model.public_page import HandoverLine, MonthBar, PublicLine, PublicPage
from rotation.model.shifts import Window
from rotation.model.words import day_text

__all__ = ["public_html"]

_PACKAGE = "rotation.export.public"

_COLOURS = 7
"""The number of distinct colours of tracks: `.k0` to `.k6`."""

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def public_html(page: PublicPage) -> bytes:
    """Return the page of the published plan: one file that loads nothing.

    Its policy allows one style and one script, by their hashes. The script marks what is now, hides
    what is over, and shows the address of the calendar; the page reads as well without it.

    Parameters
    ----------
    page : PublicPage
        What it shows. All text is cleaned and escaped here.

    Returns
    -------
    bytes
        UTF-8; the same for the same data.
    """
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    templates = environment(_PACKAGE)
    templates.globals |= {
        "change_words": _change_words,
        "clock": _clock,
        "colour": _colour(page.tracks),
        "day_text": day_text,
        "holder": _holder,
        "hours": _hours,
        "month_name": _month_name,
        "names": _names,
        "span": _span,
        "when": _when,
    }
    lanes = max((week.lanes for month in page.months for week in month.weeks), default=0)
    style = template_text(_PACKAGE, "page.css") + _grid(lanes)
    script = template_text(_PACKAGE, "page.js")
    present = page.today.replace(day=1)
    text = templates.get_template("page.html.j2").render(
        page=page,
        present=present,
        idle=[person for person in page.people if not page.of(person)],
        several=len(page.tracks) > 1,
        # Both are ours and have no input in them, so they must not be escaped.
        style=Markup(style),  # noqa: S704 - see above
        style_hash=policy_hash(style),
        script=Markup(script),  # noqa: S704 - see above
        script_hash=policy_hash(script),
    )
    return text.encode()


def _grid(lanes: int) -> str:
    """Return the places of bars: first and last quarter of a day, and lane."""
    first = "".join(f".a{n}{{grid-column-start:{n + 1}}}" for n in range(28))
    after = "".join(f".z{n}{{grid-column-end:{n + 1}}}" for n in range(1, 29))
    rows = "".join(f".l{n}{{grid-row:{n + 2}}}" for n in range(lanes))
    heights = "".join(f".h{n}{{grid-row:1/{n + 2}}}" for n in range(lanes + 1))
    return f"{first}\n{after}\n{rows}\n{heights}\n"


def _colour(tracks: Sequence[str]) -> dict[str, str]:
    return {track: f"k{n % _COLOURS}" for n, track in enumerate(tracks)}


def _month_name(first: date) -> str:
    return f"{_LONG[first.month - 1]} {first.year}"


_LONG = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def _holder(line: PublicLine) -> str:
    return clean(line.holder) or ("nobody yet" if line.shadow else NO_ONE)


def _names(bar: MonthBar) -> tuple[tuple[str, str], ...]:
    """Return the forms of a name, by class: the longest that fits is shown."""
    name = _holder(bar.line)
    words = name.split()
    initials = "".join(word[0].upper() for word in words[:3])
    forms = (("full", name), ("word", words[0]), ("initials", initials))
    return forms if len(words) > 1 else (("alone", name),)


def _clock(moment: datetime) -> str:
    return f"{day_text(moment)} {moment:%H:%M}"


def _span(start: datetime, end: datetime) -> str:
    """Return `Mon 7 Dec 11:00 to Mon 14 Dec 11:00`; the day once where it is the same."""
    if start.date() == end.date():
        return f"{_clock(start)} to {end:%H:%M}"
    if end.time() == time() and (end - start) <= _DAY:
        return f"{_clock(start)} to 24:00"
    return f"{_clock(start)} to {_clock(end)}"


def _hours(windows: Sequence[Window]) -> str:
    """Return `Mon 7 Dec to Fri 11 Dec, 09:00 to 17:00` for equal hours of several days."""
    first, last = windows[0], windows[-1]
    if len({(w.start.time(), w.end.time()) for w in windows}) > 1 or len(windows) == 1:
        return _span(first.start, last.end)
    days = f"{day_text(first.start)} to {day_text(last.start)}"
    closes = "24:00" if first.end.time() == time() else f"{first.end:%H:%M}"
    return f"{days}, {first.start:%H:%M} to {closes}"


def _when(windows: Sequence[Window]) -> str:
    """Return windows for the script: minutes since 1970, `START-END`, one after the other."""
    return " ".join(
        f"{(w.start - _EPOCH) // _MINUTE}-{(w.end - _EPOCH) // _MINUTE}" for w in windows
    )


def _change_words(change: HandoverLine) -> str:
    """Return a change of hands as a sentence."""
    before, after = clean(change.before), clean(change.after)
    if not after:
        return f"{before} gives it up; nobody has it yet"
    if not before:
        return f"{after} takes it; nobody had it"
    return f"{after} takes it from {before}"
