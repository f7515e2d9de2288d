"""Repetitions of calendars, and how far they are known."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from calendar_cases import GOOD, START, calendar, event, instant, read
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.config.calendars.bounded_rules import rule_of
from rotation.errors import BadInput
from rotation.problems import build_problem

USUAL = [
    "WEEKLY;INTERVAL=2;BYDAY=MO,FR",
    "DAILY;BYDAY=MO,TU,WE,TH,FR",
    "DAILY;INTERVAL=3",
    "MONTHLY;BYDAY=2TU",
    "MONTHLY;INTERVAL=3;BYDAY=-1FR",
    "MONTHLY;BYMONTHDAY=31",
    "MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "YEARLY;BYMONTH=11;BYDAY=4TH",
    "YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "YEARLY",
]


@pytest.mark.parametrize("rule", USUAL)
def test_usual_rules_are_walked(tmp_path: Path, rule: str) -> None:
    """What calendar programs offer is known to come again, and is read without a remark."""
    rotation = read(tmp_path, calendar(event(f"DTSTART;VALUE=DATE:20260701\nRRULE:FREQ={rule}")))
    assert len(rotation.time_off) > 1
    assert rotation.remarks == ()


# -- repetitions and the horizon ------------------------------------------------------------------


def test_a_horizon_beyond_what_is_known_is_refused(tmp_path: Path) -> None:
    """Endless repetitions are worked out for some years; planning beyond says so."""
    weekly = event("DTSTART;VALUE=DATE:20260703\nRRULE:FREQ=WEEKLY")
    rotation = read(tmp_path, calendar(weekly))
    assert rotation.time_off_known is not None
    problem = build_problem(
        rotation, instant("2029-10-01"), instant("2029-11-01"), date(2029, 9, 1)
    )
    (ada,) = (person for person in problem.people if person.id == "ada")
    october = [b for b in ada.blocks if instant("2029-10-01") <= b.start < instant("2029-11-01")]
    assert len(october) == 4
    with pytest.raises(BadInput, match="repeating absences of calendars"):
        build_problem(rotation, instant("2029-11-01"), instant("2029-12-01"), date(2029, 9, 1))


def test_single_events_have_no_horizon(tmp_path: Path) -> None:
    """Single events and rules that end are read whatever their date, and bound no horizon."""
    single = event("DTSTART;VALUE=DATE:20450703", uid="1@x")
    ended = event("DTSTART;VALUE=DATE:20260703\nRRULE:FREQ=WEEKLY;UNTIL=20260801", uid="2@x")
    rotation = read(tmp_path, calendar(single, ended))
    assert len(rotation.time_off) == 6
    assert rotation.time_off_known is None


def test_reading_is_deterministic(tmp_path: Path) -> None:
    """The same files give the same rotation, remarks included."""
    data = calendar(event(START + "RRULE:FREQ=SECONDLY"), GOOD, event(START, uid="3@x"))
    first, second = (read(tmp_path, data) for _ in range(2))
    assert (first, first.remarks) == (second, second.remarks)


@given(
    rule=st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;BYDAY=MO,TU",
            "FREQ=DAILY;BYHOUR=8,20",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO",
            "FREQ=WEEKLY;BYMONTH=2",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=DAILY;COUNT=900",
            "FREQ=HOURLY;INTERVAL=7",
            "FREQ=HOURLY;INTERVAL=5;BYDAY=MO",
        ]
    ),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2020, 12, 31)),  # noqa: DTZ001 - a clock's
    days=st.integers(0, 3000),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_walk_may_begin_nearer(rule: str, start: datetime, days: int) -> None:
    """From wherever a rule is walked to a far stretch, the same times lie in it."""
    start = start.replace(microsecond=0)
    first = start + timedelta(days=days)
    stretch = (first, first + timedelta(days=60))
    nearer = rule_of(rule).nearer(start, first)
    assert nearer == start or nearer < first
    times = [rrulestr(rule, dtstart=at).between(*stretch) for at in (start, nearer)]
    assert times[0] == times[1]


def test_a_series_of_many_years_costs_what_its_stretch_costs(tmp_path: Path) -> None:
    """Rules by days and weeks are not walked from their first day on, however long ago it was."""
    old = [
        event(f"DTSTART;VALUE=DATE:{1905 + n}0101\nRRULE:FREQ=DAILY", uid=f"{n}@x") for n in (0, 1)
    ]
    rotation = read(tmp_path, calendar(*old))
    assert rotation.remarks == ()
    assert {t.start.year for t in rotation.time_off} >= {1905, 2026}


def test_what_is_excepted_and_moved_is_moved(tmp_path: Path) -> None:
    """Some programs except the time that they move: the time it is moved to counts."""
    series = event(f"{START}RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260702T100000Z")
    moved = event("RECURRENCE-ID:20260702T100000Z\nDTSTART:20260720T100000Z\nDURATION:PT1H")
    rotation = read(tmp_path, calendar(series, moved))
    assert [t.start.day for t in rotation.time_off] == [1, 3, 20]
