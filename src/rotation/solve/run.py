"""What the tiers work with: stages, models under earlier tiers, attempts, and the best roster."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ortools.sat.python import cp_model

from rotation.goals.base import Few, Goal, Level, Target, Tier, Together, Wide
from rotation.model.objective import Objective, Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Rule
from rotation.solve.cost import Cost, few, level
from rotation.solve.counts import PersonLoads
from rotation.solve.model import Model
from rotation.solve.parameters import QUICK_EFFORT, Attempt, Parameters
from rotation.solve.solver import End, Response, Solver
from rotation.statements.packing import Packing
from rotation.statements.view import AtMost, ModelView

__all__ = ["Progress", "Stage", "Workshop", "pins_of", "trivial"]

Progress = Callable[[str], None]
"""Called with a few words on what is being looked at."""


@dataclass(slots=True)
class Stage:
    """A tier on its way."""

    goal: Goal
    index: int
    target: Target
    bound: Fraction | None = None

    @property
    def tier(self) -> Tier:
        """The goal's own word on it."""
        return self.goal.tiers[self.index]

    @property
    def name(self) -> str:
        """Goal and part, joined by a full stop."""
        return f"{self.goal.name}.{self.tier.part}" if self.tier.part else self.goal.name


@dataclass(slots=True)
class Workshop:
    """The state of a run, and what every tier does with it."""

    problem: Problem
    rules: Sequence[Rule]
    parameters: Parameters
    solver: Solver
    progress: Progress
    view: ModelView
    best: Roster | None = None
    done: list[Stage] = field(default_factory=list)
    fits: Packing | None = None
    fitted: int = 0
    known: Sequence[Objective] = ()
    near: Roster | None = None
    measured: dict[tuple[int, Roster], Sequence[Fraction]] = field(default_factory=dict)

    @property
    def roster(self) -> Roster:
        """The best roster so far; `start` has found the first one."""
        assert self.best is not None
        return self.best

    # -- measuring, always without the solver ------------------------------------------------

    def value(self, stage: Stage, roster: Roster) -> Fraction:
        """Measure a roster, each goal once."""
        key = (id(stage.goal), roster)
        if key not in self.measured:
            self.measured[key] = stage.goal.measure(self.problem, roster)
        return Fraction(self.measured[key][stage.index])

    def floor(self, stage: Stage, before: Sequence[tuple[Stage, Fraction]]) -> Fraction | None:
        """Return the bound that is known from fewer rules, where it is one.

        Parameters
        ----------
        stage : Stage
            The tier that is asked about.
        before : sequence of (Stage, Fraction)
            Every tier before it, in order, and the value it is at, or is bounded by.
        """
        here = len(before)
        if here >= len(self.known) or self.known[here].name != stage.name:
            return None
        pairs = zip(before, self.known[:here], strict=True)
        same = all(s.name == k.name and value == k.value for (s, value), k in pairs)
        return self.known[here].bound if same else None

    def accept(self, roster: Roster, stages: Sequence[Stage]) -> None:
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
        pins: Sequence[tuple[Level, PersonLoads]] = (),
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
            if isinstance(stage.target, Wide) or id(stage.target) in pinned:
                continue
            value = self.value(stage, self.roster)
            if isinstance(stage.target, Together) and value == 0:
                continue  # the view says so since the tier was done
            cost = self.cost(model, stage.target, value)
            model.cp.add(cost.expression <= cost.at_most(value))
        if self.best is not None:
            model.hint(self.best)
        return model

    def cost(
        self, model: Model, target: Few | Level | Together, value: Fraction | None = None
    ) -> Cost:
        """Post a target to a model and return its cost.

        With a value, what costs more is of no interest, and need not be in the model.
        """
        if isinstance(target, Few):
            return few(model.terms(target.terms), target.constant)
        if isinstance(target, Together):
            singles = [(cost, self.view.works(p, s)) for cost, p, s in target.singles]
            return few([*model.terms(singles), *model.together(target.pairs)], 0)
        held = {p: _held(self.view, model, target, p) for p in target.base}
        most = {p: self.packing().heaviest(p, target.amounts) for p in target.base}
        return level(model.cp, target, held, most, value)

    def packing(self) -> Packing:
        """Return what fits side by side by the statements so far, computed once."""
        said = len(self.view.statements)
        if self.fits is None or self.fitted != said:
            self.fits, self.fitted = Packing(self.view), said
        return self.fits

    def limit(self, attempt: Attempt) -> float:
        """Return the deterministic units of an attempt."""
        return attempt.share * self.parameters.effort

    def find(self, model: Model, tries: int | None = None) -> Response:
        """Look for any roster: without an objective, that is easy or not to be had quickly."""
        for attempt in self.parameters.quick[:tries]:
            response = self.solver.run(model.cp, attempt, attempt.share * QUICK_EFFORT)
            if response.end is not End.UNKNOWN:
                break
        return response

    def take(self, response: Response, model: Model, stages: Sequence[Stage]) -> bool:
        """Keep what a response holds; return whether it found something."""
        if response.found:
            self.accept(model.roster(response.true), stages)
        return response.found

    def pins(self) -> list[tuple[Level, PersonLoads]]:
        """Return the loads of the best roster in the tiers done."""
        return [
            (stage.target, loads_of(stage.target, self.roster))
            for stage in self.done
            if isinstance(stage.target, Level)
        ]

    def reached(self, stage: Stage) -> bool:
        """Return whether the best roster is at the tier's bound: proved."""
        return self.value(stage, self.roster) == stage.bound


def pins_of(
    stages: Sequence[Stage], loads: Sequence[PersonLoads]
) -> list[tuple[Level, PersonLoads]]:
    """Return the loads of the levels among some stages."""
    return [
        (stage.target, load)
        for stage, load in zip(stages, loads, strict=True)
        if isinstance(stage.target, Level)
    ]


def _held(view: ModelView, model: Model, target: Level, person: str) -> cp_model.LinearExprT:
    return model.sum(
        [(amount, view.works(person, shift)) for shift, amount in target.amounts.items() if amount]
    )


def loads_of(target: Level, roster: Mapping[str, str | None]) -> PersonLoads:
    loads = dict.fromkeys(target.base, 0)
    for shift, amount in target.amounts.items():
        holder = roster[shift]
        if holder in loads:
            loads[holder] += amount
    return loads


def trivial(target: Target) -> Fraction:
    """Return a bound that needs no search."""
    if isinstance(target, Wide):
        return Fraction(target.widest)
    if isinstance(target, Level | Together):
        return Fraction(0)
    return Fraction(target.constant + sum(min(cost, 0) for cost, _ in target.terms))
