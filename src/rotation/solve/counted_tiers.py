"""Tiers about classes of shifts: a bound by counts, and a roster with the loads counted."""

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction

from rotation.diagnostics import logger_of
from rotation.goals.base import Few, Spread
from rotation.solve.counts import CountModel, PersonLoads
from rotation.solve.even_rosters import EvenRosters
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.method import LineMethod
from rotation.solve.minimiser import Minimiser
from rotation.solve.posted_tiers import PostedTier, pins_of
from rotation.solve.progress import TierProgress
from rotation.solve.roster_search import RosterSearch
from rotation.solve.tier_models import TierModels
from rotation.statements.shift_classes import countable
from rotation.statements.view import Stopped

__all__ = ["CountedTiers"]

_LOG = logger_of(__name__)

_COUNTED = 0.3
"""Units of effort that counts may take for a tier that lines know, too: about a second."""


class CountedTiers:
    """Proves `countable` tiers: all at once where a roster has the fairest loads.

    Parameters
    ----------
    incumbent : Incumbent
        The best roster, and the tiers decided.
    models : TierModels
        Makes models of counts and of rosters.
    search : RosterSearch
        Looks for rosters.
    minimiser : Minimiser
        For a tier whose bound by counts no roster reaches.
    progress : TierProgress
        Called with a few words about the present step.
    lines : LineMethod
        Where it knows every tier, counts are not waited for.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        models: TierModels,
        search: RosterSearch,
        minimiser: Minimiser,
        progress: TierProgress,
        *,
        lines: LineMethod,
    ) -> None:
        self._incumbent, self._models, self._search = incumbent, models, search
        self._minimiser, self._progress, self._lines = minimiser, progress, lines
        self._even = EvenRosters(incumbent, models, search)

    def decide(self, tiers: Sequence[PostedTier]) -> None:
        """Bring the next tiers to their proof, or to the end of their effort."""
        if self._search.stopped:
            self._incumbent.decide(*tiers)
            return
        if not tiers:
            return
        names = ", ".join(tier.name for tier in tiers)
        _LOG.debug("%s: counts, all at once", names)
        with suppress(Stopped):
            if self._decided_together(tiers):
                self._incumbent.decide(*tiers)
                return
        _LOG.debug("%s: one after the other, because no roster with these counts was found", names)
        supposed = True
        for number, tier in enumerate(tiers):
            self._progress.at(tier)
            # A bound supposes that the tiers before are at theirs.
            bound = tier.bound = tier.bound if supposed else None
            if not (self._search.stopped or self._incumbent.reached(tier)):
                with suppress(Stopped):
                    # All of them were looked for together a moment ago: the first one goes alone.
                    self._prove(tier, tiers[number + 1 :] if number else ())
            supposed = self._incumbent.value(tier) == bound
            self._incumbent.decide(tier)

    def _decided_together(self, tiers: Sequence[PostedTier]) -> bool:
        """Return whether a roster is at the bounds that counts give for all the tiers."""
        known = self._lines_first
        loads = self._bound(tiers, _COUNTED if known else None)
        if loads and all(map(self._incumbent.reached, tiers)):
            return True
        self._progress("a roster with the fairest loads")
        if loads and self._lines.too_long and self._even.look_for(tiers):
            return True
        return bool(loads) and self._attain(tiers, loads, 1 if known else None)

    @property
    def _lines_first(self) -> bool:
        """Whether counts are not waited for: lines know better, and are as quick.

        With groups of shifts that count as one, they turn in circles now and then.
        """
        return self._lines.known and not self._models.view.flags

    def _bound(self, tiers: Sequence[PostedTier], limit: float | None) -> Sequence[PersonLoads]:
        """Bound tiers by counts; return the loads of the optimum, none when out of effort."""
        counts = self._models.of_counts([*self._counted(), *tiers])
        loads: Sequence[PersonLoads] = []
        before = self._incumbent.values()
        for tier in tiers:
            if self._search.stopped:
                return []
            self._progress(f"bound: {tier.tier.title}")
            bounded = self._bound_next(counts, tier, before, limit)
            if bounded is None:
                return []
            tier.bound, loads = bounded
            before.append((tier, tier.bound))
            if isinstance(tier.target, Few):
                counts.tie(self._models.ties(before).tasks)
        return loads

    def _prove(self, tier: PostedTier, later: Sequence[PostedTier]) -> None:
        """Prove one tier, under the values that the tiers before it really reached."""
        if self._lines_first:
            self._minimiser.improve(tier)
            return
        _LOG.debug("%s: counts", tier.name)
        counts = self._models.of_counts([*self._counted(), tier])
        bounded = self._bound_next(counts, tier, self._incumbent.values(), None)
        if bounded is not None:
            tier.bound, loads = bounded
            if self._lines.too_long and self._even.look_for([tier], later):
                return
            exchanged = self._lines.too_long and self._even.knows
            if self._attain([tier], loads, 1 if exchanged else None):
                return
        self._minimiser.improve(tier)

    def _bound_next(
        self,
        counts: CountModel,
        tier: PostedTier,
        before: Sequence[tuple[PostedTier, Fraction]],
        limit: float | None,
    ) -> tuple[Fraction, Sequence[PersonLoads]] | None:
        known = self._incumbent.known.of(tier, before)
        effort = self._search.parameters.effort
        effort = effort if limit is None else min(limit, effort)
        return counts.bound(self._search.solver, effort, known)

    def _attain(
        self,
        tiers: Sequence[PostedTier],
        loads: Sequence[PersonLoads],
        tries: int | None = None,
    ) -> bool:
        """Look for a roster at the bounds of the next tiers; return whether there is one.

        The loads are those of the tiers decided and of the next ones.
        """
        if self._search.stopped:
            return False
        model = self._models.of_rosters(pins_of([*self._counted(), *tiers], loads))
        for tier in tiers:
            if isinstance(tier.target, Few | Spread):
                assert tier.bound is not None
                cost = self._models.cost(model, tier.target)
                model.cp.add(cost.expression <= cost.at_most(tier.bound))
        end = self._search.quick(model, *tiers, tries=tries)
        return end.solved and all(map(self._incumbent.reached, tiers))

    def _counted(self) -> list[PostedTier]:
        """Return the tiers decided that counts know; others are stated, or left to rosters."""
        view = self._models.view
        return [tier for tier in self._incumbent.decided if countable(view, tier.target)]
