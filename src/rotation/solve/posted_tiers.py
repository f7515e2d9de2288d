"""Tiers on their way from a goal to an objective with value and bound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rotation.errors import BadInput, Fault, SolverDisagreement
from rotation.goals.base import Goal, Level, Spread, Target, Tier, Together, Wide
from rotation.model.objective import Objective, Sense
from rotation.solve.counts import PersonLoads
from rotation.statements.view import ModelView

__all__ = ["Pins", "PostedTier", "loads_of", "pins_of", "post"]

Pins = Sequence[tuple[Level | Spread, PersonLoads]]
"""Ledgers, and what each person shall hold of them."""


@dataclass(eq=False, slots=True)
class PostedTier:
    """A tier of a goal as it was posted to the view, and the bound that is proved so far.

    Attributes
    ----------
    goal : Goal
        Whose tier it is.
    index : int
        Its place among the goal's tiers.
    target : Few, Level, Spread, Together or Wide
        How the goal described it to the model.
    bound : fractions.Fraction, optional
        No roster that is as good in the tiers before is better; None as long as nothing is proved.
    own_bound : fractions.Fraction, optional
        What the goal says of it: enough for the search, and never a proof.
    """

    goal: Goal
    index: int
    target: Target
    bound: Fraction | None = None
    own_bound: Fraction | None = None

    @property
    def tier(self) -> Tier:
        """The goal's own word on it."""
        return self.goal.tiers[self.index]

    @property
    def name(self) -> str:
        """Goal and part, joined by a full stop."""
        return f"{self.goal.name}.{self.tier.part}" if self.tier.part else self.goal.name

    @property
    def trivial_bound(self) -> Fraction:
        """A bound that needs no search."""
        if isinstance(self.target, Wide):
            return Fraction(self.target.widest)
        if isinstance(self.target, Level | Spread | Together):
            return Fraction(0)
        return Fraction(self.target.constant + sum(min(cost, 0) for cost, _ in self.target.terms))

    def better(self, value: Fraction, other: Fraction) -> bool:
        """Return whether a value is better than another one."""
        return value < other if self.tier.sense is Sense.LEAST else value > other

    def objective(self, value: Fraction) -> Objective:
        """Return the objective of the tier for a roster with this value."""
        bound = self.trivial_bound if self.bound is None else self.bound
        assert not self.better(value, bound), f"{self.name}: {bound} is no bound"
        tier, own = self.tier, self.own_bound
        if own is not None and self.better(value, own):
            raise SolverDisagreement(
                f"goal {self.name}: its own bound is {own}, and a roster has {value}"
            )
        return Objective(
            self.goal.name, tier.part, tier.title, tier.sense, value, bound, tier.unit, own
        )


def post(goal: Goal, view: ModelView) -> list[PostedTier]:
    """Post a goal to a view and return its tiers, most important first.

    Raises
    ------
    BadInput
        When the goal's own bounds are not one for each tier.
    """
    targets = goal.post(view.problem, view)
    own: Sequence[Fraction | int | None] = [None] * len(targets)
    own_bounds = getattr(goal, "own_bounds", None)
    if own_bounds is not None:
        own = own_bounds(view.problem)
    if len(own) != len(targets):
        what = f"own_bounds gives {len(own)} for {len(targets)} tiers"
        raise BadInput(Fault(f"goal {goal.name}", what, "give one per tier, None without one"))
    return [
        PostedTier(goal, index, target, own_bound=None if bound is None else Fraction(bound))
        for index, (target, bound) in enumerate(zip(targets, own, strict=True))
    ]


def pins_of(
    tiers: Sequence[PostedTier], loads: Sequence[PersonLoads]
) -> list[tuple[Level | Spread, PersonLoads]]:
    """Return the loads of the levels among some tiers; there are as many loads as tiers."""
    return [
        (tier.target, load)
        for tier, load in zip(tiers, loads, strict=True)
        if isinstance(tier.target, Level | Spread)
    ]


def loads_of(target: Level | Spread, roster: Mapping[str, str | None]) -> PersonLoads:
    """Return what each person of a ledger holds in a roster, by account."""
    held: dict[str, list[str]] = {}
    for shift, holder in roster.items():
        if holder is not None:
            held.setdefault(holder, []).append(shift)
    loads = {}
    for account in target.base:
        amounts = target.amounts_of(account)
        mine = held.get(target.holder(account), ())
        loads[account] = sum(amounts.get(shift, 0) for shift in mine)
    return loads
