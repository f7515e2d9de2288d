"""Trying a change: on the plan as it is, then with others moved, then with the solver.

A roster that keeps every rule and fills the shift proves that a change fills it, however it was
found; only the solver can prove that there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rotation.errors import Impossible, OutOfEffort
from rotation.explain.changes import Change, ChangeKind, lowered, waiving
from rotation.explain.conflicts import Conflict, core_effort
from rotation.explain.differences import Difference, differences, measured
from rotation.explain.facts import Facts, facts_of, implied_off, keeping_off
from rotation.explain.question_rules import Assigned, Filled, Stay
from rotation.goals import leading, traits_of
from rotation.goals.base import Goal
from rotation.model.fairness import Quantity, fair_shares
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules import split, violations
from rotation.rules.base import Rule
from rotation.solve.conflict_core import Claim, Claims
from rotation.solve.outcome import Outcome, solved_with
from rotation.solve.solver import End, Solver
from rotation.statements.greedy import first_roster
from rotation.statements.view import ModelView

__all__ = ["ChangeOutcome", "TriedChanges", "weighed_goals"]


@dataclass(frozen=True, slots=True)
class ChangeOutcome:
    """The result of trying a change.

    Attributes
    ----------
    change : Change
        The change, with as many days of rest left as possible.
    end : End
        `FEASIBLE` when it fills the shift.
    roster : Roster or None
        A roster that proves it, with few others moved.
    """

    change: Change
    end: End
    roster: Roster | None = None


def weighed_goals(goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """Return the goals for planning the whole again with a change."""
    return tuple(goal for goal in goals if not traits_of(goal).slow)


@dataclass(slots=True)
class TriedChanges:
    """Tries changes for the first shift of a conflict."""

    plan: Outcome
    conflict: Conflict
    facts: Facts
    shares: dict[str, Fraction] = field(default_factory=dict)

    @property
    def shift(self) -> str:
        """Id of the open shift."""
        return self.conflict.shifts[0]

    @property
    def plain(self) -> bool:
        """Whether each person is kept off by a fact of their own."""
        needs = [s for fact in self.conflict.facts for s in fact.claim.needs]
        return len(needs) == len(self.conflict.shifts)

    def hopeless(self, change: Change) -> bool:
        """Tell, without solving, whether something else would keep the person off."""
        if change.kind is ChangeKind.MANAGER:
            off = keeping_off(self.facts, change.person, change.shift)
            return not {fact.rule for fact in off} <= set(waiving(self.plan.rules))
        needs = {s for fact in self.conflict.facts for s in fact.claim.needs}
        kept = [pair for pair in change.fact.claim.forbids if pair[1] in needs]
        lifts_all = change.remedy.lifts_all
        for pair in kept:
            off = keeping_off(self.facts, *pair)
            if all(f == change.fact or (lifts_all and f.rule == change.fact.rule) for f in off):
                return False
        return bool(kept)

    def guess(self, change: Change) -> tuple[Fraction, str, str]:
        """Estimate the cost: how far above the fair share the person would be."""
        problem = self.plan.problem
        if not self.shares:
            self.shares = dict(fair_shares(problem, Quantity.SHIFTS))
        person = problem.person(change.person)
        load = person.carried.shifts + sum(
            problem.shift(s).loads.shifts for s, p in self.plan.roster.items() if p == person.id
        )
        return (load - self.shares.get(person.id, Fraction(0)), str(change.kind), person.id)

    # -- trying ------------------------------------------------------------------------------

    def quick(self, change: Change) -> ChangeOutcome | None:
        """Look for a roster without the solver; None if none is found."""
        roster = self._as_it_stands(change) or self._dealt(change)
        if roster is None:
            return None
        return self._lowered(change) or ChangeOutcome(change, End.FEASIBLE, roster)

    def solved(self, change: Change) -> ChangeOutcome:
        """Use the solver, and look for a roster with as few others moved as possible."""
        end = self.fills(change)
        if end is not End.FEASIBLE:
            return ChangeOutcome(change, end)
        return self._lowered(change) or ChangeOutcome(change, end, self._closest(change))

    def _as_it_stands(self, change: Change) -> Roster | None:
        """Give the shift to the person, and change nothing else."""
        if not change.remedy.takes:
            return None
        return self._kept(change, Roster({**self.plan.roster, self.shift: change.person}))

    def _dealt(self, change: Change) -> Roster | None:
        """Give the shift to the person, and the shifts they cannot keep then to others."""
        if not change.remedy.takes:
            return None
        view = ModelView(change.problem)
        for rule in (*change.rules, Assigned(change.person, self.shift, change.text)):
            rule.post(change.problem, view)
        return self._kept(change, first_roster(view, [], self.plan.roster))

    def _kept(self, change: Change, roster: Roster) -> Roster | None:
        """Return a roster if it keeps the rules and every held shift."""
        held = (s for s, person in self.plan.roster.items() if person is not None)
        if roster[self.shift] is None or any(roster[s] is None for s in held):
            return None
        broken, _ = split(change.problem, violations(change.problem, roster, change.rules))
        return None if broken else roster

    def _lowered(self, change: Change) -> ChangeOutcome | None:
        """Return the smallest degree of a change that still fills the shift."""
        last = change.parts[-1] if change.parts else change
        if last.remedy.at is None:
            return None
        low, high = 0, last.remedy.most
        best: Change | None = None
        while best is None or low < high:
            middle = (low + high + 1) // 2 if best is not None else 0
            longer = lowered(change, middle)
            if (
                middle == 0
                or self._as_it_stands(longer)
                or self._dealt(longer)
                or self._yes(longer)
            ):
                low, best = middle, longer
            else:
                high = middle - 1
        roster = self._as_it_stands(best) or self._dealt(best) or self._closest(best)
        return ChangeOutcome(best, End.FEASIBLE, roster)

    def _yes(self, change: Change) -> bool:
        return self.fills(change) is End.FEASIBLE

    def fills(self, change: Change) -> End:
        """Let the solver decide whether every held shift and the open one can be held."""
        facts = facts_of(None, change.problem, change.rules)
        claims = [*(fact.claim for fact in facts.all), *self._needs(change)]
        return Claims(change.problem, claims, Solver(), core_effort(self.plan)).holds()

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

    def _closest(self, change: Change) -> Roster | None:
        """Return the roster that fills the shift with the fewest others moved."""
        rules = (*change.rules, Filled(self.shift))
        goals = (*leading(), Stay(self.plan.roster))
        try:
            return solved_with(
                change.problem, rules, goals, self.plan.parameters, start=self.plan.roster
            ).roster
        except (Impossible, OutOfEffort):
            return None

    # -- weighing ----------------------------------------------------------------------------

    def measure(self, tried: ChangeOutcome) -> tuple[Difference, ...]:
        """Measure every goal on the roster that proves a change."""
        if tried.roster is None:
            return ()
        return measured(self.plan, tried.change.problem, tried.roster)

    def replan(self, tried: ChangeOutcome) -> tuple[Roster, tuple[Difference, ...]] | None:
        """Plan the whole again with a change."""
        change = tried.change
        holder: Rule = Filled(change.shift)
        if self.plain and change.remedy.takes:
            facts = facts_of(None, change.problem, change.rules)
            implied = implied_off(facts, change.person, change.shift)
            holder = Assigned(change.person, change.shift, change.text, implied)
        goals = weighed_goals(self.plan.goals)
        try:
            solved = solved_with(
                change.problem,
                (*change.rules, holder),
                goals,
                self.plan.parameters,
                start=tried.roster or self.plan.roster,
            )
        except (Impossible, OutOfEffort):
            return None
        return solved.roster, differences(self.plan.objectives, solved.objectives)
