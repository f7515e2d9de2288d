"""Days and handovers as people say them; one language, whatever LANG says."""

from datetime import date

from rotation.model.tracks import Track

__all__ = ["MONTHS", "WEEKDAYS", "day_text", "handover_words"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date, *, year: bool = False) -> str:
    """Return `Mon 7 Dec`, or `Mon 7 Dec 2026`; also of a datetime."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def handover_words(track: Track) -> str:
    """Return `Mon 11:00`, with every handover of the week and how often they return."""
    times = [f"{WEEKDAYS[h.weekday]} {h.time:%H:%M}" for h in track.handovers]
    return ", ".join(times) + (f", every {track.weeks} weeks" if track.weeks > 1 else "")
