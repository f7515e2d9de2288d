"""Days and handovers as people say them; one language, whatever LANG says."""

from datetime import date

from rotation.model.tracks import Track, TrackSettings

__all__ = ["MONTHS", "WEEKDAYS", "day_text", "handover_words"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Mon 7 Dec`, or `Mon 7 Dec 2026`; also of a datetime."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def handover_words(track: Track, first: date, last: date) -> str:
    """Return `Mon 11:00`, with every handover of the week and how often they return.

    Parameters
    ----------
    track : Track
        Whose handovers.
    first, last : datetime.date
        Both inclusive; where the track changes in these days, each later setting says from when.
        Of a track without any of them its last settings speak.
    """
    found = track.between(first, last) or track.settings[-1:]
    texts = [_words(settings) for settings in found]
    for n, settings in enumerate(found[1:], start=1):
        texts[n] = f"from {day_text(settings.first_day or first)} {texts[n]}"
    return "; ".join(texts)


def _words(settings: TrackSettings) -> str:
    times = [f"{WEEKDAYS[h.weekday]} {h.time:%H:%M}" for h in settings.handovers]
    return ", ".join(times) + (f", every {settings.weeks} weeks" if settings.weeks > 1 else "")
