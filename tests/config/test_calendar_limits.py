"""A calendar within its limits is read, or refused, soon; what is left out says so."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from calendar_cases import OWN, TEAM, calendar, event, read
from hypothesis import given
from hypothesis import strategies as st
from large_inputs import CALENDARS, ONE

from rotation.config.calendars.bounded_rules import Budget
from rotation.config.calendars.components import components_of
from rotation.config.calendars.series import Series
from rotation.config.calendars.versions import newest
from rotation.config.faults import Wrong
from rotation.errors import BadInput
from rotation.limits import ALL_OCCURRENCES, CALENDAR_BYTES

FILL = CALENDAR_BYTES.most // 5


@pytest.mark.parametrize("what", CALENDARS)
@pytest.mark.parametrize("toml", [OWN, TEAM], ids=["own", "team"])
def test_large_calendars_are_read_or_refused_in_few_words(
    what: str, toml: str, tmp_path: Path
) -> None:
    """A fifth of the bytes that are allowed, of whatever kind; benchmarks/limits.py times all."""
    try:
        listed = [
            str(remark) for remark in read(tmp_path, calendar(CALENDARS[what](FILL)), toml).remarks
        ]
    except BadInput as refused:
        listed = str(refused).splitlines()
    assert len(listed) < 120
    assert all(len(line) < 2_000 for line in listed)


def test_a_file_repeats_so_often_and_no_more(tmp_path: Path) -> None:
    """What comes to too much is left out by name, and single events stay."""
    daily = [event(f"{ONE}RRULE:FREQ=DAILY", f"Away {n}", f"{n}@x") for n in range(40)]
    rotation = read(tmp_path, calendar(*daily, event(ONE, "Once", "once@x")))
    assert ALL_OCCURRENCES.most * 0.9 < len(rotation.time_off) <= ALL_OCCURRENCES.most + 1
    assert any(absence.note == "Once" for absence in rotation.time_off)
    assert rotation.remarks
    message = "the file has more than the 50,000 occurrences that are read: left out"
    assert all(message in str(remark) for remark in rotation.remarks)
    left_out = {str(remark).partition("'")[2].partition("'")[0] for remark in rotation.remarks}
    assert len(left_out) == 40 - len({a.note for a in rotation.time_off} - {"Once"})


# -- the quick way is the library's ---------------------------------------------------------------

RULES = st.builds(
    "FREQ={};INTERVAL={}{}{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 3),
    st.sampled_from(["", ";BYDAY=MO,FR", ";BYMONTH=2,7", ";BYDAY=TU;WKST=SU"]),
    st.sampled_from(["", ";COUNT=7", ";UNTIL=20270301T000000Z", ";COUNT=3;UNTIL=20270301T000000Z"]),
)
STARTS = st.sampled_from(
    [
        ("DTSTART;VALUE=DATE:20260130", "EXDATE;VALUE=DATE:20260206,20270130"),
        ("DTSTART:20260130T093000Z", "EXDATE:20260206T093000Z,20270130T093000Z"),
        ("DTSTART;TZID=Europe/London:20260130T093000", "EXDATE;VALUE=DATE:20260206"),
    ]
)


@given(rule=RULES, start=STARTS, excepted=st.booleans())
def test_plain_series_are_those_of_the_library(
    rule: str, start: tuple[str, str], excepted: bool
) -> None:
    """A date that is added, and is there anyway, sends a series through the library."""
    lines = f"{start[0]}\nDURATION:P1D\nRRULE:{rule}\n" + (f"{start[1]}\n" if excepted else "")
    # RDATE of the start adds nothing.
    same = start[0].replace("DTSTART", "RDATE")
    plain, through = (_expanded(lines), _expanded(f"{lines}{same}\n"))
    assert plain == through


def _expanded(lines: str) -> list[datetime]:
    (component,) = components_of(calendar(event(lines)), "a.ics")
    series = Series(component, ZoneInfo("Europe/London"), lambda *_, **__: None)
    stretch = datetime(2025, 12, 1, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
    return [happening.start for happening in series.expanded((), [stretch], Budget())]


def test_a_spent_budget_refuses_at_once() -> None:
    """Once a file has come to too much nothing of it is walked any more."""
    budget = Budget()
    budget.take(ALL_OCCURRENCES.most)
    for _ in range(2):
        with pytest.raises(Wrong, match="more than the 50,000 occurrences"):
            budget.take(1)
    with pytest.raises(Wrong, match="more than the 50,000 occurrences"):
        budget.spend(1, 0)


# -- versions -------------------------------------------------------------------------------------

VERSION = st.tuples(
    st.sampled_from([None, 0, 1, 2]), st.booleans(), st.sampled_from([None, "0101", "0202"])
)


@given(st.lists(VERSION, min_size=1, max_size=6))
def test_versions_are_compared_one_by_one(
    versions: list[tuple[int | None, bool, str | None]],
) -> None:
    """What counts of many versions is what counts when each is held against each other."""
    events = []
    for number, (sequence, cancelled, made) in enumerate(versions):
        lines = ONE if sequence is None else f"{ONE}SEQUENCE:{sequence}\n"
        lines = lines if sequence is not None else f"{ONE}SEQUENCE:x\n"
        lines += "STATUS:CANCELLED\n" if cancelled else ""
        stamp = f"2026{made}T000000Z" if made else ""
        events.append(event(lines, f"v{number}", stamp=stamp))
    components = components_of(calendar(*events), "a.ics")
    kept = [version_.title for version_ in newest(components, lambda *_, **__: None)]
    wanted = [
        f"v{n}"
        for n, version in enumerate(versions)
        if not version[1] and not any(_voids(other, version) for other in versions)
    ]
    assert kept == wanted


def _voids(
    other: tuple[int | None, bool, str | None], version: tuple[int | None, bool, str | None]
) -> bool:
    """Return whether one version, its cancellation or not, and when it was made, ends another."""
    (number, cancelled, later), (own, _, made) = other, version
    if number is None or own is None or number < own:
        return False
    return number > own or (cancelled and bool(made and later) and str(later) >= str(made))


@pytest.mark.parametrize(("depth", "read_at_all"), [(7, True), (8, True), (9, False)])
def test_components_lie_inside_each_other_up_to_a_depth(
    tmp_path: Path, depth: int, read_at_all: bool
) -> None:
    """A calendar, six components of other programs and one more is the deepest there is."""
    names = [f"X-{number}" for number in range(depth - 1)]
    inside = [f"BEGIN:{name}" for name in names] + [f"END:{name}" for name in reversed(names)]
    data = calendar("\n".join(inside), event(ONE))
    if read_at_all:
        assert len(read(tmp_path, data).time_off) == 1
    else:
        with pytest.raises(BadInput, match="cut off"):
            read(tmp_path, data)
