"""Why nobody could take an open shift: each person's first reason, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import Rule, Words, obstacle, violations, words_of

__all__ = ["Opening", "openings"]

_FREE = Words("", "free, but needed elsewhere in the plan")


@dataclass(frozen=True, slots=True)
class Opening:
    """An open shift and what keeps each person off it.

    Attributes
    ----------
    shift : Shift
        The open one.
    reasons : tuple of (str, tuple of str)
        A reason and the ids of the people it applies to, most people first; each person of the
        team has one reason.
    """

    shift: Shift
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """One clause: `no one available: 3 away, 1 has left`."""
        counted = ", ".join(f"{len(people)} {reason}" for reason, people in self.reasons)
        return f"no one available: {counted}"


def openings(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> tuple[Opening, ...]:
    """Explain every open shift of a roster, without solving; shadows may stay open.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        A roster that keeps the rules.
    rules : sequence of Rule
        What must hold.
    """
    open_shifts = []
    for shift in problem.shifts:
        if roster[shift.id] is None and not shift.shadow:
            kept: dict[Words, list[str]] = {}
            for person in problem.people:
                words = _words(problem, roster, rules, person.id, shift)
                kept.setdefault(words, []).append(person.id)
            reasons = [(words.behind(len(who)), tuple(who)) for words, who in kept.items()]
            ranked = sorted(reasons, key=lambda item: (-len(item[1]), item[0]))
            open_shifts.append(Opening(shift, tuple(ranked)))
    return tuple(open_shifts)


def _words(
    problem: Problem, roster: Roster, rules: Sequence[Rule], person: str, shift: Shift
) -> Words:
    """Return only the short words for what keeps a person off a shift."""
    kept_off = obstacle(rules, problem, person, shift)
    if kept_off is None:
        by_name = {rule.name: rule for rule in rules}
        for violation in violations(problem, Roster({**roster, shift.id: person}), rules):
            if shift.id in violation.shifts and violation.rule in by_name:
                kept_off = by_name[violation.rule], violation.grounds
                break
    if kept_off is None:
        return _FREE
    words = words_of(kept_off[0], problem, kept_off[1])
    return Words("", words.short, words.short_many)
