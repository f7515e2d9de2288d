"""Models of the rosters that are as good as the best one in every tier decided."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ortools.sat.python import cp_model

from rotation.goals.base import Few, Level, Spread, Target, Together, Wide
from rotation.solve.cost import Cost, few, level, spread
from rotation.solve.counts import CountModel
from rotation.solve.incumbent import Incumbent
from rotation.solve.model import Model
from rotation.solve.posted_tiers import Pins, PostedTier
from rotation.statements.packing import Packing
from rotation.statements.sums import AtMost, Statement
from rotation.statements.ties import Ties, held_for_sure, ties_of
from rotation.statements.view import ModelView

__all__ = ["TierModels"]


class TierModels:
    """Makes the models that tiers are solved with: of rosters, and of counts.

    Parameters
    ----------
    view : ModelView
        What rules and goals have stated; grows with the tiers decided.
    incumbent : Incumbent
        The best roster and the tiers decided.
    """

    def __init__(self, view: ModelView, incumbent: Incumbent) -> None:
        self.view = view
        self._incumbent = incumbent
        self._packing: tuple[int, Packing] | None = None
        self._ties: dict[tuple[int, object], Ties] = {}

    def keep(self, statements: Iterable[Statement]) -> None:
        """Have every later model keep these statements: a decided tier that is stated."""
        self.view.statements += statements

    def of_rosters(self, pins: Pins = (), extra: Sequence[AtMost] = ()) -> Model:
        """Return a model that is as good as the best roster in every tier decided.

        Loads that are pinned need no costs: they are much easier to find than to weigh.

        Parameters
        ----------
        pins : sequence of (Level or Spread, mapping of str to int)
            Loads that every person shall have.
        extra : sequence of AtMost
            Further statements that must hold.
        """
        model = Model(self.view)
        model.say(extra)
        pinned = {id(target) for target, _ in pins}
        for target, loads in pins:
            for person, load in loads.items():
                model.cp.add(self._held(model, target, person) == load)
        for tier, value in self._incumbent.values():
            if isinstance(tier.target, Wide) or id(tier.target) in pinned:
                continue
            if isinstance(tier.target, Together) and value == 0:
                continue  # the view says so since the tier was decided
            cost = self.cost(model, tier.target, value)
            model.cp.add(cost.expression <= cost.at_most(value))
        if self._incumbent.exists:
            model.hint(self._incumbent.roster)
        return model

    def of_counts(self, tiers: Sequence[PostedTier], extra: Sequence[AtMost] = ()) -> CountModel:
        """Return the model of counts for some tiers, as good as the best roster in those decided.

        Parameters
        ----------
        tiers : sequence of PostedTier
            All `countable`; those decided come first.
        extra : sequence of AtMost
            Further statements that must hold.
        """
        targets: list[Target] = [tier.target for tier in tiers]
        counts = CountModel(self.view, targets, extra, self.packing)
        decided = [tier for tier in tiers if tier in self._incumbent.decided]
        counts.tie(self.ties().tasks)
        counts.restrict([self._incumbent.value(tier) for tier in decided])
        return counts

    def cost(
        self, model: Model, target: Few | Level | Spread | Together, value: Fraction | None = None
    ) -> Cost:
        """Post a target to a model of rosters and return its cost.

        With a value, what costs more is of no interest, and need not be in the model.
        """
        if isinstance(target, Few):
            return few(model.terms(target.terms), target.constant)
        if isinstance(target, Together):
            singles = [(cost, self.view.works(p, s)) for cost, p, s in target.singles]
            return few([*model.terms(singles), *model.together(target)], 0)
        held = {p: self._held(model, target, p) for p in self.view.watched(target.base, 1)}
        most = self.packing.most_of(target)
        if isinstance(target, Spread):
            return spread(model.cp, target, held, most)
        return level(model.cp, target, held, most, value)

    def ties(self, beyond: Iterable[tuple[PostedTier, Fraction]] = ()) -> Ties:
        """Return what is tied to what in the rosters as good as the best one so far.

        Parameters
        ----------
        beyond : iterable of (PostedTier, fractions.Fraction)
            Further tiers, and the values that rosters have there at most.
        """
        values = [*self._incumbent.values(), *beyond]
        decided = [(each.target, value) for each, value in values if isinstance(each.target, Few)]
        stated = len(self.view.statements)
        key = stated, tuple((id(target), value) for target, value in decided)
        if key not in self._ties:
            held = held_for_sure(self.view, decided, self.packing.candidates)
            if (stated, held) not in self._ties:
                self._ties[stated, held] = ties_of(self.view, held, self.packing.candidates)
            self._ties[key] = self._ties[stated, held]
        return self._ties[key]

    def _held(self, model: Model, target: Level | Spread, account: str) -> cp_model.LinearExprT:
        works = self.view.works
        amounts, person = target.amounts_of(account), target.holder(account)
        return model.sum([(a, works(person, s)) for s, a in amounts.items() if a])

    @property
    def packing(self) -> Packing:
        """What fits side by side by the statements so far, computed once."""
        stated = len(self.view.statements)
        if self._packing is None or self._packing[0] != stated:
            self._packing = stated, Packing(self.view)
        return self._packing[1]
