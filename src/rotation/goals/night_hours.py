"""As few hours on call at night as can be, and these shared fairly (G23)."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, lcm

from rotation.goals.base import Few, Level, Target, Tier
from rotation.goals.levelling import sum_of_squares
from rotation.goals.minutes import PER_HOUR, weighed_minutes, worked
from rotation.model.by_value import ByValue
from rotation.model.clock_hours import ClockHours
from rotation.model.fairness import holdable
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.sharing import SharedLoad, divided_by_holder
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["NightHours", "minutes_at_night", "night_shares"]


def minutes_at_night(nights: ClockHours | None, shift: Shift) -> Fraction:
    """Return how many minutes of a shift are night by a clock, weighed by what it counts."""
    if nights is None:
        return Fraction(0)
    return weighed_minutes(nights.within(shift), shift)


def _minutes(problem: Problem) -> Mapping[str, Mapping[str, Fraction]]:
    """Return the minutes of the shifts of a problem that have some, by who would hold them."""
    tables: dict[ClockHours | None, Mapping[str, Fraction]] = {}
    for person in problem.people:
        if person.nights not in tables:
            each = ((shift.id, minutes_at_night(person.nights, shift)) for shift in problem.shifts)
            tables[person.nights] = {shift: minutes for shift, minutes in each if minutes}
    return {person.id: tables[person.nights] for person in problem.people}


def _base(problem: Problem) -> dict[str, Fraction]:
    """Return the minutes that each present person carried."""
    base = {person.id: Fraction(0) for person in problem.people if person.present}
    for shift, holder in worked(problem):
        base[holder] += minutes_at_night(problem.person(holder).nights, shift)
    return base


def _held(problem: Problem, roster: Roster) -> Iterator[tuple[str, Fraction]]:
    """Yield the holder and the minutes of each shift of a roster that somebody holds."""
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            yield holder, minutes_at_night(problem.person(holder).nights, shift)


def night_shares(problem: Problem) -> Mapping[str, Fraction]:
    """Return each present person's fair share of the nights, in minutes (F20).

    Parameters
    ----------
    problem : Problem
        The prepared problem.

    Returns
    -------
    mapping of str to fractions.Fraction
        By person id, in the order of `problem.people`.
    """
    locks = {shift: lock.engineer for shift, lock in problem.locks.items()}
    loads = [SharedLoad(0, problem.shift(s), locks.get(s)) for s in holdable(problem)]
    loads += [SharedLoad(0, shift, holder) for shift, holder in worked(problem)]
    return divided_by_holder(
        problem,
        loads,
        lambda person, shift: minutes_at_night(person.nights, shift),
        lambda person: person.nights,
    )


class NightHours(ByValue):
    """Nobody on call at night by their own clock where it can be avoided; the rest by turns."""

    name = "night_hours"
    title = "few hours at night, and those fair"
    tiers: tuple[Tier, ...] = (
        Tier("total", "time on call at night, by the holder's clock", "minutes"),
        Tier("fair", "night hours: squared differences from fair shares", "squared hours"),
    )
    levelled = "night hours: everyone {} a fair share"

    def within(self, problem: Problem) -> "NightHours | None":
        """Return the goal, or None where no shift has a night for anybody."""
        return self if any(_minutes(problem).values()) else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the minutes in held shifts, rounded up for each, and the squared differences."""
        total = sum(ceil(minutes) for _, minutes in _held(problem, roster))
        return [Fraction(total), sum_of_squares(self.differences(problem, roster).values())]

    def differences(self, problem: Problem, roster: Roster) -> Mapping[str, Fraction]:
        """Return the night hours of each person present less the share."""
        held = _base(problem)
        for holder, minutes in _held(problem, roster):
            if holder in held:
                held[holder] += minutes
        shares = night_shares(problem)
        return {person: (held[person] - share) / PER_HOUR for person, share in shares.items()}

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe both by a table of minutes for each person."""
        minutes, base = _minutes(problem), _base(problem)
        terms = [
            (ceil(amount), view.works(person, shift))
            for person, table in minutes.items()
            for shift, amount in table.items()
        ]
        own = {person: minutes[person] for person in base}
        whole = [*base.values(), *(amount for table in own.values() for amount in table.values())]
        parts = lcm(*(amount.denominator for amount in whole))
        return [
            Few(tuple(terms)),
            Level(
                amounts={},
                base={person: int(amount * parts) for person, amount in base.items()},
                share={person: share * parts for person, share in night_shares(problem).items()},
                own={
                    person: {shift: int(amount * parts) for shift, amount in table.items()}
                    for person, table in own.items()
                },
                unit=parts * PER_HOUR,
            ),
        ]
