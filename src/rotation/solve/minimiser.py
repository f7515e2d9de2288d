"""One tier minimised under the tiers decided, on a ladder of attempts."""

from fractions import Fraction

from rotation.diagnostics import logger_of
from rotation.goals.base import Together, Wide
from rotation.solve.even_rosters import EvenRosters
from rotation.solve.few_pairs import FewPairs
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.method import LineMethod
from rotation.solve.posted_tiers import PostedTier
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import End
from rotation.solve.tier_models import TierModels
from rotation.statements.gaps import apart

__all__ = ["Minimiser"]

_LOG = logger_of(__name__)

_MOST_PAIRS = 250_000
"""Pairs of shifts times people: 120 people x 2 tracks x 52 weeks are twice that, 10 s to weigh."""

_AFTER_EXCHANGES = 0.1
"""Share of the effort from which on a try has never bettered what exchanges and windows left."""


class Minimiser:
    """Brings a tier to its proof, or to the end of its effort.

    Parameters
    ----------
    incumbent : Incumbent
        The best roster and the tiers decided.
    models : TierModels
        Makes the models under those tiers.
    search : RosterSearch
        Runs them.
    lines : LineMethod
        Asked first, where it knows everything that was stated.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        models: TierModels,
        search: RosterSearch,
        *,
        lines: LineMethod,
    ) -> None:
        self._incumbent, self._models, self._search = incumbent, models, search
        self._lines = lines
        self._even = EvenRosters(incumbent, models, search)
        self._few = FewPairs(incumbent, models, search)

    def improve(self, tier: PostedTier) -> None:
        """Minimise a tier, first where it is fast, then everywhere."""
        known = self._incumbent.known_bound(tier)
        tier.bound = max(b for b in (tier.trivial_bound, tier.bound, known) if b is not None)
        if isinstance(tier.target, Together) and tier.tier.patience == 1:
            self._avoid(tier, tier.target)
        for method in (
            self._at_own_bound,
            self._by_exchanges,
            self._by_windows,
            self._lines.minimise,
            self._among_equal_loads,
            self._everywhere,
        ):
            # Making a model takes seconds for a large team: not after the end.
            if self._search.stopped:
                return
            if not self._incumbent.reached(tier):
                method(tier)
        if isinstance(tier.target, Together) and self._incumbent.value(tier) == 0:
            self._models.keep(apart(self._models.view, tier.target))

    def _avoid(self, tier: PostedTier, target: Together) -> None:
        """Look for a roster with no pair at all: that needs no flags, and mostly there is one."""
        assert tier.bound is not None
        if self._incumbent.reached(tier) or tier.bound > 0:
            return
        _LOG.debug("%s: CP-SAT looks for a roster without any", tier.name)
        model = self._models.of_rosters(extra=apart(self._models.view, target))
        if self._search.quick(model, tier) is End.IMPOSSIBLE:
            tier.bound = max(tier.bound, Fraction(1))

    def _at_own_bound(self, tier: PostedTier) -> None:
        """Look for a roster at the goal's own bound; raise the proved one where there is none."""
        assert not isinstance(tier.target, Wide)
        assert tier.bound is not None
        if tier.own_bound is None or tier.own_bound < tier.bound:
            return
        _LOG.debug("%s: CP-SAT looks for a roster at the bound of the goal itself", tier.name)
        model = self._models.of_rosters()
        cost = self._models.cost(model, tier.target, self._incumbent.value(tier))
        model.cp.add(cost.expression <= cost.at_most(tier.own_bound))
        if self._search.quick(model, tier) is End.IMPOSSIBLE:
            tier.bound = max(tier.bound, cost.value(cost.at_most(tier.own_bound) + 1))

    def _by_exchanges(self, tier: PostedTier) -> None:
        """Exchange shifts for fewer pairs, where lines are too long to say how few there can be."""
        if self._lines.too_long and isinstance(tier.target, Together):
            _LOG.debug("%s: exchanges, because lines are too long", tier.name)
            self._even.look_for([tier])

    def _by_windows(self, tier: PostedTier) -> None:
        """Look at a few weeks at a time, where lines of the whole horizon are too long."""
        if self._lines.too_long and isinstance(tier.target, Together) and tier.tier.patience == 1:
            self._few.improve(tier, tier.target)

    def _among_equal_loads(self, tier: PostedTier) -> None:
        """Look for a better roster among those with the same loads, which is fast."""
        assert not isinstance(tier.target, Wide)
        pins = self._incumbent.pins()
        if pins and tier.tier.patience == 1:
            _LOG.debug("%s: CP-SAT, among rosters with the same loads", tier.name)
            model = self._models.of_rosters(pins)
            cost = self._models.cost(model, tier.target, self._incumbent.value(tier))
            model.cp.minimize(cost.expression)
            attempt = self._search.parameters.ladder[0]
            self._search.run(model, attempt, self._search.limit(attempt), tier)

    def _everywhere(self, tier: PostedTier) -> None:
        """Minimise under the tiers decided, on the whole ladder."""
        assert not isinstance(tier.target, Wide)
        assert tier.bound is not None
        if self._too_large(tier):
            _LOG.debug("%s: too many pairs for CP-SAT, so nothing is proved", tier.name)
            return
        _LOG.debug("%s: CP-SAT, among all rosters", tier.name)
        model = self._models.of_rosters()
        cost = self._models.cost(model, tier.target, self._incumbent.value(tier))
        model.cp.add(cost.expression >= cost.at_least(tier.bound))
        model.cp.minimize(cost.expression)
        exchanged = self._lines.too_long and self._even.knows
        for attempt in self._search.parameters.ladder:
            if attempt.workers > 1 and (tier.tier.patience < 1 or self._lines.too_long):
                return  # a portfolio pays only where proofs matter, and can be had
            if exchanged and attempt.share > _AFTER_EXCHANGES:
                return
            limit = self._search.limit(attempt) * tier.tier.patience
            response = self._search.run(model, attempt, limit, tier)
            if response.solved:
                tier.bound = max(tier.bound, cost.value(response.bound))
                model.hint(self._incumbent.roster)
            if self._search.stopped or self._incumbent.reached(tier):
                return

    def _too_large(self, tier: PostedTier) -> bool:
        """Return whether a model of all the pairs would take longer than its answer is worth."""
        people = len(self._models.view.problem.people)
        if not isinstance(tier.target, Together):
            return False
        clauses = len(tier.target.pairs) * people + sum(len(who) for *_, who in tier.target.among)
        return clauses > _MOST_PAIRS
