"""Parts and rotations as type checkers see them: what may be given, and what they must refuse.

Each line that is ignored is an error that both must find: an ignore that is not needed is one, too.
"""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import Any, assert_type

from rotation import (
    CalendarSettings,
    CompanyDay,
    Configured,
    DayKind,
    Engineer,
    Entry,
    Feed,
    Handover,
    HolidayRules,
    HomeZone,
    LoggedChange,
    MonthDay,
    Offer,
    PaySettings,
    Pin,
    Remote,
    Rotation,
    ShiftKind,
    SpecialPeriod,
    Status,
    TimeOff,
    TimeOffKind,
    Track,
    TrackSettings,
    Trade,
    WeeklyWindow,
    Wish,
)

DAY = date(2026, 12, 21)
START = datetime(2026, 12, 7, 16, tzinfo=UTC)
END = datetime(2026, 12, 14, 16, tzinfo=UTC)


def people() -> list[Engineer]:
    """Give numbers, texts and lists, as files have them, and get what a rotation keeps."""
    ada = Engineer("Ada", DAY, capacity=0.5, skills="database", aliases=["A"], off=["Fri", 5])
    assert_type(ada.capacity, Fraction)
    assert_type(ada.skills, tuple[str, ...])
    assert_type(ada.replace(leaves=DAY), Engineer)
    less = Engineer("Ben", joined=DAY, capacity={DAY: Fraction(1, 2)}, available="Mon-Fri")
    Engineer("Zoe")  # type: ignore[call-arg]
    Engineer("Zoe", "2026-12-21")  # type: ignore[arg-type]
    Engineer("Zoe", DAY, capacity="half")  # type: ignore[arg-type]
    Engineer("Zoe", DAY, zone="UTC")  # type: ignore[call-arg]
    return [ada, less]


def absences() -> list[TimeOff]:
    """Give days or instants, and words of enumerations as texts."""
    days = TimeOff("ada", DAY, DAY, kind="leave")
    assert_type(days.kind, TimeOffKind)
    assert_type(days.start, datetime)
    TimeOff("ada", "2026-12-21", DAY)  # type: ignore[arg-type]
    Offer("ada", DAY, DAY, max_shifts=1.5)  # type: ignore[arg-type]
    assert_type(Offer("ada", DAY, DAY).max_shifts, int | None)
    assert_type(Wish("ada", DAY, DAY, want=False).want, bool)
    Wish("ada", DAY, DAY)  # type: ignore[call-arg]
    return [days, TimeOff("ada", START, END)]


def tracks() -> list[Track]:
    """Give a handover, or settings one after the other."""
    window = WeeklyWindow(DayKind.WORKDAYS, time(9), time(17))
    plain = Track("A", "Mon 11:00", windows=[window, "Sat 10:00-12:00"], counts=0.5, needs=["sql"])
    assert_type(plain.settings, tuple[TrackSettings, ...])
    assert_type(plain.settings[0].counts, Fraction)
    assert_type(plain.replace(name="B"), Track)
    first = TrackSettings([Handover(0, time(11)), "Tue 11:00"], last_day=DAY)
    Track("A", 11)  # type: ignore[arg-type]
    Track("A", "Mon 11:00", weeks="2")  # type: ignore[arg-type]
    TrackSettings(handovers="Mon 11:00")  # type: ignore[call-arg]
    return [plain, Track("B", settings=[first])]


def lines() -> tuple[Entry, Trade, LoggedChange]:
    """Give a schedule and what happened to it."""
    entry = Entry("A-2026-12-07", "A", "regular", START, END, "ada", status="locked")
    assert_type(entry.kind, ShiftKind)
    assert_type(entry.status, Status)
    assert_type(entry.replace(engineer=None).engineer, str | None)
    Entry("A-2026-12-07", "A", "regular", DAY, END, "ada")  # type: ignore[arg-type]
    Pin("A-2026-12-07")  # type: ignore[call-arg]
    trade = Trade(1, START, "A-2026-12-07", START, END, "ada", None, revision=1)
    return entry, trade, LoggedChange(START, "A-2026-12-07", START, END, None, "ada", 1)


def team() -> Rotation:
    """Make a rotation of all kinds of parts, and change it."""
    entry, trade, change = lines()
    made = Rotation(
        "Team",
        "UTC",
        tracks=tracks(),
        engineers=(person for person in people()),
        time_off=absences(),
        published=[entry],
        trades=[trade],
        changes=(change,),
        pins=[Pin("A-2026-12-07", "ada")],
        feeds=[Feed("pager", "grafana", "A")],
        remotes=[Remote("pager", "pagerduty", schedules={"A": "P1"}, token_env="PAGER")],  # noqa: S106 - a variable
        special_periods=[SpecialPeriod("Christmas", MonthDay(12, 25), "01-01")],
        holidays=HolidayRules("US", extra=[CompanyDay(DAY, "Closed")], weekend=["Sat", "Sun"]),
        home_zone=HomeZone("UTC", ("09:00", time(17))),
        calendar=CalendarSettings(events="shift"),
        pay=PaySettings("EUR", weekend=2.5, holiday="12.50"),
        rules={"limit": [{"shifts": 2, "days": 30}]},
        settings=[Configured("rules.limit", {"shifts": 2, "days": 30})],
        goals=["open", "shifts"],
        on_rest_day="keep",
        unmatched="skip",
    )
    assert_type(made.engineers, tuple[Engineer, ...])
    assert_type(made.replace(notice_days=3), Rotation)
    assert_type(made.to_dict(), dict[str, Any])
    assert_type(made.to_toml(), str)
    assert_type(Rotation.from_dict(made.to_dict()), Rotation)
    Rotation("Team", "UTC", engineers=people())  # type: ignore[call-arg]
    Rotation("Team", "UTC", tracks=[], engineers=["Ada"])  # type: ignore[list-item]
    Rotation("Team", "UTC", tracks=[], engineers=[], notice_days="3")  # type: ignore[arg-type]
    Rotation("Team", "UTC", tracks=[], engineers=[], notice=3)  # type: ignore[call-arg]
    return made
