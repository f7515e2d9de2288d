"""The fewest pairs of near shifts in a long horizon, a few weeks at a time.

Lines of a whole horizon are too long where everybody holds dozens of shifts, but pairs that cannot
be avoided are few, and each is the matter of a few weeks. So a roster gets better window by window,
with all other shifts settled; and what its windows must have by themselves is a bound, since no
pair is in two of them.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from rotation.goals.base import Few, Level, Spread, Together
from rotation.model.roster import Roster
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.lines.measures import Measure, measure_of
from rotation.solve.lines.successions import fewest
from rotation.solve.lines.windows import window
from rotation.solve.posted_tiers import PostedTier
from rotation.solve.roster_search import RosterSearch
from rotation.solve.tier_models import TierModels
from rotation.solve.window_search import WindowSearch
from rotation.statements.gaps import apart

__all__ = ["FewPairs"]

_UNLIMITED = Fraction(10**6)
"""Pairs of a window that shall be counted, however many a line has."""


class FewPairs:
    """Bounds the pairs of a roster, and looks for rosters with fewer.

    Parameters
    ----------
    incumbent : Incumbent
        The best roster and the tiers decided; what is found is offered to it.
    models : TierModels
        For what was stated; is given what a proof shows of every roster as good.
    search : RosterSearch
        For the criterion to stop; the effort is counted there.
    """

    def __init__(self, incumbent: Incumbent, models: TierModels, search: RosterSearch) -> None:
        self._incumbent, self._models, self._search = incumbent, models, search

    def improve(self, tier: PostedTier, target: Together) -> None:
        """Raise the bound of the next tier, and look for rosters at it.

        Statements of auxiliary literals are not known here: with them nothing is done.

        Parameters
        ----------
        tier : PostedTier
            It has a bound, which is raised.
        target : Together
            The tier's.
        """
        view = self._models.view
        frame = frame_of(view, self._models.packing.candidates)
        if frame is None:
            return
        limits = self._limits(frame)
        aim = measure_of(view, target, _UNLIMITED, {}, frame.can)
        assert aim is not None
        assert tier.bound is not None
        whole = window(frame, limits, aim, (0, len(frame.shifts)))
        exact = fewest(whole)
        if exact is not None:
            tier.bound = max(tier.bound, Fraction(exact.value))
            if not whole.limits:
                self._offer(frame, exact.holders, tier)
            return
        row = {person: number for number, person in enumerate(frame.people)}
        holders = [self._incumbent.roster[shift] for shift in frame.shifts]
        windows = WindowSearch(frame, limits, aim, self._search)
        now = [-1 if holder is None else row[holder] for holder in holders]
        if not self._levelled:
            windows.improve(now)
            self._offer(frame, now, tier)
        windows.refute(now)
        tier.bound = max(tier.bound, Fraction(windows.least))
        if self._incumbent.value(tier) == windows.least:
            self._keep_apart(frame, target, windows)

    @property
    def _levelled(self) -> bool:
        """Whether a tier is decided that windows by themselves say nothing about."""
        return any(isinstance(tier.target, Level | Spread) for tier in self._incumbent.decided)

    def _limits(self, frame: Frame) -> list[Measure]:
        limits = []
        for tier, value in self._incumbent.values():
            if isinstance(tier.target, Few):
                measure = measure_of(self._models.view, tier.target, value, {}, frame.can)
                if measure is not None:
                    limits.append(measure)
        return limits

    def _offer(self, frame: Frame, holders: Sequence[int], tier: PostedTier) -> None:
        pairs = zip(frame.shifts, holders, strict=True)
        roster = Roster({shift: None if n < 0 else frame.people[n] for shift, n in pairs})
        if self._incumbent.as_good(roster):
            self._incumbent.offer(roster, tier)

    def _keep_apart(self, frame: Frame, target: Together, windows: WindowSearch) -> None:
        """State what every roster as good has in common: all its pairs are in the proved windows.

        So counts know where shifts of one person must be far apart, and exchanges do.
        """
        window_of = {
            frame.shifts[shift]: number
            for number, (first, after) in enumerate(windows.proved)
            for shift in range(first, after)
        }

        def elsewhere(first: str, second: str) -> bool:
            return first not in window_of or window_of[first] != window_of.get(second)

        avoided = replace(
            target,
            pairs=tuple(pair for pair in target.pairs if elsewhere(*pair)),
            singles=tuple(single for single in target.singles if single[2] not in window_of),
            among=tuple(each for each in target.among if elsewhere(each[0], each[1])),
        )
        self._models.keep(apart(self._models.view, avoided))
