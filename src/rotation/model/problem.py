"""A fully prepared planning problem: people, shifts and facts, with all instants in UTC.

Time zones, holidays and dates were resolved in `rotation.horizon`; rules and goals read only this.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from rotation.model.clock_hours import ClockHours
from rotation.model.own_holidays import OwnHolidays, load_for
from rotation.model.own_hours import OwnHours
from rotation.model.people import Offer, Wish
from rotation.model.rounds import Round
from rotation.model.settings import Configured
from rotation.model.shifts import Held, Loads, Shift, ShiftKind
from rotation.model.source import Source

__all__ = ["Block", "BlockKind", "Lock", "LockKind", "Person", "Problem"]


class BlockKind(StrEnum):
    """The rule that an interval belongs to."""

    TIME_OFF = "time_off"
    GRACE = "grace"
    GONE = "gone"
    ELSEWHERE = "elsewhere"

    @property
    def outside(self) -> bool:
        """Whether the person is not in the rotation then; otherwise they are busy or away."""
        return self in {BlockKind.GRACE, BlockKind.GONE}


@dataclass(frozen=True, slots=True)
class Block:
    """An interval in which a person cannot be on call.

    Attributes
    ----------
    start, end : datetime.datetime
        UTC, half-open.
    kind : BlockKind
        Which rule it belongs to.
    because : str
        A finished sentence, for blocks made in Python; otherwise the rule makes it.
    source : Source or None
        Where it is written.
    wording : str
        The days as people wrote them: `on 2026-12-04`.
    joined : datetime.date or None
        The day on which the person joins, if the interval ends with their grace.
    shadows_from : datetime.datetime or None
        UTC: from when on it keeps nobody off a shadow turn, if that is before its end.
    bearable : bool
        Whether some hours of a shift may lie in it, if the person bears any.
    held : Shift or None
        The shift that the person holds in another team then. Its windows keep them off, and its
        rests are those that the other team asks for.
    team : str
        That team: its folder, relative to the fleet's.
    waived : bool
        Whether the held shift keeps the person off nothing, and only counts in limits.
    """

    start: datetime
    end: datetime
    kind: BlockKind
    because: str = ""
    source: Source | None = field(default=None, compare=False)
    wording: str = ""
    joined: date | None = None
    shadows_from: datetime | None = None
    bearable: bool = False
    held: Shift | None = None
    team: str = ""
    waived: bool = False

    def keeps_off(self, shift: Shift) -> bool:
        """Return whether the shift's holder would be on call inside the interval.

        Of a shift in another team its windows count, and neither its bounds nor its rest.
        """
        if self.held is not None:
            return not self.waived and self.held.together(shift)
        end = self.end if self.shadows_from is None or not shift.shadow else self.shadows_from
        return shift.overlaps(self.start, end)


class LockKind(StrEnum):
    """Why the solver cannot assign a shift."""

    PAST = "past"
    NOTICE = "notice"
    PUBLISHED = "published"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Lock:
    """A shift of the horizon whose holder is settled."""

    shift: str
    engineer: str
    kind: LockKind
    because: str
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """An engineer as seen by rules and goals.

    Attributes
    ----------
    id, name : str
        As in `Engineer`.
    tracks : frozenset of str
        Names of the tracks the person serves.
    blocks : tuple of Block
        Sorted by start, then end, then kind.
    new_until : datetime.datetime
        UTC: a shift that starts before it is a newcomer's.
    offers : tuple of Offer
        The person's rows of the volunteers' sheet, sorted by start, then end.
    weight : int
        Capacities summed over the days of the window in the rotation, without leave; on one scale
        for all.
    capacities : tuple of (datetime.datetime, fractions.Fraction)
        UTC: from when on the capacity is another one, in order; 1 before the first. Empty for a
        constant capacity, which `weight` has.
    carried : Loads
        What the person carried in the window outside the shifts of the problem; volunteer days
        in the last `volunteer_years`, whatever the window.
    skills : frozenset of str
        What the person can do.
    hours : OwnHours or None
        When the person can be on call by their own clock; None means always.
    nights : ClockHours or None
        The nights of their own clock; None means that no hour of theirs is one.
    holidays : OwnHolidays or None
        The holidays of their own place; None means that the loads of shifts have the number.
    skills_source, tracks_source : Source or None
        Where the skills and the tracks are written, or the person; not part of equality.
    present : bool
        Whether the person is in the rotation at some instant of the horizon; fairness is among
        these people.
    bears : datetime.timedelta
        How much of a shift's windows may lie in bearable time off, all of it together.
    bears_source : Source or None
        Where that is written; not part of equality.
    beside : Loads
        What the person carries in other teams less their fair shares there, where loads count
        together: shifts, rest days and holidays, in hundredths.

    Examples
    --------
    >>> person = plan.problem.person("ada")
    >>> person.tracks
    frozenset({'A'})
    >>> person.could_hold(plan.problem.shift("A-2026-12-28"))
    False
    """

    id: str
    name: str
    tracks: frozenset[str]
    blocks: tuple[Block, ...]
    new_until: datetime
    offers: tuple[Offer, ...] = ()
    weight: int = 1
    capacities: tuple[tuple[datetime, Fraction], ...] = ()
    carried: Loads = Loads()
    skills: frozenset[str] = frozenset()
    hours: OwnHours | None = None
    nights: ClockHours | None = None
    holidays: OwnHolidays | None = None
    skills_source: Source | None = field(default=None, compare=False)
    tracks_source: Source | None = field(default=None, compare=False)
    present: bool = True
    bears: timedelta = timedelta()
    bears_source: Source | None = field(default=None, compare=False)
    beside: Loads = Loads()

    def load_of(self, shift: Shift) -> Loads:
        """Return what the person's ledgers get for holding a shift."""
        return load_for(self.holidays, shift)

    def elsewhere(self) -> tuple[Block, ...]:
        """Return what the person holds in other teams, by start."""
        return tuple(block for block in self.blocks if block.held is not None)

    def block_of(self, shift: Shift) -> Block | None:
        """Return the first interval that keeps the person off `shift`, if any."""
        return next((b for b in self.blocks if self.kept_off(b, shift)), None)

    def kept_off(self, block: Block, shift: Shift) -> bool:
        """Return whether one of the person's intervals keeps them off a shift."""
        if not block.keeps_off(shift):
            return False
        return not (block.bearable and self.bears and self.borne(shift) <= self.bears)

    def borne(self, shift: Shift) -> timedelta:
        """Return how much of the windows of a shift lies in bearable time off, counted once."""
        away = [block for block in self.blocks if block.bearable and block.keeps_off(shift)]
        total = timedelta()
        for window in shift.windows if away else ():
            reached = window.start
            for block in away:  # by start
                start, end = max(block.start, reached), min(block.end, window.end)
                total += max(end - start, timedelta())
                reached = max(reached, end)
        return total

    def offers_of(self, shift: Shift) -> tuple[Offer, ...]:
        """Return the offers that hold `shift` wholly inside their days."""
        return tuple(o for o in self.offers if shift.inside(o.start, o.end))

    @property
    def serving(self) -> Hashable:
        """What decides about `may_hold`: people with equal values may hold the same shifts."""
        return self.tracks, self.skills, self.hours

    def may_hold(self, shift: Shift) -> bool:
        """Tell whether a shift is for the person at all: by tracks, skills and own hours.

        Absences, membership and offers do not matter.
        """
        return (
            shift.track in self.tracks
            and self.skills.issuperset(shift.needs)
            and (self.hours is None or self.hours.allow(shift))
        )

    def could_hold(self, shift: Shift) -> bool:
        """Tell whether the person could hold `shift` as their only one."""
        return (
            self.may_hold(shift)
            and self.block_of(shift) is None
            and (shift.kind is ShiftKind.REGULAR or bool(self.offers_of(shift)))
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """The decision problem: who holds each of `shifts`.

    Attributes
    ----------
    start, end : datetime.datetime
        The horizon, UTC, half-open.
    window_start : datetime.datetime
        UTC: where the fairness window begins; it ends with the horizon.
    notice_until : datetime.datetime
        UTC: shifts that start before it are inside the notice.
    people : tuple of Person
        Sorted by id.
    shifts : tuple of Shift
        Sorted by start, track, id; locked ones included.
    carried : tuple of Held
        Held shifts outside `shifts` that matter for a rule or count in a ledger; sorted by start,
        track, id.
    locks : mapping of str to Lock
        By shift id.
    zone : str
        IANA name of the rotation's zone, for messages only.
    published : mapping of str to str
        The published holders of unlocked `shifts`, by shift id; planning may still change them.
    rounds : tuple of Round
        The rounds of the horizon, in order; empty when it is not planned by rounds.
    wishes : tuple of Wish
        All wishes; goals decide which ones matter.
    at_home : frozenset of str
        Ids of people who live in the home zone.
    home_hours : tuple of (datetime, datetime)
        Working hours of the home zone in the horizon, UTC, half-open, in order; of days on which
        a shift of `shifts` runs.
    settings : tuple of Configured
        Settings of rules and goals (`rotation.rules.settings_of`).
    soft : frozenset of str
        Names of the rules that need not hold.
    ahead : tuple of Shift
        Regular shifts that begin at the end of the horizon or later, as far as shifts of it run;
        only where rules have tables, which may ask who could go on.
    off_hours : mapping of str to ClockHours
        The hours of workdays outside working hours, by the clock of each track with shifts.
    groups : mapping of str to str
        The common name of tracks that are counted as one (`Track.group`), by track; the others are
        left out.

    Examples
    --------
    >>> problem = team.problem(month="2026-12", today=today)
    >>> problem.person("ada").name, problem.shift("A-2026-12-07").first_day
    ('Ada', datetime.date(2026, 12, 7))
    >>> len(problem.regular()), problem.volunteer()
    (5, ())
    """

    start: datetime
    end: datetime
    window_start: datetime
    notice_until: datetime
    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    carried: tuple[Held, ...] = ()
    locks: Mapping[str, Lock] = field(default_factory=dict)
    zone: str = "UTC"
    published: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    wishes: tuple[Wish, ...] = ()
    at_home: frozenset[str] = frozenset()
    home_hours: tuple[tuple[datetime, datetime], ...] = ()
    settings: tuple[Configured, ...] = ()
    soft: frozenset[str] = frozenset()
    ahead: tuple[Shift, ...] = ()
    off_hours: Mapping[str, ClockHours] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    _people: Mapping[str, Person] = field(init=False, repr=False, compare=False)
    _shifts: Mapping[str, Shift] = field(init=False, repr=False, compare=False)
    _carried: Mapping[str, tuple[Shift, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        carried: dict[str, list[Shift]] = {}
        for held in self.carried:
            carried.setdefault(held.engineer, []).append(held.shift)
        indexes = {
            "locks": MappingProxyType(dict(self.locks)),
            "published": MappingProxyType(dict(self.published)),
            "off_hours": MappingProxyType(dict(self.off_hours)),
            "groups": MappingProxyType(dict(self.groups)),
            "_people": {person.id: person for person in self.people},
            "_shifts": {shift.id: shift for shift in self.shifts},
            "_carried": {engineer: tuple(shifts) for engineer, shifts in carried.items()},
        }
        for name, index in indexes.items():
            object.__setattr__(self, name, index)

    def __reduce__(self) -> tuple[object, ...]:
        # Views of mappings cannot be pickled: it is made anew from what it was made of.
        made_of = (getattr(self, own.name) for own in fields(self) if own.init)
        return type(self), tuple(
            dict(part) if isinstance(part, MappingProxyType) else part for part in made_of
        )

    def person(self, person_id: str) -> Person:
        """Return the person with this id; `KeyError` when there is none."""
        return self._people[person_id]

    def shift(self, shift_id: str) -> Shift:
        """Return the shift of the horizon with this id; `KeyError` when there is none."""
        return self._shifts[shift_id]

    def has_person(self, person_id: str) -> bool:
        """Tell whether somebody has this id."""
        return person_id in self._people

    def carried_by(self, person_id: str) -> tuple[Shift, ...]:
        """Return the shifts a person holds outside the decision, by start."""
        return self._carried.get(person_id, ())

    def regular(self) -> tuple[Shift, ...]:
        """Return the regular shifts, by start; shadows are none."""
        return tuple(s for s in self.shifts if s.regular)

    def volunteer(self) -> tuple[Shift, ...]:
        """Return the volunteer shifts, by start."""
        return tuple(s for s in self.shifts if s.kind is ShiftKind.VOLUNTEER)
