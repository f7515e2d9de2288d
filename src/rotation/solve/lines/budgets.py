"""Of which shifts one person holds a few at most: limits in windows that slide, and weekends.

Shifts that count as one, such as those of a weekend, are a group. The view has an auxiliary
literal for each group (`rotation.rules.weekends`), which lines need not have: it stands for "one
of these is held", and is only ever part of a limit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rotation.rules.base import Literal
from rotation.statements.sums import AtLeast, AtMost, Statement
from rotation.statements.view import ModelView

__all__ = ["Grouped", "LineBudget", "bits_of", "grouped", "narrowest"]


class LineBudget(NamedTuple):
    """Some shifts, and how many of them one person holds at most.

    Attributes
    ----------
    shifts : int
        As bits.
    most : int
        Below 0 for what has been exceeded.
    groups : tuple of int
        Shifts that count as one, as bits; empty where each of `shifts` counts.
    """

    shifts: int
    most: int
    groups: tuple[int, ...] = ()

    @property
    def says(self) -> bool:
        """Whether anything could be above it."""
        return self.most < (len(self.groups) or self.shifts.bit_count())

    def after(self, shift: int) -> "LineBudget":
        """Return what is left of it when a shift is taken."""
        if not self.shifts >> shift & 1:
            return self
        if not self.groups:
            return LineBudget(self.shifts & ~(1 << shift), self.most - 1)
        rest = tuple(group for group in self.groups if not group >> shift & 1)
        return LineBudget(_joined(rest), self.most - len(self.groups) + len(rest), rest)

    def among(self, left: int) -> "LineBudget":
        """Return what it says about some shifts."""
        if not self.groups:
            return LineBudget(self.shifts & left, self.most)
        groups = tuple(group & left for group in self.groups if group & left)
        return LineBudget(self.shifts & left, self.most, groups)

    def follows_from(self, other: "LineBudget") -> bool:
        """Return whether lines that keep another one keep this one, too."""
        if other.most > self.most or self.shifts & ~other.shifts:
            return False
        return not other.groups or (bool(self.groups) and set(self.groups) <= set(other.groups))

    def keeps(self, line: int) -> bool:
        """Return whether shifts, as bits, are within it."""
        if not self.groups:
            return (line & self.shifts).bit_count() <= self.most
        return sum(1 for group in self.groups if group & line) <= self.most


def narrowest(budgets: Iterable[LineBudget]) -> tuple[LineBudget, ...]:
    """Return the budgets that say something, without those that follow from another one."""
    kept: list[LineBudget] = []
    able = {budget for budget in budgets if budget.says}
    for budget in sorted(able, key=lambda each: (-each.shifts.bit_count(), each)):
        if not any(budget.follows_from(other) for other in kept):
            kept.append(budget)
    return tuple(kept)


class Grouped(NamedTuple):
    """The statements with auxiliary literals, as budgets.

    Attributes
    ----------
    budgets : tuple of (int, LineBudget)
        Each with the number of the person.
    statements : frozenset of int
        The places of these statements.
    """

    budgets: tuple[tuple[int, LineBudget], ...]
    statements: frozenset[int]


def grouped(view: ModelView) -> Grouped | None:
    """Return what is stated with auxiliary literals; None where it is more than budgets.

    A literal is understood where it is true if the person holds a shift, says nothing else, and
    is a part of limits: then it may as well be false wherever it need not be true.
    """
    if not view.flags:
        return Grouped((), frozenset())
    width = len(view.problem.shifts)
    required = {view.works(person, shift) for person, shift in view.required}
    groups: dict[Literal, int] = {}
    owners: dict[Literal, set[int]] = {}
    limits: list[tuple[AtMost, Sequence[Literal]]] = []
    statements = []
    for place, statement in enumerate(view.statements):
        flags = [literal for literal in statement.every if view.is_flag(literal)]
        if not flags:
            continue
        statements.append(place)
        if isinstance(statement, AtMost):
            if not statement.plain or min(statement.literals) < 0:
                return None
            limits.append((statement, statement.literals))
            continue
        implied = _implied(view, statement, required)
        if implied is None:
            return None
        flag, literal = implied
        if literal is not None:
            person, shift = divmod(literal - 1, width)
            groups[flag] = groups.get(flag, 0) | 1 << shift
            owners.setdefault(flag, set()).add(person)
    budgets = []
    for limit, literals in limits:
        budget = _budget(view, limit.limit, literals, (groups, owners))
        if budget is None:
            return None
        budgets.append(budget)
    return Grouped(tuple(budgets), frozenset(statements))


def _implied(
    view: ModelView, statement: Statement, required: set[Literal]
) -> tuple[Literal, Literal | None] | None:
    """Return a flag and what it is true for, or nothing where something settled stands for it.

    None where the statement is another one.
    """
    if not isinstance(statement, AtLeast) or not statement.plain or statement.limit != 1:
        return None
    flags = [literal for literal in statement.literals if view.is_flag(literal)]
    if len(flags) != 1 or flags[0] < 0:
        return None
    heads = [literal for literal in statement.literals if literal < 0]
    others = [each for each in statement.literals if each > 0 and each != flags[0]]
    if len(heads) != 1 or view.pair(view.negate(heads[0])) is None:
        return None
    if others:
        return (flags[0], None) if required.intersection(others) else None
    return flags[0], view.negate(heads[0])


def _budget(
    view: ModelView,
    most: int,
    literals: Sequence[Literal],
    known: tuple[Mapping[Literal, int], Mapping[Literal, set[int]]],
) -> tuple[int, LineBudget] | None:
    """Return a limit of literals of one person as a budget."""
    width = len(view.problem.shifts)
    groups, owners = known
    people: set[int] = set()
    parts = []
    for literal in literals:
        if view.is_flag(literal):
            people |= owners.get(literal, set())
            parts.append(groups.get(literal, 0))
        elif view.pair(literal) is not None:
            person, shift = divmod(literal - 1, width)
            people.add(person)
            parts.append(1 << shift)
        else:
            return None
    if len(people) > 1:
        return None
    kept = tuple(part for part in parts if part)
    return (people or {0}).pop(), LineBudget(_joined(kept), most, kept)


def _joined(groups: Iterable[int]) -> int:
    whole = 0
    for group in groups:
        whole |= group
    return whole


def bits_of(mask: int) -> Iterator[int]:
    """Yield the shifts of a set, ascending."""
    while mask:
        yield (mask & -mask).bit_length() - 1
        mask &= mask - 1
