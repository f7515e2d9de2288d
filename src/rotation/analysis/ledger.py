"""What each person carries, compared with a fair share (docs/fairness.md)."""

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
        """Return one row per person, indexed by id.

        Returns
        -------
        pandas.DataFrame
            Columns `name, present, days`, and for each of `shifts`, `rest_days`, `holidays` and
            `volunteer_days` the load in the window, `..._planned` (the plan's part), `..._share`
            and `..._difference` (load less share, NaN for somebody who has no share).
        """
        import pandas as pd  # noqa: PLC0415 - heavy, and only notebooks need it

        records = []
        for line in self:
            record: dict[str, object] = {
                "engineer": line.person.id,
                "name": line.person.name,
                "present": line.person.present,
                "days": line.load.days,
            }
            for quantity in Quantity:
                share, difference = line.shares.get(quantity), line.difference(quantity)
                record[quantity.value] = quantity.of(line.load)
                record[f"{quantity.value}_planned"] = quantity.of(line.planned)
                record[f"{quantity.value}_share"] = float("nan") if share is None else float(share)
                record[f"{quantity.value}_difference"] = (
                    float("nan") if difference is None else float(difference)
                )
            records.append(record)
        return pd.DataFrame(records).set_index("engineer")

    def _repr_html_(self) -> str:
        from rotation.display.notebook import ledger_html  # noqa: PLC0415 - notebooks only

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
