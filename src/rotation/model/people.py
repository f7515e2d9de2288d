"""The people of a rotation, with time off, offers and wishes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from types import NoneType
from typing import cast

from rotation.arguments import ArgumentKind, Unlike, described, optional
from rotation.errors import Fault
from rotation.model.argument_names import made_by_name
from rotation.model.parts import (
    DAY,
    DAY_OR_INSTANT,
    NUMBER,
    PAIRS,
    PLACES,
    SOURCE,
    SWITCH,
    TEXT,
    TEXTS,
    WHOLE,
    RotationPart,
    are_exact,
    fill,
    pairs_of,
    texts_or,
    word,
)
from rotation.model.source import Argument, Source
from rotation.model.tracks import WeeklyWindow

__all__ = ["Engineer", "Offer", "TimeOff", "TimeOffKind", "Unmatched", "Wish"]


class TimeOffKind(StrEnum):
    """The kind of an absence; only `LEAVE` lowers a fair share.

    Examples
    --------
    >>> from rotation import TimeOffKind
    >>> team.time_off[0].kind is TimeOffKind.VACATION
    True
    """

    VACATION = "vacation"
    LEAVE = "leave"


def _capacity(value: object) -> object:
    """Return a number exactly, or the changes of a capacity by day."""
    if not isinstance(value, Mapping):
        return _exact(NUMBER.read(value))
    if not value:
        raise Unlike("is an empty mapping", "give a number, or numbers by date")
    changes = []
    for day, number in value.items():
        try:
            changes.append((DAY.read(day), _exact(NUMBER.read(number))))
        except Unlike:
            what = f"has {described(number)} from {described(day)} on; expected are numbers by date"
            raise Unlike(what) from None
    return tuple(changes)


def _capacities(value: object) -> object:
    pairs = pairs_of(value)
    return _capacity(dict(pairs)) if pairs else ()


def _exact(number: object) -> object:
    """Return a number as the fraction that its decimals mean; infinities stay."""
    try:
        return Fraction(str(number))
    except ValueError:
        return number


_ENGINEER = {
    "name": TEXT,
    "joined": DAY,
    "id": optional(TEXT),
    "email": TEXT,
    "aliases": TEXTS,
    "timezone": optional(TEXT),
    "leaves": optional(DAY),
    "manager": optional(TEXT),
    "capacity": ArgumentKind("a number, or numbers by date", _capacity),
    "skills": TEXTS,
    "available": texts_or(WeeklyWindow, "hours such as 'Mon-Fri 07:00-22:00'"),
    "off": texts_or(int, "a weekday such as 'Fri'"),
    "tracks": optional(TEXTS),
    "country": optional(TEXT),
    "subdivision": optional(TEXT),
    "remote_ids": PAIRS,
    "capacities": ArgumentKind("numbers by date", _capacities),
    "source": SOURCE,
    "places": PLACES,
    "inherited": TEXTS,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Engineer(RotationPart):
    """A member of the rotation, past, present or future.

    A rotation fills what is left out, and reads texts: its own engineers have every attribute as
    described below. One that stands alone has what it was given.

    Parameters
    ----------
    name : str
        As the person writes it; printable characters only.
    joined : datetime.date
        First day with the team; serves from `joined + grace_days`, midnight of the rotation's zone.
    id : str, optional
        Lower-case letters, digits, `-`, `_` and `.`: safe as a file name; by default made from the
        name.
    email : str
        May be empty.
    aliases : str or iterable of str
        Other names and addresses of the person in files; not part of equality.
    timezone : str, optional
        IANA name; the zone of the person's whole days of time off; by default the rotation's.
    leaves : datetime.date, optional
        First day without the person, from midnight of the rotation's zone.
    manager : str, optional
        Id of the engineer who takes over the shifts when this one leaves.
    capacity : float or fractions.Fraction, or mapping of datetime.date to such
        1 is full time; scales the fair share. A mapping changes it from each date on.
    skills : str or iterable of str
        What the person can do.
    available : str, WeeklyWindow or iterable of such
        When the person can be on call, by the clock of `timezone`: `Mon-Fri 07:00-22:00`; always by
        default.
    off : str or iterable of str
        Weekdays of that clock on which no window of theirs may begin: `Fri`.
    tracks : str or iterable of str, optional
        Names of the tracks the person serves, volunteer shifts included; all by default.
    country, subdivision : str, optional
        The public holidays for the person's pay; by default the rotation's.
    remote_ids : mapping of str to str, or iterable of (str, str)
        What remotes call the person, by the names of remotes, where the address does not do.
    capacities : iterable of (datetime.date, fractions.Fraction)
        The changes of the capacity, as a rotation's own engineers have them.
    source : Source, optional
        Where the person is declared; not part of equality.
    places : iterable of (str, Source)
        Where some keys of theirs are written; not part of equality.
    inherited : str or iterable of str
        Which of `timezone` and `tracks` a rotation filled: they follow where it changes. Not part
        of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type; the rest is checked by the rotation.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import Engineer
    >>> Engineer("Ada Lovelace", joined=date(2024, 3, 4), capacity=0.5)
    Engineer(name='Ada Lovelace', joined=datetime.date(2024, 3, 4), capacity=Fraction(1, 2))
    """

    name: str
    joined: date
    id: str = cast("str", None)
    email: str = ""
    aliases: tuple[str, ...] = field(default=(), compare=False)
    timezone: str = cast("str", None)
    leaves: date | None = None
    manager: str | None = None
    capacity: Fraction = Fraction(1)
    capacities: tuple[tuple[date, Fraction], ...] = ()
    skills: tuple[str, ...] = ()
    available: tuple[WeeklyWindow, ...] = ()
    off: tuple[int, ...] = ()
    tracks: tuple[str, ...] = cast("tuple[str, ...]", None)
    country: str | None = None
    subdivision: str | None = None
    remote_ids: tuple[tuple[str, str], ...] = ()
    source: Source | None = field(default=None, compare=False)
    places: tuple[tuple[str, Source], ...] = field(default=(), repr=False, compare=False)
    inherited: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def __init__(
        self,
        name: str,
        joined: date,
        *,
        id: str | None = None,  # noqa: A002 - the name in files
        email: str = "",
        aliases: str | Iterable[str] = (),
        timezone: str | None = None,
        leaves: date | None = None,
        manager: str | None = None,
        capacity: float | Fraction | Mapping[date, float | Fraction] = 1,
        skills: str | Iterable[str] = (),
        available: str | WeeklyWindow | Iterable[str | WeeklyWindow] = (),
        off: str | Iterable[str | int] = (),
        tracks: str | Iterable[str] | None = None,
        country: str | None = None,
        subdivision: str | None = None,
        remote_ids: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        capacities: Iterable[tuple[date, Fraction]] = (),
        source: Source | None = None,
        places: Iterable[tuple[str, Source]] = (),
        inherited: str | Iterable[str] = (),
    ) -> None:
        fill(self, _ENGINEER, locals())
        if isinstance(self.capacity, tuple):
            object.__setattr__(self, "capacities", self.capacity)
            object.__setattr__(self, "capacity", Fraction(1))

    __repr__ = RotationPart.__repr__

    def place(self, key: str) -> Source | None:
        """Return where a key is written; without it, where the person is declared."""
        return dict(self.places).get(key, self.source)


_TIME_OFF = {
    "engineer": TEXT,
    "start": DAY_OR_INSTANT,
    "end": DAY_OR_INSTANT,
    "kind": word(TimeOffKind),
    "wording": TEXT,
    "note": TEXT,
    "source": SOURCE,
}


_OWN_TIME_OFF: Mapping[str, frozenset[type]] = {
    **dict.fromkeys(("engineer", "wording", "note"), frozenset({str})),
    **dict.fromkeys(("start", "end"), frozenset({datetime})),
    "kind": frozenset({TimeOffKind}),
    "source": frozenset({NoneType, Source, Argument}),
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class TimeOff(RotationPart):
    """An interval in which a person cannot be on call.

    Parameters
    ----------
    engineer : str
        An id, an address or a name; a rotation's own has the id.
    start, end : datetime.date or datetime.datetime
        Two dates are whole local days of the person, `end` inclusive; two aware instants are
        half-open. A rotation's own has instants, UTC, half-open.
    kind : TimeOffKind or str
        `vacation`, or `leave` (which lowers the fair share).
    wording : str
        The interval as the user wrote it (`2026-12-21 to 2026-12-27`), for messages.
    note : str
        Free text.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type, such as a datetime without a time zone.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import TimeOff
    >>> TimeOff("ada", date(2026, 12, 21), date(2026, 12, 27))  # doctest: +ELLIPSIS
    TimeOff(engineer='ada', start=datetime.date(2026, 12, 21), end=datetime.date(2026, 12, 27))
    """

    engineer: str
    start: datetime
    end: datetime
    kind: TimeOffKind = TimeOffKind.VACATION
    wording: str = ""
    note: str = ""
    source: Source | None = field(default=None, compare=False)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        engineer: str,
        start: date,
        end: date,
        kind: TimeOffKind | str = TimeOffKind.VACATION,
        wording: str = "",
        note: str = "",
        source: Source | None = None,
    ) -> None:
        values = locals()
        fill(self, {} if are_exact(values, _OWN_TIME_OFF) else _TIME_OFF, values)

    __repr__ = RotationPart.__repr__


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Time off of an unknown person that was over when it was read.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    kind : TimeOffKind
        Vacation matters to the shifts of its days, leave also to fair shares.
    fault : Fault
        The fault to report if its days matter.
    """

    start: datetime
    end: datetime
    kind: TimeOffKind
    fault: Fault


_OFFER = {
    "engineer": TEXT,
    "start": DAY_OR_INSTANT,
    "end": DAY_OR_INSTANT,
    "max_shifts": optional(WHOLE),
    "preference": WHOLE,
    "wording": TEXT,
    "source": SOURCE,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Offer(RotationPart):
    """A row of the volunteers' sheet: every volunteer shift wholly inside these days is offered.

    Parameters
    ----------
    engineer : str
        An id, an address or a name; a rotation's own has the id.
    start, end : datetime.date
        Whole days of the rotation's zone, `end` inclusive. A rotation's own has instants, UTC,
        half-open.
    max_shifts : int, optional
        At most this many of the volunteer shifts inside the interval; None means no bound.
    preference : int
        1 (preferred) to 3 (only if needed).
    wording : str
        The days as the user wrote them, for messages.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import Offer
    >>> Offer("ada", date(2026, 12, 25), date(2026, 12, 26), max_shifts=1).max_shifts
    1
    """

    engineer: str
    start: datetime
    end: datetime
    max_shifts: int | None = None
    preference: int = 2
    wording: str = ""
    source: Source | None = field(default=None, compare=False)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        engineer: str,
        start: date,
        end: date,
        max_shifts: int | None = None,
        preference: int = 2,
        wording: str = "",
        source: Source | None = None,
    ) -> None:
        fill(self, _OFFER, locals())

    __repr__ = RotationPart.__repr__


_WISH = {
    "engineer": TEXT,
    "start": DAY_OR_INSTANT,
    "end": DAY_OR_INSTANT,
    "want": SWITCH,
    "wording": TEXT,
    "source": SOURCE,
}


@made_by_name
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Wish(RotationPart):
    """Days on which a person would like to be on call, or rather not.

    Parameters
    ----------
    engineer : str
        An id, an address or a name; a rotation's own has the id.
    start, end : datetime.date
        Whole days of the person's zone, `end` inclusive. A rotation's own has instants, UTC,
        half-open.
    want : bool
        Whether the person wants a shift on these days, or no shift.
    wording : str
        The days as the user wrote them, for messages.
    source : Source, optional
        Not part of equality.

    Raises
    ------
    BadInput
        For a value of a wrong type.

    Examples
    --------
    >>> from datetime import date
    >>> from rotation import Wish
    >>> Wish("ada", date(2026, 12, 1), date(2026, 12, 1), want=False).want
    False
    """

    engineer: str
    start: datetime
    end: datetime
    want: bool
    wording: str = ""
    source: Source | None = field(default=None, compare=False)

    def __init__(  # noqa: PLR0917 - the fields in their order
        self,
        engineer: str,
        start: date,
        end: date,
        want: bool,
        wording: str = "",
        source: Source | None = None,
    ) -> None:
        fill(self, _WISH, locals())

    __repr__ = RotationPart.__repr__
