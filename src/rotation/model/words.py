"""Days and handovers as text, in one language, whatever LANG is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from rotation.model.tracks import Track, TrackSettings

__all__ = ["MONTHS", "WEEKDAYS", "bound_text", "day_text", "handover_words"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Mon 7 Dec`, or `Mon 7 Dec 2026`; also of a datetime."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


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
    times = [f"{WEEKDAYS[h.weekday]} {h.time:%H:%M}" for h in settings.handovers]
    return ", ".join(times) + (f", every {settings.weeks} weeks" if settings.weeks > 1 else "")


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
