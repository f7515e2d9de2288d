"""The goals one after the other, each to its proof before the next (docs/solving.md).

1. Bounds for the fairness tiers come from the model of counts (`rotation.solve.counts`).
2. A roster with exactly the loads of that optimum is looked for: a search without objective. When
   it is found, all those tiers are proved at once.
3. Where it is not, and for the other tiers, the tier is minimised under the values of the tiers
   before it, on a ladder of reproducible attempts.

The method is lexicographic optimisation by constraints on the earlier tiers; see M. Ehrgott,
Multicriteria Optimization (2005), section 5.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from rotation.errors import Impossible, Interrupted, OutOfEffort
from rotation.goals.base import Few, Goal, Level, Target, Together, Wide
from rotation.model.objective import Objective, Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.solve.counts import CountModel, PersonLoads, countable
from rotation.solve.parameters import Parameters
from rotation.solve.run import Progress, Stage, pins_of, trivial
from rotation.solve.solver import End, Solver
from rotation.solve.stop import Stop
from rotation.solve.widest_gap import Widening
from rotation.statements.gaps import apart
from rotation.statements.greedy import first_roster
from rotation.statements.view import ModelView

__all__ = ["Progress", "Solved", "solve"]

_MOST_PAIRS = 250_000
"""Pairs of shifts times people: 120 people x 2 tracks x 52 weeks are twice that, 10 s to weigh."""


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


class _Run(Widening):
    """The tiers one after the other."""

    __slots__ = ()

    # -- stages ------------------------------------------------------------------------------

    def run(self, goals: Sequence[Goal], start: Roster | None) -> None:
        stages: list[Stage] = []
        waiting = list(goals)
        while waiting and all(countable(self.view, stage.target) for stage in stages):
            stages += self.post(waiting.pop(0))
        self.start(stages, start)
        stages = stages[self.count(stages) :]
        while stages or waiting:
            if not stages:
                stages = self.post(waiting.pop(0))
            stage = stages.pop(0)
            self.progress(stage.tier.title)
            if not self.solver.stopped:
                self.improve(stage)
            self.done.append(stage)

    def post(self, goal: Goal) -> list[Stage]:
        targets = goal.post(self.problem, self.view)
        return [Stage(goal, index, target) for index, target in enumerate(targets)]

    def start(self, stages: Sequence[Stage], start: Roster | None) -> None:
        """Begin with a roster dealt out by hand, so that there is always a plan to show.

        It keeps what is given, or published, as far as the rules let it. Rules from outside may
        ask for what the dealing does not know: then any roster will do.
        """
        levels = [stage.target for stage in stages if isinstance(stage.target, Level)]
        dealt = first_roster(self.view, levels, start or self.problem.published)
        broken, _ = split(self.problem, violations(self.problem, dealt, self.rules))
        if not broken:
            self.best = dealt
            return
        model = self.model()
        for attempt in self.parameters.ladder:
            response = self.solver.run(model.cp, attempt, self.limit(attempt))
            if response.end is End.IMPOSSIBLE:
                raise Impossible("no plan keeps every rule, even with every shift open")
            if self.take(response, model, ()):
                return
        if self.solver.stopped:
            raise Interrupted(f"{self.solver.stopped} before there was any plan")
        raise OutOfEffort("no plan was found; give more effort (--effort)")

    def count(self, stages: Sequence[Stage]) -> int:
        """Prove the leading countable tiers; return how many those were."""
        prefix = list(takewhile(lambda stage: countable(self.view, stage.target), stages))
        loads = self.bound(prefix)
        if loads and all(map(self.reached, prefix)):
            self.done += prefix
            return len(prefix)
        self.progress("a roster with the fairest loads")
        if loads and self.attain(prefix, loads):
            self.done += prefix
            return len(prefix)
        supposed = True
        for number, stage in enumerate(prefix):
            self.progress(stage.tier.title)
            # A bound supposes that the tiers before are at theirs.
            bound = stage.bound = stage.bound if supposed else None
            if not (self.solver.stopped or self.reached(stage)):
                self.count_one(stage, prefix[:number])
            supposed = self.value(stage, self.roster) == bound
            self.done.append(stage)
        return len(prefix)

    def attain(self, stages: Sequence[Stage], loads: Sequence[PersonLoads]) -> bool:
        """Look for a roster with these loads; return whether every tier is at its bound."""
        model = self.model(pins_of(stages, loads))
        for stage in stages:
            if isinstance(stage.target, Few) and stage not in self.done:
                assert stage.bound is not None
                cost = self.cost(model, stage.target)
                model.cp.add(cost.expression <= cost.at_most(stage.bound))
        return self.take(self.find(model), model, stages) and all(map(self.reached, stages))

    def bound(self, stages: Sequence[Stage]) -> list[PersonLoads]:
        """Bound tiers by counts; return the loads of the optimum, none when out of effort."""
        counts = CountModel(self.view, [stage.target for stage in stages], packing=self.packing())
        loads: list[PersonLoads] = []
        before: list[tuple[Stage, Fraction]] = []
        for stage in stages:
            self.progress(f"bound: {stage.tier.title}")
            floor = self.floor(stage, before)
            bounded = counts.bound(self.solver, self.parameters.effort, floor)
            if bounded is None:
                return []
            stage.bound, loads = bounded
            before.append((stage, stage.bound))
        return loads

    def count_one(self, stage: Stage, before: Sequence[Stage]) -> None:
        """Prove one countable tier, under the values that the tiers before it really reached."""
        counts = CountModel(self.view, [s.target for s in (*before, stage)], packing=self.packing())
        counts.restrict([self.value(s, self.roster) for s in before])
        floor = self.floor(stage, [(s, self.value(s, self.roster)) for s in before])
        bounded = counts.bound(self.solver, self.parameters.effort, floor)
        if bounded is not None:
            stage.bound, loads = bounded
            if self.attain((*before, stage), loads):
                return
        self.improve(stage)

    def improve(self, stage: Stage) -> None:
        """Bring one tier to its proof, or to the end of the effort."""
        if isinstance(stage.target, Wide):
            self.widen(stage, stage.target)
        else:
            self.minimise_near(stage, stage.target)
            self.minimise(stage, stage.target)
            if isinstance(stage.target, Together) and self.value(stage, self.roster) == 0:
                self.view.statements += apart(self.view, stage.target)

    def minimise_near(self, stage: Stage, target: Few | Level | Together) -> None:
        """Look for a better roster among those with the same loads, which is fast."""
        pins = self.pins()
        if pins and stage.tier.patience == 1 and not self.reached(stage):
            model = self.model(pins)
            cost = self.cost(model, target, self.value(stage, self.roster))
            model.cp.minimize(cost.expression)
            attempt = self.parameters.ladder[0]
            self.take(
                self.solver.run(model.cp, attempt, self.limit(attempt)), model, (*self.done, stage)
            )

    def minimise(self, stage: Stage, target: Few | Level | Together) -> None:
        """Minimise under the tiers done, on the whole ladder."""
        floor = self.floor(stage, [(s, self.value(s, self.roster)) for s in self.done])
        stage.bound = max(b for b in (trivial(target), stage.bound, floor) if b is not None)
        if self.reached(stage) or self.too_large(target):
            return
        model = self.model()
        cost = self.cost(model, target, self.value(stage, self.roster))
        model.cp.add(cost.expression >= cost.at_least(stage.bound))
        model.cp.minimize(cost.expression)
        for attempt in self.parameters.ladder:
            if attempt.workers > 1 and stage.tier.patience < 1:
                return  # a portfolio pays only where proofs matter
            limit = self.limit(attempt) * stage.tier.patience
            response = self.solver.run(model.cp, attempt, limit)
            if self.take(response, model, (*self.done, stage)):
                stage.bound = max(stage.bound, cost.value(response.bound))
                model.hint(self.roster)
            if self.solver.stopped or self.reached(stage):
                return

    def too_large(self, target: Target) -> bool:
        """Return whether a model of all the pairs would take longer than its answer is worth."""
        people = len(self.problem.people)
        return isinstance(target, Together) and len(target.pairs) * people > _MOST_PAIRS


def solve(
    problem: Problem,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
    parameters: Parameters | None = None,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
    start: Roster | None = None,
    known: Sequence[Objective] = (),
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
        Called with what is being looked at.
    start : Roster, optional
        Where to begin: what of it breaks a rule is dealt out anew. By default what is published.
    known : sequence of Objective, optional
        What is proved of the same problem with fewer rules: as long as every tier before has the
        value it has there, no roster can be better than the bound there.

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
    solver = Solver(stop)
    run = _Run(problem, rules, parameters or Parameters(), solver, progress or _quiet, view)
    run.known, run.near = tuple(known), start
    run.run(goals, start)
    return Solved(run.roster, _objectives(run), solver.effort, solver.stopped)


def _objectives(run: _Run) -> tuple[Objective, ...]:
    objectives = []
    for stage in run.done:
        value = run.value(stage, run.roster)
        bound = trivial(stage.target) if stage.bound is None else stage.bound
        least = stage.tier.sense is Sense.LEAST
        assert bound <= value if least else bound >= value, f"{stage.name}: {bound} is not a bound"
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


def _quiet(message: str) -> None:
    del message
