"""People who enter get the whole part of their share of shifts in a replan.

The published plan has no shifts for them, and the fewest changes would leave it that way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor

from rotation.goals.base import Goal, Level, Target, Tier
from rotation.model.by_value import ByValue
from rotation.model.division import even_rates
from rotation.model.fairness import day_weights
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View

__all__ = ["Joining", "entering"]


def entering(problem: Problem) -> Mapping[str, int]:
    """Return the number of regular shifts that each entering person should get, by id.

    A person enters who is present and holds no regular shift: none carried, locked or published.
    The shifts that begin while the same people serve are shared out among these by weight on that
    day, as evenly as what they may hold lets (F17); the sum of a person's parts is rounded down
    over the horizon. A person whose part is below one shift does not enter yet. If nothing is
    published nobody enters, because fairness covers them.
    """
    taken = {held.engineer for held in problem.carried if held.shift.regular}
    regular = {shift.id for shift in problem.regular()}
    taken.update(lock.engineer for lock in problem.locks.values() if lock.shift in regular)
    taken.update(person for shift, person in problem.published.items() if shift in regular)
    fresh = [p for p in problem.people if p.present and p.id not in taken]
    if not fresh or not problem.published:
        return {}
    rates = {p.id: day_weights(problem, p) for p in problem.people if p.present}
    begin: dict[frozenset[tuple[str, Fraction]], Counter[frozenset[str]]] = {}
    for shift in problem.regular():
        serving = [p for p in problem.people if p.present and _serves(p, shift)]
        weights = frozenset((p.id, rates[p.id].at(shift.start)) for p in serving)
        audience = frozenset(p.id for p in serving if p.may_hold(shift))
        begin.setdefault(weights, Counter())[audience] += 1
    parts = dict.fromkeys((p.id for p in fresh), Fraction(0))
    for present, supply in begin.items():
        weights_of = dict(present)
        shares = even_rates(supply, weights_of)
        for person in parts:
            parts[person] += shares.get(person, 0) * weights_of.get(person, Fraction(0))
    return {person: floor(part) for person, part in parts.items() if part >= 1}


def _serves(person: Person, shift: Shift) -> bool:
    """Tell whether a person is in the rotation during a shift, on call elsewhere or not."""
    return not any(
        block.kind.outside and shift.overlaps(block.start, block.end) for block in person.blocks
    )


class Joining(ByValue):
    """Everybody who enters holds the whole part of their share of the remaining shifts."""

    name = "joining"
    title = "newcomers get their share of the shifts"
    tiers: tuple[Tier, ...] = (
        Tier("", "newcomers: squared differences from their share of the shifts", "squared shifts"),
    )

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal; None if nobody enters."""
        return self if entering(problem) else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the sum of squared differences over those who enter."""
        held = [roster[shift.id] for shift in problem.regular()]
        return [
            sum(
                (Fraction(held.count(person) - due) ** 2 for person, due in _due(problem)),
                start=Fraction(0),
            )
        ]

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; a level needs no literal of its own
    ) -> Sequence[Target]:
        """Level the entering people at their shares."""
        due = dict(_due(problem))
        return [
            Level(
                amounts={shift.id: 1 for shift in problem.regular()},
                base=dict.fromkeys(due, 0),
                share={person: Fraction(count) for person, count in due.items()},
            )
        ]


def _due(problem: Problem) -> Sequence[tuple[str, int]]:
    return list(entering(problem).items())
