"""On-call rotations: every rule is kept, fairness is proved, and calendars are written.

The modules of these names are imported when first used, because the command line has to be ready
for Ctrl-C before that (`rotation.interrupts`).
"""

from importlib import import_module

TYPE_CHECKING = False  # True for type checkers, without importing typing
if TYPE_CHECKING:
    from rotation.api import Rotation, check, load
    from rotation.errors import (
        BadInput,
        Fault,
        Impossible,
        Interrupted,
        OutOfEffort,
        RotationError,
    )
    from rotation.model.feeds import Feed, FeedProfile
    from rotation.model.people import Engineer, Offer, TimeOff, TimeOffKind, Wish
    from rotation.model.remotes import Remote
    from rotation.model.rest_days import CompanyDay, HolidayRules, MonthDay
    from rotation.model.settings import (
        CalendarSettings,
        Configured,
        EventKind,
        HolidaysOf,
        HomeZone,
        PaySettings,
        Pin,
    )
    from rotation.model.shifts import Entry, ShiftKind, Status
    from rotation.model.tracks import (
        DayKind,
        Handover,
        OnRestDay,
        SpecialPeriod,
        Track,
        TrackSettings,
        WeeklyWindow,
    )
    from rotation.model.trades import LoggedChange, Trade
    from rotation.versions import show_versions

__all__ = [
    "BadInput",
    "CalendarSettings",
    "CompanyDay",
    "Configured",
    "DayKind",
    "Engineer",
    "Entry",
    "EventKind",
    "Fault",
    "Feed",
    "FeedProfile",
    "Handover",
    "HolidayRules",
    "HolidaysOf",
    "HomeZone",
    "Impossible",
    "Interrupted",
    "LoggedChange",
    "MonthDay",
    "Offer",
    "OnRestDay",
    "OutOfEffort",
    "PaySettings",
    "Pin",
    "Remote",
    "Rotation",
    "RotationError",
    "ShiftKind",
    "SpecialPeriod",
    "Status",
    "TimeOff",
    "TimeOffKind",
    "Track",
    "TrackSettings",
    "Trade",
    "WeeklyWindow",
    "Wish",
    "check",
    "load",
    "show_versions",
]

_PARTS = {
    "feeds": ("Feed", "FeedProfile"),
    "people": ("Engineer", "Offer", "TimeOff", "TimeOffKind", "Wish"),
    "remotes": ("Remote",),
    "rest_days": ("CompanyDay", "HolidayRules", "MonthDay"),
    "settings": (
        "CalendarSettings",
        "Configured",
        "EventKind",
        "HolidaysOf",
        "HomeZone",
        "PaySettings",
        "Pin",
    ),
    "shifts": ("Entry", "ShiftKind", "Status"),
    "tracks": (
        *("DayKind", "Handover", "OnRestDay", "SpecialPeriod", "Track", "TrackSettings"),
        "WeeklyWindow",
    ),
    "trades": ("LoggedChange", "Trade"),
}
"""The parts of a rotation, by their module of the model."""

_HOMES = {
    **dict.fromkeys(("Rotation", "check", "load"), "rotation.api"),
    "show_versions": "rotation.versions",
    **{name: f"rotation.model.{home}" for home, names in _PARTS.items() for name in names},
}
"""The modules of names that are not in `rotation.errors`."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES.get(name, "rotation.errors"))
    return globals().setdefault(name, getattr(home, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
