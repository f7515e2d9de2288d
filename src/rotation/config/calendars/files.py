"""The calendars of absences that a configuration names."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["CalendarFile"]


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar of absences.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    name : str
        As messages call it.
    engineer : str or None
        Id of its owner; None for the team's calendar.
    skips_free : bool
        Whether events marked as free are not absences.
    """

    path: Path
    name: str
    engineer: str | None = None
    skips_free: bool = False
