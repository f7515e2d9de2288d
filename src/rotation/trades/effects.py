"""The effects of a trade on people: rest around their new shifts, and ledgers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import Account, accounts_of
from rotation.horizon.clock import wall
from rotation.horizon.ids import base_id
from rotation.model.fairness import Quantity
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Amount, Shift
from rotation.problems import problem_of_entries
from rotation.trades.edition import living_entries

__all__ = [
    "LEDGERS",
    "Balance",
    "RestAround",
    "balances",
    "gap_around",
    "held_by",
    "problem_of",
]

LEDGERS = {
    Quantity.SHIFTS: "shifts",
    Quantity.REST_DAYS: "rest days",
    Quantity.HOLIDAYS: "holidays",
    Quantity.VOLUNTEER_DAYS: "volunteer days",
}
"""The ledgers that are shown, with their titles."""


@dataclass(frozen=True, slots=True)
class RestAround:
    """The rest of a person around a stretch.

    Attributes
    ----------
    before, after : int or None
        Whole days by the wall clock since the regular shift before and until the next one; 0 if
        they overlap, None if there is none.
    previous, following : str
        Ids of these shifts; empty when there is none.
    """

    before: int | None
    after: int | None
    previous: str = ""
    following: str = ""

    @property
    def least(self) -> int | None:
        """The shorter one; None without shifts around it."""
        return min((d for d in (self.before, self.after) if d is not None), default=None)

    @property
    def text(self) -> str:
        """Both, as text."""
        ahead = "no shift before" if self.before is None else f"{_days(self.before)} before"
        behind = "none after" if self.after is None else f"{_days(self.after)} after"
        ahead += f" (since {self.previous})" if self.previous else ""
        behind += f" (until {self.following})" if self.following else ""
        return f"{ahead}, {behind}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


@dataclass(frozen=True, slots=True)
class Balance:
    """One ledger of a person, before and after.

    Attributes
    ----------
    person, name : str
        Id and name.
    quantity : Quantity
        Which ledger.
    before, after : int or fractions.Fraction
        Load of the fairness window.
    share_before, share_after : fractions.Fraction or None
        The fair share; None for people without one.
    """

    person: str
    name: str
    quantity: Quantity
    before: Amount
    after: Amount
    share_before: Fraction | None
    share_after: Fraction | None


def problem_of(rotation: RotationData, today: date) -> tuple[Problem, Roster]:
    """Return the published shifts that are not over as a problem, with their holders."""
    return problem_of_entries(rotation, living_entries(rotation, today), today)


def held_by(problem: Problem, roster: Roster, person: str) -> tuple[Shift, ...]:
    """Return the regular shifts of a person, carried ones included, by start."""
    mine = [s for s in problem.shifts if roster[s.id] == person]
    regular = (s for s in (*problem.carried_by(person), *mine) if s.regular)
    return tuple(sorted(regular, key=lambda s: (s.start, s.id)))


def gap_around(
    zone: ZoneInfo, mine: Iterable[Shift], shift: str, start: datetime, end: datetime
) -> RestAround:
    """Return the rest between a stretch of a shift and a person's other shifts.

    Parameters
    ----------
    zone : zoneinfo.ZoneInfo
        Whose days.
    mine : iterable of Shift
        Regular shifts by start; parts of the same shift are skipped, as for `rest`.
    shift : str
        Id of the shift that the stretch belongs to.
    start, end : datetime.datetime
        UTC, half-open.
    """
    before: tuple[datetime, str] | None = None
    after: tuple[datetime, str] | None = None
    for other in mine:
        if base_id(other.id) == base_id(shift):
            continue
        if other.start < start:
            if before is None or other.end > before[0]:
                before = other.end, other.id
        elif after is None:
            after = other.start, other.id
    return RestAround(
        None if before is None else _between(zone, before[0], start),
        None if after is None else _between(zone, end, after[0]),
        "" if before is None else before[1],
        "" if after is None else after[1],
    )


def _between(zone: ZoneInfo, first: datetime, last: datetime) -> int:
    return max(0, (wall(zone, last) - wall(zone, first)).days)


def balances(
    before: tuple[Problem, Roster], after: tuple[Problem, Roster], people: Sequence[str]
) -> tuple[Balance, ...]:
    """Return the ledgers of some people, person by person; volunteer days only if there are any."""
    old = {account.person.id: account for account in accounts_of(*before)}
    new = {account.person.id: account for account in accounts_of(*after)}
    return tuple(
        Balance(
            person,
            new[person].person.name,
            quantity,
            quantity.of(old[person].load),
            quantity.of(new[person].load),
            old[person].shares.get(quantity),
            new[person].shares.get(quantity),
        )
        for person in people
        for quantity in _shown([*old.values(), *new.values()], people)
    )


def _shown(accounts: Sequence[Account], people: Sequence[str]) -> list[Quantity]:
    volunteer = any(
        account.load.volunteer_days or account.shares.get(Quantity.VOLUNTEER_DAYS)
        for account in accounts
        if account.person.id in people
    )
    return [q for q in LEDGERS if volunteer or q is not Quantity.VOLUNTEER_DAYS]
