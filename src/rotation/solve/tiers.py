"""The goals one after the other, each to its proof before the next (docs/solving.md).

1. Bounds for the fairness tiers come from the model of counts (`rotation.solve.counts`).
2. A roster with exactly the loads of that optimum is looked for: a search without objective. When
   it is found, all those tiers are proved at once.
3. Where it is not, and for the other tiers, the tier is minimised under the values of the tiers
   before it, on a ladder of reproducible attempts.

The method is lexicographic optimisation by constraints on the earlier tiers; see M. Ehrgott,
Multicriteria Optimization (2005), section 5.1.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ortools.sat.python import cp_model

from rotation.errors import Impossible, Interrupted, OutOfEffort
from rotation.goals.base import Few, Goal, Level, Target, Tier, Together, Wide
from rotation.model.objective import Objective, Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.solve.cost import Cost, few, level
from rotation.solve.counts import Counts, Loads, Packing, countable
from rotation.solve.model import Model
from rotation.solve.parameters import QUICK_EFFORT, Attempt, Parameters
from rotation.solve.search import Answer, End, Search
from rotation.solve.start import first_roster
from rotation.solve.stop import Stop
from rotation.solve.view import AtMost, ModelView
from rotation.solve.wide import at_least_wide, thresholds

__all__ = ["Progress", "Solved", "solve"]

_MOST_PAIRS = 250_000
"""Pairs of shifts times people: 120 people x 2 tracks x 52 weeks are twice that, 10 s to weigh."""

_GAP_TRIES = 2
"""A gap is tried often, each time a little wider or narrower, so each try is short."""


Progress = Callable[[str], None]
"""Told, in a few words, what is being looked at."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A roster, what it reached, and what that took.

    Attributes
    ----------
    roster : Roster
        The best found.
    objectives : tuple of Objective
        One a tier, in order.
    effort : float
        Deterministic units used.
    stopped : str
        Why the search was cut short from outside; empty when it was not, and then equal inputs
        give equal rosters.
    """

    roster: Roster
    objectives: tuple[Objective, ...]
    effort: float
    stopped: str


@dataclass(slots=True)
class _Stage:
    """A tier on its way."""

    goal: Goal
    index: int
    target: Target
    bound: Fraction | None = None

    @property
    def tier(self) -> Tier:
        return self.goal.tiers[self.index]

    @property
    def name(self) -> str:
        return f"{self.goal.name}.{self.tier.part}" if self.tier.part else self.goal.name


@dataclass(slots=True)
class _Run:
    problem: Problem
    rules: Sequence[Rule]
    parameters: Parameters
    search: Search
    progress: Progress
    view: ModelView
    best: Roster | None = None
    done: list[_Stage] = field(default_factory=list)
    fits: Packing | None = None

    @property
    def roster(self) -> Roster:
        """The best roster so far; `start` has found the first one."""
        assert self.best is not None
        return self.best

    # -- measuring, always without the solver ------------------------------------------------

    def value(self, stage: _Stage, roster: Roster) -> Fraction:
        return Fraction(stage.goal.measure(self.problem, roster)[stage.index])

    def accept(self, roster: Roster, stages: Sequence[_Stage]) -> None:
        """Keep a roster when it is no worse in the tiers so far, the first difference deciding."""
        if self.best is None:
            self.best = roster
            return
        for stage in stages:
            new, old = self.value(stage, roster), self.value(stage, self.best)
            if new != old:
                if (new < old) == (stage.tier.sense is Sense.LEAST):
                    self.best = roster
                return
        self.best = roster

    # -- models ------------------------------------------------------------------------------

    def model(
        self,
        pins: Sequence[tuple[Level, Loads]] = (),
        extra: Sequence[AtMost] = (),
    ) -> Model:
        """Build a model that is as good as the best roster in every tier done.

        Loads that are pinned need no costs: they are much easier to find than to weigh.
        """
        model = Model(self.view)
        model.say(extra)
        pinned = {id(target) for target, _ in pins}
        for target, loads in pins:
            for person, load in loads.items():
                model.cp.add(_held(self.view, model, target, person) == load)
        for stage in self.done:
            if not isinstance(stage.target, Wide) and id(stage.target) not in pinned:
                cost = self.cost(model, stage.target)
                model.cp.add(cost.expression <= cost.at_most(self.value(stage, self.roster)))
        if self.best is not None:
            model.hint(self.best)
        return model

    def cost(self, model: Model, target: Few | Level | Together) -> Cost:
        if isinstance(target, Few):
            return few(model.terms(target.terms), target.constant)
        if isinstance(target, Together):
            singles = [(cost, self.view.works(p, s)) for cost, p, s in target.singles]
            return few([*model.terms(singles), *model.together(target.pairs)], 0)
        held = {p: _held(self.view, model, target, p) for p in target.base}
        most = {p: self.packing().heaviest(p, target.amounts) for p in target.base}
        return level(model.cp, target, held, most)

    def packing(self) -> Packing:
        """Return what fits side by side by the rules alone, made once."""
        if self.fits is None:
            self.fits = Packing(self.view)
        return self.fits

    def limit(self, attempt: Attempt) -> float:
        return attempt.share * self.parameters.effort

    def find(self, model: Model, tries: int | None = None) -> Answer:
        """Look for any roster: without an objective, that is easy or not to be had quickly."""
        for attempt in self.parameters.quick[:tries]:
            answer = self.search.run(model.cp, attempt, attempt.share * QUICK_EFFORT)
            if answer.end is not End.UNKNOWN:
                break
        return answer

    # -- stages ------------------------------------------------------------------------------

    def run(self, goals: Sequence[Goal]) -> None:
        stages: list[_Stage] = []
        waiting = list(goals)
        while waiting and all(countable(self.view, stage.target) for stage in stages):
            stages += self.post(waiting.pop(0))
        self.start(stages)
        stages = stages[self.count(stages) :]
        while stages or waiting:
            if not stages:
                stages = self.post(waiting.pop(0))
            stage = stages.pop(0)
            self.progress(stage.tier.title)
            if not self.search.stopped:
                self.improve(stage)
            self.done.append(stage)

    def post(self, goal: Goal) -> list[_Stage]:
        targets = goal.post(self.problem, self.view)
        return [_Stage(goal, index, target) for index, target in enumerate(targets)]

    def start(self, stages: Sequence[_Stage]) -> None:
        """Begin with a roster dealt out by hand, so that there is always a plan to show.

        Rules from outside may ask for what the dealing does not know: then any roster will do.
        """
        levels = [stage.target for stage in stages if isinstance(stage.target, Level)]
        dealt = first_roster(self.view, levels)
        broken, _ = split(self.problem, violations(self.problem, dealt, self.rules))
        if not broken:
            self.best = dealt
            return
        model = self.model()
        for attempt in self.parameters.ladder:
            answer = self.search.run(model.cp, attempt, self.limit(attempt))
            if answer.end is End.IMPOSSIBLE:
                raise Impossible("no plan keeps every rule, even with every shift open")
            if self.take(answer, model, ()):
                return
        if self.search.stopped:
            raise Interrupted(f"{self.search.stopped} before there was any plan")
        raise OutOfEffort("no plan was found; give more effort (--effort)")

    def count(self, stages: Sequence[_Stage]) -> int:
        """Prove the leading countable tiers; return how many those were."""
        prefix = []
        for stage in stages:
            if not countable(self.view, stage.target):
                break
            prefix.append(stage)
        loads = self.bound(prefix)
        self.progress("a roster with the fairest loads")
        if loads and self.attain(prefix, loads):
            self.done += prefix
            return len(prefix)
        # A bound supposes that the tiers before are at theirs, which is not so now: only the
        # first supposes nothing.
        for stage in prefix[1:]:
            stage.bound = None
        for number, stage in enumerate(prefix):
            self.progress(stage.tier.title)
            if not self.search.stopped:
                self.count_one(stage, prefix[:number])
            self.done.append(stage)
        return len(prefix)

    def attain(self, stages: Sequence[_Stage], loads: Sequence[Loads]) -> bool:
        """Look for a roster with these loads; tell whether every tier is at its bound."""
        model = self.model(_pins(stages, loads))
        for stage in stages:
            if isinstance(stage.target, Few) and stage not in self.done:
                assert stage.bound is not None
                cost = self.cost(model, stage.target)
                model.cp.add(cost.expression <= cost.at_most(stage.bound))
        return self.take(self.find(model), model, stages) and all(map(self.reached, stages))

    def bound(self, stages: Sequence[_Stage]) -> list[Loads]:
        """Bound tiers by counts; return the loads of the optimum, none when out of effort."""
        counts = Counts(self.view, [stage.target for stage in stages])
        loads: list[Loads] = []
        for stage in stages:
            self.progress(f"bound: {stage.tier.title}")
            bounded = counts.bound(self.search, self.parameters.effort)
            if bounded is None:
                return []
            stage.bound, loads = bounded
        return loads

    def count_one(self, stage: _Stage, before: Sequence[_Stage]) -> None:
        """Prove one countable tier, under the values that the tiers before it really reached."""
        counts = Counts(self.view, [s.target for s in (*before, stage)])
        counts.restrict([self.value(s, self.roster) for s in before])
        bounded = counts.bound(self.search, self.parameters.effort)
        if bounded is not None:
            stage.bound, loads = bounded
            if self.attain((*before, stage), loads):
                return
        self.improve(stage)

    def take(self, answer: Answer, model: Model, stages: Sequence[_Stage]) -> bool:
        """Keep what an answer found; tell whether it found something."""
        if answer.found:
            self.accept(model.roster(answer.true), stages)
        return answer.found

    def improve(self, stage: _Stage) -> None:
        """Bring one tier to its proof, or to the end of the effort."""
        if isinstance(stage.target, Wide):
            self.widen(stage, stage.target)
        else:
            self.minimise_near(stage, stage.target)
            self.minimise(stage, stage.target)

    def pins(self) -> list[tuple[Level, Loads]]:
        """Return the loads of the best roster in the tiers done."""
        return [
            (stage.target, _loads(stage.target, self.roster))
            for stage in self.done
            if isinstance(stage.target, Level)
        ]

    def minimise_near(self, stage: _Stage, target: Few | Level | Together) -> None:
        """Look for a better roster among those with the same loads, which is fast."""
        pins = self.pins()
        if pins and stage.tier.patience == 1 and not self.reached(stage):
            model = self.model(pins)
            cost = self.cost(model, target)
            model.cp.minimize(cost.expression)
            attempt = self.parameters.ladder[0]
            self.take(
                self.search.run(model.cp, attempt, self.limit(attempt)), model, (*self.done, stage)
            )

    def minimise(self, stage: _Stage, target: Few | Level | Together) -> None:
        """Minimise under the tiers done, on the whole ladder."""
        stage.bound = max(_trivial(target), stage.bound or _trivial(target))
        if self.reached(stage) or self.too_large(target):
            return
        model = self.model()
        cost = self.cost(model, target)
        model.cp.add(cost.expression >= cost.at_least(stage.bound))
        model.cp.minimize(cost.expression)
        for attempt in self.parameters.ladder:
            if attempt.workers > 1 and stage.tier.patience < 1:
                return  # a portfolio pays only where proofs matter
            limit = self.limit(attempt) * stage.tier.patience
            answer = self.search.run(model.cp, attempt, limit)
            if self.take(answer, model, (*self.done, stage)):
                stage.bound = max(stage.bound, cost.value(answer.bound))
                model.hint(self.roster)
            if self.search.stopped or self.reached(stage):
                return

    def too_large(self, target: Target) -> bool:
        """Tell whether a model of all the pairs would take longer than its answer is worth."""
        people = len(self.problem.people)
        return isinstance(target, Together) and len(target.pairs) * people > _MOST_PAIRS

    def reached(self, stage: _Stage) -> bool:
        return self.value(stage, self.roster) == stage.bound

    def widen(self, stage: _Stage, target: Wide) -> None:
        """Bisect the smallest gap: the counts or the solver refute it, or a roster has it."""
        values = thresholds(target)
        low = self.place(stage, values)
        high = bound = self.refute(target, values, low)
        likely = sum(value <= target.likely for value in values) - 1
        last = self.search.effort + stage.tier.patience * self.parameters.effort
        while low < high and not self.search.stopped and self.search.effort < last:
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
        while low < bound and not self.search.stopped and self.search.effort < last:
            end = self.try_anywhere(stage, at_least_wide(self.view, target, values[low + 1]))
            low = self.place(stage, values)
            if end is End.IMPOSSIBLE:
                bound = low
            elif end is End.UNKNOWN:
                break
        stage.bound = Fraction(values[max(low, bound)])
        self.view.statements += at_least_wide(self.view, target, values[low])

    def refute(self, target: Wide, values: Sequence[int], low: int) -> int:
        """Return the place of the widest gap that the counts allow."""
        high = len(values) - 1
        while low < high and not self.search.stopped:
            middle = (low + high + 1) // 2
            counts, _ = self.counts_with(at_least_wide(self.view, target, values[middle]))
            end, _ = counts.loads(self.search, self.limit(self.parameters.ladder[0]))
            if end is End.IMPOSSIBLE:
                high = middle - 1
            else:
                low = middle
        return high

    def counts_with(self, extra: Sequence[AtMost]) -> tuple[Counts, list[_Stage]]:
        """Return counts as good as the best roster under more statements, and their stages."""
        stages = [s for s in self.done if countable(self.view, s.target)]
        counts = Counts(self.view, [s.target for s in stages], extra)
        counts.restrict([self.value(s, self.roster) for s in stages])
        return counts, stages

    def place(self, stage: _Stage, values: Sequence[int]) -> int:
        """Return where the best roster's value stands among the values there are."""
        return max(bisect_right(values, self.value(stage, self.roster)) - 1, 0)

    def try_anywhere(self, stage: _Stage, extra: Sequence[AtMost]) -> End:
        """Look for a roster that keeps some statements, whatever its loads."""
        model = self.model(extra=extra)
        answer = self.find(model, _GAP_TRIES)
        self.take(answer, model, (*self.done, stage))
        return answer.end

    def try_gap(self, stage: _Stage, target: Wide, gap: int) -> End:
        """Look for a roster with every gap at least so wide.

        The counts under that gap refute it, or say which loads to look for.
        """
        extra = at_least_wide(self.view, target, gap)
        counts, stages = self.counts_with(extra)
        end, loads = counts.loads(self.search, self.limit(self.parameters.ladder[0]))
        if end is End.IMPOSSIBLE:
            return end
        near = self.model(_pins(stages, loads) if loads else [], extra)
        found = self.take(self.find(near, _GAP_TRIES), near, (*self.done, stage))
        return End.FEASIBLE if found else End.UNKNOWN


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    parameters: Parameters | None = None,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Solved:
    """Find the best roster, goal after goal.

    Parameters
    ----------
    problem : Problem
        What is to be decided.
    rules : sequence of Rule
        What must hold.
    goals : sequence of Goal
        What is wanted, most important first.
    parameters : Parameters, optional
        Effort and attempts.
    stop : Stop, optional
        Asked while the solver runs; a stopped search returns the best roster so far.
    progress : callable, optional
        Told what is being looked at.

    Raises
    ------
    Impossible
        When no roster keeps the rules, even with every shift open.
    Interrupted
        When it is stopped before there is any roster.
    OutOfEffort
        When the effort ends before that.
    """
    view = ModelView(problem)
    for rule in rules:
        rule.post(problem, view)
    search = Search(stop)
    run = _Run(problem, rules, parameters or Parameters(), search, progress or _quiet, view)
    run.run(goals)
    return Solved(run.roster, _objectives(run), search.effort, search.stopped)


def _objectives(run: _Run) -> tuple[Objective, ...]:
    objectives = []
    for stage in run.done:
        value = run.value(stage, run.roster)
        bound = _trivial(stage.target) if stage.bound is None else stage.bound
        least = stage.tier.sense is Sense.LEAST
        assert bound <= value if least else bound >= value, f"{stage.name}: {bound} is no bound"
        objectives.append(
            Objective(
                stage.goal.name,
                stage.tier.part,
                stage.tier.title,
                stage.tier.sense,
                value,
                bound,
                stage.tier.unit,
            )
        )
    return tuple(objectives)


def _pins(stages: Sequence[_Stage], loads: Sequence[Loads]) -> list[tuple[Level, Loads]]:
    return [
        (stage.target, load)
        for stage, load in zip(stages, loads, strict=True)
        if isinstance(stage.target, Level)
    ]


def _held(view: ModelView, model: Model, target: Level, person: str) -> cp_model.LinearExprT:
    return model.sum(
        [(amount, view.works(person, shift)) for shift, amount in target.amounts.items() if amount]
    )


def _loads(target: Level, roster: Mapping[str, str | None]) -> Loads:
    loads = dict.fromkeys(target.base, 0)
    for shift, amount in target.amounts.items():
        holder = roster[shift]
        if holder in loads:
            loads[holder] += amount
    return loads


def _trivial(target: Target) -> Fraction:
    """Return a bound that needs no search."""
    if isinstance(target, Wide):
        return Fraction(target.widest)
    if isinstance(target, Level | Together):
        return Fraction(0)
    return Fraction(target.constant + sum(min(cost, 0) for cost, _ in target.terms))


def _quiet(message: str) -> None:
    del message
