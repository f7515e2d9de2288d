"""The effects of a trade on people: rest around their new shifts, and ledgers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import product
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import Account, accounts_of
from rotation.horizon.clock import wall
from rotation.horizon.ids import base_id
from rotation.model.elsewhere import team_called
from rotation.model.fairness import Quantity
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Amount, Shift, Window
from rotation.model.spelling import counted
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
    "windows_in",
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

    Examples
    --------
    >>> swap = published.swap("A-2026-12-07", "A-2026-12-14", today)
    >>> for trade, rest in swap.gaps:
    ...     print(trade.taker, rest.before, rest.after)
    cleo None None
    ben None None
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
    return counted(number, "day")


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

    Examples
    --------
    >>> swap = published.swap("A-2026-12-07", "A-2026-12-14", today)
    >>> balance = swap.fairness[0]
    >>> balance.person, str(balance.quantity), balance.before, balance.after
    ('ben', 'shifts', 1, 1)
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
    """Return the regular shifts of a person by start, carried ones and those elsewhere included.

    Those of other teams have the team in their ids: `A-2026-12-14 of search`.
    """
    mine = [s for s in problem.shifts if roster[s.id] == person]
    elsewhere = [
        replace(block.held, id=f"{block.held.id} of {team_called(block.team)}")
        for block in problem.person(person).elsewhere()
        if block.held is not None
    ]
    regular = (s for s in (*problem.carried_by(person), *mine, *elsewhere) if s.regular)
    return tuple(sorted(regular, key=lambda s: (s.start, s.id)))


def windows_in(problem: Problem, shift: str, start: datetime, end: datetime) -> tuple[Window, ...]:
    """Return when the holder of a stretch is on call, in order; else the whole stretch.

    Parameters
    ----------
    problem : Problem
        Has the shift, or its parts.
    shift : str
        Id of the shift that the stretch belongs to.
    start, end : datetime.datetime
        UTC, half-open.
    """
    parts = (s for s in problem.shifts if base_id(s.id) == base_id(shift) and s.meets(start, end))
    windows = sorted(
        Window(max(window.start, start), min(window.end, end))
        for part in parts
        for window in part.windows
        if window.start < end and start < window.end
    )
    return tuple(windows) or (Window(start, end),)


def gap_around(
    zone: ZoneInfo, mine: Iterable[Shift], shift: str, windows: Sequence[Window]
) -> RestAround:
    """Return the rest between the windows of a stretch of a shift and a person's other shifts.

    As in R6 it is between every window of one and every window of the other: a shift whose windows
    lie between those of the stretch is before it and after it.

    Parameters
    ----------
    zone : zoneinfo.ZoneInfo
        Whose days.
    mine : iterable of Shift
        Regular shifts by start; parts of the same shift are skipped, as for `rest`.
    shift : str
        Id of the shift that the stretch belongs to.
    windows : sequence of Window
        Of the stretch, in order.
    """
    before: tuple[timedelta, int, str] | None = None
    after: tuple[timedelta, int, str] | None = None
    for other in mine:
        if base_id(other.id) == base_id(shift):
            continue
        for own, beside in _neighbours(windows, other.windows):
            if beside.start < own.start:
                apart = own.start - beside.end
                if before is None or apart < before[0]:
                    before = apart, _between(zone, beside.end, own.start), other.id
            else:
                apart = beside.start - own.end
                if after is None or apart < after[0]:
                    after = apart, _between(zone, own.end, beside.start), other.id
    return RestAround(
        None if before is None else before[1],
        None if after is None else after[1],
        "" if before is None else before[2],
        "" if after is None else after[2],
    )


def _neighbours(own: Sequence[Window], beside: Sequence[Window]) -> Iterable[tuple[Window, Window]]:
    """Return the pairs among which the nearest are: one where nothing lies in between."""
    if beside[-1].end <= own[0].start:
        return ((own[0], beside[-1]),)
    if own[-1].end <= beside[0].start:
        return ((own[-1], beside[0]),)
    return product(own, beside)


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
