"""Rosters at the bounds of ledgers, by exchanges from the best roster so far."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rotation.goals.base import Level, Together
from rotation.model.roster import Roster
from rotation.solve.exchanges import Cap, EvenLedger, Exchanges
from rotation.solve.incumbent import Incumbent
from rotation.solve.lines.frame import Frame, frame_of
from rotation.solve.posted_tiers import PostedTier
from rotation.solve.roster_search import RosterSearch
from rotation.solve.tier_models import TierModels

__all__ = ["EvenRosters"]

_EXCHANGES = 300_000
"""That are looked at: where there is a roster at the bounds, mostly a tenth of them is enough."""

_PER_EXCHANGE = 3e-6
"""Units of effort."""

_BEFORE = 1.4
"""How much more the squares of a tier weigh than those of the next one."""

_BEFORE_AMONG_PAIRS = 4.0
"""The same where pairs cannot all be avoided: the bounds of earlier tiers are then mostly out of
reach, and with less between the weights all tiers would stay above what can be had."""

_HEAT = 2.0
"""The temperature at the beginning: a part of the weight of the first tier."""


class EvenRosters:
    """Looks for rosters with even loads, as good as the best one in every tier decided.

    Parameters
    ----------
    incumbent : Incumbent
        The best roster and the tiers decided; what is found is offered to it.
    models : TierModels
        For what was stated.
    search : RosterSearch
        For the criterion to stop; the effort is counted there.
    """

    def __init__(self, incumbent: Incumbent, models: TierModels, search: RosterSearch) -> None:
        self._incumbent, self._models, self._search = incumbent, models, search

    @property
    def knows(self) -> bool:
        """Whether exchanges know all that was stated: there are no auxiliary literals."""
        return frame_of(self._models.view, self._models.packing.candidates) is not None

    def look_for(self, tiers: Sequence[PostedTier], later: Sequence[PostedTier] = ()) -> bool:
        """Look for a roster at the bounds of the next tiers; return whether there is one.

        The tiers are about ledgers, or it is one about pairs.

        Without statements of auxiliary literals only: exchanges do not know these.

        Parameters
        ----------
        tiers : sequence of PostedTier
            The next ones.
        later : sequence of PostedTier
            Those behind them, about ledgers, which shall stay near their bounds.
        """
        view = self._models.view
        frame = frame_of(view, self._models.packing.candidates)
        if frame is None or self._search.stopped:
            return False
        aims = [(tier.target, value) for tier, value in self._incumbent.values()]
        aims += [(tier.target, tier.bound or Fraction(0)) for tier in (*tiers, *later)]
        few = [
            _pairs(tier.target, frame, tier.bound or Fraction(0))
            for tier in tiers
            if isinstance(tier.target, Together)
        ]
        levels = [(target, aim) for target, aim in aims if isinstance(target, Level)]
        ledgers: list[EvenLedger] = []
        weights = []
        wide = self._wide(frame, tiers)
        before = _BEFORE_AMONG_PAIRS if wide else _BEFORE
        heat = _HEAT * before ** max(len(levels) - 1, 0) if wide else _HEAT
        for number, (level, _) in enumerate(levels):
            ledgers += _ledgers(level, frame, number)
            amounts = [amount / level.unit for amount in level.amounts.values() if amount]
            mean = sum(amounts) / len(amounts) if amounts else 1.0
            weights.append(before ** (len(levels) - number) / mean**2)
        row = {person: number for number, person in enumerate(frame.people)}
        holders = [self._incumbent.roster[shift] for shift in frame.shifts]
        exchanges = Exchanges(
            frame.can,
            [_both_ways(masks) for masks in frame.apart],
            [-1 if holder is None else row[holder] for holder in holders],
            limits=self._limits(frame),
            ledgers=ledgers,
            tiers=[(w, float(aim)) for w, (_, aim) in zip(weights, levels, strict=True)],
            aim=few[0] if few else None,
            wide=wide,
            heat=heat,
        )
        exchanges.search(_EXCHANGES, lambda: self._search.stopped)
        self._search.solver.spend(_EXCHANGES * _PER_EXCHANGE)
        pairs = zip(frame.shifts, exchanges.holders, strict=True)
        roster = Roster({shift: None if n < 0 else frame.people[n] for shift, n in pairs})
        if self._incumbent.as_good(roster):
            self._incumbent.offer(roster, *tiers)
        return all(map(self._incumbent.reached, tiers))

    def _wide(self, frame: Frame, tiers: Sequence[PostedTier]) -> list[list[list[int]]]:
        """Return what makes no pair either, where some pairs cannot be avoided."""
        decided = [tier.target for tier, value in self._incumbent.values() if value > 0]
        targets = (*decided, *(tier.target for tier in tiers))
        paired = [target for target in targets if isinstance(target, Together)]
        for target in paired:
            frame = frame.apart_in(target)
        return [_both_ways(masks) for masks in frame.apart] if paired else []

    def _limits(self, frame: Frame) -> list[Cap]:
        """Return the statements of several people or shifts, and the pairs that were counted."""
        roster = self._incumbent.roster
        still_open = [n for n, shift in enumerate(frame.shifts) if roster[shift] is None]
        limits = [
            Cap(row.weights, row.limit - sum(row.opens.get(n, 0) for n in still_open))
            for row in frame.rows
        ]
        for tier, value in self._incumbent.values():
            if isinstance(tier.target, Together) and value > 0:
                limits.append(_pairs(tier.target, frame, value))
        return limits


def _ledgers(level: Level, frame: Frame, tier: int) -> list[EvenLedger]:
    """Return a ledger for each pool of a level; who has no account in it adds nothing."""
    nothing: Mapping[str, int] = {}
    ledgers = []
    for _, accounts in level.pools():
        mine = {level.holder(account): account for account in accounts}
        tables = [
            level.amounts_of(mine[person]) if person in mine else nothing for person in frame.people
        ]
        amounts = tuple(
            tuple(table.get(shift, 0) / level.unit for shift in frame.shifts) for table in tables
        )
        base = tuple(
            float(level.base[mine[person]] - level.share[mine[person]]) / level.unit
            if person in mine
            else 0.0
            for person in frame.people
        )
        ledgers.append(EvenLedger(amounts, base, tier))
    return ledgers


def _both_ways(later: Sequence[int]) -> list[list[int]]:
    """Return for each shift the others that cannot be held with it, given the later ones."""
    near: list[list[int]] = [[] for _ in later]
    for early, mask in enumerate(later):
        for late in range(early + 1, mask.bit_length()):
            if mask >> late & 1:
                near[early].append(late)
                near[late].append(early)
    return near


def _pairs(target: Together, frame: Frame, value: Fraction) -> Cap:
    """Return the pairs that were counted as a limit: there may be no more of them."""
    place = {shift: number for number, shift in enumerate(frame.shifts)}
    row = {person: number for number, person in enumerate(frame.people)}
    close: list[list[list[int]]] = [[[] for _ in place] for _ in row]
    everybody = frozenset(frame.people)
    for a, b, people in (*((a, b, everybody) for a, b in target.pairs), *target.among):
        for person in people:
            close[row[person]][place[a]].append(place[b])
            close[row[person]][place[b]].append(place[a])
    weights: dict[tuple[int, int], int] = {}
    for cost, person, shift in target.singles:
        key = row[person], place[shift]
        weights[key] = weights.get(key, 0) + cost
    return Cap(weights, value, close)
