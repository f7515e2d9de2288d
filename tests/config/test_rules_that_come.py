"""Rules of repetition that come seldom, and rules that never do."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from calendar_cases import calendar, event, read, remarks, spans
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.config.calendars.bounded_rules import rule_of
from rotation.config.faults import Wrong

SELDOM = {
    "the fifth Friday": ("20261207", "FREQ=MONTHLY;BYDAY=5FR"),
    "the fifth Friday from the end": ("20261207", "FREQ=MONTHLY;BYDAY=-5FR"),
    "the fifth working day": ("20261207", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5"),
    "the last day of 29 to 31": ("20261207", "FREQ=MONTHLY;BYMONTHDAY=29,30,31;BYSETPOS=-1"),
    "every other month on the 31st": ("20261231", "FREQ=MONTHLY;INTERVAL=2"),
    "every other Friday in summer": ("20261207", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYMONTH=6,7,8"),
    "every other day in January": ("20261207", "FREQ=DAILY;INTERVAL=2;BYMONTH=1"),
    "every seven days, a Monday": ("20261207", "FREQ=DAILY;INTERVAL=7;BYDAY=MO"),
    "a fifth Monday in December": ("20261207", "FREQ=YEARLY;BYMONTH=12;BYDAY=5MO"),
    "a Monday that is the 53rd": ("20261207", "FREQ=YEARLY;BYDAY=53MO"),
    "29 February in other years": ("20240229", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29"),
}
SELDOM |= {
    "from the 31st, days of a short month": ("20270131", "FREQ=DAILY;BYMONTH=2"),
    "from the 31st, weeks of a short month": ("20270131", "FREQ=WEEKLY;BYMONTH=2"),
    "from the 31st, Mondays of a short month": ("20270131", "FREQ=MONTHLY;BYDAY=MO;BYMONTH=2"),
    "from the 31st, a Monday in a short month": ("20270131", "FREQ=YEARLY;BYDAY=MO;BYMONTH=2"),
}
SELDOM |= {
    "the 365th day of a year": ("20261207", "FREQ=YEARLY;BYYEARDAY=365"),
    "its last day": ("20261207", "FREQ=YEARLY;BYYEARDAY=-1"),
    "a Monday of week 53": ("20261207", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO"),
}
NEVER = {
    "from the 31st, that day of a short month": ("20270131", "FREQ=MONTHLY;BYMONTH=2"),
    "from the 30th, that day of February each year": ("20270130", "FREQ=YEARLY;BYMONTH=2"),
    "quarters of other months": ("20261207", "FREQ=MONTHLY;INTERVAL=3;BYMONTH=1,4,7,10"),
    "31 in short months": ("20261031", "FREQ=MONTHLY;INTERVAL=4;BYMONTH=2,6"),
    "29 February in odd years": ("20230329", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29"),
    "the 366th day of a year": ("20261207", "FREQ=YEARLY;BYYEARDAY=366"),
    "the 366th day from its end": ("20261207", "FREQ=YEARLY;BYYEARDAY=100,-366"),
    "a day of every other year": ("20261207", "FREQ=YEARLY;INTERVAL=2;BYYEARDAY=100"),
    "a sixth Monday": ("20261207", "FREQ=MONTHLY;BYDAY=6MO"),
    "six Mondays in a month": ("20261207", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"),
    "every seven days, no Tuesday": ("20261207", "FREQ=DAILY;INTERVAL=7;BYDAY=TU"),
}


@pytest.mark.parametrize("case", SELDOM)
def test_a_rule_that_comes_seldom_is_walked(case: str) -> None:
    """Programs write such rules, and somebody is away by each time."""
    start, rule = SELDOM[case]
    rule_of(rule).judge(date.fromisoformat(start))


@pytest.mark.parametrize("case", NEVER)
def test_a_rule_that_never_comes_is_not_walked(case: str) -> None:
    """It would be sought up to the year 9999."""
    start, rule = NEVER[case]
    with pytest.raises(Wrong, match="may never come"):
        rule_of(rule).judge(date.fromisoformat(start))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    interval=st.integers(1, 13),
    day=st.sampled_from(["", "MO", "SA,SU", "1TU", "5WE", "-1TH", "-5FR"]),
    months=st.sets(st.integers(1, 12), max_size=2),
    month_days=st.sets(st.sampled_from([1, 13, 29, 30, 31, -1, -31]), max_size=2),
    position=st.sampled_from([0, 0, 1, -1, 4, 5, -5]),
)
def test_a_rule_that_is_walked_comes(  # noqa: PLR0917
    start: date,
    frequency: str,
    interval: int,
    day: str,
    months: set[int],
    month_days: set[int],
    position: int,
) -> None:
    """Whatever passes has a time within sixty years, so that no walk goes on without end."""
    parts = {
        "FREQ": frequency,
        "INTERVAL": str(interval),
        "BYDAY": day,
        "BYMONTH": ",".join(map(str, sorted(months))),
        "BYMONTHDAY": ",".join(map(str, sorted(month_days))),
        "BYSETPOS": str(position or "") if day or month_days else "",
    }
    written = ";".join(f"{name}={value}" for name, value in parts.items() if value)
    try:
        rule_of(written).judge(start)
    except Wrong:
        return
    first = next(iter(rrulestr(written, dtstart=datetime.combine(start, time()))))
    assert first.date() - start < timedelta(days=60 * 366)


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=-1FR;COUNT=3"])
def test_the_number_of_a_weekday_needs_a_month_or_a_year(tmp_path: Path, rule: str) -> None:
    """Such a rule is none (RFC 5545 section 3.3.10): the event counts once, and is reported."""
    lines = f"DTSTART;VALUE=DATE:20261207\nRRULE:{rule}"
    rotation = read(tmp_path, calendar(event(lines)))
    assert spans(rotation) == ["ada 12-07T00:00 12-08T00:00"]
    assert "RRULE that cannot be read" in remarks(rotation)


def test_the_fifth_friday_is_an_absence(tmp_path: Path) -> None:
    """Each one, and no other Friday."""
    lines = "DTSTART;VALUE=DATE:20270129\nRRULE:FREQ=MONTHLY;BYDAY=5FR;COUNT=3"
    rotation = read(tmp_path, calendar(event(lines)))
    days = [f"{away.start:%m-%d}" for away in rotation.time_off]
    assert days[:1] == ["01-29"]
    # British summer time has begun: midnight is 23:00 UTC of the day before.
    assert days[1:] == ["04-29", "07-29"]
    assert not rotation.remarks
