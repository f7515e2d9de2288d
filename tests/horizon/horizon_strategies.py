"""Generated rotations: zones, handovers that change, rest days that move them, special periods."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from horizon_builders import rotation
from hypothesis import strategies as st

from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay
from rotation.model.settings import OnRestDay, RotationData
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings

# With clock changes at midnight, of half an hour, of none, and in the south.
ZONES = (
    "America/Havana",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)

handovers = st.builds(
    Handover,
    st.integers(0, 6),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59])),
)


@st.composite
def tables(draw: st.DrawFn) -> TrackSettings:
    """Draw settings that hand over on one to three weekdays, every week to every third."""
    settings = draw(st.lists(handovers, min_size=1, max_size=3, unique_by=lambda h: h.weekday))
    anchor = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    return TrackSettings(tuple(sorted(settings)), draw(st.integers(1, 3)), anchor)


@st.composite
def tracks(draw: st.DrawFn, name: str) -> Track:
    """Draw a track whose settings change up to twice, and that may begin and end."""
    settings = draw(st.lists(tables(), min_size=1, max_size=3))
    # Settings of three weeks hold for three at least, so that each gives a handover.
    day = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    cuts = [day]
    for _ in settings:
        cuts.append(cuts[-1] + timedelta(days=draw(st.integers(21, 300))))
    begins, ends = draw(st.booleans()), draw(st.booleans())
    return Track(
        name,
        tuple(
            replace(
                setting,
                first_day=cuts[n] if n or begins else None,
                last_day=cuts[n + 1] - timedelta(days=1) if n + 1 < len(settings) or ends else None,
            )
            for n, setting in enumerate(settings)
        ),
    )


@st.composite
def special_periods(draw: st.DrawFn) -> tuple[SpecialPeriod, ...]:
    """Draw up to three periods of a year that do not overlap; the last may cross New Year."""
    periods = []
    day = date(2023, 2, 1)
    for name in "PQR"[: draw(st.integers(0, 3))]:
        first = day + timedelta(days=draw(st.integers(0, 110 if name == "P" else 12)))
        last = first + timedelta(days=draw(st.integers(0, 13)))
        bounds = (MonthDay(first.month, first.day), MonthDay(last.month, last.day))
        lengths = (draw(st.integers(1, 4)), draw(st.integers(1, 5)))
        periods.append(SpecialPeriod(name, *bounds, *lengths))
        day = last + timedelta(days=1)
    if draw(st.booleans()):
        first = date(2023, 12, draw(st.integers(10, 31)))
        last = date(2024, 1, draw(st.integers(1, 20)))
        bounds = (MonthDay(first.month, first.day), MonthDay(last.month, last.day))
        lengths = (draw(st.integers(1, 4)), draw(st.integers(1, 5)))
        periods.append(SpecialPeriod("New Year", *bounds, *lengths))
    return tuple(periods)


@st.composite
def rotations(draw: st.DrawFn) -> RotationData:
    """Draw a rotation with two tracks."""
    closed = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    extra = [closed + timedelta(days=n) for n in range(draw(st.integers(0, 15)))]
    holidays = HolidayRules(
        draw(st.sampled_from([None, "US"])),
        extra=tuple(CompanyDay(MonthDay(day.month, day.day), "Closed") for day in extra),
    )
    return rotation(
        draw(tracks("A")),
        draw(tracks("B")),
        timezone=draw(st.sampled_from(ZONES)),
        on_rest_day=draw(st.sampled_from(list(OnRestDay))),
        holidays=holidays,
        special_periods=draw(special_periods()),
    )


instants = st.builds(
    lambda hours: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=hours),
    st.integers(0, 24 * 366 * 36),
)
