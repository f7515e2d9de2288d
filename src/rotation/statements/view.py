"""The recorded statements of rules and goals: the first half of a model.

Nothing here knows OR-Tools. Recording first and compiling later (`rotation.solve.model`) has two
advantages: people who cannot hold a shift never become variables, in any order of the rules, and
each statement keeps its grounds for explanations.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar, Unpack

from rotation.model.problem import Problem
from rotation.rules.base import Count, Literal, Terms
from rotation.rules.grounds import Fields, Grounds
from rotation.statements.sums import AtLeast, AtMost, added_up

__all__ = ["AtLeast", "AtMost", "ModelView", "Stopped"]

_Item = TypeVar("_Item")

_OFTEN = 256
"""Statements from one look at whether to stop to the next."""


class Stopped(Exception):
    """Making a model was stopped from outside; what was found before stands."""


def _never() -> bool:
    """Go on to the end."""
    return False


class ModelView:
    """The view on a problem's model: a `rotation.rules.base.View` that records.

    Literals are numbers: 1 to `n_works` for person x shift (row by row), then one for each open
    shift, then auxiliary flags; the negative number is the opposite.

    Parameters
    ----------
    problem : Problem
        The problem of the statements.

    Attributes
    ----------
    forbidden, required : dict of (str, str) to list of Grounds
        By person and shift id.
    statements : list of AtMost or AtLeast
        In the order in which they were stated.
    flags : list of str
        Names of the auxiliary literals.
    watch : callable
        Called now and then while much is stated or read: returns whether to stop.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._person = {person.id: row for row, person in enumerate(problem.people)}
        self._shift = {shift.id: column for column, shift in enumerate(problem.shifts)}
        self.n_works = len(problem.people) * len(problem.shifts)
        self.forbidden: dict[tuple[str, str], list[Grounds]] = {}
        self.required: dict[tuple[str, str], list[Grounds]] = {}
        self.statements: list[AtMost | AtLeast] = []
        self.flags: list[str] = []
        self.watch: Callable[[], bool] = _never

    def works(self, person: str, shift: str) -> Literal:
        """Return the literal "this person holds this shift"."""
        return Literal(1 + self._person[person] * len(self._shift) + self._shift[shift])

    def is_open(self, shift: str) -> Literal:
        """Return the literal "nobody holds this shift"."""
        return Literal(1 + self.n_works + self._shift[shift])

    def negate(self, literal: Literal) -> Literal:
        """Return the opposite literal."""
        return Literal(-literal)

    def flag(self, name: str) -> Literal:
        """Return a new auxiliary literal."""
        self.flags.append(name)
        return Literal(self.n_works + len(self._shift) + len(self.flags))

    def is_flag(self, literal: Literal) -> bool:
        """Return whether a literal or its opposite is auxiliary."""
        return abs(literal) > self.n_works + len(self._shift)

    def named_flags(self) -> Iterator[tuple[Literal, str]]:
        """Yield the auxiliary literals with their names, in order of creation."""
        for number, name in enumerate(self.flags, 1):
            yield Literal(self.n_works + len(self._shift) + number), name

    def forbid(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """State that a person cannot hold a shift."""
        self.forbidden.setdefault((person, shift), []).append(Grounds.of(fields))

    def require(self, person: str, shift: str, **fields: Unpack[Fields]) -> None:
        """State that a person holds a shift."""
        self.required.setdefault((person, shift), []).append(Grounds.of(fields))

    def count(self, person: str, shifts: Iterable[str]) -> Count:
        """Return the whole number of these shifts that a person holds."""
        each = tuple(dict.fromkeys(shifts))
        return Count(person, each, tuple(self.works(person, shift) for shift in each))

    def reaches(self, count: Count, number: int, **fields: Unpack[Fields]) -> Literal:
        """Return a new literal that is true where a count is `number` or more, and only there."""
        reached = self.flag(f"{count.person} holds {number} of {len(count.shifts)}")
        self.at_least(number, [count], when=reached, **fields)
        self.at_most(number - 1, [count], when=self.negate(reached), **fields)
        return reached

    def at_most(
        self,
        limit: int,
        literals: Terms,
        *,
        weights: Sequence[int] | None = None,
        when: Literal | None = None,
        **fields: Unpack[Fields],
    ) -> None:
        """State that the sum of these is at most `limit`."""
        grounds = Grounds.of(fields)
        self._record(AtMost.of(limit, *added_up(literals, weights), grounds, when))

    def at_least(
        self,
        limit: int,
        literals: Terms,
        *,
        weights: Sequence[int] | None = None,
        when: Literal | None = None,
        **fields: Unpack[Fields],
    ) -> None:
        """State that the sum of these is at least `limit`."""
        grounds = Grounds.of(fields)
        self._record(AtLeast.of(limit, *added_up(literals, weights), grounds, when))

    def _record(self, statement: AtMost | AtLeast) -> None:
        self.statements.append(statement)
        if len(self.statements) % _OFTEN == 0:
            self.watch()  # rules are stated to the end: without them no roster is known to be one

    def watched(self, items: Iterable[_Item], every: int = _OFTEN) -> Iterator[_Item]:
        """Yield items, and look at whether to stop after every so many of them.

        Raises
        ------
        Stopped
            When the search is stopped from outside.
        """
        for number, item in enumerate(items, 1):
            yield item
            if number % every == 0 and self.watch():
                raise Stopped

    def pair(self, literal: Literal) -> tuple[str, str] | None:
        """Return the person and shift of a positive `works` literal, else None."""
        if not 1 <= literal <= self.n_works:
            return None
        row, column = divmod(literal - 1, len(self._shift))
        return self.problem.people[row].id, self.problem.shifts[column].id

    def owned(self, literals: Sequence[Literal]) -> tuple[str, frozenset[str]] | None:
        """Return the common person of all literals, and the shifts; None for a mixture."""
        width = len(self._shift)
        rows = {(literal - 1) // width for literal in literals}
        if len(rows) != 1 or not 1 <= literals[0] <= self.n_works:
            return None
        (row,) = rows
        shifts = self.problem.shifts
        return self.problem.people[row].id, frozenset(
            shifts[(literal - 1) % width].id for literal in literals
        )

    def candidates(self) -> Mapping[str, tuple[str, ...]]:
        """Return, for each shift, who is not forbidden to hold it, in the order of people."""
        return {
            shift.id: tuple(
                p.id for p in self.problem.people if (p.id, shift.id) not in self.forbidden
            )
            for shift in self.problem.shifts
        }
