"""Tables of a configuration that are about neither people nor tracks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from fractions import Fraction

from rotation.arguments import ArgumentKind, Unlike
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    NUMBER,
    PLACES,
    SOURCE,
    SWITCH,
    TEXT,
    TEXTS,
    TIMES,
    RotationPart,
    fill,
    pairs_of,
    read_fields,
    word,
)
from rotation.model.source import Source

__all__ = [
    "CalendarSettings",
    "Configured",
    "EventKind",
    "HolidaysOf",
    "HomeZone",
    "PaySettings",
    "Pin",
]

_WORKDAY = (time(9), time(17))


@made_by_name
@dataclass(frozen=True, slots=True, repr=False)
class Pin(RotationPart):
    """A shift that the user gives to a person, whatever the goals say.

    Parameters
    ----------
    shift : str
        Its id.
    engineer : str
        An id, an address or a name; a rotation's own has the id.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import Pin
    >>> Pin("A-2026-12-07", "ada")
    Pin(shift='A-2026-12-07', engineer='ada')
    """

    shift: str
    engineer: str
    source: Source | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        read_fields(self, {"shift": TEXT, "engineer": TEXT, "source": SOURCE})

    __repr__ = RotationPart.__repr__


def _keys(value: object) -> tuple[tuple[str, object], ...]:
    """Return the keys of a table with their values, lists as tuples."""
    pairs = pairs_of(value)
    if not all(isinstance(key, str) for key, _ in pairs):
        raise Unlike()
    return tuple((str(key), _tupled(item)) for key, item in pairs)


def _tupled(value: object) -> object:
    return tuple(map(_tupled, value)) if isinstance(value, list | tuple) else value


_TABLE = {
    "table": TEXT,
    "values": ArgumentKind("a mapping of keys to values", _keys),
    "places": PLACES,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Configured(RotationPart):
    """One table of settings of a rule or goal.

    Parameters
    ----------
    table : str
        `rules.NAME`, `goals.NAME`, or the built-in table that has the keys.
    values : mapping, or iterable of (str, object)
        By key; a rotation's own are read and checked, and hashable.
    places : iterable of (str, Source)
        Where each written key is, and the table itself under the empty key; not part of
        equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import Configured
    >>> Configured("rules.limit", {"shifts": 2, "days": 30})
    Configured(table='rules.limit', values=(('shifts', 2), ('days', 30)))
    """

    table: str
    values: tuple[tuple[str, object], ...]
    places: tuple[tuple[str, Source], ...] = field(default=(), compare=False)

    def __init__(
        self,
        table: str,
        values: Mapping[str, object] | Iterable[tuple[str, object]],
        places: Iterable[tuple[str, Source]] = (),
    ) -> None:
        fill(self, _TABLE, locals())

    __repr__ = RotationPart.__repr__


class HolidaysOf(StrEnum):
    """Whose public holidays the ledger counts: the rotation's, each track's, or a person's own.

    Examples
    --------
    >>> from rotation import HolidaysOf
    >>> team.holidays_of is HolidaysOf.ROTATION
    True
    """

    ROTATION = "rotation"
    TRACK = "track"
    PERSON = "person"


class EventKind(StrEnum):
    """What has an event of its own in calendars: each window of a shift, or each shift.

    Examples
    --------
    >>> from rotation import EventKind
    >>> team.calendar.events is EventKind.WINDOW
    True
    """

    WINDOW = "window"
    SHIFT = "shift"


_CALENDAR = {
    "summary": TEXT,
    "category": TEXT,
    "busy": SWITCH,
    "uid_domain": TEXT,
    "runbook": TEXT,
    "duty": TEXT,
    "events": word(EventKind),
    "secret_env": TEXT,
}
_DUTY = "Duty: on workdays everything; outside working hours and on rest days, downtime only."


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class CalendarSettings(RotationPart):
    """The wording of calendar events, and the secret of their addresses.

    Parameters
    ----------
    summary : str
        Title of an event: `{name}`, `{email}`, `{id}`, `{track}` and `{shift}` are filled in.
    category : str
        First category of each event; the second is the track.
    busy : bool
        Whether an event blocks the time in the viewer's calendar.
    uid_domain : str
        What comes after the `@` of every UID.
    runbook : str
        A link for the description; may be empty.
    duty : str
        The duties of the person on call, for the description.
    events : EventKind or str
        Whether each `window` of a shift has an event, or each `shift`.
    secret_env : str
        The environment variable that holds the secret of which the addresses of all published files
        are made; empty for addresses without one.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import CalendarSettings
    >>> CalendarSettings(busy=True)
    CalendarSettings(busy=True)
    """

    summary: str = "{name} - on call ({track})"
    category: str = "On-call"
    busy: bool = False
    uid_domain: str = "rotation.invalid"
    runbook: str = ""
    duty: str = _DUTY
    events: EventKind = EventKind.WINDOW
    secret_env: str = ""

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        summary: str = "{name} - on call ({track})",
        category: str = "On-call",
        busy: bool = False,
        uid_domain: str = "rotation.invalid",
        runbook: str = "",
        duty: str = _DUTY,
        events: EventKind | str = EventKind.WINDOW,
        secret_env: str = "",
    ) -> None:
        fill(self, _CALENDAR, locals())

    __repr__ = RotationPart.__repr__


def _rate(value: object) -> object:
    """Return what an hour is worth; texts stay, as files may have them."""
    if isinstance(value, str):
        return value
    number = NUMBER.read(value)
    try:
        return Fraction(str(number))
    except ValueError:
        return number  # an infinity, which the rotation reports


_RATE = ArgumentKind("a number", _rate)
_PAY = {
    "currency": TEXT,
    "working_hours": TIMES,
    **dict.fromkeys(("working", "off_hours", "weekend", "holiday"), _RATE),
    **dict.fromkeys(("lieu_off_hours", "lieu_weekend", "lieu_holiday"), _RATE),
}
_Pay = float | Fraction | str


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class PaySettings(RotationPart):
    """Pay and time in lieu per hour on call, by kind (docs/hours.md).

    Parameters
    ----------
    currency : str
        Three letters, printed beside amounts.
    working_hours : tuple of datetime.time or str
        Two, such as `("09:00", "17:00")`: half-open, of one local day; workdays only.
    working, off_hours, weekend, holiday : float, fractions.Fraction or str
        Pay per hour; texts such as `"12.50"` are exact.
    lieu_off_hours, lieu_weekend, lieu_holiday : float, fractions.Fraction or str
        Hours of time in lieu per hour.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import PaySettings
    >>> PaySettings("EUR", weekend=12.5)
    PaySettings(currency='EUR', weekend=Fraction(25, 2))
    """

    currency: str = "USD"
    working_hours: tuple[time, time] = _WORKDAY
    working: Fraction = Fraction(0)
    off_hours: Fraction = Fraction(0)
    weekend: Fraction = Fraction(0)
    holiday: Fraction = Fraction(0)
    lieu_off_hours: Fraction = Fraction(0)
    lieu_weekend: Fraction = Fraction(0)
    lieu_holiday: Fraction = Fraction(0)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        currency: str = "USD",
        working_hours: Iterable[time | str] = _WORKDAY,
        working: _Pay = 0,
        off_hours: _Pay = 0,
        weekend: _Pay = 0,
        holiday: _Pay = 0,
        lieu_off_hours: _Pay = 0,
        lieu_weekend: _Pay = 0,
        lieu_holiday: _Pay = 0,
    ) -> None:
        fill(self, _PAY, locals())

    __repr__ = RotationPart.__repr__


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class HomeZone(RotationPart):
    """The zones where somebody on call should live during working hours.

    Parameters
    ----------
    zones : str or iterable of str
        IANA names, at least one; hours are local to the first.
    working_hours : tuple of datetime.time or str
        Two, such as `("09:00", "17:00")`: on workdays, from the first up to the second.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from rotation import HomeZone
    >>> HomeZone("America/New_York", ("08:00", "16:00")).zones
    ('America/New_York',)
    """

    zones: tuple[str, ...]
    working_hours: tuple[time, time] = _WORKDAY

    def __init__(
        self, zones: str | Iterable[str], working_hours: Iterable[time | str] = _WORKDAY
    ) -> None:
        fill(self, {"zones": TEXTS, "working_hours": TIMES}, locals())

    __repr__ = RotationPart.__repr__
