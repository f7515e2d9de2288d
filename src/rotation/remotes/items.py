"""What is wanted at a remote, and what is there."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Present", "Wanted"]


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """One stretch of the published plan, as it should be at the remote.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open, cut to the tool's grain.
    key : str
        The shift with its part, and the window where a shift has several:
        `A-2026-12-14+2#2026-12-15T0900`.
    track : str
        Its present name.
    place : str
        The schedule or calendar of the track, as the tool names it.
    user : str or None
        The holder as the tool names people; None for an open shift.
    person : str or None
        The holder's id in the rotation; None for an open shift.
    title : str
        One line for people, with the holder's name; never compared.
    note : str
        More lines for people; never compared.
    revision : int
        Of the shift; grows with every visible change.
    revised : datetime.datetime or None
        When the shift was last revised, UTC; for the stamps of calendars.
    """

    start: datetime
    end: datetime
    key: str
    track: str
    place: str
    user: str | None
    person: str | None = None
    title: str = ""
    note: str = ""
    revision: int = 0
    revised: datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """One item of a remote, ours or not.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    place : str
        The schedule or calendar it was read from.
    id : str
        As the tool names it; unique in its place.
    user : str or None
        Who it names, as the tool names people; None for nobody. Where a calendar's title names
        nobody who is known it is the title in quotes, which equals no wanted user.
    key : str
        What we marked it with when we wrote it, where the tool keeps such a mark; may be empty.
        People copy events with their marks, so a mark alone does not make an item ours.
    version : str
        What the tool needs to change exactly this version of it, such as an ETag; may be empty.
    text : str
        Its title, for messages; may be empty.
    by : str
        Who changed it last, where the tool says so; may be empty.
    """

    start: datetime
    end: datetime
    place: str
    id: str
    user: str | None
    key: str = ""
    version: str = ""
    text: str = ""
    by: str = ""
