"""Builders for the parts of a problem, with defaults that fit together.

Instants are UTC; text such as `2026-12-07` or `2026-12-07T11:00` is read as UTC.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import partial

from rotation.model.clock_hours import ClockHours
from rotation.model.identity import shift_name, split_part
from rotation.model.own_holidays import OwnHolidays
from rotation.model.own_hours import OwnHours
from rotation.model.people import Offer
from rotation.model.problem import Block, BlockKind, Lock, LockKind, Person, Problem
from rotation.model.rest_days import CompanyDay, HolidayRules
from rotation.model.rounds import Round
from rotation.model.settings import Configured
from rotation.model.shifts import Held, Loads, Shift, ShiftKind, Window
from rotation.model.source import Source

__all__ = [
    "instant",
    "make_block",
    "make_held",
    "make_hours",
    "make_lock",
    "make_offer",
    "make_person",
    "make_problem",
    "make_settings",
    "make_shift",
]

Instant = datetime | str

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def instant(text: Instant) -> datetime:
    """Return an aware instant: text without offset is UTC.

    Parameters
    ----------
    text : datetime or str
        An instant, or an ISO 8601 date or time.

    Raises
    ------
    ValueError
        When the text is not an ISO 8601 date or time.
    """
    moment = datetime.fromisoformat(text) if isinstance(text, str) else text
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def make_shift(
    shift_id: str,
    *,
    days: float = 7,
    start: Instant | None = None,
    kind: ShiftKind = ShiftKind.REGULAR,
    rest_days: int = 7,
    loads: Loads | None = None,
    windows: Iterable[tuple[Instant, Instant]] = (),
    needs: Iterable[str] = (),
    needs_source: Source | None = None,
    counts: Fraction = Fraction(1),
    level: int = 1,
    shadow: bool = False,
    weekends: Iterable[Instant] | None = None,
    offered: tuple[Instant, Instant] | None = None,
    dates: Iterable[Instant] | None = None,
) -> Shift:
    """Build a shift from its id.

    Parameters
    ----------
    shift_id : str
        `TRACK-YYYY-MM-DD`, or with the time of its handover `TRACK-YYYY-MM-DDTHHMM`: track, and
        start when none is given.
    days : float
        Length in days of 24 hours.
    start : datetime or str, optional
        First instant; midnight UTC of the id's date, or its time, by default.
    kind : ShiftKind
        Regular by default.
    rest_days : int
        Rest after it, in days of 24 hours.
    loads : Loads, optional
        By default one shift of `days` days, with its Saturdays and Sundays as rest days; a
        volunteer shift counts volunteer days instead of shifts.
    windows : iterable of (datetime or str, datetime or str)
        When its holder is on call, in order; all the time by default.
    needs : iterable of str
        Skills that its holder must have.
    needs_source : Source, optional
        Where the skills that it needs are written.
    counts : fractions.Fraction
        Weight of its loads in the ledgers.
    level : int
        Who is called first.
    shadow : bool
        Whether it is an extra turn.
    weekends : iterable of datetime or str, optional
        Mondays of the weeks of whose weekend a day is its holder's; by default those with a
        Saturday or Sunday whose noon it holds.
    offered : tuple of (datetime or str, datetime or str), optional
        The days of a volunteer shift whose last night goes on behind them; its bounds by default.
    dates : iterable of datetime or str, optional
        The days that are its holder's; by default those of its loads, from its first instant on.

    Raises
    ------
    ValueError
        When the id is not made of a track and a date.
    """
    named = shift_name(split_part(shift_id)[0])
    if named is None:
        raise ValueError(f"{shift_id!r} is not an id such as A-2026-12-07")
    nominal = datetime.combine(named.day, named.clock or time())
    begin = instant(nominal if start is None else start)
    end = begin + timedelta(days=days)
    if loads is None:
        whole = max(1, int(days))
        weekdays = [(begin.weekday() + n) % 7 for n in range(whole)]
        regular = kind is ShiftKind.REGULAR
        loads = Loads(
            shifts=int(regular),
            days=whole,
            rest_days=sum(weekday >= 5 for weekday in weekdays),
            volunteer_days=0 if regular else whole,
        )
    held = tuple(Window(instant(opens), instant(closes)) for opens, closes in windows)
    last = held[-1].end if held else end
    return Shift(
        id=shift_id,
        track=named.track,
        kind=kind,
        start=begin,
        end=end,
        rested=last + timedelta(days=rest_days),
        first_day=date(begin.year, begin.month, begin.day),
        loads=loads,
        windows=held,
        needs=tuple(sorted(needs)),
        needs_source=needs_source,
        counts=counts,
        level=level,
        shadow=shadow,
        weekends=_weekends(begin, end)
        if weekends is None
        else tuple(sorted(instant(week).date() for week in weekends)),
        offered=None if offered is None else (instant(offered[0]), instant(offered[1])),
        dates=tuple(begin.date() + timedelta(days=n) for n in range(int(loads.days)))
        if dates is None
        else tuple(sorted(instant(day).date() for day in dates)),
    )


def _weekends(begin: datetime, end: datetime) -> tuple[date, ...]:
    noon = begin.replace(hour=12, minute=0, second=0, microsecond=0)
    noons = [noon + timedelta(days=n) for n in range((end - noon).days + 1)]
    days = [noon.date() for noon in noons if begin <= noon < end and noon.weekday() >= 5]
    return tuple(sorted({day - timedelta(day.weekday()) for day in days}))


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
    """
    begin, after = instant(start), instant(end)
    return Block(begin, after, kind, because, source, wording, bearable=bearable)


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
    new_until: Instant = _LONG_AGO,
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
    """
    dark = _clock_hours(nights)
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


def _clock_hours(bounds: Iterable[tuple[Instant, Instant]]) -> ClockHours:
    hours = _windows(bounds)
    return ClockHours(str(hours), partial(tuple, hours))


def make_settings(table: str, source: Source | None = None, /, **values: object) -> Configured:
    """Build the settings of a rule or a goal: `make_settings("rules.limit", most_shifts=2)`.

    Parameters
    ----------
    table : str
        `rules.NAME` or `goals.NAME`.
    source : Source, optional
        Where the table and its keys are written.
    **values : object
        The values, by key.
    """
    places = ((key, source) for key in ("", *values)) if source else ()
    return Configured(table, tuple(values.items()), tuple(places))


def make_held(shift: Shift, person: str, *, source: Source | None = None) -> Held:
    """Build a carried shift outside the decision.

    Parameters
    ----------
    shift : Shift
        As `make_shift` builds it.
    person : str
        Id of the holder.
    source : Source, optional
        Where it is written.
    """
    return Held(shift, person, source)


def make_lock(
    shift: str,
    person: str,
    kind: LockKind = LockKind.PUBLISHED,
    *,
    because: str | None = None,
    source: Source | None = None,
) -> Lock:
    """Build a lock, published by default.

    Parameters
    ----------
    shift, person : str
        Ids.
    kind : LockKind
        Why it is locked.
    because : str, optional
        The reason, as a clause; made from `kind` by default.
    source : Source, optional
        Where it is written.
    """
    words = {LockKind.PAST: "already worked", LockKind.PIN: "pinned"}.get(kind, "published")
    words = words if because is None else because
    return Lock(shift, person, kind, words, source)


def make_problem(
    people: Iterable[Person | str],
    shifts: Iterable[Shift],
    *,
    carried: Iterable[Held] = (),
    locks: Iterable[Lock] = (),
    zone: str = "UTC",
    start: Instant | None = None,
    end: Instant | None = None,
    published: Mapping[str, str] | None = None,
    rounds: Iterable[Round] = (),
    settings: Iterable[Configured] = (),
    soft: Iterable[str] = (),
    ahead: Iterable[Shift] = (),
    off_hours: Mapping[str, Iterable[tuple[Instant, Instant]]] | None = None,
    groups: Mapping[str, str] | None = None,
) -> Problem:
    """Build a problem, sorted as required.

    Parameters
    ----------
    people : iterable of Person or str
        A bare id stands for `make_person(id)`.
    shifts : iterable of Shift
        What is to be decided.
    carried, locks : iterable
        None by default.
    zone : str
        IANA name, for messages.
    start, end : datetime or str, optional
        The horizon; from the first start to the last end by default.
    published : mapping of str to str, optional
        Who is published for which shift; nobody by default.
    rounds : iterable of Round
        None by default.
    settings : iterable of Configured
        Of rules and goals, as `make_settings` builds them.
    soft : iterable of str
        Names of the rules that need not hold; none by default.
    ahead : iterable of Shift
        Regular shifts behind the horizon; none by default.
    off_hours : mapping of str to iterable of (datetime or str, datetime or str), optional
        The hours of workdays outside working hours of each track, in order; none by default.
    groups : mapping of str to str, optional
        The common name of tracks that count as one, by track.
    """

    def in_time(shift: Shift) -> tuple[datetime, str, str]:
        return shift.start, shift.track, shift.id

    everybody = (make_person(p) if isinstance(p, str) else p for p in people)
    decided = tuple(sorted(shifts, key=in_time))
    first = min((s.start for s in decided), default=_LONG_AGO) if start is None else instant(start)
    last = max((s.end for s in decided), default=first) if end is None else instant(end)
    by_shift: Mapping[str, Lock] = {lock.shift: lock for lock in locks}
    return Problem(
        start=first,
        end=last,
        window_start=first - timedelta(days=365),
        notice_until=first,
        people=tuple(sorted(everybody, key=lambda p: p.id)),
        shifts=decided,
        carried=tuple(sorted(carried, key=lambda held: in_time(held.shift))),
        locks=by_shift,
        zone=zone,
        published=published or {},
        rounds=tuple(rounds),
        settings=tuple(settings),
        soft=frozenset(soft),
        ahead=tuple(sorted(ahead, key=in_time)),
        off_hours={track: _clock_hours(hours) for track, hours in (off_hours or {}).items()},
        groups=groups or {},
    )
