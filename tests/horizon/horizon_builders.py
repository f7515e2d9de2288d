"""A small team, and short ways to write dates, handovers and schedule lines."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from tests.teams import CHRISTMAS_WEEK, NEW_YORK, handover, make_team, member

from rotation.horizon import horizon_of
from rotation.model.people import Engineer
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, ShiftKind, Status
from rotation.model.source import Source
from rotation.model.tracks import Track, TrackSettings

CHRISTMAS = replace(CHRISTMAS_WEEK, source=Source("rotation.toml", 40))


def table(
    *handovers: str,
    weeks: int = 1,
    anchor: date | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
) -> TrackSettings:
    """Build the settings of a track from handovers such as `Mon 11:00`."""
    ordered = tuple(sorted(handover(text) for text in handovers))
    return TrackSettings(ordered, weeks, anchor, first_day, last_day, Source("rotation.toml", 10))


def track(name: str, *handovers: str, weeks: int = 1, anchor: date | None = None) -> Track:
    """Build a track from handovers such as `Mon 11:00` that hold for good."""
    return changing(name, table(*handovers, weeks=weeks, anchor=anchor))


def changing(name: str, *settings: TrackSettings, was: tuple[str, ...] = ()) -> Track:
    """Build a track whose settings hold one after the other."""
    return Track(name, settings, was)


def engineer(name: str, joined: str = "2020-01-01", **settings: object) -> Engineer:
    """Build a member of tracks A and B, named `Ada` with id `ada`."""
    return member(name.lower(), name, joined=date.fromisoformat(joined), **settings)


ARTSY = tuple(map(engineer, ("Ada", "Ben", "Cy")))


def rotation(
    *tracks: Track, engineers: tuple[Engineer, ...] = ARTSY, **settings: object
) -> RotationData:
    """Build the Artsy rotation: A on Mondays, B on Wednesdays at 11:00, Christmas apart."""
    artsy = {"holidays": HolidayRules("US", "NY"), "special_periods": (CHRISTMAS,)}
    usual = (track("A", "Mon 11:00"), track("B", "Wed 11:00"))
    return make_team(*engineers, tracks=tracks or usual, **{**artsy, **settings})


def at(text: str, zone: str = NEW_YORK) -> datetime:
    """Read a local date or date and time as a UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str = NEW_YORK) -> str:
    """Write an instant as local date and time."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def spans(shifts: tuple[Shift, ...], zone: str = NEW_YORK) -> list[tuple[str, str, str]]:
    """Write shifts as id, local start and local end."""
    return [(s.id, local(s.start, zone), local(s.end, zone)) for s in shifts]


def month(data: RotationData, text: str) -> tuple[datetime, datetime]:
    """Return a month's horizon."""
    return horizon_of(data, today=date(2026, 1, 1), month=text, first=None, last=None, weeks=None)


def entry(
    shift: str,
    start: str,
    end: str,
    who: str | None,
    *,
    line: int = 2,
    status: Status = Status.PLANNED,
    kind: ShiftKind = ShiftKind.REGULAR,
) -> Entry:
    """Build a schedule line; its file is `published.csv`."""
    source = Source("published.csv", line)
    return Entry(shift, shift[0], kind, at(start), at(end), who, status, source=source)
