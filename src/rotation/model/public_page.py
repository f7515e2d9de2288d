"""The data of the published plan's page: only what everybody may see.

There are no reasons, e-mail addresses, offers, wishes, absences, loads or rules in it (O14).
Instants are aware, in the rotation's zone; people are given by name.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from rotation.model.months import CalendarLine, Month

__all__ = ["HandoverLine", "PublicPage"]


class HandoverLine(NamedTuple):
    """A change of hands after publication.

    Attributes
    ----------
    day : datetime.date
        When it was recorded.
    shift, track : str
        Id and name.
    start, end : datetime.datetime
        Of the line that changed, in the rotation's zone.
    before, after : str
        Names; empty for nobody.
    """

    day: date
    shift: str
    track: str
    start: datetime
    end: datetime
    before: str
    after: str


class PublicPage(NamedTuple):
    """What the page of the published plan shows.

    Attributes
    ----------
    name, timezone : str
        Of the rotation.
    today : datetime.date
        The day of the command that wrote it.
    tracks : tuple of str
        In the order of the rotation; then those that no longer exist.
    months : tuple of Month
        In order.
    lines : tuple of CalendarLine
        Those that are not over, by start and track.
    people : tuple of str
        Names of everybody who is in the rotation today or later, in the order of names.
    changes : tuple of HandoverLine
        The latest first.
    until : datetime.datetime or None
        When the last published line ends; None when nothing is ahead.
    mark : str
        By which the rotation knows the page for its own.
    """

    name: str
    timezone: str
    today: date
    tracks: tuple[str, ...]
    months: tuple[Month, ...]
    lines: tuple[CalendarLine, ...]
    people: tuple[str, ...]
    changes: tuple[HandoverLine, ...]
    until: datetime | None
    mark: str

    def on(self, track: str) -> Sequence[CalendarLine]:
        """Return the lines of a track that are not over."""
        return [line for line in self.lines if line.track == track]

    def of(self, person: str) -> Sequence[CalendarLine]:
        """Return the lines that somebody holds and that are not over."""
        return [line for line in self.lines if line.holder == person]

    @property
    def open(self) -> Sequence[CalendarLine]:
        """The lines that somebody is still needed for."""
        return [line for line in self.lines if line.open]
