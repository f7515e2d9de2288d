"""The smallest gap made as wide as can be: bisection over what the counts do not refute."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from rotation.goals.base import Few, Wide
from rotation.model.roster import Roster
from rotation.solve.counts import CountModel, countable
from rotation.solve.parameters import QUICK_EFFORT, Attempt
from rotation.solve.run import Stage, Workshop, pins_of
from rotation.solve.solver import End
from rotation.statements.gaps import at_least_wide, most_kept, names_of, thresholds
from rotation.statements.view import AtMost

__all__ = ["Widening"]

_DECIDING = Attempt(share=0.03, seed=1, linearization_level=2)
"""With the linear relaxation, whether a gap can be is decided within a moment."""

_FAR = 4
"""Where a gap can be so much wider than another roster's, it is not a guide."""

_GAP_TRIES = 2
"""A gap is tried often, each time a little wider or narrower, so each try is short."""


class Widening(Workshop):
    """How a `Wide` target is maximised."""

    __slots__ = ()

    def widen(self, stage: Stage, target: Wide) -> None:
        """Bisect the smallest gap: the counts or the solver refute it, or a roster has it."""
        values = thresholds(target)
        if self.near is not None and self.decide(stage, target, values, self.near):
            return
        low, bound = self.place(stage, values), len(values) - 1
        if self.keeping():
            bound = self.widen_near(stage, target, values)
            low = self.place(stage, values)
        high = bound = self.refute(target, values, low, bound)
        likely = sum(value <= target.likely for value in values) - 1
        last = self.solver.effort + stage.tier.patience * self.parameters.effort
        while low < high and not self.solver.stopped and self.solver.effort < last:
            middle = likely if low < likely < high else (low + high + 1) // 2
            likely = low
            self.progress(f"{stage.tier.title}: {values[middle]} {stage.tier.unit}?")
            end = self.try_gap(stage, target, values[middle])
            if end is End.UNKNOWN:
                high = middle - 1
            elif end is End.IMPOSSIBLE:
                bound = high = middle - 1
            else:
                low = self.place(stage, values)
        while low < bound and not self.solver.stopped and self.solver.effort < last:
            end = self.try_anywhere(stage, at_least_wide(self.view, target, values[low + 1]))
            low = self.place(stage, values)
            if end is End.IMPOSSIBLE:
                bound = low
            elif end is End.UNKNOWN:
                break
        stage.bound = Fraction(values[max(low, bound)])
        self.view.statements += at_least_wide(self.view, target, values[low])

    def decide(self, stage: Stage, target: Wide, values: Sequence[int], near: Roster) -> bool:
        """Prove the smallest gap starting from another roster's; return whether that worked.

        Each gap is put to the whole model. It begins where the other roster is, and goes up or
        down from there in growing steps until the answer changes, then halves what is left.
        """
        low = self.place(stage, values)
        high = self.ceiling(stage, values)
        middle, step = max(low, self.place(stage, values, near)), 1
        fits: bool | None = None
        middle = min(middle + (middle == low), high)
        while low < high and not self.solver.stopped:
            self.progress(f"{stage.tier.title}: {values[middle]} {stage.tier.unit}?")
            extra = at_least_wide(self.view, target, values[middle])
            model = self.model(extra=extra)
            response = self.solver.run(model.cp, _DECIDING, _DECIDING.share * QUICK_EFFORT)
            if response.end is End.UNKNOWN or (response.found and fits and step > _FAR):
                self.take(response, model, (*self.done, stage))
                return False
            found = self.take(response, model, (*self.done, stage))
            low = max(low, self.place(stage, values)) if found else low
            high = high if found else middle - 1
            turned, fits = fits not in (None, found), found
            step = 0 if turned or not step else 2 * step
            middle = (low + high + 1) // 2
            if step:
                middle = min(low + step // 2, high) if found else max(high + 1 - step // 2, low + 1)
        if low < high:
            return False
        stage.bound = Fraction(values[low])
        self.view.statements += at_least_wide(self.view, target, values[low])
        return True

    def ceiling(self, stage: Stage, values: Sequence[int]) -> int:
        """Return the place of the widest gap that what is known beforehand allows."""
        known = self.floor(stage, [(s, self.value(s, self.roster)) for s in self.done])
        return len(values) - 1 if known is None else bisect_right(values, known) - 1

    def widen_near(self, stage: Stage, target: Wide, values: Sequence[int]) -> int:
        """Bisect from the widest gap down, where nearly all is kept; return the bound's place.

        What is kept bounds the gap without any model, and hardly anything else may move, so the
        solver finds or refutes a gap at once.
        """
        low = self.place(stage, values)
        lost = bisect_left(values, True, low + 1, key=partial(self.cannot_keep, target))
        middle = bound = lost - 1
        while low < bound and not self.solver.stopped:
            self.progress(f"{stage.tier.title}: {values[middle]} {stage.tier.unit}?")
            end = self.try_anywhere(stage, at_least_wide(self.view, target, values[middle]))
            if end is End.UNKNOWN:
                break
            if end is End.IMPOSSIBLE:
                bound = middle - 1
            low = self.place(stage, values)
            middle = (low + bound + 1) // 2
        return bound

    def refute(self, target: Wide, values: Sequence[int], low: int, high: int) -> int:
        """Return the place of the widest gap, up to a given one, that the counts allow."""
        while low < high and not self.solver.stopped:
            middle = (low + high + 1) // 2
            counts, _ = self.counts_with(at_least_wide(self.view, target, values[middle]))
            end, _ = counts.loads(self.solver, self.limit(self.parameters.ladder[0]))
            if end is End.IMPOSSIBLE:
                high = middle - 1
            else:
                low = middle
        return high

    def keeping(self) -> list[Stage]:
        """Return the tiers done that count who keeps a published shift."""
        return [s for s in self.done if isinstance(s.target, Few) and names_of(self.view, s.target)]

    def cannot_keep(self, target: Wide, gap: int) -> bool:
        """Return whether gaps at least so wide let less be kept than the best roster keeps."""
        return any(
            most_kept(target, names_of(self.view, stage.target), gap)
            < stage.target.constant - self.value(stage, self.roster)
            for stage in self.keeping()
            if isinstance(stage.target, Few)
        )

    def counts_with(self, extra: Sequence[AtMost]) -> tuple[CountModel, list[Stage]]:
        """Return counts as good as the best roster under more statements, and their stages."""
        stages = [s for s in self.done if countable(self.view, s.target)]
        counts = CountModel(self.view, [s.target for s in stages], extra, self.packing())
        counts.restrict([self.value(s, self.roster) for s in stages])
        return counts, stages

    def place(self, stage: Stage, values: Sequence[int], roster: Roster | None = None) -> int:
        """Return where a roster's value, by default the best one's, stands among the values."""
        return max(bisect_right(values, self.value(stage, roster or self.roster)) - 1, 0)

    def try_anywhere(self, stage: Stage, extra: Sequence[AtMost]) -> End:
        """Look for a roster that keeps some statements, whatever its loads."""
        model = self.model(extra=extra)
        response = self.find(model, _GAP_TRIES)
        self.take(response, model, (*self.done, stage))
        return response.end

    def try_gap(self, stage: Stage, target: Wide, gap: int) -> End:
        """Look for a roster with every gap at least so wide.

        The counts under that gap refute it, or say which loads to look for.
        """
        extra = at_least_wide(self.view, target, gap)
        counts, stages = self.counts_with(extra)
        end, loads = counts.loads(self.solver, self.limit(self.parameters.ladder[0]))
        if end is End.IMPOSSIBLE:
            return end
        near = self.model(pins_of(stages, loads) if loads else [], extra)
        found = self.take(self.find(near, _GAP_TRIES), near, (*self.done, stage))
        return End.FEASIBLE if found else End.UNKNOWN
