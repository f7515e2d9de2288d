"""The gap each person would have between shifts if these were dealt out evenly (G14)."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.goals.gaps import in_days
from rotation.horizon.clock import midnight, noons
from rotation.model.division import even_rates
from rotation.model.fairness import DayWeights, day_weights
from rotation.model.identity import named_day
from rotation.model.problem import Person, Problem
from rotation.model.shifts import Shift, ShiftKind

__all__ = ["own_even_gaps"]

_Days = frozenset[date]


@dataclass(frozen=True, slots=True)
class _Class:
    """People who are alike: they may hold the same shifts on the same days with equal weights."""

    serving: Hashable
    days: _Days
    weights: DayWeights
    somebody: Person = field(compare=False)


def own_even_gaps(problem: Problem) -> Mapping[str, Fraction]:
    """Return everybody's own even gap, in days, by person id in the order of `problem.people`.

    It is the days of the horizon outside special periods on which the person is present, divided by
    their share of the regular shifts that nominally begin then, less the mean length of the shifts
    of their tracks. The shifts that begin while the same people are present are shared out by
    weight on that day (F5), as evenly as what these people may hold lets
    them be (F17).

    A day is a local one, known by its noon (H10). A shift that nominally began before the horizon
    is left out, and so are parts of a split shift but the one that counts (F3). Somebody without a
    share, or on whose days no shift begins, has no even gap.

    Notes
    -----
    Special periods are known by their volunteer shifts, which cover them on every track (H6).
    """
    zone = ZoneInfo(problem.zone)
    ordinary = _ordinary_days(problem, zone)
    classes = {p.id: _class_of(problem, p, ordinary, zone) for p in problem.people if p.present}
    shares = _shares(problem, Counter(classes.values()), zone)
    gaps = {
        mine: len(mine.days) / share - _mean_length(problem, mine)
        for mine, share in shares.items()
        if share
    }
    return {person: gaps[mine] for person, mine in classes.items() if mine in gaps}


def _shares(
    problem: Problem, sizes: Mapping[_Class, int], zone: ZoneInfo
) -> Mapping[_Class, Fraction]:
    """Return how many of the shifts that begin on their days each of some people should hold."""
    begin: dict[frozenset[tuple[_Class, Fraction]], Counter[frozenset[_Class]]] = {}
    for shift in problem.regular():
        if shift.loads.shifts:
            day = _nominal_day(shift)
            moment = midnight(zone, day)
            present = frozenset(
                (kind, kind.weights.at(moment)) for kind in sizes if day in kind.days
            )
            audience = frozenset(kind for kind, _ in present if kind.somebody.may_hold(shift))
            begin.setdefault(present, Counter())[audience] += 1
    shares = dict.fromkeys(sizes, Fraction(0))
    for present, supply in begin.items():
        rates = even_rates(supply, {kind: sizes[kind] * weight for kind, weight in present})
        for kind, weight in present:
            shares[kind] += weight * rates.get(kind, 0)
    return shares


def _mean_length(problem: Problem, mine: _Class) -> Fraction:
    """Return the mean length of the shifts that nominally begin on somebody's days, in days."""
    number, length = 0, timedelta()
    for shift in problem.regular():
        if mine.somebody.may_hold(shift) and _nominal_day(shift) in mine.days:
            number += int(shift.loads.shifts)
            length += shift.end - shift.start  # of a split shift all parts are its length
    return in_days(length) / number


def _nominal_day(shift: Shift) -> date:
    """Return the day of a shift's nominal handover; its id mostly names it, too (H8)."""
    return shift.nominal or named_day(shift.id) or shift.first_day


def _class_of(problem: Problem, person: Person, ordinary: _Days, zone: ZoneInfo) -> _Class:
    absent: set[date] = set()
    for block in person.blocks:
        if block.kind.outside:
            absent |= _days(problem, zone, block.start, block.end)
    return _Class(person.serving, ordinary - absent, day_weights(problem, person), person)


def _ordinary_days(problem: Problem, zone: ZoneInfo) -> _Days:
    """Return the days of the horizon outside special periods."""
    carried = (held.shift for held in problem.carried)
    special = (
        _days(problem, zone, shift.start, shift.end)
        for shift in (*problem.shifts, *carried)
        if shift.kind is ShiftKind.VOLUNTEER
    )
    return _days(problem, zone, problem.start, problem.end).difference(*special)


def _days(problem: Problem, zone: ZoneInfo, start: datetime, end: datetime) -> _Days:
    """Return the local days whose noon lies in an interval and in the horizon."""
    start, end = max(start, problem.start), min(end, problem.end)
    if end <= start:
        return frozenset()
    first, after = noons(zone, start, end)
    return frozenset(first + timedelta(days=number) for number in range((after - first).days))
