"""The cheapest changes that would fill an open shift, each tried by the solver."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rotation.errors import Impossible, OutOfEffort
from rotation.explain.answers import Answers, place, plain
from rotation.explain.changes import Change, ChangeKind, changes_for, rest_change
from rotation.explain.conflicts import CORE_EFFORT, Conflict, Proof, conflicts
from rotation.explain.differences import Difference, differences, solved_with, told
from rotation.explain.facts import Facts, facts_of, implied_off, keeping_off
from rotation.explain.relaxed import Asked, Filled
from rotation.goals.base import Goal
from rotation.model.fairness import Quantity, fair_shares
from rotation.model.shifts import ShiftKind
from rotation.rules.base import Rule
from rotation.rules.rest import Rest
from rotation.solve.core import Claim, Claims
from rotation.solve.plan import Plan
from rotation.solve.search import End, Search

__all__ = ["MOST_WEIGHED", "Fix", "Fixes", "fixes", "fixes_of", "weighed_goals"]

MOST_WEIGHED = 8
"""So many changes are weighed by planning the whole anew, unless asked for more."""

MOST_TRIED = 12
"""So many changes for each conflict are tried, the likeliest of each kind first."""

_SLOW = ("spacing",)
"""Goals that take most of a plan's time: a change is not weighed by them."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that fills an open shift.

    Attributes
    ----------
    change : Change
        What somebody would have to agree to.
    taker : str or None
        Id of whoever holds the shift then; None when not weighed.
    effects : tuple of Difference
        Every tier that was weighed, in order of the goals; empty when the whole was not planned.
    """

    change: Change
    taker: str | None = None
    effects: tuple[Difference, ...] = ()

    @property
    def weighed(self) -> bool:
        """Whether the whole problem was planned with the change."""
        return bool(self.effects)

    @property
    def text(self) -> str:
        """The change, where the changed fact is written, and what it does to the goals."""
        if not self.weighed:
            return f"{self.change}: fills it; not weighed"
        changed = [told(effect) for effect in self.effects if effect.change]
        return f"{self.change}: {', '.join(changed) or 'no goal changes'}"

    def as_dict(self) -> dict[str, object]:
        """Return it as what JSON knows."""
        return {
            "kind": self.change.kind.value,
            "person": self.change.person,
            "shift": self.change.shift,
            "text": self.change.text,
            "source": place(self.change.fact.source),
            "rest_days": self.change.days,
            "taker": self.taker,
            "goals": [effect.as_dict() for effect in self.effects],
        }


@dataclass(frozen=True, slots=True)
class Fixes:
    """The single changes that fill the first shift of a conflict.

    Attributes
    ----------
    conflict : Conflict
        What they mend.
    found : tuple of Fix
        Cheapest first: fewest open shifts, then goal after goal; behind them those that fill the
        shift, too, but were not weighed.
    tried : int
        How many single changes were tried, or ruled out because the person is kept off by more.
    untried : int
        How many more there are.
    unknown : int
        For how many of them the effort ended before an answer.
    """

    conflict: Conflict
    found: tuple[Fix, ...]
    tried: int
    untried: int = 0
    unknown: int = 0

    def lines(self) -> tuple[str, ...]:
        """Return a heading, then a line for each fix, indented."""
        shift = self.conflict.shifts[0]
        if self.conflict.proof is not Proof.IMPOSSIBLE:
            return ()
        head = f"what would fill {shift}, cheapest first:"
        if not self.found:
            head = f"none of {self.tried} single changes would fill {shift}"
        tail = []
        if self.unknown:
            tail.append(f"the effort ended before {self.unknown} of them were settled")
        if self.untried:
            tail.append(f"{self.untried} more changes were not tried")
        return (head, *(f"  {fix.text}" for fix in self.found), *(f"  {line}" for line in tail))

    def as_dict(self) -> dict[str, object]:
        """Return it as what JSON knows."""
        return {
            "shift": self.conflict.shifts[0],
            "fixes": [fix.as_dict() for fix in self.found],
            "tried": self.tried,
            "untried": self.untried,
            "unknown": self.unknown,
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row a fix: what is changed, who takes the shift, and each goal's change."""
        return [
            {
                "shift": fix.change.shift,
                "kind": fix.change.kind.value,
                "person": fix.change.person,
                "change": fix.change.text,
                "source": place(fix.change.fact.source),
                "weighed": fix.weighed,
                "taker": fix.taker,
                **{effect.name: plain(effect.change) for effect in fix.effects},
            }
            for fix in self.found
        ]


def fixes(plan: Plan, *, most: int = MOST_WEIGHED) -> Answers[Fixes]:
    """Return, for every conflict of a plan, the single changes that would mend it.

    Parameters
    ----------
    plan : Plan
        Any plan.
    most : int
        So many changes are weighed by planning the whole anew, shared out among the conflicts of
        regular shifts, but one or two for each at least.
    """
    return fixes_of(plan, conflicts(plan), most=most)


def fixes_of(plan: Plan, found: Sequence[Conflict], *, most: int = MOST_WEIGHED) -> Answers[Fixes]:
    """Return the single changes that would fill the first shift of each conflict.

    Parameters
    ----------
    plan : Plan
        The plan that leaves the shifts open.
    found : sequence of Conflict
        Of that plan; one that is not proved has no fixes.
    most : int
        As for `fixes`.
    """
    regular = [c for c in found if c.proof is Proof.IMPOSSIBLE and _regular(plan, c)]
    share = most // max(1, len(regular))
    answers = []
    for conflict in found:
        weighed = max(2, share) if _plain(conflict) else max(1, share // 3)
        if conflict.proof is not Proof.IMPOSSIBLE:
            answers.append(Fixes(conflict, (), 0))
        else:
            most_here = weighed if conflict in regular else 1
            answers.append(_fixes(plan, conflict, most_here))
    return Answers(answers)


def _regular(plan: Plan, conflict: Conflict) -> bool:
    return plan.problem.shift(conflict.shifts[0]).kind is ShiftKind.REGULAR


def _plain(conflict: Conflict) -> bool:
    """Tell whether everybody is kept off by a fact of their own; other fixes take longer."""
    needs = [s for fact in conflict.facts for s in fact.claim.needs]
    return len(needs) == len(conflict.shifts)


def _fixes(plan: Plan, conflict: Conflict, most: int) -> Fixes:
    trial = _Trial(plan, conflict, facts_of(plan.rotation, plan.problem, plan.rules))
    every = _one_each(changes_for(plan.rotation, plan.problem, plan.rules, conflict))
    possible = _kinds_in_turn([c for c in every if not trial.hopeless(c)], trial.guess)
    weighed: list[Fix] = []
    other: list[Fix] = []
    unknown = 0
    for change in possible[:MOST_TRIED]:
        end = trial.fills(change)
        unknown += end is End.UNKNOWN
        if end is not End.FEASIBLE:
            continue
        longest = trial.longest_rest(change) if len(weighed) < most else change
        fix = trial.weigh(longest) if len(weighed) < most else Fix(longest)
        (weighed if fix.weighed else other).append(fix)
    weighed.sort(key=_cost)
    untried = max(0, len(possible) - MOST_TRIED)
    return Fixes(conflict, (*weighed, *other), len(every) - untried, untried, unknown)


def weighed_goals(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Return the goals that a change is weighed by."""
    return tuple(goal for goal in goals if goal.name not in _SLOW)


@dataclass(slots=True)
class _Trial:
    plan: Plan
    conflict: Conflict
    facts: Facts
    claims: Claims | None = None

    def hopeless(self, change: Change) -> bool:
        """Tell whether the person would be kept off by something else, without solving."""
        if change.kind is ChangeKind.MANAGER:
            off = keeping_off(self.facts, change.person, change.shift)
            return not {fact.rule for fact in off} <= {"tracks", "rest", "newcomers"}
        needs = {s for fact in self.conflict.facts for s in fact.claim.needs}
        kept = [pair for pair in change.fact.claim.forbids if pair[1] in needs]
        lifts_all = change.kind in (ChangeKind.REST, ChangeKind.PAIRING)
        for pair in kept:
            off = keeping_off(self.facts, *pair)
            if all(f == change.fact or (lifts_all and f.rule == change.fact.rule) for f in off):
                return False
        return bool(kept)

    def fills(self, change: Change) -> End:
        """Tell whether everything that is held, and the open shift, can be held together."""
        dropped = self._dropped(change)
        if dropped is not None:
            everything = range(len(self.facts.all) + len(self._needs(change)))
            return self._whole(change).holds([n for n in everything if n not in dropped])
        facts = facts_of(None, change.problem, change.rules)
        claims = [*(fact.claim for fact in facts.all), *self._needs(change)]
        return Claims(change.problem, claims, Search(), CORE_EFFORT).holds()

    def _dropped(self, change: Change) -> set[int] | None:
        """Return the facts that a change is without, where that is all it does."""
        if change.kind is ChangeKind.ABSENCE:
            return {n for n, fact in enumerate(self.facts.all) if fact == change.fact}
        if change.kind is ChangeKind.REST and change.days == 0:
            mine = (change.person,)
            return {
                n for n, f in enumerate(self.facts.all) if f.rule == Rest.name and f.people == mine
            }
        return None

    def _needs(self, change: Change) -> list[Claim]:
        problem = self.plan.problem
        regular = problem.shift(change.shift).kind is ShiftKind.REGULAR
        held = [
            s.id
            for s in problem.shifts
            if self.plan.roster[s.id] is not None
            and not (regular and s.kind is ShiftKind.VOLUNTEER)
        ]
        return [Claim(needs=(shift,)) for shift in (*held, change.shift)]

    def _whole(self, change: Change) -> Claims:
        """Return the claims of the plan; every change of a trial is for the same shift."""
        if self.claims is None:
            claims = [*(fact.claim for fact in self.facts.all), *self._needs(change)]
            self.claims = Claims(self.plan.problem, claims, Search(), CORE_EFFORT)
        return self.claims

    def longest_rest(self, change: Change) -> Change:
        """Give a shortened rest as many days as still fill the shift."""
        if change.kind is not ChangeKind.REST:
            return change
        name = change.problem.person(change.person).name
        low, high = 0, self.plan.rotation.min_rest_days - 1
        best = rest_change(change, self.plan.rules, 0, name)
        while low < high:
            middle = (low + high + 1) // 2
            longer = rest_change(change, self.plan.rules, middle, name)
            if self.fills(longer) is End.FEASIBLE:
                low, best = middle, longer
            else:
                high = middle - 1
        return best

    def guess(self, change: Change) -> tuple[Fraction, str, str]:
        """Guess what it costs: how far above the fair share the person would be."""
        problem = self.plan.problem
        person = problem.person(change.person)
        share = fair_shares(problem, Quantity.SHIFTS).get(person.id, Fraction(0))
        load = person.carried.shifts + sum(
            problem.shift(s).loads.shifts for s, p in self.plan.roster.items() if p == person.id
        )
        return (load - share, change.kind.value, person.id)

    def weigh(self, change: Change) -> Fix:
        """Plan the whole with the change."""
        goals = weighed_goals(self.plan.goals)
        holder: Rule = Filled(change.shift)
        if _plain(self.conflict) and change.kind is not ChangeKind.LOCK:
            facts = facts_of(None, change.problem, change.rules)
            implied = implied_off(facts, change.person, change.shift)
            holder = Asked(change.person, change.shift, change.text, implied)
        rules = (*change.rules, holder)
        try:
            solved = solved_with(change.problem, rules, goals, self.plan.parameters)
        except (Impossible, OutOfEffort):
            return Fix(change)
        effects = differences(self.plan.objectives, solved.objectives)
        return Fix(change, solved.roster[change.shift], effects)


def _kinds_in_turn(
    changes: Sequence[Change], key: Callable[[Change], tuple[Fraction, str, str]]
) -> list[Change]:
    """Put the likeliest change of each kind first, then the second of each, and so on."""
    turns: dict[ChangeKind, int] = {}
    placed = []
    for change in sorted(changes, key=key):
        turns[change.kind] = turns.get(change.kind, 0) + 1
        placed.append((turns[change.kind], change))
    return [change for _, change in sorted(placed, key=lambda one: (one[0], key(one[1])))]


def _one_each(changes: Iterable[Change]) -> list[Change]:
    """Leave out changes that say the same: two facts may ask for one."""
    kept: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        kept.setdefault((change.kind.value, change.person, change.text), change)
    return list(kept.values())


def _cost(fix: Fix) -> tuple[bool, list[Fraction], str, str]:
    worse = [effect.worse for effect in fix.effects]
    return (not fix.weighed, worse, fix.change.kind.value, fix.change.person)
