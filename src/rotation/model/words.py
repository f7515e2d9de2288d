"""Days and handovers as people say them; one language, whatever LANG says."""

from datetime import date

from rotation.model.tracks import Track

__all__ = ["MONTHS", "WEEKDAYS", "day_words", "handover_words"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """Return `Mon 7 Dec`; also of a datetime."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def handover_words(track: Track) -> str:
    """Return `Mon 11:00`, with every handover of the week and how often they return."""
    times = [f"{WEEKDAYS[h.weekday]} {h.time:%H:%M}" for h in track.handovers]
    return ", ".join(times) + (f", every {track.weeks} weeks" if track.weeks > 1 else "")
