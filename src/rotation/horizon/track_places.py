"""The clock, rest days and hours of each track, with the rotation's where it has none."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from rotation.horizon.days import DayCalendar
from rotation.horizon.weekly_hours import WeeklyHours
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import RotationData
from rotation.model.tracks import OnRestDay, TrackSettings

__all__ = ["TrackPlace", "TrackPlaces"]


@dataclass(frozen=True, slots=True, eq=False)
class TrackPlace:
    """What the settings of a track mean, everything given.

    Attributes
    ----------
    zone : zoneinfo.ZoneInfo
        Of its handovers, hours and days.
    days : DayCalendar
        Its rest days and holidays.
    on_rest_day : OnRestDay
        What happens to a handover on a rest day.
    hours : WeeklyHours
        When somebody is on call.
    several_a_day : bool
        Whether some weekday has more than one handover.
    """

    zone: ZoneInfo
    days: DayCalendar
    on_rest_day: OnRestDay
    hours: WeeklyHours
    several_a_day: bool


class TrackPlaces:
    """The places of a rotation's tracks, each made once.

    Parameters
    ----------
    rotation : RotationData
        Its zone, holidays and `on_rest_day` are those of tracks without their own.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._rotation = rotation
        self._calendars: dict[HolidayRules, DayCalendar] = {}
        self._places: dict[TrackSettings | None, TrackPlace] = {}
        self.default = self.of(None)

    def of(self, settings: TrackSettings | None) -> TrackPlace:
        """Return the place of some settings; without any, the rotation's."""
        place = self._places.get(settings)
        if place is None:
            place = self._places[settings] = self._made(settings)
        return place

    def _made(self, settings: TrackSettings | None) -> TrackPlace:
        rotation = self._rotation
        settings = settings or TrackSettings(())
        zone = ZoneInfo(settings.timezone or rotation.timezone)
        rules = settings.holidays or rotation.holidays
        days = self._calendars.setdefault(rules, DayCalendar(rules))
        return TrackPlace(
            zone,
            days,
            settings.moves(rotation.on_rest_day),
            WeeklyHours(settings.windows, zone, days),
            settings.several_a_day,
        )
