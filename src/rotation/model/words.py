"""Days and handovers as text, in one language, whatever LANG is."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.model.tracks import DayKind, Track, TrackSettings, WeeklyWindow

__all__ = [
    "MONTHS",
    "MONTH_NAMES",
    "WEEKDAYS",
    "amount_text",
    "bound_text",
    "dates_text",
    "day_text",
    "handover_words",
    "weekday_words",
    "window_words",
]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTHS = tuple(name[:3] for name in MONTH_NAMES)


def amount_text(amount: int | Fraction) -> str:
    """Return a number of a ledger: `3`, or `2.5` with at most two decimals."""
    return (
        str(amount) if isinstance(amount, int) else f"{float(amount):.2f}".rstrip("0").rstrip(".")
    )


_IN_A_ROW = 3
"""So many weekdays in a row are a range, such as Mon-Fri; two are named."""


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Mon 7 Dec`, or `Mon 7 Dec 2026`; also of a datetime."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def dates_text(first: date, last: date, *, year: bool = False) -> str:
    """Return the days from one to another, both inclusive: `14-21 December`.

    With `year` also the year, twice where it changes: `28 December 2026 - 4 January 2027`.
    """
    ending = f"{last.day} {MONTH_NAMES[last.month - 1]}" + (f" {last.year}" if year else "")
    if first == last:
        return ending
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{ending}"
    begin = f"{first.day} {MONTH_NAMES[first.month - 1]}"
    return f"{begin} {first.year} - {ending}" if first.year != last.year else f"{begin} - {ending}"


def weekday_words(days: Sequence[int]) -> str:
    """Return `Mon-Fri`, `Sat-Sun` or `Mon, Wed` for weekdays (Monday is 0)."""
    ordered = sorted(days)
    # Days that go on over the end of the week, as `Sat-Mon`, begin after their gap.
    jumps = [n for n, day in enumerate(ordered) if (day - ordered[n - 1]) % 7 != 1]
    if len(ordered) == len(WEEKDAYS):
        return f"{WEEKDAYS[0]}-{WEEKDAYS[-1]}"
    if len(jumps) == 1 and len(ordered) > 1:
        n = jumps[0]
        return f"{WEEKDAYS[ordered[n]]}-{WEEKDAYS[ordered[n - 1]]}"
    return ", ".join(WEEKDAYS[day] for day in ordered)


def window_words(window: WeeklyWindow) -> str:
    """Return weekly hours as the configuration has them: `Mon-Fri 08:00-18:00`."""
    opens, midnight = f"{window.opens:%H:%M}", window.closes == time() and window.days_later > 0
    later = window.days_later - midnight
    closes = "24:00" if midnight else f"{window.closes:%H:%M}"
    days = str(window.days) if isinstance(window.days, DayKind) else weekday_words(window.days)
    if opens == "00:00" and closes == "24:00" and not later:
        return days
    if later > 1 or (later and (midnight or window.closes > window.opens)):
        assert not isinstance(window.days, DayKind), "only weekdays have hours of several days"
        ends = [WEEKDAYS[(day + later) % 7] for day in window.days]
        pairs = zip(window.days, ends, strict=True)
        return ", ".join(f"{WEEKDAYS[day]} {opens}-{end} {closes}" for day, end in pairs)
    hours = f"{opens}-{closes}"
    return hours if days == "Mon-Sun" else f"{days} {hours}"


def handover_words(track: Track, first: date, last: date) -> str:
    """Return `Mon 11:00`, with every handover of the week and the interval of weeks.

    Parameters
    ----------
    track : Track
        Whose handovers.
    first, last : datetime.date
        Both inclusive. If the track changes in these days, each later setting has its first day; a
        track that does not exist in them is described by its last settings.
    """
    spells = track.between(first, last) or track.settings[-1:]
    texts = [_words(settings) for settings in spells]
    for n, settings in enumerate(spells[1:], start=1):
        texts[n] = f"from {day_text(settings.first_day or first)}: {texts[n]}"
    return "; ".join(texts)


def _words(settings: TrackSettings) -> str:
    days: dict[time, list[int]] = {}
    for handover in settings.handover:
        days.setdefault(handover.time, []).append(handover.weekday)
    if all(len(own) >= _IN_A_ROW and "," not in weekday_words(own) for own in days.values()):
        times = [f"{_days_words(own)} {clock:%H:%M}" for clock, own in sorted(days.items())]
    else:
        times = [f"{WEEKDAYS[h.weekday]} {h.time:%H:%M}" for h in settings.handover]
    return ", ".join(times) + (f", every {settings.weeks} weeks" if settings.weeks > 1 else "")


def _days_words(days: Sequence[int]) -> str:
    return "daily" if len(days) == len(WEEKDAYS) else weekday_words(days)


def bound_text(moment: datetime, zone: ZoneInfo, *, dates: bool = True) -> str:
    """Return an instant in the form of `--from` and `--to`: `2026-12-07` or `2026-12-07T11:00`.

    Times are local; the second of two equal ones has its offset.

    Parameters
    ----------
    moment : datetime.datetime
        Aware.
    zone : zoneinfo.ZoneInfo
        The rotation's.
    dates : bool
        Whether a midnight is written as its date.
    """
    local = moment.astimezone(zone)
    clock = local.replace(tzinfo=None, fold=0)
    first = clock.replace(tzinfo=zone).astimezone(UTC)
    if first != moment:
        return local.isoformat(timespec="seconds")
    if dates and clock.time() == time():
        return clock.date().isoformat()
    return clock.isoformat(timespec="seconds" if clock.second else "minutes")
