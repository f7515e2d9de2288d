"""What a longer rest would cost, and the longest one that costs little."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import ClassVar

from rotation.analysis.accounts import Account, accounts_of
from rotation.analysis.rest_gaps import advisable_rest_days, kept_rest_days
from rotation.arguments import checked
from rotation.errors import OutOfEffort
from rotation.explain.answers import Answer, Answers, number, plain
from rotation.explain.differences import Difference, differences, in_words
from rotation.explain.subjects import PLAN
from rotation.goals import levelling, traits_of
from rotation.goals.base import Goal
from rotation.goals.traits import watches_gaps
from rotation.model.fairness import Quantity
from rotation.model.roster import Roster
from rotation.rules.base import Rule
from rotation.solve.outcome import Outcome, solved_with

__all__ = ["LongerRest", "longer_rest"]

_WEEK = 7

_TRIED = 4
"""So many rests, each a week longer, are planned; fewer where a shift stays open before."""

_LITTLE = Fraction(1, 2)
"""Somebody may be this much further from a fair share, in shifts or days, for a better rest."""


@dataclass(frozen=True, slots=True)
class LongerRest(Answer):
    """The best plan with a longer rest, compared with the plan.

    Attributes
    ----------
    days : int
        The rest, `min_rest_days`.
    effects : tuple of Difference
        The tiers up to the last ledger; empty when the effort ended before any plan was found.
    further : mapping of Quantity to Fraction
        By how much the person furthest from a fair share would be further away, by ledger; below
        0 nearer.
    kept : bool
        Whether the plan as it is keeps this rest: then it costs nothing.
    advised : bool
        Whether it is the longest one that costs no open shift, no short gap and little fairness,
        and is no more than half of an even gap: other months need a choice, too.

    Examples
    --------
    >>> longer, *others = plan.longer_rest()
    >>> longer.days, longer.kept
    (8, True)
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("min_rest_days", "kept", "advised", "goal", "before", "after", "change"),
    )
    none: ClassVar[str] = "no longer rest was tried"

    days: int
    effects: tuple[Difference, ...]
    further: Mapping[Quantity, Fraction]
    kept: bool = False
    advised: bool = False

    def lines(self) -> tuple[str, ...]:
        """Return one sentence, and the advice behind it."""
        if self.kept:
            text = "costs nothing: everybody rests that long in this plan"
        elif not self.effects:
            text = "the effort ended before any plan was found"
        else:
            changed = [in_words(effect) for effect in self.effects if effect.change]
            text = "; ".join(changed) or "no goal changes"
        lines = [f"{_setting(self.days)}: {text}"]
        if self.advised:
            lines.append(f"suggested: {_setting(self.days)}, {self._price()}")
        return tuple(lines)

    def _price(self) -> str:
        worse = max(self.further.values(), default=Fraction(0))
        if worse <= 0:
            return "without an open shift, and with nobody further from a fair share"
        return (
            "without an open shift, and with nobody further from a fair share by more than "
            f"{number(worse)}"
        )

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "min_rest_days": self.days,
            "kept": self.kept,
            "advised": self.advised,
            "goals": [effect.as_dict() for effect in self.effects],
            "further_from_fair_share": {
                quantity.value: plain(value) for quantity, value in self.further.items()
            },
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row per tier, with the keys `columns`.

        A rest that the plan keeps anyway has one row without a goal.
        """
        rest = {"min_rest_days": self.days, "kept": self.kept, "advised": self.advised}
        tiers: list[dict[str, object]] = [
            {
                "goal": effect.name,
                "before": plain(effect.before),
                "after": plain(effect.after),
                "change": plain(effect.change),
            }
            for effect in self.effects
        ]
        return [{**rest, **tier} for tier in tiers or [{"goal": None}]]


def _setting(days: int) -> str:
    return f"min_rest_days = {days}"


@checked(plan=PLAN)
def longer_rest(plan: Outcome) -> Answers[LongerRest]:
    """Return what longer rests would cost the plan, the shortest first.

    The first is the longest rest that the plan keeps as it is. Then follow whole weeks, each
    planned anew up to the last ledger, until a shift would stay open that is held now.

    Parameters
    ----------
    plan : Plan
        Any plan; one whose goals do not watch gaps has no answer.

    Examples
    --------
    >>> from rotation import explain
    >>> [(rest.days, rest.kept) for rest in explain.longer_rest(plan)]
    [(8, True), (14, False), (21, False)]
    """
    if not watches_gaps(plan.goals):
        return Answers((), LongerRest)
    rests = list(_tried(plan))
    most = advisable_rest_days(plan.problem)
    cheap = (rest.days for rest in rests if rest.days <= most and _cheap(plan, rest))
    advised = max(cheap, default=None)
    return Answers((replace(rest, advised=rest.days == advised) for rest in rests), LongerRest)


def _tried(plan: Outcome) -> Iterator[LongerRest]:
    now = plan.rotation.min_rest_days
    kept = kept_rest_days(plan.problem, plan.roster, plan.rules)
    if kept is not None and kept > now:
        yield LongerRest(kept, (), {}, kept=True)
    goals = _up_to_ledgers(plan.goals)
    first = (max(now, kept or 0) // _WEEK + 1) * _WEEK
    for days in range(first, first + _TRIED * _WEEK, _WEEK):
        rules = _resting_for(plan, days)
        if rules == plan.rules:
            return
        try:
            solved = solved_with(plan.problem, rules, goals, plan.parameters, start=plan.roster)
        except OutOfEffort:
            yield LongerRest(days, (), {})
            return
        effects = differences(plan.objectives, solved.objectives)
        yield LongerRest(days, effects, _further(plan, solved.roster))
        if len(solved.roster.open_shifts()) > len(plan.roster.open_shifts()):
            return


def _up_to_ledgers(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Return the goals up to the last one that levels a ledger."""
    last = max((n for n, goal in enumerate(goals) if traits_of(goal).levels), default=-1)
    return tuple(goals[: last + 1])


def _resting_for(plan: Outcome, days: int) -> tuple[Rule, ...]:
    """Return the rules, those about a number of days with another rest."""
    rules = []
    for rule in plan.rules:
        for_days = getattr(rule, "for_days", None)
        rules.append(rule if for_days is None else for_days(plan.problem, days))
    return tuple(rules)


def _further(plan: Outcome, roster: Roster) -> dict[Quantity, Fraction]:
    """Return by how much whoever is furthest from a fair share would be further away."""
    before, after = (accounts_of(plan.problem, r) for r in (plan.roster, roster))
    return {q: _furthest(after, q) - _furthest(before, q) for q in levelling().values()}


def _furthest(lines: Iterable[Account], quantity: Quantity) -> Fraction:
    differences = (line.difference(quantity) for line in lines)
    return max((abs(d) for d in differences if d is not None), default=Fraction(0))


def _cheap(plan: Outcome, rest: LongerRest) -> bool:
    """Tell whether a rest costs no open shift, no short gap and little fairness."""
    if rest.kept:
        return True
    ledgers = {o.name for o in plan.objectives if o.goal in levelling()}
    others = [effect for effect in rest.effects if effect.name not in ledgers]
    return (
        bool(rest.effects)
        and all(effect.worse <= 0 for effect in others)
        and all(further <= _LITTLE for further in rest.further.values())
    )
