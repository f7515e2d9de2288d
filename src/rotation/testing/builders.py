"""Builders for the parts of a problem, with defaults that fit together."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from rotation.model.identity import shift_name, split_part
from rotation.model.problem import Lock, LockKind, Person, Problem
from rotation.model.rounds import Round
from rotation.model.settings import Configured
from rotation.model.shifts import Held, Loads, Shift, ShiftKind, Window
from rotation.model.source import Source
from rotation.testing.built_people import clock_hours, make_person
from rotation.testing.instants import LONG_AGO, Instant, instant

__all__ = ["make_held", "make_lock", "make_problem", "make_settings", "make_shift"]


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

    Examples
    --------
    >>> from rotation.testing import make_shift
    >>> shift = make_shift("A-2026-12-07", days=2)
    >>> shift.track, shift.end.isoformat(), shift.loads.days
    ('A', '2026-12-09T00:00:00+00:00', 2)
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

    Examples
    --------
    >>> from rotation.testing import make_settings
    >>> make_settings("rules.limit", shifts=2, days=30).values
    (('shifts', 2), ('days', 30))
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

    Examples
    --------
    >>> from rotation.testing import make_held, make_problem, make_shift
    >>> before = make_held(make_shift("A-2026-11-30"), "ada")
    >>> problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")], carried=[before])
    >>> [shift.id for shift in problem.carried_by("ada")]
    ['A-2026-11-30']
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

    Examples
    --------
    >>> from rotation.testing import make_lock, make_problem, make_shift
    >>> lock = make_lock("A-2026-12-07", "ada")
    >>> problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")], locks=[lock])
    >>> problem.locks["A-2026-12-07"].engineer
    'ada'
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

    Examples
    --------
    >>> from rotation.testing import make_problem, make_shift
    >>> problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")])
    >>> [person.name for person in problem.people]
    ['Ada', 'Ben']
    """

    def in_time(shift: Shift) -> tuple[datetime, str, str]:
        return shift.start, shift.track, shift.id

    everybody = (make_person(p) if isinstance(p, str) else p for p in people)
    decided = tuple(sorted(shifts, key=in_time))
    first = min((s.start for s in decided), default=LONG_AGO) if start is None else instant(start)
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
        off_hours={track: clock_hours(hours) for track, hours in (off_hours or {}).items()},
        groups=groups or {},
    )
