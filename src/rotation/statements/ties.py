"""Shifts that one person holds together, or not at all: what statements like `follow` come to.

Whoever holds a shift of such a statement holds another one, too, or that one is open. Where a
tier that is decided leaves no shift open that somebody could hold, nothing is left of the "or".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rotation.goals.base import Few, Target
from rotation.rules.base import Literal
from rotation.statements.view import AtLeast, ModelView

__all__ = ["Ties", "held_for_sure", "ties_of"]


@dataclass(frozen=True, slots=True)
class Ties:
    """Which shifts are tied to which.

    Attributes
    ----------
    of : mapping of (str, str) to frozenset of str
        By person and shift id: the other shifts that this person holds, too, in every roster in
        which they hold this one.
    tasks : tuple of tuple of str
        Sets of two or more shifts, in order of the problem, none of which is ever open: one person
        holds all of a set.
    statements : frozenset of int
        The places of the statements that say no more than that.
    """

    of: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    tasks: tuple[tuple[str, ...], ...] = ()
    statements: frozenset[int] = frozenset()


def held_for_sure(
    view: ModelView,
    decided: Iterable[tuple[Target, Fraction]],
    candidates: Mapping[str, Sequence[str]],
) -> frozenset[str]:
    """Return the shifts that are held in every roster that is as good as decided.

    Parameters
    ----------
    view : ModelView
        For its literals.
    decided : iterable of (Target, fractions.Fraction)
        Tiers, each with the most that it may be.
    candidates : mapping of str to sequence of str
        Who can hold each shift.
    """
    opens = {view.is_open(shift.id): shift.id for shift in view.problem.shifts}
    held = {shift for _, shift in view.required}
    for target, value in decided:
        if not isinstance(target, Few):
            continue
        costs: dict[str, int] = {}
        least = target.constant
        for cost, literal in target.terms:
            shift = opens.get(literal)
            if shift is None or cost < 0:
                least += min(cost, 0)
            elif candidates[shift]:
                costs[shift] = costs.get(shift, 0) + cost
            else:
                least += cost
        held |= {shift for shift, cost in costs.items() if least + cost > value}
    return frozenset(held)


def ties_of(view: ModelView, held: frozenset[str], candidates: Mapping[str, Sequence[str]]) -> Ties:
    """Return what is tied to what by the statements.

    Parameters
    ----------
    view : ModelView
        The statements.
    held : frozenset of str
        The shifts that are never open.
    candidates : mapping of str to sequence of str
        Who can hold each shift.
    """
    opens = {view.is_open(shift.id): shift.id for shift in view.problem.shifts}
    of: dict[tuple[str, str], set[str]] = {}
    backwards: dict[tuple[str, str], set[str]] = {}
    statements = []
    for place, statement in enumerate(view.statements):
        clause = _clause(view, statement, opens)
        if clause is None:
            continue
        person, first, then, free = clause
        if free <= held:
            of.setdefault((person, first), set()).add(then)
            statements.append(place)
        if first in held and free <= held | {then}:
            # The holder of `then` is not the one of `first` only if `first` has none.
            backwards.setdefault((first, then), set()).add(person)
    both = [pair for pair, people in backwards.items() if people.issuperset(candidates[pair[0]])]
    for first, then in both:
        for person in candidates[then]:
            of.setdefault((person, then), set()).add(first)
    pairs = [(first, then) for first, then in both if then in held]
    return Ties(
        {key: frozenset(shifts) for key, shifts in of.items()},
        _tasks(view, pairs),
        frozenset(statements),
    )


def _clause(
    view: ModelView, statement: object, opens: Mapping[Literal, str]
) -> tuple[str, str, str, set[str]] | None:
    """Return person and shifts of "whoever holds one holds the other, or these are open"."""
    if not isinstance(statement, AtLeast) or not statement.plain or statement.limit != 1:
        return None
    first = then = None
    free = set()
    for literal in statement.literals:
        if literal in opens:
            free.add(opens[literal])
        elif literal < 0 and first is None:
            first = view.pair(view.negate(literal))
        elif literal > 0 and then is None:
            then = view.pair(literal)
        else:
            return None
    if first is None or then is None or first[0] != then[0] or first[1] == then[1]:
        return None
    return first[0], first[1], then[1], free


def _tasks(view: ModelView, pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the sets that pairs link."""
    linked: dict[str, list[str]] = {}
    for pair in pairs:
        whole = [shift for each in pair for shift in linked.get(each, [each])]
        whole = list(dict.fromkeys(whole))
        linked |= dict.fromkeys(whole, whole)
    order = {shift.id: number for number, shift in enumerate(view.problem.shifts)}
    tasks = {tuple(sorted(whole, key=order.__getitem__)) for whole in linked.values()}
    return tuple(sorted(tasks, key=lambda task: [order[shift] for shift in task]))
