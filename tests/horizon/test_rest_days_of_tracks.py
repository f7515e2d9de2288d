"""Rest days of tracks in several places: in notes, in the report, and at home (H71)."""

from dataclasses import replace
from datetime import date, time, timedelta

from horizon_builders import at, changing, engineer, rotation, table, track
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.horizon import DayCalendar
from rotation.horizon.home import home_hours
from rotation.horizon.rest_days_of_tracks import TracksAtRest, rest_days_of_tracks
from rotation.horizon.timeline import shifts_of
from rotation.model.rest_days import HolidayRules
from rotation.model.settings import HomeZone, RotationData
from rotation.model.tracks import Track
from rotation.trades.announcements import announcement
from rotation.trades.weekly import week_of

IRISH, EMIRATI = HolidayRules("IE"), HolidayRules("AE")


def placed(name: str, rules: HolidayRules | None) -> Track:
    return changing(name, replace(table("Mon 11:00"), holidays=rules))


def resting(data: RotationData, first: str, last: str) -> list[TracksAtRest]:
    return list(rest_days_of_tracks(data, date.fromisoformat(first), date.fromisoformat(last)))


def test_holidays_of_one_place_name_its_tracks() -> None:
    """On 17 March 2027 Ireland rests, and New York works; on Saturday both rest alike."""
    data = rotation(placed("EU", IRISH), placed("US", None))
    assert resting(data, "2027-03-15", "2027-03-20") == [
        TracksAtRest(date(2027, 3, 17), ("Saint Patrick's Day",), ("EU",)),
        TracksAtRest(date(2027, 3, 20), ()),
    ]


def test_a_weekend_of_one_place_names_its_tracks() -> None:
    """In the Emirates, Friday was a day of the weekend, and Sunday none of it now."""
    data = rotation(placed("AE", replace(EMIRATI, weekend=(4, 5))), placed("US", None))
    assert resting(data, "2027-03-19", "2027-03-21") == [
        TracksAtRest(date(2027, 3, 19), (), ("AE",)),
        TracksAtRest(date(2027, 3, 20), ()),
        TracksAtRest(date(2027, 3, 21), (), ("US",)),
    ]


def test_the_place_of_all_tracks_counts_not_the_rotations() -> None:
    """Nobody of this team works for the rotation's own country."""
    data = rotation(placed("A", IRISH), placed("B", IRISH))
    assert resting(data, "2027-07-05", "2027-07-05") == []
    assert resting(data, "2027-03-17", "2027-03-17") == [
        TracksAtRest(date(2027, 3, 17), ("Saint Patrick's Day",))
    ]


def test_a_track_that_is_over_has_no_rest_days() -> None:
    """After its last day only the other place counts, and then the rotation's own."""
    over = changing("EU", replace(table("Mon 11:00", last_day=date(2027, 3, 7)), holidays=IRISH))
    assert resting(rotation(over, placed("US", None)), "2027-03-17", "2027-03-17") == []
    assert [r.day for r in resting(rotation(over), "2027-03-17", "2027-03-20")] == [
        date(2027, 3, 20)
    ]


@settings(deadline=None, max_examples=30, derandomize=True)
@given(
    st.lists(st.sampled_from([None, IRISH, EMIRATI, HolidayRules("DE")]), min_size=1, max_size=3),
    st.integers(0, 360),
)
def test_every_track_rests_on_its_own_days(places: list[HolidayRules | None], first: int) -> None:
    """By definition: for each track, the days that are listed for it or for all."""
    tracks = [placed(f"T{n}", rules) for n, rules in enumerate(places)]
    data = rotation(*tracks)
    day = date.fromordinal(date(2027, 1, 1).toordinal() + first)
    last = date.fromordinal(day.toordinal() + 9)
    entries = list(rest_days_of_tracks(data, day, last))
    for each, rules in zip(tracks, places, strict=True):
        calendar = DayCalendar(rules or data.holidays)
        mine = {r.day: r.holidays for r in entries if not r.tracks or each.name in r.tracks}
        days = [date.fromordinal(n) for n in range(day.toordinal(), last.toordinal() + 1)]
        assert mine == {d: calendar.names(d) for d in days if calendar.is_rest_day(d)}


def test_notes_name_the_tracks_of_a_rest_day() -> None:
    """The team hears that only Dublin rests on Wednesday."""
    data = rotation(placed("EU", IRISH), placed("US", None))
    week = week_of(data, date(2027, 3, 17))
    text = announcement(week)
    assert "Wed 17 Mar (Saint Patrick's Day on EU), Sat 20 Mar, Sun 21 Mar" in text
    assert week.as_dict()["rest_days"][0] == {
        "day": "2027-03-17",
        "holidays": ["Saint Patrick's Day"],
        "tracks": ["EU"],
    }


def test_home_rests_when_everybody_there_does() -> None:
    """Ada at home keeps Irish holidays: Independence Day is worked, Saint Patrick's Day is not."""
    home = HomeZone(("America/New_York",), (time(9), time(17)))
    ada, ben = engineer("Ada", country="IE"), engineer("Ben", timezone="Europe/London")

    def days(*people: object) -> set[str]:
        data = rotation(track("A", "Mon 11:00"), engineers=people, home_zone=home)
        worked = set()
        for first, last in (("2027-03-15", "2027-03-19"), ("2027-07-05", "2027-07-09")):
            start, end = at(first), at(last)
            shifts = shifts_of(data, start - timedelta(days=14), end)
            worked |= {str(a.date()) for a, _ in home_hours(data, start, end, shifts)}
        return worked

    american = engineer("Cy")
    assert "2027-07-05" in days(ada, ben)
    assert "2027-03-17" not in days(ada, ben)
    assert "2027-07-05" not in days(american, ben)
    assert {"2027-07-05", "2027-03-17"} <= days(ada, american)
