"""Hours on call, and those outside working hours, shared fairly, to the minute (G22, G24)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from math import lcm

from rotation.goals.base import Level, Target, Tier
from rotation.goals.levelling import sum_of_squares
from rotation.goals.minutes import PER_HOUR, weighed_minutes, worked
from rotation.model.by_value import ByValue
from rotation.model.fairness import holdable
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.sharing import SharedLoad, divided
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["HoursOnCall", "OffHours"]


class HoursOnCall(ByValue):
    """Everybody's hours on call close to the fair share."""

    name = "hours"
    title = "fair hours"
    tiers: tuple[Tier, ...] = (
        Tier("", "fair hours: squared differences from fair shares", "squared hours"),
    )

    levelled = "hours: everyone {} a fair share"

    def span(
        self,
        problem: Problem,  # noqa: ARG002 - asked where hours depend on a clock
        shift: Shift,
    ) -> timedelta:
        """Return how long the holder of a shift is on call."""
        return sum((window.end - window.start for window in shift.windows), start=timedelta())

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the sum of squared differences over the people present, in hours."""
        return [sum_of_squares(self.differences(problem, roster).values())]

    def differences(self, problem: Problem, roster: Roster) -> Mapping[str, Fraction]:
        """Return the hours of each person present less the share."""
        shares = self._shares(problem)
        held = self._base(problem)
        for shift in problem.shifts:
            holder = roster[shift.id]
            if holder in held:
                held[holder] += self._minutes(problem, shift)
        return {person: (held[person] - share) / PER_HOUR for person, share in shares.items()}

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe a ledger in minutes, or in parts of them where shifts count for parts."""
        base = self._base(problem)
        amounts = {shift.id: self._minutes(problem, shift) for shift in problem.shifts}
        parts = lcm(*(amount.denominator for amount in (*amounts.values(), *base.values())))
        return [
            Level(
                amounts={shift: int(amount * parts) for shift, amount in amounts.items()},
                base={person: int(amount * parts) for person, amount in base.items()},
                share={person: share * parts for person, share in self._shares(problem).items()},
                unit=parts * PER_HOUR,
            )
        ]

    def _minutes(self, problem: Problem, shift: Shift) -> Fraction:
        """Return the minutes of a shift, weighed by what it counts."""
        return weighed_minutes(self.span(problem, shift), shift)

    def _base(self, problem: Problem) -> dict[str, Fraction]:
        """Return the minutes that each present person carried."""
        base = {person.id: Fraction(0) for person in problem.people if person.present}
        for shift, engineer in worked(problem):
            base[engineer] += self._minutes(problem, shift)
        return base

    def _shares(self, problem: Problem) -> Mapping[str, Fraction]:
        """Return each present person's fair share, in minutes (F7, F17)."""
        loads = [
            SharedLoad(self._minutes(problem, shift), shift, holder)
            for shift, holder in worked(problem)
        ]
        for shift in map(problem.shift, holdable(problem)):
            lock = problem.locks.get(shift.id)
            amount = self._minutes(problem, shift)
            loads.append(SharedLoad(amount, shift, lock.engineer if lock else None))
        return divided(problem, loads)


class OffHours(HoursOnCall):
    """Everybody's hours of workdays outside working hours close to the fair share."""

    name = "off_hours"
    title = "fair off hours"
    tiers: tuple[Tier, ...] = (
        Tier("", "fair off hours: squared differences from fair shares", "squared hours"),
    )
    levelled = "off hours: everyone {} a fair share"

    def within(self, problem: Problem) -> "OffHours | None":
        """Return the goal, or None where no shift has off hours."""
        return self if any(self.span(problem, shift) for shift in problem.shifts) else None

    def span(self, problem: Problem, shift: Shift) -> timedelta:
        """Return how long the holder of a shift is on call in the off hours of its track."""
        hours = problem.off_hours.get(shift.track)
        return hours.within(shift) if hours else timedelta()
