"""Two rosters of one problem compared: goal by goal, person by person, shift by shift."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rotation.analysis.accounts import accounts_of
from rotation.explain.answers import number, plain
from rotation.model.fairness import Quantity
from rotation.model.objective import Objective, Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Amount
from rotation.solve.outcome import Outcome

__all__ = [
    "Difference",
    "Load",
    "Move",
    "differences",
    "in_words",
    "loads_changed",
    "measured",
    "moves",
    "short",
    "unit",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """One tier of a plan, before and after a change.

    Attributes
    ----------
    name, title, unit : str
        As in `Objective`.
    sense : Sense
        Whether less or more is better.
    before, after : fractions.Fraction
        Values.
    proved : bool
        Whether both are proved best.

    Examples
    --------
    >>> (reason,) = plan.why("Ben", date(2026, 12, 8))
    >>> [(goal.title, int(goal.after)) for goal in reason.effects if goal.after != goal.before]
    [('wishes about dates not met', 1)]
    """

    name: str
    title: str
    unit: str
    sense: Sense
    before: Fraction
    after: Fraction
    proved: bool

    @property
    def change(self) -> Fraction:
        """After minus before."""
        return self.after - self.before

    @property
    def worse(self) -> Fraction:
        """How much worse it would be; negative is better."""
        return self.change if self.sense is Sense.LEAST else -self.change

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "before": plain(self.before),
            "after": plain(self.after),
            "proved": self.proved,
        }


@dataclass(frozen=True, slots=True)
class Load:
    """A person's load in one ledger, before and after.

    Attributes
    ----------
    person : str
        Id.
    quantity : Quantity
        Which ledger.
    before, after : int or fractions.Fraction
        With history.
    share : fractions.Fraction or None
        The person's fair share; None without one.

    Examples
    --------
    >>> (reason,) = plan.why_not("Ada", date(2026, 12, 15))
    >>> [(load.person, str(load.quantity), load.before, load.after) for load in reason.loads]
    [('ada', 'shifts', 2, 1), ('ada', 'rest_days', 4, 2)]
    """

    person: str
    quantity: Quantity
    before: Amount
    after: Amount
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Move:
    """A shift that would change hands.

    Attributes
    ----------
    shift : str
        Id.
    before, after : str or None
        Ids of the holders; None is open.

    Examples
    --------
    >>> (reason,) = plan.why("Ben", date(2026, 12, 8))
    >>> [(move.shift, move.before, move.after) for move in reason.moves]
    [('A-2026-12-07', 'ben', 'cleo'), ('A-2026-12-14', 'cleo', 'ben')]
    """

    shift: str
    before: str | None
    after: str | None


def short(title: str) -> str:
    """Return the first part of a tier's title: `fair shifts`."""
    return title.split(":", maxsplit=1)[0].split(",", maxsplit=1)[0]


def unit(tier: Difference | Objective) -> str:
    """Return the unit of a tier, if its title does not contain it."""
    return " days" if tier.unit == "days" and "days" not in short(tier.title) else ""


def in_words(tier: Difference, *, proof: bool = True) -> str:
    """Return `fair shifts 5.45 to 5.92`, with `(not proved)` if that matters."""
    text = f"{short(tier.title)} {number(tier.before)} to {number(tier.after)}{unit(tier)}"
    return text if tier.proved or not proof else f"{text} (not proved)"


def differences(before: Sequence[Objective], after: Sequence[Objective]) -> tuple[Difference, ...]:
    """Compare the tiers that two results share, in the order of the first."""
    there = {objective.name: objective for objective in after}
    return tuple(
        Difference(
            objective.name,
            objective.title,
            objective.unit,
            objective.sense,
            objective.value,
            there[objective.name].value,
            objective.proved and there[objective.name].proved,
        )
        for objective in before
        if objective.name in there
    )


def measured(plan: Outcome, problem: Problem, roster: Roster) -> tuple[Difference, ...]:
    """Compare a plan with a roster of a changed problem, whose values are not proved."""
    after = [Fraction(v) for goal in plan.goals for v in goal.measure(problem, roster)]
    return tuple(
        Difference(
            tier.name,
            tier.title,
            tier.unit,
            tier.sense,
            tier.value,
            value,
            proved=False,
        )
        for tier, value in zip(plan.objectives, after, strict=True)
    )


def loads_changed(plan: Outcome, roster: Roster) -> tuple[Load, ...]:
    """Return every ledger that differs between a plan and another roster of its problem."""
    now = {account.person.id: account for account in accounts_of(plan.problem, plan.roster)}
    loads = []
    for account in accounts_of(plan.problem, roster):
        mine = now[account.person.id]
        for quantity in Quantity:
            before, after = quantity.of(mine.load), quantity.of(account.load)
            if before != after:
                share = account.shares.get(quantity)
                loads.append(Load(account.person.id, quantity, before, after, share))
    return tuple(loads)


def moves(plan: Outcome, roster: Roster) -> tuple[Move, ...]:
    """Return the shifts with another holder, by start."""
    return tuple(
        Move(shift.id, plan.roster[shift.id], roster[shift.id])
        for shift in plan.problem.shifts
        if plan.roster[shift.id] != roster[shift.id]
    )
