"""The cheapest changes that would fill an open shift, each proved by a roster."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rotation.arguments import checked, instance, several
from rotation.explain.answers import Answer, Answers, place, plain
from rotation.explain.changes import Change, changes_for, pairs_for
from rotation.explain.conflicts import Conflict, Proof, conflicts
from rotation.explain.differences import Difference, in_words
from rotation.explain.facts import facts_of, keeping_off
from rotation.explain.subjects import PLAN
from rotation.explain.tried_changes import ChangeOutcome, TriedChanges, weighed_goals
from rotation.kinds import whole
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import counted
from rotation.solve.outcome import Outcome
from rotation.solve.solver import End

__all__ = ["MOST_PLANNED", "Fix", "Fixes", "fixes", "fixes_of"]

MOST_PLANNED = 3
"""The number of cheapest changes for which the whole horizon is planned again."""

MOST_TRIED = 12
"""The number of changes per conflict tried with the solver, likeliest of each kind first."""

_SHOWN = 8
"""The number of changes per conflict written as sentences; frames and JSON have all."""

_LEAST_TRIED = 3
"""The least number of changes tried with the solver."""

MOST_PAIRS = 24
"""The number of pairs tried, likeliest first, if no single change fills a shift."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that fills an open shift.

    Attributes
    ----------
    change : Change
        The change that somebody would have to agree to.
    taker : str or None
        Id of the person who holds the shift then; None if the effort ended first.
    effects : tuple of Difference
        Every tier, in order of the goals. If the whole was planned again it is the best possible
        (without `spacing`); else it is measured on the plan as it is, with the shift filled and as
        few others moved as possible.
    planned : bool
        Whether the whole problem was planned again with the change.
    moved : int
        How many other shifts change hands, if the whole was not planned again.

    Examples
    --------
    >>> fix, *others = plan.fixes()[0].fixes
    >>> fix.change.person == fix.taker
    True
    """

    change: Change
    taker: str | None = None
    effects: tuple[Difference, ...] = ()
    planned: bool = False
    moved: int = 0

    @property
    def weighed(self) -> bool:
        """Whether the effect on the goals is known."""
        return bool(self.effects)

    @property
    def text(self) -> str:
        """The change, the place of the changed fact, and the effect on the goals."""
        if not self.weighed:
            return f"{self.change}: fills it; the effort ended before its cost was known"
        changed = [in_words(e, proof=self.planned) for e in self.effects if e.change]
        others = counted(self.moved, "other shift")
        head = f"with {others} moved, " if self.moved else "if nobody else moves, "
        what = ", ".join(changed) or "no goal changes"
        return f"{self.change}: {'' if self.planned else head}{what}"

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "kind": str(self.change.kind),
            "person": self.change.person,
            "shift": self.change.shift,
            "text": self.change.text,
            "source": place(self.change.fact.source),
            "rest_days": self.change.days,
            "taker": self.taker,
            "parts": [
                {"kind": str(p.kind), "text": p.text, "source": place(p.fact.source)}
                for p in self.change.parts
            ],
            "planned_anew": self.planned,
            "others_moved": None if self.planned or not self.weighed else self.moved,
            "goals": [effect.as_dict() for effect in self.effects],
        }


@dataclass(frozen=True, slots=True)
class Fixes(Answer):
    """The changes that fill the first shift of a conflict.

    Attributes
    ----------
    conflict : Conflict
        What they would resolve.
    fixes : tuple of Fix
        Cheapest first: fewest open shifts, then goal after goal. They are pairs of changes if no
        single one fills the shift.
    tried : int
        How many changes were tried, or ruled out because something else keeps the person off.
    untried : int
        How many changes were not tried.
    unknown : int
        For how many of the tried ones the effort ended before an answer.
    pairs : int
        How many of the tried ones are pairs.

    Examples
    --------
    >>> (fixes,) = plan.fixes()
    >>> len(fixes.fixes)
    3
    """

    columns: ClassVar[tuple[str, ...]] = (
        *("shift", "engineer", "kind", "change", "source", "planned_anew", "taker"),
    )
    none: ClassVar[str] = "no shift is open: there is nothing to fix"

    conflict: Conflict
    fixes: tuple[Fix, ...]
    tried: int
    untried: int = 0
    unknown: int = 0
    pairs: int = 0

    def lines(self) -> tuple[str, ...]:
        """Return a heading, then a line for each fix, indented."""
        shift = self.conflict.shifts[0]
        if self.conflict.proof is not Proof.IMPOSSIBLE:
            return ()
        head = f"what would fill {shift}, cheapest first:"
        if not self.fixes:
            pairs = f" and {self.pairs} pairs of them" if self.pairs else ""
            head = f"none of {self.tried - self.pairs} single changes{pairs} would fill {shift}"
        elif self.pairs:
            head = f"no single change would fill {shift}; two would, cheapest first:"
        tail = []
        if len(self.fixes) > _SHOWN:
            tail.append(f"{len(self.fixes) - _SHOWN} more changes fill it; --format json has all")
        if self.unknown:
            tail.append(f"the effort ended before {self.unknown} of them were decided")
        if self.untried:
            tail.append(f"{self.untried} more changes were not tried")
        return (
            head,
            *(f"  {fix.text}" for fix in self.fixes[:_SHOWN]),
            *(f"  {line}" for line in tail),
        )

    def as_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        return {
            "shift": self.conflict.shifts[0],
            "fixes": [fix.as_dict() for fix in self.fixes],
            "tried": self.tried,
            "untried": self.untried,
            "unknown": self.unknown,
            "pairs": self.pairs,
        }

    def records(self) -> list[dict[str, object]]:
        """Return one row per fix, with the keys `columns` and each goal's change."""
        return [
            {
                "shift": fix.change.shift,
                "kind": str(fix.change.kind),
                "engineer": fix.change.person,
                "change": fix.change.text,
                "source": place(fix.change.fact.source),
                "planned_anew": fix.planned,
                "taker": fix.taker,
                **{effect.name: plain(effect.change) for effect in fix.effects},
            }
            for fix in self.fixes
        ]


@checked(plan=PLAN, most=whole(0))
def fixes(plan: Outcome, *, most: int = MOST_PLANNED) -> Answers[Fixes]:
    """Return, for every conflict of a plan, the changes that would fix it.

    Parameters
    ----------
    plan : Outcome
        Any plan.
    most : int
        For this many of the cheapest changes the whole is planned again, shared among the
        conflicts, those of regular shifts first.

    Returns
    -------
    Answers of Fixes
        One per conflict, in their order.

    Examples
    --------
    >>> from rotation import explain
    >>> (fixes,) = explain.fixes(plan)
    >>> sorted(fix.change.person for fix in fixes.fixes)
    ['ada', 'ben', 'cleo']
    """
    return fixes_of(plan, conflicts(plan), most=most)


@checked(
    plan=PLAN,
    conflicts=several(instance(Conflict, "a Conflict"), "Conflicts"),
    most=whole(0),
    ask=whole(0),
)
def fixes_of(
    plan: Outcome,
    conflicts: Sequence[Conflict],
    *,
    most: int = MOST_PLANNED,
    ask: int = MOST_TRIED,
) -> Answers[Fixes]:
    """Return the changes that would fill the first shift of each conflict.

    Parameters
    ----------
    plan : Outcome
        The plan that leaves the shifts open.
    conflicts : sequence of Conflict
        Conflicts of that plan; one that is not proved has no fixes.
    most : int
        As for `fixes`; with 0 nothing is planned again.
    ask : int
        The solver tries this many changes per conflict, the likeliest of each kind first, and at
        least three; with 0, only changes whose roster is found at once count.

    Returns
    -------
    Answers of Fixes
        One per conflict, in their order.
    """
    regular = sum(c.proof is Proof.IMPOSSIBLE and _regular(plan, c) for c in conflicts)
    share = max(1, most // max(1, regular))
    answers = []
    for conflict in conflicts:  # regular shifts come first
        if conflict.proof is not Proof.IMPOSSIBLE:
            answers.append(Fixes(conflict, (), 0))
        else:
            answer = _fixes(plan, conflict, min(share, most), ask)
            most -= sum(fix.planned for fix in answer.fixes)
            answers.append(answer)
    return Answers(answers, Fixes)


def _regular(plan: Outcome, conflict: Conflict) -> bool:
    return plan.problem.shift(conflict.shifts[0]).kind is ShiftKind.REGULAR


@dataclass(frozen=True, slots=True)
class _Attempts:
    """The results of trying some changes."""

    filling: tuple[ChangeOutcome, ...]
    unknown: int = 0
    untried: int = 0


def _fixes(plan: Outcome, conflict: Conflict, anew: int, ask: int) -> Fixes:
    trial = TriedChanges(plan, conflict, facts_of(plan.rotation, plan.problem, plan.rules))
    singles = _one_each(changes_for(plan.rotation, plan.problem, plan.rules, conflict))
    possible = _kinds_in_turn([c for c in singles if not trial.hopeless(c)], trial.guess)
    single = _try(trial, possible, ask)
    tried, pairs = len(singles) - single.untried, 0
    if ask and not single.filling and not single.untried and not single.unknown:
        doubles, left = _pairs(trial, singles)
        paired = _try(trial, doubles, ask)
        pairs = len(doubles) - paired.untried
        single = _Attempts(paired.filling, paired.unknown, paired.untried + left)
    ranked = sorted((_measured(trial, t) for t in single.filling), key=lambda f: _cost(plan, f[0]))
    fixes = [_anew(trial, t, fix) for fix, t in ranked[:anew]]
    fixes += [fix for fix, _ in ranked[anew:]]
    fixes.sort(key=lambda fix: _cost(plan, fix))
    return Fixes(conflict, tuple(fixes), tried + pairs, single.untried, single.unknown, pairs)


def _try(trial: TriedChanges, changes: Sequence[Change], ask: int) -> _Attempts:
    """Try changes: without the solver if a roster is found that way, a few others with it."""
    filling: list[ChangeOutcome] = []
    asked: list[Change] = []
    for change in changes:
        quick = trial.quick(change)
        if quick is None:
            asked.append(change)
        else:
            filling.append(quick)
    most = max(min(_LEAST_TRIED, ask), ask - len(filling))
    ends = [trial.solved(change) for change in asked[:most]]
    filling += [t for t in ends if t.end is End.FEASIBLE]
    unknown = sum(t.end is End.UNKNOWN for t in ends)
    return _Attempts(tuple(filling), unknown, max(0, len(asked) - most))


def _pairs(trial: TriedChanges, singles: Sequence[Change]) -> tuple[list[Change], int]:
    """Return the likeliest pairs of changes, and the least number of further ones.

    If everybody is kept off by facts of their own, only two changes for one person can help;
    otherwise any two changes may. A shorter rest comes second, and is kept as long as possible.
    """
    plan, conflict = trial.plan, trial.conflict
    need = [fact for fact in conflict.facts if fact.claim.needs]
    firsts = singles
    if trial.plain:
        off = [f for p in plan.problem.people for f in keeping_off(trial.facts, p.id, trial.shift)]
        every = Conflict((trial.shift,), Proof.IMPOSSIBLE, (*need[:1], *dict.fromkeys(off)))
        firsts = _one_each(changes_for(plan.rotation, plan.problem, plan.rules, every))
    firsts = sorted((c for c in firsts if c.remedy.at is None), key=trial.guess)
    kept: dict[frozenset[str], Change] = {}
    for number, first in enumerate(firsts):
        if len(kept) >= MOST_PAIRS:
            return list(kept.values())[:MOST_PAIRS], len(kept) - MOST_PAIRS + len(firsts) - number
        beside = conflict
        if trial.plain:
            facts = facts_of(plan.rotation, first.problem, first.rules)
            left = keeping_off(facts, first.person, trial.shift)
            beside = Conflict((trial.shift,), Proof.IMPOSSIBLE, (*need[:1], *left))
        for pair in pairs_for(plan.rotation, first, beside):
            texts = frozenset(part.text for part in pair.parts)
            if len(texts) > 1:
                kept.setdefault(texts, pair)
    return list(kept.values())[:MOST_PAIRS], max(0, len(kept) - MOST_PAIRS)


def _measured(trial: TriedChanges, tried: ChangeOutcome) -> tuple[Fix, ChangeOutcome]:
    """Weigh a change on the plan as it is."""
    before, after = trial.plan.roster, tried.roster
    if after is None:
        return Fix(tried.change), tried
    moved = sum(after[s] != person for s, person in before.items() if s != trial.shift)
    taker = after[trial.shift]
    return Fix(tried.change, taker, trial.measure(tried), planned=False, moved=moved), tried


def _anew(trial: TriedChanges, tried: ChangeOutcome, fix: Fix) -> Fix:
    """Weigh a change by the best plan with it; without one, keep the first measurement."""
    replanned = trial.replan(tried)
    if replanned is None:
        return fix
    roster, effects = replanned
    return Fix(tried.change, roster[trial.shift], effects, planned=True)


def _kinds_in_turn(
    changes: Sequence[Change], key: Callable[[Change], tuple[Fraction, str, str]]
) -> list[Change]:
    """Sort: the likeliest change of each kind first, then the second of each, and so on."""
    turns: dict[str, int] = {}
    placed = []
    for change in sorted(changes, key=key):
        turns[change.kind] = turns.get(change.kind, 0) + 1
        placed.append((turns[change.kind], change))
    return [change for _, change in sorted(placed, key=lambda place: (place[0], key(place[1])))]


def _one_each(changes: Iterable[Change]) -> list[Change]:
    """Leave out duplicate changes: two facts may ask for the same one."""
    kept: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        kept.setdefault((str(change.kind), change.person, change.text), change)
    return list(kept.values())


def _cost(plan: Outcome, fix: Fix) -> tuple[bool, list[Fraction], str, str, str]:
    goals = {goal.name for goal in weighed_goals(plan.goals)}
    names = {o.name for o in plan.objectives if o.goal in goals}
    worse = [effect.worse for effect in fix.effects if effect.name in names]
    return (not fix.weighed, worse, str(fix.change.kind), fix.change.person, fix.change.text)
