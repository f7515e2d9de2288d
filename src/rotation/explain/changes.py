"""Single changes that could fill an open shift: each alters one fact of its conflict.

Only a change of a fact in a minimal conflict can resolve the conflict, so no other is tried. The
rule of a fact says what can be changed about it. That a manager takes over, whatever their tracks
and rest, is a change of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rotation.explain.conflicts import Conflict
from rotation.explain.facts import Fact
from rotation.explain.question_rules import KeptOff
from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import ShiftKind
from rotation.rules import Case, ChangeKind, Remedy, called
from rotation.rules.base import Rule

__all__ = ["Change", "ChangeKind", "changes_for", "lowered", "pair_of", "pairs_for", "waiving"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the input, and the problem with it.

    Attributes
    ----------
    kind : str
        What is changed: a `ChangeKind`, or an external rule's own word.
    text : str
        A clause without the place: what somebody would have to agree to.
    person : str
        Id of the person it is about.
    shift : str
        Id of the open shift it is meant for.
    fact : Fact
        What is changed.
    problem : Problem
        With the change.
    rules : tuple of Rule
        With the change.
    remedy : Remedy
        The remedy that the fact's rule proposed.
    parts : tuple of Change
        The two changes of a pair, the second on top of the first; else empty.

    Examples
    --------
    >>> (fixes,) = plan.fixes()
    >>> changes = [fix.change for fix in fixes.fixes]
    >>> sorted(change.text for change in changes)[0]
    'Ada moves the time off of 2026-12-29 to 2027-01-03'
    """

    kind: str
    text: str
    person: str
    shift: str
    fact: Fact
    problem: Problem
    rules: tuple[Rule, ...]
    remedy: Remedy
    parts: "tuple[Change, ...]" = ()

    @property
    def days(self) -> int | None:
        """Remaining days of rest, if rest is changed."""
        return self.remedy.level

    def __str__(self) -> str:
        if self.parts:
            return ", and ".join(map(str, self.parts))
        return f"{self.text}{self.fact.place}"


def changes_for(
    rotation: RotationData, problem: Problem, rules: Sequence[Rule], conflict: Conflict
) -> Iterator[Change]:
    """Yield the possible changes for the first shift of a conflict, in the order of its facts.

    Parameters
    ----------
    rotation : RotationData
        Says who is a manager.
    problem, rules
        What was planned.
    conflict : Conflict
        Proved impossible.

    Yields
    ------
    Change
        Not tried yet. A change with degrees comes as its greatest change; `lowered` gives the
        others.
    """
    shift = problem.shift(conflict.shifts[0])
    managers = frozenset(e.manager for e in rotation.engineers if e.manager is not None)
    needs = tuple(problem.shift(s) for fact in conflict.facts for s in fact.claim.needs)
    by_name = {rule.name: rule for rule in rules}
    for fact in conflict.facts:
        rule = by_name.get(fact.rule)
        if rule is None or len(fact.people) != 1:
            continue
        grounds, alone = fact.grounds, bool(fact.claim.forbids)
        case = Case(problem, grounds, shift, needs, fact.shifts, alone, managers)
        remedies = getattr(rule, "remedies", None)
        for remedy in () if remedies is None else remedies(case):
            yield _change(remedy, fact, case, rules)
        if waiving([rule]) and fact.people[0] in managers and shift.kind is ShiftKind.REGULAR:
            yield _covered(fact, case, rules)


def _change(remedy: Remedy, fact: Fact, case: Case, rules: Sequence[Rule]) -> Change:
    kept = _with(rules, remedy.rule)
    if remedy.keep_off:
        name = called(case.problem, remedy.person)
        because = f"{name} takes no more of that track"
        kept = (*kept, KeptOff(remedy.person, remedy.keep_off, because))
    return Change(
        remedy.kind,
        remedy.text,
        remedy.person,
        case.shift.id,
        fact,
        remedy.problem,
        kept,
        remedy,
    )


def _with(rules: Sequence[Rule], rule: Rule | None) -> tuple[Rule, ...]:
    """Return the rules with one replaced by a rule of the same name."""
    return tuple(rule if rule is not None and r.name == rule.name else r for r in rules)


def waiving(rules: Sequence[Rule]) -> dict[str, Rule]:
    """Return the rules that do not apply to a manager who covers a shift, by name."""
    return {rule.name: rule for rule in rules if hasattr(rule, "waived")}


def _covered(fact: Fact, case: Case, rules: Sequence[Rule]) -> Change:
    """Let a manager cover the open shift, whatever their tracks, rest and time on the team."""
    (person,) = fact.people
    problem, kept, others = case.problem, tuple(rules), list[str]()
    for rule in waiving(rules).values():
        waiver = rule.waived(problem, person, case.shift)  # type: ignore[attr-defined]
        problem, kept = waiver.problem, _with(kept, waiver.rule)
        others += waiver.keep_off
    text = f"{called(problem, person)}, a manager, covers {case.shift.id}"
    remedy = Remedy(ChangeKind.MANAGER, person, text, problem, keep_off=tuple(others))
    return _change(remedy, fact, case, kept)


def lowered(change: Change, level: int) -> Change:
    """Return a change that has degrees, at another level.

    Parameters
    ----------
    change : Change
        As returned by `changes_for`; of a pair, the second part is changed.
    level : int
        Such as whole days of rest.
    """
    if change.parts:
        first, second = change.parts
        return pair_of(first, lowered(second, level))
    assert change.remedy.at is not None, "a change that can be made by degrees"
    remedy = change.remedy.at(level)
    rules = _with(change.rules, remedy.rule)
    return replace(change, text=remedy.text, rules=rules, remedy=remedy)


def pair_of(first: Change, second: Change) -> Change:
    """Return two changes as one, the second made on top of the first."""
    parts = (first, second)
    text = f"{first.text}, and {second.text}"
    return replace(second, kind=ChangeKind.PAIR, text=text, parts=parts)


def pairs_for(rotation: RotationData, first: Change, conflict: Conflict) -> Iterator[Change]:
    """Yield the changes possible on top of a change, each as a pair.

    Parameters
    ----------
    rotation : RotationData
        Says who is a manager.
    first : Change
        The first change. Changes with degrees come second.
    conflict : Conflict
        The conflict whose facts could also be changed.
    """
    for second in changes_for(rotation, first.problem, first.rules, conflict):
        yield pair_of(first, second)
