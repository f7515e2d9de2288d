"""What each person carries, compared with a fair share (docs/fairness.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rotation.model.fairness import Quantity, fair_shares, loads, volunteer_shares
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads

__all__ = ["Account", "accounts_of"]


@dataclass(frozen=True, slots=True)
class Account:
    """What one person carries.

    Attributes
    ----------
    person : Person
        Whose.
    before : Loads
        Carried in the window outside the plan.
    planned : Loads
        What the plan adds.
    shares : mapping of str to fractions.Fraction
        The fair share of each `Quantity`; empty for somebody not present in the horizon. The
        share of volunteer days is even among those who offered, and missing for others.
    """

    person: Person
    before: Loads
    planned: Loads
    shares: Mapping[str, Fraction]

    @property
    def load(self) -> Loads:
        """What the person carries in the window, plan included."""
        return self.before + self.planned

    def difference(self, quantity: Quantity) -> Fraction | None:
        """Return load less share: above 0 is more than fair; None without a share."""
        share = self.shares.get(quantity)
        return None if share is None else quantity.of(self.load) - share


def accounts_of(problem: Problem, roster: Roster) -> tuple[Account, ...]:
    """Return what each person carries with a roster.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        Who holds its shifts.

    Returns
    -------
    tuple of Account
        Everybody of the problem, by id.
    """
    levelled = (Quantity.SHIFTS, Quantity.REST_DAYS, Quantity.HOLIDAYS)
    shares: dict[Quantity, Mapping[str, Fraction]] = {
        quantity: fair_shares(problem, quantity) for quantity in levelled
    }
    shares[Quantity.VOLUNTEER_DAYS] = volunteer_shares(problem)
    carried = loads(problem, roster)
    planned = dict.fromkeys(carried, Loads())
    for shift in problem.shifts:
        holder = roster[shift.id]
        if holder is not None:
            planned[holder] = planned[holder] + problem.person(holder).load_of(shift)
    return tuple(
        Account(
            person,
            person.carried,
            planned[person.id],
            {q: share[person.id] for q, share in shares.items() if person.id in share},
        )
        for person in problem.people
    )
