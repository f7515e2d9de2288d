"""Teams made from a seed: people, vacations, offers and what they have carried so far.

The same seed gives the same team on every machine: `random.Random` and nothing else decides.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.instances import Instance
from rotation.horizon import horizon_of, shifts_of
from rotation.model.people import Engineer, Offer, TimeOff
from rotation.model.rest_days import HolidayRules, MonthDay
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, ShiftKind
from rotation.model.tracks import Handover, SpecialPeriod, Track, TrackSettings

__all__ = ["Team"]

_HOME = "America/New_York"
_ZONES = (_HOME, _HOME, "America/Los_Angeles", "Europe/London", "Europe/Berlin")
_CAPACITIES = (Fraction(1, 2), Fraction(3, 5), Fraction(4, 5))
_ELEVEN = time(11)
_TRACKS = tuple(
    Track(name, (TrackSettings((Handover(weekday, _ELEVEN),)),))
    for name, weekday in (("A", 0), ("B", 2), ("C", 4))
)
_CHRISTMAS = SpecialPeriod("Christmas week", MonthDay(12, 25), MonthDay(1, 1))
_VACATION_DAYS = (5, 9, 9, 16)
"""A working week, one or two weeks with the weekends around them."""

_SMALL_PEOPLE = 8
_SMALL_WEEKS = 5


_THERE = 3
"""Who is there in a fortnight without the others."""


@dataclass(frozen=True, slots=True)
class Team:
    """A case: a family of generated teams.

    Attributes
    ----------
    name, title : str
        As in `benchmarks.registry.Case`.
    people, weeks, tracks : int
        Size; weeks is the horizon.
    away : float
        Part of the horizon that somebody is on vacation, on average, in [0, 1).
    part_time : float
        Part of the people who work less than full time, in [0, 1].
    history_weeks : int
        How far back the history goes; 0 for a team that begins.
    moving : bool
        Whether newcomers, a joiner and a leaver are among the people.
    zoned : bool
        Whether everyone outside Eastern time serves on track B only, as at Artsy.
    volunteers : int
        How many offer days of the week between Christmas and New Year; without any there is no
        such week.
    first : datetime.date
        First day of the horizon.
    fortnight : bool
        Whether all but three people are away for a fortnight in the middle: a short gap, or an open
        shift, that nobody can avoid.
    """

    name: str
    title: str
    people: int
    weeks: int
    tracks: int
    away: float = 0.1
    part_time: float = 0.15
    history_weeks: int = 26
    moving: bool = True
    zoned: bool = False
    volunteers: int = 0
    first: date = date(2027, 1, 4)
    fortnight: bool = False

    def instance(self, seed: int, *, small: bool = False) -> Instance:
        """Make the team of a seed and its horizon."""
        return _make(self._shrunk() if small else self, Random(f"{self.name}/{seed}"))

    def _shrunk(self) -> "Team":
        return replace(
            self,
            people=min(self.people, _SMALL_PEOPLE),
            weeks=min(self.weeks, _SMALL_WEEKS),
            history_weeks=min(self.history_weeks, _SMALL_WEEKS),
            volunteers=min(self.volunteers, 3),
        )


def _make(team: Team, random: Random) -> Instance:
    engineers = _engineers(team, random)
    rotation = RotationData(
        name=team.name,
        calendar_id=team.name,
        timezone=_HOME,
        tracks=_TRACKS[: team.tracks],
        engineers=engineers,
        holidays=HolidayRules(country="US"),
        special_periods=(_CHRISTMAS,) if team.volunteers else (),
        history_days=max(7 * team.history_weeks, 28),
        time_off=tuple(sorted(_vacations(team, engineers, random), key=_by_time)),
        offers=tuple(sorted(_offers(team, engineers, random), key=_by_time)),
    )
    today = team.first - timedelta(days=1)
    start, end = horizon_of(rotation, today=today, first=team.first, weeks=team.weeks)
    if team.fortnight:
        rotation = replace(
            rotation, time_off=(*rotation.time_off, *_fortnight(rotation, start, end))
        )
    history = _history(rotation, start - timedelta(weeks=team.history_weeks), start, random)
    return Instance(replace(rotation, history=history), start, end, today)


def _by_time(row: TimeOff | Offer) -> tuple[str, datetime, datetime]:
    return row.engineer, row.start, row.end


def _engineers(team: Team, random: Random) -> tuple[Engineer, ...]:
    """Everybody is long there, unless the team moves."""
    names = tuple(track.name for track in _TRACKS[: team.tracks])
    part_timers = set(random.sample(range(team.people), round(team.part_time * team.people)))
    engineers = []
    for number in range(team.people):
        zone = random.choice(_ZONES)
        engineers.append(
            Engineer(
                id=f"p{number:03d}",
                name=f"Person {number}",
                joined=team.first - timedelta(days=random.randrange(1200, 3000)),
                timezone=zone,
                tracks=("B",) if team.zoned and zone != _HOME else names,
                capacity=random.choice(_CAPACITIES) if number in part_timers else Fraction(1),
            )
        )
    return tuple(_moved(team, engineers, random))


def _moved(team: Team, engineers: list[Engineer], random: Random) -> list[Engineer]:
    """Make a twelfth of the people newcomers, and in a longer horizon one join and one leave."""
    if not team.moving:
        return engineers
    picked = random.sample(range(team.people), max(1, team.people // 12) + 2)
    *newcomers, joiner, leaver = picked
    days = 7 * team.weeks
    for number in newcomers:
        joined = team.first - timedelta(days=random.randrange(61, 170))
        engineers[number] = replace(engineers[number], joined=joined)
    if team.weeks >= 26:
        joined = team.first + timedelta(days=days // 4 - 60)
        engineers[joiner] = replace(engineers[joiner], joined=joined)
        leaves = team.first + timedelta(days=3 * days // 4)
        engineers[leaver] = replace(engineers[leaver], leaves=leaves)
    return engineers


def _vacations(team: Team, engineers: tuple[Engineer, ...], random: Random) -> list[TimeOff]:
    """Spread blocks over the horizon, and a little beyond, so that its edges are no quieter."""
    margin = 21
    days = 7 * team.weeks + 2 * margin
    vacations = []
    for engineer in engineers:
        zone = ZoneInfo(engineer.timezone)
        taken: set[int] = set()
        # Rounded at random, so that a short horizon has its part of absences on average.
        wanted = team.away * days + random.uniform(-4, 4)
        for _ in range(20 * team.weeks):
            length = random.choice(_VACATION_DAYS)
            first = random.randrange(days - length)
            block = range(first, first + length)
            if len(taken) + length / 2 > wanted:
                break
            if taken.isdisjoint(block):
                taken.update(block)
                start = team.first + timedelta(days=first - margin)
                end = start + timedelta(days=length)
                last = end - timedelta(days=1)
                wording = f"{start} to {last}"
                vacations.append(
                    TimeOff(
                        engineer.id, _midnight(start, zone), _midnight(end, zone), wording=wording
                    )
                )
    return vacations


def _fortnight(rotation: RotationData, start: datetime, end: datetime) -> list[TimeOff]:
    first = start + (end - start) / 2
    return [
        TimeOff(engineer.id, first, first + timedelta(days=14))
        for engineer in rotation.engineers[_THERE:]
    ]


def _offers(team: Team, engineers: tuple[Engineer, ...], random: Random) -> list[Offer]:
    zone = ZoneInfo(_HOME)
    offers = []
    for engineer in random.sample(engineers, team.volunteers):
        start = date(team.first.year, 12, 25) + timedelta(days=2 * random.randrange(3))
        end = start + timedelta(days=random.choice((2, 4, 4)))
        offers.append(
            Offer(
                engineer.id,
                _midnight(start, zone),
                _midnight(end, zone),
                max_shifts=random.choice((None, 1, 2)),
                preference=random.choice((1, 2, 3)),
                wording=f"{start} to {end - timedelta(days=1)}",
            )
        )
    return offers


def _history(
    rotation: RotationData, start: datetime, end: datetime, random: Random
) -> tuple[Entry, ...]:
    """Deal the past out a little unevenly: each shift to the least loaded of a few."""
    if start == end:
        return ()
    zone = ZoneInfo(rotation.timezone)
    load = {engineer.id: Fraction(0) for engineer in rotation.engineers}
    free = {engineer.id: start for engineer in rotation.engineers}
    entries = []
    for shift in shifts_of(rotation, start, end):
        able = [
            engineer
            for engineer in rotation.engineers
            if shift.track in engineer.tracks
            and free[engineer.id] <= shift.start
            and _midnight(engineer.joined + timedelta(days=60), zone) <= shift.start
        ]
        few = random.sample(able, min(4, len(able)))
        holder = min(few, key=lambda engineer: (load[engineer.id], engineer.id), default=None)
        if holder is not None:
            load[holder.id] += 1 / holder.capacity
            free[holder.id] = shift.rested
        regular = ShiftKind.REGULAR
        name = None if holder is None else holder.id
        entries.append(Entry(shift.id, shift.track, regular, shift.start, shift.end, name))
    return tuple(sorted(entries, key=lambda entry: (entry.start, entry.track, entry.shift)))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
