"""Volunteer shifts before a plan: holders, offers, how many more are needed, whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.horizon.clock import wall, years_before
from rotation.horizon.periods import PeriodOccurrence, occurrences
from rotation.letters import by_name
from rotation.model.entrances import entrance_of
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Amount, Shift
from rotation.problems import build_problem

if TYPE_CHECKING:
    from rotation.plans.schedule import PlannedSchedule

__all__ = [
    "Candidate",
    "Place",
    "SignUp",
    "least_volunteered",
    "sign_up",
    "unoffered",
    "volunteers_since",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who could take open volunteer shifts.

    Attributes
    ----------
    person : Person
        Who.
    days : int or fractions.Fraction
        Volunteer days of the last `volunteer_years`, those of the roster included.
    shifts : tuple of Shift
        The shifts that the person could take with an offer.
    """

    person: Person
    days: Amount
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A volunteer shift to sign up for.

    Attributes
    ----------
    shift : Shift
        With its days and holidays.
    holder : str or None
        The person who is published for it or worked it.
    offered : tuple of str
        Ids of the people who offered it and could hold it if it were their only one.
    """

    shift: Shift
    holder: str | None
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignUp:
    """The volunteer shifts of a special period.

    Attributes
    ----------
    rotation : RotationData
        Whose.
    period : str
        Its name.
    first, last : datetime.date
        Local days, both inclusive.
    places : tuple of Place
        By start, then track.
    needed : int
        The least number of further offers needed; only a plan gives the exact number.
    asked : tuple of Candidate
        The people who could take free shifts, those with the fewest volunteer days first.
    """

    rotation: RotationData
    period: str
    first: date
    last: date
    places: tuple[Place, ...]
    needed: int
    asked: tuple[Candidate, ...]


def volunteers_since(rotation: RotationData, problem: Problem) -> date:
    """Return the local day from which volunteer days count (F1)."""
    first = wall(ZoneInfo(rotation.timezone), problem.start).date()
    return years_before(first, rotation.volunteer_years)


def least_volunteered(
    problem: Problem, roster: Roster, shifts: Sequence[Shift]
) -> tuple[Candidate, ...]:
    """Rank the people who could take one of some volunteer shifts, with or without an offer.

    These are people who may hold it, are not away and not on call then. They are sorted by
    volunteer days (fewest first), by the number of shifts they could take, and by name.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        Who holds its shifts.
    shifts : sequence of Shift
        Open volunteer shifts of the problem.
    """
    busy: dict[str, list[Shift]] = {p.id: list(problem.carried_by(p.id)) for p in problem.people}
    days = {p.id: p.carried.volunteer_days for p in problem.people}
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            busy[holder].append(shift)
            days[holder] += shift.weighed.volunteer_days
    candidates = []
    for person in problem.people:
        could = tuple(s for s in shifts if _free(person, s, busy[person.id]))
        if could:
            candidates.append(Candidate(person, days[person.id], could))
    return tuple(sorted(candidates, key=_first_asked))


def _first_asked(asked: Candidate) -> tuple[object, ...]:
    return asked.days, -len(asked.shifts), by_name(asked.person.name, asked.person.id)


def _free(person: Person, shift: Shift, busy: Iterable[Shift]) -> bool:
    return (
        person.may_hold(shift)
        and person.block_of(shift) is None
        and not any(shift.overlaps(other.start, other.end) for other in busy)
    )


def sign_up(
    rotation: RotationData, today: date, *, period: str | None = None, year: int | None = None
) -> SignUp:
    """Return the volunteer shifts of a special period.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    period : str, optional
        A name of a special period; capital letters do not matter.
    year : int, optional
        The year in which it begins; by default the first period that is not over.

    Raises
    ------
    BadInput
        When there is no such period, or the published plan does not fit it.
    """
    occurrence = _occurrence(rotation, today, period, year)
    problem = build_problem(rotation, occurrence.start, occurrence.end, today)
    held = {**problem.published, **{lock.shift: lock.engineer for lock in problem.locks.values()}}
    roster = Roster({shift.id: held.get(shift.id) for shift in problem.shifts})
    places = tuple(
        Place(
            shift,
            roster[shift.id],
            tuple(p.id for p in problem.people if p.could_hold(shift)),
        )
        for shift in problem.volunteer()
    )
    free = [place for place in places if place.holder is None]
    return SignUp(
        rotation,
        occurrence.period.name,
        occurrence.first,
        occurrence.last,
        places,
        _needed(problem, free),
        least_volunteered(problem, roster, [place.shift for place in free]),
    )


def unoffered(plan: "PlannedSchedule") -> tuple[PeriodOccurrence, ...]:
    """Return the special periods with open volunteer shifts of a plan that nobody has offered."""
    rotation = plan.rotation
    shifts = [opening.shift for opening in plan.open_volunteer]
    if not shifts:
        return ()
    zone = ZoneInfo(rotation.timezone)
    first, last = (wall(zone, shift.start).year for shift in (shifts[0], shifts[-1]))
    return tuple(
        turn
        for turn in occurrences(rotation.special_periods, zone, first - 1, last)
        if any(turn.start <= shift.start < turn.end for shift in shifts)
        and not any(o.start < turn.end and turn.start < o.end for o in rotation.offers)
    )


def _needed(problem: Problem, free: Sequence[Place]) -> int:
    """Return the least number of further offers needed, counted by shifts and by people."""
    unoffered = sum(not place.offered for place in free)
    hands = 0
    for person in problem.people:
        starts = {place.shift.start for place in free if person.id in place.offered}
        bounds = [offer.max_shifts for offer in person.offers if offer.max_shifts is not None]
        endless = any(offer.max_shifts is None for offer in person.offers)
        hands += len(starts) if endless else min(len(starts), sum(bounds))
    return max(unoffered, len(free) - hands)


def _occurrence(
    rotation: RotationData, today: date, name: str | None, year: int | None
) -> PeriodOccurrence:
    periods = rotation.special_periods
    if not periods:
        tables = entrance_of([track.source for track in rotation.tracks])
        hint = tables.another("special_period")
        raise BadInput(Fault("special_period", "the rotation has none", hint))
    names = list(dict.fromkeys(period.name for period in periods))
    if name is not None:
        wanted = name.casefold()
        periods = tuple(period for period in periods if period.name.casefold() == wanted)
        if not periods:
            hint = f"known: {', '.join(names)}"
            raise BadInput(Fault("--period", f"there is no special period {name!r}", hint))
    zone = ZoneInfo(rotation.timezone)
    first, last = (today.year - 1, today.year + 2) if year is None else (year, year)
    for occurrence in occurrences(periods, zone, first, last):
        if year is not None or occurrence.last >= today:
            return occurrence
    when = f"begins in {year}" if year is not None else f"ends on or after {today}"
    what = f"no special period {name!r} {when}" if name else f"no special period {when}"
    raise BadInput(Fault("--year" if year is not None else "--period", what, "give --year"))
