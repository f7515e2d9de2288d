"""A rotation as plain data, for what judges and counts without the solver."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.teams import CHRISTMAS_WEEK, TRACK_A, make_team, member

from rotation.model.people import Engineer
from rotation.model.rest_days import HolidayRules
from rotation.model.shifts import Entry, ShiftKind

NEW_YORK = ZoneInfo("America/New_York")


def engineer(person: str, **fields: object) -> Engineer:
    """Return somebody who has an address."""
    return member(person, email=f"{person}@example.com", **fields)


ONE_TRACK = make_team(
    engineer("ada", tracks=("A",)),
    engineer("bela", tracks=("A",), capacity=Fraction("0.5")),
    tracks=(TRACK_A,),
    holidays=HolidayRules("US"),
)
"""One track with US holidays, one person full time and one half time."""

TWO_TRACKS = make_team(
    *map(engineer, ("ada", "bela", "cleo", "dora")),
    holidays=HolidayRules("US"),
    special_periods=(CHRISTMAS_WEEK,),
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
