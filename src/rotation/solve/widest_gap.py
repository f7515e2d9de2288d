"""The smallest gap made as wide as can be: bisection over what the counts do not refute."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from rotation.diagnostics import logger_of
from rotation.goals.base import Few, Wide
from rotation.model.roster import Roster
from rotation.solve.bracket import Bracket
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.method import LineMethod
from rotation.solve.parameters import QUICK_EFFORT, Attempt
from rotation.solve.posted_tiers import Pins, PostedTier, pins_of
from rotation.solve.progress import TierProgress
from rotation.solve.roster_search import RosterSearch
from rotation.solve.solver import End
from rotation.solve.tier_models import TierModels
from rotation.statements.gaps import at_least_wide, most_kept, names_of, thresholds
from rotation.statements.shift_classes import countable
from rotation.statements.view import AtMost

__all__ = ["WidestGap"]

_LOG = logger_of(__name__)

_DECIDING = Attempt(share=0.03, seed=1, linearization_level=2)
"""With the linear relaxation, whether a gap can be is decided within a moment."""

_FAR = 4
"""Where a gap can be so much wider than another roster's, that one is no guide."""

_GAP_TRIES = 2
"""A gap is tried often, each time a little wider or narrower, so each try is short."""


class WidestGap:
    """The search for the widest smallest gap under the tiers decided.

    The gap takes one of a few values; a place is that of a value among them, ascending.

    Parameters
    ----------
    tier : PostedTier
        The tier to be brought to its proof; its target is a `Wide`.
    incumbent : Incumbent
        The best roster and the tiers decided.
    models : TierModels
        Makes the models under those tiers.
    search : RosterSearch
        Runs them.
    progress : TierProgress
        Called with a few words about the present step.
    lines : LineMethod
        Asked first, where it knows everything that was stated.
    """

    def __init__(
        self,
        tier: PostedTier,
        incumbent: Incumbent,
        models: TierModels,
        search: RosterSearch,
        progress: TierProgress,
        *,
        lines: LineMethod,
    ) -> None:
        assert isinstance(tier.target, Wide)
        self._tier, self._target = tier, tier.target
        self._values = thresholds(tier.target)
        self._incumbent, self._models, self._search = incumbent, models, search
        self._lines, self._progress = lines, progress

    def improve(self, near: Roster | None = None) -> None:
        """Widen the smallest gap: the counts or the solver refute it, or a roster has it.

        Parameters
        ----------
        near : Roster, optional
            Of a problem that differs little: the gap is likely about as wide there.
        """
        bracket = None
        if near is not None:
            _LOG.debug("%s: CP-SAT, near the gap of another roster", self._tier.name)
            bracket = self._decided_near(near)
        if bracket is None and self._lines.known:
            _LOG.debug("%s: lines", self._tier.name)
            bracket = self._lined()
        if bracket is None:
            _LOG.debug("%s: counts and CP-SAT, by bisection", self._tier.name)
            bracket = self._bisected()
        bound = Fraction(self._values[bracket.bound])
        self._tier.bound = bound if self._tier.bound is None else min(bound, self._tier.bound)
        self._models.keep(self._at_least(bracket.low))

    # -- ways to search ----------------------------------------------------------------------

    def _decided_near(self, near: Roster) -> Bracket | None:
        """Put gaps near another roster's to the whole model; return None when that is no guide."""
        low = self._place()
        bracket = Bracket(low, max(low, self._ceiling()), self._place(near), galloping=True)
        while bracket.open and not self._search.stopped:
            self._ask(bracket.place)
            far = bracket.climb >= _FAR
            model = self._models.of_rosters(extra=self._at_least(bracket.place))
            limit = _DECIDING.share * QUICK_EFFORT
            end = self._search.run(model, _DECIDING, limit, self._tier).end
            if end is End.UNKNOWN or (end.solved and far):
                return None
            self._record(bracket, bracket.place, end)
        return None if bracket.open else bracket

    def _lined(self) -> Bracket | None:
        """Bisect what fractions of lines allow, and look for rosters from there down.

        Return None when the lines say nothing, such as where there are too many.
        """
        low = self._place()
        likely = sum(value <= self._target.likely for value in self._values) - 1
        bound = len(self._values) - 1
        allowed = Bracket(low, bound, likely if low < likely < bound else None)
        while allowed.open and not self._search.stopped:
            self._ask(allowed.place)
            end = self._lines.relax_gap(self._target, self._values[allowed.place])
            if end is End.IMPOSSIBLE:
                allowed.refute(allowed.place)
                self._tier.bound = Fraction(self._values[allowed.bound])
            elif end is End.FEASIBLE:
                allowed.show(allowed.place)
            else:
                return None
        bracket = Bracket(low, allowed.bound, allowed.bound)
        step = 1
        while bracket.open and not self._search.stopped:
            self._ask(bracket.high)
            end = self._lines.try_gap(self._tier, self._target, self._values[bracket.high])
            if end is End.IMPOSSIBLE:
                bracket.refute(bracket.high)
                self._tier.bound = Fraction(self._values[bracket.bound])
            elif end.solved:
                bracket.show(self._place())
                break
            else:
                bracket.skip(max(bracket.high - step + 1, low + 1))
                step *= 2
        return bracket

    def _bisected(self) -> Bracket:
        """Bisect the values that are not refuted yet, then go up step by step."""
        bound = len(self._values) - 1
        if self._keeping():
            bound = self._bound_by_keeping()
        bound = self._bound_by_counts(bound)
        low = self._place()
        likely = sum(value <= self._target.likely for value in self._values) - 1
        bracket = Bracket(low, bound, likely if low < likely < bound else None)
        solver, effort = self._search.solver, self._search.parameters.effort
        last = solver.effort + self._tier.tier.patience * effort
        while bracket.open and not self._search.stopped and solver.effort < last:
            self._ask(bracket.place)
            end = self._try_counted(bracket.place)
            if end is End.UNKNOWN:
                bracket.skip(bracket.place)
            else:
                self._record(bracket, bracket.place, end)
        while not bracket.proved and not self._search.stopped and solver.effort < last:
            end = self._try_anywhere(bracket.low + 1)
            if end is End.UNKNOWN:
                break
            self._record(bracket, bracket.low + 1, end)
        return bracket

    def _bound_by_keeping(self) -> int:
        """Bisect from the widest gap down, where nearly all is kept; return the bound's place.

        What is kept bounds the gap without any model, and hardly anything else may move, so the
        solver finds or refutes a gap at once.
        """
        low = self._place()
        lost = bisect_left(self._values, True, low + 1, key=self._cannot_keep)
        bracket = Bracket(low, lost - 1, lost - 1)
        while bracket.open and not self._search.stopped:
            self._ask(bracket.place)
            end = self._try_anywhere(bracket.place)
            if end is End.UNKNOWN:
                break
            self._record(bracket, bracket.place, end)
        return bracket.bound

    def _bound_by_counts(self, bound: int) -> int:
        """Return the place of the widest gap, up to a given one, that the counts allow."""
        allowed = Bracket(self._place(), bound)
        while allowed.open and not self._search.stopped:
            end, _ = self._counted(self._at_least(allowed.place))
            if end is End.IMPOSSIBLE:
                allowed.refute(allowed.place)
            else:
                allowed.show(allowed.place)
        return allowed.bound

    # -- single gaps -------------------------------------------------------------------------

    def _try_counted(self, place: int) -> End:
        """Look for a roster with a gap, and with loads that the counts under that gap allow.

        Either the counts refute the gap, or they say which loads to look for.
        """
        extra = self._at_least(place)
        end, pins = self._counted(extra)
        if end is End.IMPOSSIBLE:
            return end
        model = self._models.of_rosters(pins, extra)
        end = self._search.quick(model, self._tier, tries=_GAP_TRIES)
        return end if end.solved else End.UNKNOWN

    def _try_anywhere(self, place: int) -> End:
        """Look for a roster with a gap, whatever its loads."""
        model = self._models.of_rosters(extra=self._at_least(place))
        return self._search.quick(model, self._tier, tries=_GAP_TRIES)

    def _counted(self, extra: Sequence[AtMost]) -> tuple[End, Pins]:
        """Count under more statements; return loads as good as those of the best roster."""
        view = self._models.view
        tiers = [tier for tier in self._incumbent.decided if countable(view, tier.target)]
        limit = self._search.limit(self._search.parameters.ladder[0])
        end, loads = self._models.of_counts(tiers, extra).loads(self._search.solver, limit)
        return end, pins_of(tiers, loads) if loads else []

    def _at_least(self, place: int) -> list[AtMost]:
        return at_least_wide(self._models.view, self._target, self._values[place])

    def _record(self, bracket: Bracket, place: int, end: End) -> None:
        """Record the result of trying a gap: the best roster's gap, or that there is none."""
        if end.solved:
            bracket.show(self._place())
        else:
            assert end is End.IMPOSSIBLE
            bracket.refute(place)

    # -- where things stand ------------------------------------------------------------------

    def _place(self, roster: Roster | None = None) -> int:
        """Return where a roster's value, by default the best one's, stands among the values."""
        return max(bisect_right(self._values, self._incumbent.value(self._tier, roster)) - 1, 0)

    def _ceiling(self) -> int:
        """Return the place of the widest gap that known bounds allow."""
        known = self._incumbent.known_bound(self._tier)
        return bisect_right(self._values, known) - 1 if known is not None else len(self._values) - 1

    def _keeping(self) -> list[tuple[Few, dict[str, list[str]], Fraction]]:
        """Return the sums decided that count who keeps a published shift, with their values."""
        named = [
            (tier.target, names_of(self._models.view, tier.target), value)
            for tier, value in self._incumbent.values()
            if isinstance(tier.target, Few)
        ]
        return [(target, names, value) for target, names, value in named if names]

    def _cannot_keep(self, gap: int) -> bool:
        """Return whether gaps this wide let fewer shifts be kept than the best roster keeps."""
        return any(
            most_kept(self._target, names, gap) < target.constant - value
            for target, names, value in self._keeping()
        )

    def _ask(self, place: int) -> None:
        self._progress.at(self._tier, f"{self._values[place]} {self._tier.tier.unit}?")
