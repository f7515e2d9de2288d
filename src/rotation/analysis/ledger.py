"""What each person carries, next to a fair share of it (docs/fairness.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.model.fairness import Quantity, fair_shares, loads, volunteer_shares
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Ledger", "Line", "ledger_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line.

    Attributes
    ----------
    person : Person
        Whose.
    before : Loads
        Carried in the window outside the plan.
    planned : Loads
        What the plan adds.
    shares : mapping of Quantity to fractions.Fraction
        The fair share of each ledger; empty for somebody not present in the horizon. The share of
        volunteer days is even among those who offered, and missing for others.
    """

    person: Person
    before: Loads
    planned: Loads
    shares: Mapping[Quantity, Fraction]

    @property
    def load(self) -> Loads:
        """What the person carries in the window, plan included."""
        return self.before + self.planned

    def difference(self, quantity: Quantity) -> Fraction | None:
        """Return load less share: above 0 is more than fair; None without a share."""
        share = self.shares.get(quantity)
        return None if share is None else quantity.of(self.load) - share


class Ledger(tuple[Line, ...]):
    """One line per person, by id: a tuple that converts to a frame and displays in a notebook."""

    __slots__ = ()

    def to_frame(self) -> "pd.DataFrame":
        """Return one row per person; see `rotation.analysis.frames.ledger_frame`."""
        from rotation.analysis.frames import ledger_frame  # noqa: PLC0415 - pandas is heavy

        return ledger_frame(self)

    def _repr_html_(self) -> str:
        from rotation.analysis.notebook import ledger_html  # noqa: PLC0415 - it reads this module

        return ledger_html(self)


def ledger_of(problem: Problem, roster: Roster) -> Ledger:
    """Return the ledger of a roster.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        Who holds its shifts.

    Returns
    -------
    Ledger
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
            planned[holder] = planned[holder] + shift.loads
    return Ledger(
        Line(
            person,
            person.carried,
            planned[person.id],
            {q: share[person.id] for q, share in shares.items() if person.id in share},
        )
        for person in problem.people
    )
