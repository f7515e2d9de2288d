"""Builders for people, with their absences, offers and hours."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from rotation.model.clock_hours import ClockHours
from rotation.model.own_holidays import OwnHolidays
from rotation.model.own_hours import OwnHours
from rotation.model.people import Offer
from rotation.model.problem import Block, BlockKind, Person
from rotation.model.rest_days import CompanyDay, HolidayRules
from rotation.model.shifts import Loads, Shift, Window
from rotation.model.source import Source
from rotation.testing.instants import LONG_AGO, Instant, instant

__all__ = [
    "clock_hours",
    "make_block",
    "make_elsewhere",
    "make_hours",
    "make_offer",
    "make_person",
]


def make_block(
    start: Instant,
    end: Instant,
    because: str = "",
    *,
    kind: BlockKind = BlockKind.TIME_OFF,
    bearable: bool = False,
    source: Source | None = None,
    wording: str = "",
) -> Block:
    """Build an interval `[start, end)` in which somebody cannot be on call.

    Parameters
    ----------
    start, end : datetime or str
        As `instant` reads them.
    kind : BlockKind
        The rule that it belongs to.
    bearable : bool
        Whether some hours of a shift may lie in it.
    because : str
        The sentence; by default the rule makes one.
    source : Source, optional
        Where it is written.
    wording : str
        The days as text, for the rule's sentence.

    Examples
    --------
    >>> from rotation.testing import make_block, make_shift
    >>> make_block("2026-12-08", "2026-12-10").keeps_off(make_shift("A-2026-12-07"))
    True
    """
    begin, after = instant(start), instant(end)
    return Block(begin, after, kind, because, source, wording, bearable=bearable)


def make_elsewhere(shift: Shift, *, team: str = "search", source: Source | None = None) -> Block:
    """Build what somebody holds in another team.

    Parameters
    ----------
    shift : Shift
        As `make_shift` builds it; its rest is what that team asks for.
    team : str
        Its folder.
    source : Source, optional
        Where it is published; planned only by default.

    Examples
    --------
    >>> from rotation.testing import make_elsewhere, make_person, make_shift
    >>> ada = make_person("ada", blocks=[make_elsewhere(make_shift("C-2026-12-10"))])
    >>> [ada.could_hold(make_shift(f"A-2026-12-{day}")) for day in ("07", "21")]
    [False, True]
    """
    return Block(shift.start, shift.end, BlockKind.ELSEWHERE, source=source, held=shift, team=team)


def make_offer(
    person: str,
    start: Instant,
    end: Instant,
    *,
    max_shifts: int | None = None,
    preference: int = 2,
    source: Source | None = None,
) -> Offer:
    """Build an offer of every volunteer shift inside `[start, end)`.

    Parameters
    ----------
    person : str
        Id.
    start, end : datetime or str
        As `instant` reads them.
    max_shifts : int, optional
        At most this many of the shifts; no bound by default.
    preference : int
        1 (preferred) to 3 (only if needed).
    source : Source, optional
        Where it is written.

    Examples
    --------
    >>> from rotation.testing import make_offer, make_person, make_shift
    >>> from rotation import ShiftKind
    >>> ada = make_person("ada", offers=[make_offer("ada", "2026-12-25", "2026-12-28")])
    >>> ada.could_hold(make_shift("A-2026-12-25", days=2, kind=ShiftKind.VOLUNTEER))
    True
    """
    return Offer(
        person,
        instant(start),
        instant(end),
        max_shifts=max_shifts,
        preference=preference,
        source=source,
    )


def make_person(
    person_id: str,
    *,
    name: str | None = None,
    tracks: Iterable[str] = ("A", "B"),
    blocks: Iterable[Block] = (),
    new_until: Instant = LONG_AGO,
    offers: Iterable[Offer] = (),
    weight: int = 1,
    capacities: Iterable[tuple[Instant, Fraction]] = (),
    carried: Loads | None = None,
    skills: Iterable[str] = (),
    skills_source: Source | None = None,
    tracks_source: Source | None = None,
    hours: OwnHours | None = None,
    nights: Iterable[tuple[Instant, Instant]] = (),
    holidays: Iterable[Instant] | None = None,
    present: bool = True,
    bears_hours: float = 0,
    beside: Loads | None = None,
) -> Person:
    """Build a person who is not new, never away, and serves both tracks.

    Parameters
    ----------
    person_id : str
        Id.
    name : str, optional
        By default the id with a capital letter.
    tracks : iterable of str
        Names of the tracks that the person serves.
    blocks : iterable of Block
        When the person cannot be on call.
    new_until : datetime or str
        The person is new in shifts that start earlier.
    offers : iterable of Offer
        Of volunteer shifts.
    weight : int
        For fair shares, on one scale for all people.
    capacities : iterable of (datetime or str, fractions.Fraction)
        From when on the capacity is another one, in order.
    carried : Loads, optional
        Loads outside the problem; none by default.
    skills : iterable of str
        What the person can do.
    skills_source : Source, optional
        Where the skills are written.
    tracks_source : Source, optional
        Where the tracks are written.
    hours : OwnHours, optional
        When the person can be on call, as `make_hours` builds it; always by default.
    nights : iterable of (datetime or str, datetime or str)
        The nights of the person's clock, in order; none by default.
    holidays : iterable of datetime or str, optional
        The holidays of the person's own place, which count in place of those of shifts.
    present : bool
        Whether fairness includes the person.
    bears_hours : float
        How many hours of a shift may lie in bearable time off.
    beside : Loads, optional
        Loads in other teams less the fair shares there; none by default.

    Examples
    --------
    >>> from rotation.testing import make_block, make_person, make_shift
    >>> ada = make_person("ada", blocks=[make_block("2026-12-08", "2026-12-10")])
    >>> ada.could_hold(make_shift("A-2026-12-07"))
    False
    """
    dark = clock_hours(nights)
    return Person(
        id=person_id,
        name=person_id.title() if name is None else name,
        tracks=frozenset(tracks),
        blocks=tuple(sorted(blocks, key=lambda b: (b.start, b.end, b.kind))),
        new_until=instant(new_until),
        offers=tuple(sorted(offers, key=lambda o: (o.start, o.end))),
        weight=weight,
        capacities=tuple((instant(begin), capacity) for begin, capacity in capacities),
        carried=Loads() if carried is None else carried,
        skills=frozenset(skills),
        skills_source=skills_source,
        tracks_source=tracks_source,
        hours=hours,
        nights=dark if dark.stretches else None,
        holidays=None if holidays is None else _own_holidays(holidays),
        present=present,
        bears=timedelta(hours=bears_hours),
        beside=Loads() if beside is None else beside,
    )


def make_hours(
    *available: tuple[Instant, Instant],
    days_off: Iterable[tuple[Instant, Instant]] = (),
    always: bool = False,
    source: Source | None = None,
) -> OwnHours:
    """Build the hours of a person.

    Parameters
    ----------
    *available : tuple of (datetime or str, datetime or str)
        When the person can be on call, in order.
    days_off : iterable of (datetime or str, datetime or str)
        When no window of theirs may begin, in order.
    always : bool
        Whether the person can be on call always, but for days off.
    source : Source, optional
        Where they are written.

    Examples
    --------
    >>> from rotation.testing import make_hours, make_person, make_shift
    >>> ada = make_person("ada", hours=make_hours(("2026-12-07", "2026-12-10")))
    >>> [ada.may_hold(make_shift("A-2026-12-07", days=days)) for days in (2, 7)]
    [True, False]
    """
    return OwnHours(
        None if always else _windows(available),
        _windows(days_off),
        hours="at some hours",
        days="some days",
        hours_source=source,
        days_source=source,
    )


def _windows(bounds: Iterable[tuple[Instant, Instant]]) -> tuple[Window, ...]:
    return tuple(Window(instant(start), instant(end)) for start, end in bounds)


def _own_holidays(days: Iterable[Instant]) -> OwnHolidays:
    named = tuple(sorted(instant(day).date() for day in days))
    place = HolidayRules(extra=tuple(CompanyDay(day, str(day)) for day in named))
    return OwnHolidays(place, partial(_among, frozenset(named)))


def _among(named: frozenset[date], days: Iterable[date]) -> int:
    return len(named.intersection(days))


def clock_hours(bounds: Iterable[tuple[Instant, Instant]]) -> ClockHours:
    """Return hours by a clock, given as stretches in order."""
    hours = _windows(bounds)
    return ClockHours(str(hours), partial(tuple, hours))
