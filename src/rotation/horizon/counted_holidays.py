"""The public holidays that count for whoever holds a shift (F36 to F38)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from rotation.horizon.days import DayCalendar, rules_of
from rotation.horizon.track_places import TrackPlaces
from rotation.model.own_holidays import OwnHolidays
from rotation.model.settings import HolidaysOf, RotationData
from rotation.model.shifts import Shift

__all__ = ["CountedHolidays", "own_holidays"]


def own_holidays(rotation: RotationData) -> Mapping[str, OwnHolidays]:
    """Return the holidays of everybody's own place, by id; empty where these do not count."""
    if rotation.holidays_of is not HolidaysOf.PERSON:
        return {}
    rules = {engineer.id: rules_of(engineer, rotation.holidays) for engineer in rotation.engineers}
    # People of one place share what was counted.
    places = {
        place: OwnHolidays(place, partial(_number, DayCalendar(place)))
        for place in dict.fromkeys(rules.values())
    }
    return {person: places[place] for person, place in rules.items()}


def _number(calendar: DayCalendar, days: Sequence[date]) -> int:
    return len(calendar.holidays(days))


class CountedHolidays:
    """The holidays that the ledger of holidays counts, with their names and days.

    Parameters
    ----------
    rotation : RotationData
        Its people, tracks and holidays, and whose holidays count.

    Attributes
    ----------
    usual : DayCalendar
        Those of the rotation.
    """

    def __init__(self, rotation: RotationData) -> None:
        self._of = rotation.holidays_of
        self._places = TrackPlaces(rotation)
        self._tracks = {track.name: track for track in rotation.tracks}
        self._rules = {e.id: rules_of(e, rotation.holidays) for e in rotation.engineers}
        self.usual = self._places.default.days
        self._calendars = {rotation.holidays: self.usual}

    def calendar(self, shift: Shift, person: str | None) -> DayCalendar:
        """Return the calendar that counts for a shift.

        Parameters
        ----------
        shift : Shift
            Of a track; of one that is no longer configured it is the rotation's.
        person : str or None
            Its holder; for somebody unknown, and for nobody, it is the rotation's.
        """
        if self._of is HolidaysOf.TRACK and shift.track in self._tracks:
            settings = self._tracks[shift.track].at(shift.nominal or shift.first_day)
            return self._places.of(settings).days
        if self._of is HolidaysOf.PERSON and person in self._rules:
            rules = self._rules[person]
            if rules not in self._calendars:
                self._calendars[rules] = DayCalendar(rules)
            return self._calendars[rules]
        return self.usual

    def names(self, shift: Shift, person: str | None) -> tuple[str, ...]:
        """Return the plain names of the holidays of a shift, in date order, once for each (H25)."""
        days = self.calendar(shift, person).holidays(shift.dates)
        return tuple(holiday.name for holiday in days)
