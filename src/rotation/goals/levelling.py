"""Levelling a ledger: the common part of all fairness goals (docs/fairness.md)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from rotation.goals.base import Level, Target, Tier
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.fairness import Quantity, fair_shares, loads
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Amount
from rotation.rules.base import View

__all__ = ["Fairness", "level", "sum_of_squares", "unevenness"]


def unevenness(
    problem: Problem, roster: Roster, quantity: Quantity, shares: Mapping[str, Fraction]
) -> Fraction:
    """Return the exact sum of `(load - share)^2` over the people with a share."""
    carried = loads(problem, roster)
    return sum_of_squares(quantity.of(carried[p]) - share for p, share in shares.items())


def sum_of_squares(differences: Iterable[Fraction]) -> Fraction:
    """Return what levelling makes small, exactly."""
    return sum((difference**2 for difference in differences), start=Fraction(0))


def level(problem: Problem, quantity: Quantity, shares: Mapping[str, Fraction]) -> Level:
    """Return the target of `unevenness`."""
    amounts = {shift.id: quantity.of(shift.weighed) for shift in problem.shifts}
    base = {person: quantity.of(problem.person(person).carried) for person in shares}
    own = {}
    if quantity is Quantity.HOLIDAYS:
        own = {p.id: _own(problem, p) for p in map(problem.person, shares) if p.holidays}
    # Whole numbers for the model; shifts count hundredths at the finest.
    every = (amounts, base, *own.values())
    unit = lcm(*(amount.denominator for table in every for amount in table.values()))
    return Level(
        amounts=_in_parts(amounts, unit),
        base={person: int(amount * unit) for person, amount in base.items()},
        share={person: share * unit for person, share in shares.items()},
        own={person: _in_parts(table, unit) for person, table in own.items()},
        unit=unit,
    )


def _own(problem: Problem, person: Person) -> Mapping[str, Amount]:
    """Return the holidays of each shift for whoever counts those of their own place."""
    return {shift.id: person.load_of(shift).holidays for shift in problem.shifts}


def _in_parts(amounts: Mapping[str, Amount], unit: int) -> dict[str, int]:
    return {shift: int(amount * unit) for shift, amount in amounts.items() if amount}


class Fairness(ByValue):
    """A ledger as close to everybody's fair share as possible, history included.

    Parameters
    ----------
    quantity : Quantity
        The ledger; its name is the goal's.
    title : str
        What is wanted, for people.
    unit : str
        Unit of the squares.
    """

    def __init__(self, quantity: Quantity, title: str, unit: str) -> None:
        self.quantity = quantity
        self.name = quantity.value
        self.traits = GoalTraits(levels=quantity)
        self.title = title
        self.tiers: tuple[Tier, ...] = (
            Tier("", f"{title}: squared differences from fair shares", unit),
        )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the sum of squared differences over the people present."""
        shares = fair_shares(problem, self.quantity)
        return [unevenness(problem, roster, self.quantity, shares)]

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe the ledger; the model finds the loads itself."""
        return [level(problem, self.quantity, fair_shares(problem, self.quantity))]
