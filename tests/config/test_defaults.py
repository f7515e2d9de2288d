"""What holds where rotation.toml says nothing, value by value (docs/files.md)."""

from dataclasses import asdict
from datetime import time
from fractions import Fraction

from config_cases import VALID, Team

from rotation.model.settings import CalendarSettings, HomeZone, OnRestDay, PaySettings


def test_a_rotation_without_more_keys(team: Team) -> None:
    """Days of notice, rest, fairness and grace, and where handovers go on rest days."""
    data = team(VALID)
    assert (data.notice_days, data.min_rest_days, data.history_days) == (30, 7, 365)
    assert (data.volunteer_years, data.grace_days, data.new_for_days) == (3, 60, 180)
    assert data.on_rest_day is OnRestDay.NEXT_WORKDAY
    assert (data.calendar_id, data.pins, data.special_periods) == ("team", (), ())
    assert (data.home_zone, data.wishes, data.offers, data.time_off) == (None, (), (), ())


def test_a_track_a_person_and_a_period_without_more_keys(team: Team) -> None:
    """One week without an anchor; full time on all tracks; two days, remainders below three."""
    toml = (
        '[[special_period]]\nname = "P"\nfirst_day = "12-25"\nlast_day = "12-26"\n'
        '[home_zone]\nzones = "Europe/Paris"\n[newcomers]\n[holidays]\n[time_off]\n'
    )
    data = team(VALID + toml)
    (settings,) = data.tracks[0].settings
    assert (settings.weeks, settings.anchor, data.tracks[0].was) == (1, None, ())
    assert (settings.first_day, settings.last_day) == (None, None)
    grace = data.engineers[1]
    assert (grace.capacity, grace.tracks, grace.email) == (Fraction(1), ("A", "B"), "")
    assert (grace.leaves, grace.manager, grace.country, grace.aliases) == (None, None, None, ())
    assert grace.timezone == "America/New_York"
    (period,) = data.special_periods
    assert (period.shift_days, period.min_stub_days) == (2, 3)
    assert data.home_zone == HomeZone(("Europe/Paris",), (time(9), time(17)))
    assert (data.grace_days, data.new_for_days) == (60, 180)
    assert (data.holidays.country, data.holidays.weekend) == (None, None)
    assert (data.holidays.categories, data.holidays.exclude, data.holidays.extra) == ((), (), ())


def test_calendars_and_pay_without_more_keys(team: Team) -> None:
    """Empty tables say what absent ones say, and both what is documented."""
    written, absent = team(VALID + "[calendar]\n[pay]\n"), team(VALID)
    assert written.calendar == absent.calendar == CalendarSettings()
    assert written.pay == absent.pay == PaySettings()
    calendar = asdict(absent.calendar)
    duty = calendar.pop("duty")
    assert calendar == {
        "summary": "{name} - on call ({track})",
        "category": "On-call",
        "busy": False,
        "events": "window",
        "uid_domain": "rotation.invalid",
        "runbook": "",
        "secret_env": "",
    }
    assert duty
    pay = asdict(absent.pay)
    assert (pay.pop("currency"), pay.pop("working_hours")) == ("USD", (time(9), time(17)))
    assert set(pay.values()) == {0}
