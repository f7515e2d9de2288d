"""A rotation as configured: plain frozen data."""

from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import PurePath
from typing import Self, TypeVar

from rotation.errors import Fault
from rotation.model.configured import (
    CalendarSettings,
    Configured,
    EventKind,
    HolidaysOf,
    HomeZone,
    PaySettings,
    Pin,
)
from rotation.model.elsewhere import Elsewhere
from rotation.model.feeds import Feed
from rotation.model.last_change import LastChange
from rotation.model.people import Engineer, Offer, TimeOff, Unmatched, Wish
from rotation.model.remotes import Remote
from rotation.model.rest_days import HolidayRules
from rotation.model.shifts import Entry
from rotation.model.source import Source
from rotation.model.tracks import OnRestDay, SpecialPeriod, Track
from rotation.model.trades import LoggedChange, Trade

__all__ = [
    "DEFAULT_GOALS",
    "HISTORY",
    "Beside",
    "CalendarSettings",
    "Configured",
    "EventKind",
    "HolidaysOf",
    "HomeZone",
    "OnRestDay",
    "PaySettings",
    "Pin",
    "Places",
    "RotationData",
    "RotationT",
    "RotationT_co",
]

DEFAULT_GOALS = (
    "open",
    "short_gaps",
    "shifts",
    "rest_days",
    "holidays",
    "tracks",
    "volunteers",
    "spacing",
    "changes",
    "wishes",
    "filled",
)
"""The goals of a plan, most important first; a replan puts `changes` before fairness."""


HISTORY = "history.csv"
"""The usual name of a file of history."""

_OWN_KEYS = {"rotation": ("min_rest_days",), "newcomers": ("grace_days", "new_for_days")}
"""Tables whose keys are settings of rules, because they existed before rules had tables."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files of a rotation, as named by the configuration.

    Attributes
    ----------
    folder : str
        The configuration's folder; the other paths are relative to it.
    published, trades, changes : str
        The published plan, the trades since, and the change log; created when needed.
    volunteers, history : tuple of str
        The volunteers' sheets, and the files of the history.
    public : str
        Folder of the calendars that people subscribe to.
    config : str
        The configuration in its folder; empty if the rotation was made in Python.
    """

    folder: str = "."
    published: str = "published.csv"
    trades: str = "trades.csv"
    changes: str = "changes.csv"
    volunteers: tuple[str, ...] = ()
    public: str = "public"
    history: tuple[str, ...] = ()
    config: str = ""

    @property
    def archive(self) -> str:
        """The file of history to which shifts that are over move; created when needed."""
        return self.history[-1] if self.history else HISTORY

    @property
    def last_change(self) -> str:
        """The file of the last change, beside the configuration; created by the first one."""
        return PurePath(self.config or "rotation.toml").with_suffix(".undo.csv").name


@dataclass(frozen=True, slots=True)
class RotationData:
    """The rotation of a team with all its data.

    Attributes
    ----------
    name : str
        For people.
    calendar_id : str
        Root of every calendar UID; it never changes.
    timezone : str
        IANA name; handovers, special periods and days are local to it.
    tracks : tuple of Track
        In the order of the configuration.
    engineers : tuple of Engineer
        Sorted by id.
    notice_days, min_rest_days, history_days, grace_days, new_for_days : int
        Whole local days.
    volunteer_years : int
        The years that the ledger of volunteer days looks back.
    on_rest_day : OnRestDay
        What happens to a handover on a rest day.
    time_off, offers : tuple
        Sorted by engineer, start and end.
    history, published : tuple of Entry
        Worked shifts, and the published plan, both with trades applied; sorted by start, track and
        shift.
    trades : tuple of Trade
        In the order in which they were made.
    changes : tuple of LoggedChange
        The changes of published shifts, in order.
    pins : tuple of Pin
        Sorted by shift.
    goals : tuple of str
        Names of the goals, most important first.
    places : Places
        Where the files are; not part of equality.
    time_off_known : tuple of tuple of datetime.datetime, or None
        Stretches of time, UTC, in which repeating absences are known; None if all are known. Not
        part of equality.
    unmatched : tuple of Unmatched
        Time off of unknown people that was over when it was read; not part of equality.
    remarks : tuple of Fault
        Remarks about content that was interpreted or left out; not part of equality.
    wishes : tuple of Wish
        Sorted by engineer, start and end.
    home_zone : HomeZone or None
        Where somebody on call should live.
    bearable_hours : int
        How many hours of a shift may lie in vacation.
    holidays_of : HolidaysOf
        Whose public holidays the ledger of holidays counts.
    feeds : tuple of Feed
        Further calendars of the published plan, sorted by name.
    remotes : tuple of Remote
        Where the published plan is pushed, sorted by name.
    soft : tuple of str
        Names of the rules that are sought, as goals, and need not hold.
    settings : tuple of Configured
        The tables `[rules.NAME]` and `[goals.NAME]`, in the order of the file.
    key_places : tuple of (str, Source)
        Where `min_rest_days`, `grace_days` and `new_for_days` are written, if they are; not part of
        equality.
    last_change : LastChange or None
        What was changed last of the published plan, where it was since the rotation was loaded or
        made; not part of equality.
    elsewhere : tuple of Elsewhere
        What people of the rotation hold in other teams, by start, team, track, shift and person;
        not in any file of the rotation.
    beside : tuple of Beside
        The other teams of its people, by team, where the loads of a fleet count together.
    limits_elsewhere : tuple of Configured
        The tables of other teams that count what their people do here (D33); in no file of the
        rotation.
    """

    name: str
    calendar_id: str
    timezone: str
    tracks: tuple[Track, ...]
    engineers: tuple[Engineer, ...]
    notice_days: int = 30
    min_rest_days: int = 7
    history_days: int = 365
    volunteer_years: int = 3
    on_rest_day: OnRestDay = OnRestDay.NEXT_WORKDAY
    grace_days: int = 60
    new_for_days: int = 180
    holidays: HolidayRules = HolidayRules()
    special_periods: tuple[SpecialPeriod, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    offers: tuple[Offer, ...] = ()
    history: tuple[Entry, ...] = ()
    published: tuple[Entry, ...] = ()
    pins: tuple[Pin, ...] = ()
    goals: tuple[str, ...] = DEFAULT_GOALS
    calendar: CalendarSettings = CalendarSettings()
    trades: tuple[Trade, ...] = ()
    changes: tuple[LoggedChange, ...] = ()
    places: Places = field(default=Places(), compare=False, repr=False)
    time_off_known: tuple[tuple[datetime, datetime], ...] | None = field(
        default=None, compare=False
    )
    unmatched: tuple[Unmatched, ...] = field(default=(), compare=False)
    remarks: tuple[Fault, ...] = field(default=(), compare=False)
    pay: PaySettings = PaySettings()
    wishes: tuple[Wish, ...] = ()
    home_zone: HomeZone | None = None
    settings: tuple[Configured, ...] = ()
    soft: tuple[str, ...] = ()
    bearable_hours: int = 0
    holidays_of: HolidaysOf = HolidaysOf.ROTATION
    feeds: tuple[Feed, ...] = ()
    remotes: tuple[Remote, ...] = ()
    key_places: tuple[tuple[str, Source], ...] = field(default=(), compare=False, repr=False)
    last_change: LastChange | None = field(default=None, compare=False, repr=False)
    elsewhere: tuple[Elsewhere, ...] = ()
    beside: "tuple[Beside, ...]" = ()
    limits_elsewhere: tuple[Configured, ...] = ()

    def amended(self, **changes: object) -> Self:
        """Return the same with other values, which are not checked.

        Parameters
        ----------
        **changes
            New values by field, as `rotation.config` would make them.
        """
        made = object.__new__(type(self))
        for own in fields(self):
            object.__setattr__(made, own.name, changes.pop(own.name, getattr(self, own.name)))
        assert not changes, f"no fields: {', '.join(changes)}"
        return made

    @property
    def configured(self) -> tuple[Configured, ...]:
        """The settings of all rules and goals, built-in ones and those of other teams included."""
        ours = []
        for table, keys in _OWN_KEYS.items():
            values = tuple((key, getattr(self, key)) for key in keys)
            places = tuple((key, place) for key, place in self.key_places if key in keys)
            ours.append(Configured(table, values, places))
        return (*ours, *self.settings, *self.limits_elsewhere)

    @property
    def names(self) -> dict[str, str]:
        """Everybody's name by id."""
        return {engineer.id: engineer.name for engineer in self.engineers}

    @property
    def labels(self) -> dict[str, str]:
        """Everybody's name by id, followed by the id where several people have the name."""
        count = Counter(engineer.name for engineer in self.engineers)
        return {
            who: name if count[name] == 1 else f"{name} ({who})" for who, name in self.names.items()
        }


@dataclass(frozen=True, slots=True)
class Beside:
    """Another team of people of a rotation, where the loads of a fleet count together.

    Attributes
    ----------
    team : str
        Its folder, relative to the fleet's: `search`.
    rotation : RotationData
        The team by itself; what it has planned but not published is among its published shifts.
    members : tuple of (str, str)
        The id of each such person in this rotation, and that in the other one; sorted.
    """

    team: str
    rotation: RotationData
    members: tuple[tuple[str, str], ...]


RotationT = TypeVar("RotationT", bound=RotationData)
RotationT_co = TypeVar("RotationT_co", bound=RotationData, covariant=True)
"""A class of rotations: whoever changes a `Rotation` gets a `Rotation`."""
