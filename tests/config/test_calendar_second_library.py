"""The reader of calendars beside a second library on generated calendars.

Of each calendar both must say the same absences, but for DIFFERENCES: each has its reason, and
corrects what the second library says by what was written. Nothing else may differ, and no calendar
is skipped. `test_calendar_known_differences` shows each difference by a calendar of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from calendar_cases import calendar, event
from hypothesis import given, settings
from hypothesis import strategies as st
from second_library import HOME, Item, as_instant, ours, second_reading, spans_of

from rotation.model.settings import RotationData

# -- generated calendars --------------------------------------------------------------------------


@dataclass(frozen=True)
class Override:
    """A moved or cancelled instance.

    Attributes
    ----------
    day : int
        Of which day after the start; it need not be one of the series.
    in_utc : bool
        Whether its RECURRENCE-ID is in UTC.
    moved : int or None
        By how many days; None when it is cancelled.
    """

    day: int
    in_utc: bool
    moved: int | None


@dataclass(frozen=True)
class Case:
    """A series with exceptions, additions and overrides.

    Attributes
    ----------
    zone : str or None
        Whose clock it is on: empty for times without zone, None for whole days.
    start : datetime.datetime
        On that clock.
    hours : int
        How long it lasts.
    by_duration : bool
        Whether that is a DURATION.
    rule : str
        The RRULE, may be empty; `{until}` stands for its end.
    until : int
        How many days after the start that is.
    excepted, added : tuple of int
        Days after the start.
    overrides : tuple of Override
        At most one of each day.
    """

    zone: str | None
    start: datetime
    hours: int
    by_duration: bool
    rule: str
    until: int
    excepted: tuple[int, ...]
    added: tuple[int, ...]
    overrides: tuple[Override, ...]

    def at(self, days: int, hours: int = 0) -> datetime:
        """Return a time on the clock of the series."""
        return self.start + timedelta(days=days, hours=hours)

    def instant(self, clock: datetime) -> datetime:
        """Return what the clock of the series shows as an instant."""
        zone = ZoneInfo(self.zone) if self.zone else HOME
        return clock.replace(tzinfo=zone).astimezone(UTC)

    def value(self, clock: datetime, *, in_utc: bool = False) -> str:
        """Return a time of the series as it is written."""
        if self.zone is None:
            return f"{clock:%Y%m%d}"
        if self.zone == "UTC" or (in_utc and self.zone):
            return f"{self.instant(clock):%Y%m%dT%H%M%SZ}"
        return f"{clock:%Y%m%dT%H%M%S}"

    def line(self, name: str, clock: datetime, *, in_utc: bool = False) -> str:
        """Return a line with a time of the series."""
        value = self.value(clock, in_utc=in_utc)
        if self.zone is None:
            return f"{name};VALUE=DATE:{value}"
        return (
            f"{name}:{value}"
            if value[-1] == "Z" or not self.zone
            else (f"{name};TZID={self.zone}:{value}")
        )

    def end(self, clock: datetime) -> str:
        """Return the line that ends an event of this length which begins at a time."""
        if self.by_duration:
            days, hours = divmod(self.hours, 24)
            return f"DURATION:P{days + 1}D" if self.zone is None else f"DURATION:P{days}DT{hours}H"
        length = (
            timedelta(days=1 + self.hours // 24)
            if self.zone is None
            else timedelta(hours=self.hours)
        )
        return self.line("DTEND", clock + length)

    def text(self) -> bytes:
        """Return the calendar."""
        until = self.value(self.at(self.until), in_utc=True)
        series = [self.line("DTSTART", self.start), self.end(self.start)]
        series += [f"RRULE:{self.rule.format(until=until)}"] if self.rule else []
        series += [self.line("EXDATE", self.at(n), in_utc=n % 2 == 0) for n in self.excepted]
        series += [self.line("RDATE", self.at(n, 1)) for n in self.added]
        events = [event("\n".join(series), "Series")]
        for override in self.overrides:
            clock = self.at(override.day + (override.moved or 0))
            lines = [self.line("RECURRENCE-ID", self.at(override.day), in_utc=override.in_utc)]
            lines += [self.line("DTSTART", clock), self.end(clock)]
            lines += ["STATUS:CANCELLED"] if override.moved is None else []
            events.append(event("\n".join(lines), "Moved"))
        return calendar(*events)


ENDS = ("COUNT=1", "COUNT=3", "COUNT=5", "UNTIL={until}")
RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    "FREQ=YEARLY",
)
CHANGES = (date(2026, 3, 20), date(2026, 10, 15), date(2026, 11, 1), date(2027, 4, 1))
"""The clocks of the zones below change in the weeks after these days."""


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a series around a change of the clocks."""
    zones = (
        None,
        "",
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Tokyo",
        "Australia/Lord_Howe",
    )
    zone = draw(st.sampled_from(zones))
    first = draw(st.sampled_from(CHANGES)) + timedelta(days=draw(st.integers(0, 13)))
    clock = (
        time() if zone is None else time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30])))
    )
    rule = draw(st.sampled_from(["", *RULES]))
    days = st.lists(st.integers(0, 21), max_size=3, unique=True).map(tuple)
    replaced = draw(days)
    return Case(
        zone,
        datetime.combine(first, clock),
        draw(st.integers(1, 60)),
        draw(st.booleans()),
        f"{rule};{draw(st.sampled_from(ENDS))}" if rule else "",
        draw(st.integers(0, 40)),
        draw(days),
        draw(days),
        tuple(
            Override(day, draw(st.booleans()), draw(st.sampled_from([None, 0, 1, 30])))
            for day in replaced
        ),
    )


# -- differences ----------------------------------------------------------------------------------


def exact_hours(case: Case, items: list[Item]) -> list[Item]:
    """Correct what lasts hours.

    RFC 5545 section 3.3.6: days of a DURATION are days of the calendar, hours are exact. The second
    library adds all of it to the clock, which is an hour off when the clocks change meanwhile.
    """
    if case.zone is None or not case.by_duration:
        return items
    days, hours = divmod(case.hours, 24)
    return [
        replace(item, end=as_instant(item.start + timedelta(days=days)) + timedelta(hours=hours))
        for item in items
    ]


def own_start(case: Case, items: list[Item]) -> list[Item]:
    """Add the start of a series.

    RFC 5545 section 3.8.5.3: DTSTART is the first instance of the set. The second library leaves it
    out when its rule does not come to it, and when there is no rule but only added dates.
    """
    taken = {0} & {*case.excepted, *(override.day for override in case.overrides)}
    starts = {item.span()[0] for item in items if item.title == "Series"}
    if taken or case.instant(case.start) in starts or case.instant(case.start) in _excepted(case):
        return items
    start: date = (
        case.start.date() if case.zone is None else case.start.replace(tzinfo=_clock(case))
    )
    length = (
        timedelta(days=1 + case.hours // 24) if case.zone is None else timedelta(hours=case.hours)
    )
    return [*items, Item("Series", start, start + length)]


def same_instant(case: Case, items: list[Item]) -> list[Item]:
    """Take out what an override in UTC stands for.

    RFC 5545 section 3.8.4.4: a RECURRENCE-ID is the instant of the instance. The second library
    compares what clocks show, so that one in another zone replaces nothing.
    """
    replaced = {case.instant(case.at(override.day)) for override in case.overrides}
    return [item for item in items if item.title != "Series" or item.span()[0] not in replaced]


def single_exception(case: Case, items: list[Item]) -> list[Item]:
    """Take out an event that happens once and is excepted.

    RFC 5545 section 3.8.5.1: the set of instances is what is left after EXDATE. The second library
    looks at exceptions of what repeats only.
    """
    if case.rule or case.added or 0 not in case.excepted:
        return items
    return [item for item in items if item.title != "Series"]


DIFFERENCES: tuple[Callable[[Case, list[Item]], list[Item]], ...] = (
    own_start,
    single_exception,
    same_instant,
    exact_hours,
)


def _clock(case: Case) -> ZoneInfo:
    return ZoneInfo(case.zone) if case.zone else HOME


def _excepted(case: Case) -> set[datetime]:
    return {case.instant(case.at(day)) for day in case.excepted}


@given(case=cases())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_both_libraries_say_the_same(unaway: RotationData, case: Case) -> None:
    """Of a generated calendar both read the same absences, but for what DIFFERENCES correct."""
    data = case.text()
    items = second_reading(data)
    for corrected in DIFFERENCES:
        items = corrected(case, items)
    read = ours(unaway, data)
    spans = sorted({(t.start, t.end) for t in read.time_off})
    # Repetitions are known for three years, and planning beyond is refused then (I19).
    last = case.instant(case.start) + timedelta(days=1098)
    expected = spans_of(items)
    assert [span for span in spans if span[0] < last] == [s for s in expected if s[0] < last]
    assert spans == expected or read.time_off_known
