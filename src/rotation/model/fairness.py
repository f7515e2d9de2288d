"""Fair shares: what each person should carry of a ledger (docs/fairness.md).

`share(e) = total x weight(e) / sum of weights`, over the members present in the horizon, where
everybody may hold everything; elsewhere as near to that as it gets (`rotation.model.sharing`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.sharing import SharedLoad, divided, divided_by_holder
from rotation.model.shifts import Amount, Loads

__all__ = [
    "DayWeights",
    "Quantity",
    "day_weights",
    "fair_shares",
    "holdable",
    "loads",
    "offerers",
    "shared_loads",
    "total",
    "volunteer_shares",
]

_DAY = timedelta(days=1)


class Quantity(StrEnum):
    """A ledger that can be levelled; each is a field of `Loads`."""

    SHIFTS = "shifts"
    REST_DAYS = "rest_days"
    HOLIDAYS = "holidays"
    VOLUNTEER_DAYS = "volunteer_days"

    def of(self, amount: Loads) -> Amount:
        """Return this ledger's number."""
        value: Amount = getattr(amount, self.value)
        return value


def holdable(problem: Problem) -> tuple[str, ...]:
    """Return the ids of the shifts that somebody holds by a lock or could hold as their only one.

    A shift that nobody could ever hold is not shared.
    """
    return tuple(
        shift.id
        for shift in problem.shifts
        if shift.id in problem.locks or any(p.could_hold(shift) for p in problem.people)
    )


def total(problem: Problem, quantity: Quantity) -> Amount:
    """Return what present members carried in the window plus the planned shifts."""
    planned = sum(quantity.of(problem.shift(shift).weighed) for shift in holdable(problem))
    return planned + sum(quantity.of(p.carried) for p in problem.people if p.present)


def fair_shares(problem: Problem, quantity: Quantity) -> Mapping[str, Fraction]:
    """Return each present person's fair share of a ledger, exactly (F7, F17, F20, F30).

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    quantity : Quantity
        Which ledger.

    Returns
    -------
    mapping of str to fractions.Fraction
        By person id, in the order of `problem.people`; all zero if nobody has a weight. It is less,
        even below 0, for whoever carries more than their shares in other teams.
    """
    shares = _shares_here(problem, quantity)
    return {who: s - quantity.of(problem.person(who).beside) for who, s in shares.items()}


def _shares_here(problem: Problem, quantity: Quantity) -> Mapping[str, Fraction]:
    if quantity is Quantity.HOLIDAYS and any(p.holidays is not None for p in problem.people):
        return divided_by_holder(
            problem,
            shared_loads(problem, quantity.of),
            lambda person, shift: quantity.of(person.load_of(shift)),
            lambda person: person.holidays,
        )
    return divided(problem, shared_loads(problem, quantity.of))


def shared_loads(problem: Problem, amount: Callable[[Loads], Amount]) -> Iterator[SharedLoad]:
    """Yield what is divided of a ledger (F6): planned shifts, and what those present carried.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    amount : callable
        Returns the ledger's number of some loads.
    """
    for shift in map(problem.shift, holdable(problem)):
        lock = problem.locks.get(shift.id)
        yield SharedLoad(amount(shift.weighed), shift, lock.engineer if lock else None)
    for person in problem.people:
        if person.present:
            yield from _carried(problem, person, amount)


def _carried(
    problem: Problem, person: Person, amount: Callable[[Loads], Amount]
) -> Iterator[SharedLoad]:
    """Yield what a person carried, shift by shift where these add up to it."""
    shifts = [
        shift
        for shift in problem.carried_by(person.id)
        if problem.window_start <= shift.start < problem.end
    ]
    whole = amount(person.carried)
    amounts = [amount(person.load_of(shift)) for shift in shifts]
    if sum(amounts) == whole:
        pairs = zip(amounts, shifts, strict=True)
        yield from (SharedLoad(number, shift, person.id) for number, shift in pairs)
    else:
        # A problem made in Python may give loads without the shifts behind them.
        yield SharedLoad(whole, None, person.id)


@dataclass(frozen=True, slots=True)
class DayWeights:
    """A person's weight for each day served, on the scale of `Person.weight`.

    Attributes
    ----------
    first : fractions.Fraction
        Before the first change.
    changes : tuple of (datetime.datetime, fractions.Fraction)
        UTC: from when on it is another one, in order.
    """

    first: Fraction
    changes: tuple[tuple[datetime, Fraction], ...] = ()

    def at(self, moment: datetime) -> Fraction:
        """Return the weight of the day that holds an instant."""
        begun = (weight for begin, weight in reversed(self.changes) if begin <= moment)
        return next(begun, self.first)


def day_weights(problem: Problem, person: Person) -> DayWeights:
    """Return a person's weight for each day served (F5): the capacity of the day, on one scale.

    Leave lowers the weight of each day alike. Without a day served in the window it is 0.
    """
    first, last = problem.window_start, problem.end
    for block in person.blocks:
        if block.kind is BlockKind.GRACE:
            first = max(first, block.end)
        elif block.kind is BlockKind.GONE:
            last = min(last, block.start)
    bounds = (first, *(begin for begin, _ in person.capacities), last)
    capacities = (Fraction(1), *(capacity for _, capacity in person.capacities))
    served = Fraction(0)
    for capacity, (begin, end) in zip(capacities, pairwise(bounds), strict=True):
        served += capacity * _days(max(begin, first), min(end, last))
    unit = person.weight / served if served else Fraction(0)
    changes = ((begin, capacity * unit) for begin, capacity in person.capacities)
    return DayWeights(unit, tuple(changes))


def _days(start: datetime, end: datetime) -> int:
    """Return the number of local days in an interval; 0 if it ends before it starts."""
    # Rounded, because a day on which the clock changes has 23 or 25 hours.
    return max(0, round((end - start) / _DAY))


def offerers(problem: Problem) -> tuple[str, ...]:
    """Return the ids of people who offered, and could hold, a volunteer shift of the problem."""
    volunteer = problem.volunteer()
    return tuple(p.id for p in problem.people if any(p.could_hold(shift) for shift in volunteer))


def volunteer_shares(problem: Problem) -> Mapping[str, Fraction]:
    """Return an even share of the volunteer days, history included, for each person who offered."""
    willing = offerers(problem)
    settled = set(holdable(problem))
    whole = sum(s.weighed.volunteer_days for s in problem.volunteer() if s.id in settled)
    whole += sum(problem.person(p).carried.volunteer_days for p in willing)
    return {p: Fraction(whole, len(willing)) for p in willing}


def loads(problem: Problem, roster: Roster) -> Mapping[str, Loads]:
    """Return what each person carries in the window, from history and roster.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        The holders of its shifts.

    Returns
    -------
    mapping of str to Loads
        By person id, everybody of the problem.
    """
    carried = {person.id: person.carried for person in problem.people}
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            carried[holder] = carried[holder] + problem.person(holder).load_of(shift)
    return carried
