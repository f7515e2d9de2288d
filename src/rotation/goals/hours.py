"""Hours on call shared fairly, to the minute (G22)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from math import lcm

from rotation.goals.base import Level, Target, Tier
from rotation.model.fairness import holdable
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.sharing import SharedLoad, divided
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["Hours"]

_MINUTE = timedelta(minutes=1)

_PER_HOUR = 60


def _minutes(shift: Shift) -> Fraction:
    """Return how long the holder of a shift is on call, weighed by what it counts."""
    span = sum((window.end - window.start for window in shift.windows), start=timedelta())
    return Fraction(span // timedelta.resolution, _MINUTE // timedelta.resolution) * shift.counts


def _worked(problem: Problem) -> Iterator[tuple[Shift, str]]:
    """Yield what present people carried in the window (F1)."""
    for held in problem.carried:
        inside = problem.window_start <= held.shift.start < problem.end
        if inside and problem.person(held.engineer).present:
            yield held.shift, held.engineer


def _shares(problem: Problem) -> Mapping[str, Fraction]:
    """Return each present person's fair share, in minutes (F7, F17)."""
    loads = [SharedLoad(_minutes(shift), shift, holder) for shift, holder in _worked(problem)]
    for shift in map(problem.shift, holdable(problem)):
        lock = problem.locks.get(shift.id)
        loads.append(SharedLoad(_minutes(shift), shift, lock.engineer if lock else None))
    return divided(problem, loads)


class Hours:
    """Everybody's hours on call close to the fair share."""

    name = "hours"
    title = "fair hours"
    tiers: tuple[Tier, ...] = (
        Tier("", "fair hours: squared differences from fair shares", "squared hours"),
    )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the sum of squared differences over the people present, in hours."""
        shares = _shares(problem)
        held = dict.fromkeys(shares, Fraction(0))
        for shift, engineer in _worked(problem):
            held[engineer] += _minutes(shift)
        for shift in problem.shifts:
            holder = roster[shift.id]
            if holder in held:
                held[holder] += _minutes(shift)
        squares = ((held[person] - share) ** 2 for person, share in shares.items())
        return [sum(squares, start=Fraction(0)) / _PER_HOUR**2]

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe a ledger in minutes, or in parts of them where shifts count for parts."""
        shares = _shares(problem)
        base = dict.fromkeys(shares, Fraction(0))
        for shift, engineer in _worked(problem):
            base[engineer] += _minutes(shift)
        amounts = {shift.id: _minutes(shift) for shift in problem.shifts}
        parts = lcm(*(amount.denominator for amount in (*amounts.values(), *base.values())))
        return [
            Level(
                amounts={shift: int(amount * parts) for shift, amount in amounts.items()},
                base={person: int(amount * parts) for person, amount in base.items()},
                share={person: share * parts for person, share in shares.items()},
                unit=parts * _PER_HOUR,
            )
        ]
