"""A small rotation and its rows, shared by the tests of export."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.teams import make_team, member

from rotation.model.people import Engineer
from rotation.model.schedule import Row
from rotation.model.settings import CalendarSettings, RotationData
from rotation.model.shifts import Loads, Shift, ShiftKind, Status

REVISED = datetime(2026, 2, 1, 12, 0, 0, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


def engineer(person: str, name: str, email: str = "") -> Engineer:
    """Return somebody who serves both tracks."""
    return member(person, name, timezone="UTC", email=email)


def shift(
    shift_id: str,
    start: str,
    end: str,
    *,
    holidays: tuple[str, ...] = (),
    period: str = "",
    rest_days: int = 2,
) -> Shift:
    """Return a shift between two local times of New York; a volunteer shift when in a period."""
    first, last = (datetime.fromisoformat(t).replace(tzinfo=ZONE) for t in (start, end))
    return Shift(
        id=shift_id,
        track=shift_id.split("-", maxsplit=1)[0],
        kind=ShiftKind.VOLUNTEER if period else ShiftKind.REGULAR,
        start=first.astimezone(UTC),
        end=last.astimezone(UTC),
        rested=last.astimezone(UTC),
        first_day=first.date(),
        loads=Loads(1, 7, rest_days, len(holidays)),
        holidays=holidays,
        period=period,
    )


def row(of: Shift, person: str | None, revision: int = 0, revised: datetime = REVISED) -> Row:
    """Return a line of a schedule."""
    return Row(of, person, Status.PLANNED if person else Status.OPEN, revision, revised)


# The week of the change to summer time, a plain one, a holiday nobody offered to work.
SPRING = shift("A-2026-03-02", "2026-03-02T11:00", "2026-03-09T11:00")
PLAIN = shift("B-2026-03-04", "2026-03-11T11:00", "2026-03-18T11:00")
XMAS = shift(
    "A-2026-12-25",
    "2026-12-25T00:00",
    "2026-12-27T00:00",
    holidays=("Christmas Day",),
    period="Christmas week",
)
ROWS = (row(SPRING, "ada"), row(PLAIN, "li", 2), row(XMAS, None))


def team(**changes: object) -> RotationData:
    """Return a rotation of two people, with changed calendar settings."""
    return make_team(
        engineer("ada", "Zoë Ångström", "ada@example.com"),
        engineer("li", "李小龍"),
        name="Engineering On-Call, NY; staggered",
        calendar_id="eng-oncall",
        calendar=replace(CalendarSettings(), **changes),
    )
