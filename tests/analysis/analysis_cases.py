"""A rotation as plain data, for what judges and counts without the solver."""

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.model.people import Engineer
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import (
    Handover,
    HolidayRules,
    MonthDay,
    SpecialPeriod,
    Track,
    TrackSettings,
)

NEW_YORK = ZoneInfo("America/New_York")


def engineer(person: str, *, tracks: tuple[str, ...] = ("A", "B"), capacity: str = "1") -> Engineer:
    """Return somebody who joined long ago, named after the id."""
    return Engineer(
        person,
        person.title(),
        date(2020, 1, 6),
        "America/New_York",
        tracks,
        email=f"{person}@example.com",
        capacity=Fraction(capacity),
    )


ONE_TRACK = RotationData(
    name="Team",
    calendar_id="team",
    timezone="America/New_York",
    tracks=(Track("A", (TrackSettings((Handover(0, time(11)),)),)),),
    engineers=(engineer("ada", tracks=("A",)), engineer("bela", tracks=("A",), capacity="0.5")),
    holidays=HolidayRules("US"),
)
"""One track with US holidays, one person full time and one half time."""

TWO_TRACKS = replace(
    ONE_TRACK,
    tracks=(*ONE_TRACK.tracks, Track("B", (TrackSettings((Handover(2, time(11)),)),))),
    engineers=tuple(map(engineer, ("ada", "bela", "cleo", "dora"))),
    special_periods=(SpecialPeriod("Christmas week", MonthDay(12, 25), MonthDay(1, 1)),),
)
"""Staggered tracks with a Christmas week, four people."""


def local(text: str) -> datetime:
    """Return an instant from local time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


def line(
    shift: str,
    start: str,
    end: str,
    person: str | None,
    *,
    kind: ShiftKind = ShiftKind.REGULAR,
) -> Entry:
    """Return a line of a schedule; times are local."""
    return Entry(shift, shift[0], kind, local(start), local(end), person)
