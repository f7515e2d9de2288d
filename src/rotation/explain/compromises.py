"""What holds the goals back, by solving without each rule and with other orders of goals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile
from typing import ClassVar

from rotation.arguments import checked
from rotation.errors import OutOfEffort
from rotation.explain.answers import Answer, Answers, number, plain
from rotation.explain.differences import Difference, differences, in_words, short, unit
from rotation.explain.facts import facts_of
from rotation.explain.subjects import PLAN
from rotation.goals import leading
from rotation.goals import traits_of as traits_of_goal
from rotation.goals.base import Goal, Target
from rotation.model.objective import Objective, Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import traits_of
from rotation.rules.base import Rule, View
from rotation.solve.outcome import Outcome, solved_with

__all__ = ["Compromise", "Order", "Without", "compromises", "orders"]

_FEW_RULES = 2
"""From this many rules on, it is faster to ask first whether all together change anything."""


@dataclass(frozen=True, slots=True)
class Without:
    """A goal's tier in the best plan without a rule, or with another goal first.

    Attributes
    ----------
    what : str
        Name of the rule, `rest to N days`, or `goal NAME` for a goal that comes later then.
    title : str
        For people.
    effect : Difference or None
        The tier; None when the effort ended before any plan was found.

    Examples
    --------
    >>> compromise, *others = plan.compromises()
    >>> without, *others = compromise.costs
    >>> without.what, int(without.effect.after)
    ('time_off', 0)
    """

    what: str
    title: str
    effect: Difference | None


@dataclass(frozen=True, slots=True)
class Compromise(Answer):
    """A tier that is not at its ideal, and what holds it back.

    Attributes
    ----------
    objective : Objective
        The tier in the plan.
    ideal : fractions.Fraction
        Its value in the best plan for this goal alone, if everybody could hold any shift and only
        `open` came before it.
    costs : tuple of Without
        One per rule that applies, then one for all goals before this one: the value of the tier
        without it; greatest improvement first.
    known : bool
        Whether the plan proves every tier up to this one. Otherwise differences say nothing about a
        rule, and there are no costs.

    Examples
    --------
    >>> compromise, *others = plan.compromises()
    >>> compromise.objective.title, compromise.ideal
    ('open regular shifts', Fraction(0, 1))
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("goal", "value", "ideal", "without", "becomes", "improvement", "proved"),
    )
    none: ClassVar[str] = "every goal is at its ideal: there is no compromise"

    objective: Objective
    ideal: Fraction
    costs: tuple[Without, ...]
    known: bool = True

    def lines(self) -> tuple[str, ...]:
        """Return a heading, then indented lines with what helps."""
        o = self.objective
        head = f"{short(o.title)} {number(o.value)}, ideally {number(self.ideal)}{unit(o)}"
        better = [c for c in self.costs if c.effect is not None and c.effect.worse < 0]
        unknown = [c for c in self.costs if c.effect is None]
        lines = [f"  {c.title}: {in_words(c.effect)}" for c in better if c.effect is not None]
        lines += [f"  {c.title}: the effort ended before any plan was found" for c in unknown]
        if not self.known:
            lines.append("  what holds it back is not known: not every goal up to it is proved")
        elif not better:
            lines.append("  no single rule and no goal before it holds it back")
        return (f"{head}:", *lines)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "goal": self.objective.name,
            "title": self.objective.title,
            "value": plain(self.objective.value),
            "ideal": plain(self.ideal),
            "known": self.known,
            "without": [
                {
                    "what": c.what,
                    "value": None if c.effect is None else plain(c.effect.after),
                    "improvement": None if c.effect is None else plain(-c.effect.worse),
                    "proved": c.effect is not None and c.effect.proved,
                }
                for c in self.costs
            ],
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row per rule, with the keys `columns`."""
        return [
            {
                "goal": self.objective.name,
                "value": plain(self.objective.value),
                "ideal": plain(self.ideal),
                "without": c.what,
                "becomes": None if c.effect is None else plain(c.effect.after),
                "improvement": None if c.effect is None else plain(-c.effect.worse),
                "proved": c.effect is not None and c.effect.proved,
            }
            for c in self.costs
        ]


@dataclass(frozen=True, slots=True)
class Order(Answer):
    """The effect of exchanging two neighbouring goals.

    Attributes
    ----------
    goals : tuple of str
        The order that was tried.
    first, second : str
        The exchanged goals; `first` comes first then.
    effects : tuple of Difference
        Every tier, in the plan's order.

    Examples
    --------
    >>> [order.lines() for order in plan.orders()]  # none would change anything
    []
    """

    columns: ClassVar[tuple[str, ...]] = ("order", "goal", "before", "after", "change")
    none: ClassVar[str] = "swapping two neighbouring goals changes nothing"

    goals: tuple[str, ...]
    first: str
    second: str
    effects: tuple[Difference, ...]

    def lines(self) -> tuple[str, ...]:
        """Return one sentence."""
        changed = "; ".join(in_words(effect) for effect in self.effects if effect.change)
        return (f"{self.first} before {self.second}: {changed}",)

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {"order": list(self.goals), "goals": [effect.as_dict() for effect in self.effects]}

    def records(self) -> list[dict[str, object]]:
        """Return one row per tier, with the keys `columns`."""
        return [
            {
                "order": ", ".join(self.goals),
                "goal": effect.name,
                "before": plain(effect.before),
                "after": plain(effect.after),
                "change": plain(effect.change),
            }
            for effect in self.effects
        ]


@checked(plan=PLAN)
def compromises(plan: Outcome) -> Answers[Compromise]:
    """Return every tier that is not at its ideal, with the cost of each rule.

    Parameters
    ----------
    plan : Outcome
        Any plan.

    Returns
    -------
    Answers of Compromise
        In the order of the goals; empty when every goal is at its ideal.

    Examples
    --------
    >>> from rotation import explain
    >>> frame = explain.compromises(plan).to_frame()
    >>> frame[frame["without"] == "time_off"][["goal", "value", "ideal", "becomes"]]
                 goal  value  ideal  becomes
    0    open.regular      1      0        0
    2  open.rest_days      2      0        0
    """
    ideals = _ideals(plan)
    short = [o for o in plan.objectives if _short(o, ideals.get(o.name, o.value))]
    if not short:
        return Answers((), Compromise)
    speaking = {fact.rule for fact in facts_of(None, plan.problem, plan.rules).all}
    rules = [r for r in plan.rules if r.name in speaking and traits_of(r).relaxable]
    # After a tier that is not proved, differences say nothing about a rule.
    front = tuple(takewhile(lambda o: o.proved, plan.objectives))
    sure = [o for o in short if o in front]
    if not sure:
        return Answers((Compromise(o, ideals[o.name], (), known=False) for o in short), Compromise)
    goals = _as_far_as(plan.goals, sure[-1])
    tried: list[tuple[str, str, tuple[Difference, ...] | None]] = []
    changing = [rule for rule in rules if hasattr(rule, "lifted")]
    needless = _needless(plan, [rule for rule in rules if rule not in changing], goals)
    for rule in rules:
        title = f"without the rule {rule.name} ({rule.title})"
        effects = needless.get(rule.name) or _effects(plan, *_lifted(plan, rule), goals)
        tried.append((rule.name, title, effects))
        if _helps(effects):
            tried += _eased(plan, rule, goals)
    known = (
        Compromise(o, ideals[o.name], _costs(plan, o, tried) if o in sure else (), o in sure)
        for o in short
    )
    return Answers(known, Compromise)


def _short(objective: Objective, ideal: Fraction) -> bool:
    # Filling more shifts may worsen a later goal; then its plan is ideal already.
    least = objective.sense is Sense.LEAST
    return objective.value > ideal if least else objective.value < ideal


def _needless(
    plan: Outcome, rules: Sequence[Rule], goals: Sequence[Goal]
) -> dict[str, tuple[Difference, ...]]:
    """Return, per rule, that nothing changes, if nothing changes without all of them together.

    A plan without one of them cannot be better than a plan without all.
    """
    if len(rules) < _FEW_RULES:
        return {}
    left = tuple(rule for rule in plan.rules if rule not in rules)
    effects = _effects(plan, plan.problem, left, goals)
    if effects is None or any(effect.change or not effect.proved for effect in effects):
        return {}
    return {rule.name: effects for rule in rules}


class _Front:
    """The first tiers of a goal."""

    def __init__(self, goal: Goal, most: int) -> None:
        self.goal, self.most = goal, most
        self.name, self.title, self.tiers = goal.name, goal.title, goal.tiers[:most]

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        return self.goal.measure(problem, roster)[: self.most]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        return self.goal.post(problem, view)[: self.most]


def _as_far_as(goals: Sequence[Goal], last: Objective) -> tuple[Goal, ...]:
    """Return the goals up to a tier: later goals do not change the values of earlier ones."""
    place = [goal.name for goal in goals].index(last.goal)
    parts = [tier.part for tier in goals[place].tiers]
    return (*goals[:place], _Front(goals[place], 1 + parts.index(last.part)))


def _eased(
    plan: Outcome, rule: Rule, goals: Sequence[Goal]
) -> list[tuple[str, str, tuple[Difference, ...] | None]]:
    """Weigh the milder forms of a rule, which ask for less than a plan without it."""
    eased = getattr(rule, "eased", None)
    return [
        (
            milder.what,
            milder.title,
            _effects(
                plan,
                plan.problem,
                tuple(milder.rule if r is rule else r for r in plan.rules),
                goals,
            ),
        )
        for milder in (() if eased is None else eased(plan.problem))
    ]


def _costs(
    plan: Outcome,
    objective: Objective,
    tried: Sequence[tuple[str, str, tuple[Difference, ...] | None]],
) -> tuple[Without, ...]:
    costs = [
        Without(what, title, None if effects is None else _tier(effects, objective.name))
        for what, title, effects in tried
    ]
    names = [goal.name for goal in plan.goals]
    place = names.index(objective.goal)
    front = leading(plan.goals)
    if place > 0 and plan.goals[place] not in front:
        # Filled shifts stay filled: a goal may only overtake the other goals.
        mine = plan.goals[place]
        rest = [g for g in plan.goals if g is not mine and g not in front]
        if (*front, mine, *rest) != plan.goals:
            # Later goals do not change the values of the first ones.
            effects = _effects(plan, plan.problem, plan.rules, (*front, mine))
            effect = None if effects is None else _tier(effects, objective.name)
            costs.append(Without(f"goal {mine.name} first", f"with {mine.name} first", effect))
    return tuple(sorted(costs, key=lambda c: (c.effect is None, _worse(c), c.what)))


def _worse(cost: Without) -> Fraction:
    return Fraction(0) if cost.effect is None else cost.effect.worse


def _tier(effects: Sequence[Difference], name: str) -> Difference | None:
    return next((effect for effect in effects if effect.name == name), None)


def _helps(effects: Sequence[Difference] | None) -> bool:
    return effects is not None and any(effect.worse < 0 for effect in effects)


def _lifted(plan: Outcome, rule: Rule) -> tuple[Problem, tuple[Rule, ...]]:
    """Return the problem and the rules without one.

    The possible holders of a shift decide about gaps and shares, too: where people cannot hold a
    shift at all, the people change, not the rule.
    """
    lifted = getattr(rule, "lifted", None)
    if lifted is None:
        return plan.problem, tuple(r for r in plan.rules if r is not rule)
    return lifted(plan.problem), plan.rules


def _effects(
    plan: Outcome, problem: Problem, rules: Sequence[Rule], goals: Sequence[Goal]
) -> tuple[Difference, ...] | None:
    # While only the order of goals changes, proofs about the first goals hold.
    same = problem is plan.problem and tuple(rules) == plan.rules
    try:
        solved = solved_with(
            problem,
            rules,
            goals,
            plan.parameters,
            start=plan.roster,
            known=plan.objectives if same else (),
        )
    except OutOfEffort:
        return None
    return differences(plan.objectives, solved.objectives)


def _ideals(plan: Outcome) -> dict[str, Fraction]:
    """Solve every goal alone without the rules about people; a minimum of 0 needs no search."""
    problem, rules = plan.problem, plan.rules
    for rule in plan.rules:
        if traits_of(rule).relaxable:
            lifted = replace(plan, problem=problem, rules=rules)
            problem, rules = _lifted(lifted, rule)
    rules = tuple(rule for rule in rules if not traits_of(rule).relaxable)
    ideals: dict[str, Fraction] = {}
    for goal in plan.goals:
        mine = [o for o in plan.objectives if o.goal == goal.name]
        if all(o.sense is Sense.LEAST and o.value == 0 for o in mine):
            ideals |= {o.name: o.value for o in mine}
            continue
        # Alone, a goal is best when nobody works, so filled shifts stay filled.
        goals = tuple(g for g in leading(plan.goals) if g is not goal)
        try:
            solved = solved_with(problem, rules, (*goals, goal), plan.parameters)
        except OutOfEffort:
            continue
        ideals |= {o.name: o.value for o in solved.objectives if o.goal == goal.name}
    return ideals


@checked(plan=PLAN)
def orders(plan: Outcome) -> Answers[Order]:
    """Return the effect of exchanging adjacent goals, where there is one.

    The goal `open` keeps its place. A goal at its bound among all plans (0 of a minimised
    number) gains nothing by coming earlier, and is not tried.

    Parameters
    ----------
    plan : Outcome
        Any plan.

    Returns
    -------
    Answers of Order
        One per pair of neighbours whose exchange changes something.

    Examples
    --------
    >>> from rotation import explain
    >>> len(explain.orders(plan))  # no exchange of neighbours would change anything
    0
    """
    answers = []
    for number_, (goal, other) in enumerate(zip(plan.goals, plan.goals[1:], strict=False)):
        later = [o for o in plan.objectives if o.goal == other.name]
        best = all(o.sense is Sense.LEAST and o.value == 0 for o in later)
        if traits_of_goal(goal).leads or traits_of_goal(other).leads or best:
            continue
        goals = list(plan.goals)
        goals[number_ : number_ + 2] = [other, goal]
        effects = _effects(plan, plan.problem, plan.rules, goals)
        if effects is not None and any(effect.change for effect in effects):
            names = tuple(goal.name for goal in goals)
            answers.append(Order(names, other.name, goal.name, effects))
    return Answers(answers, Order)
