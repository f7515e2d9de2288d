"""From statements to a CP-SAT model: the second half of a model."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from rotation.goals.base import Together
from rotation.model.roster import Roster
from rotation.rules.base import Literal
from rotation.solve.compiler import Compiler
from rotation.statements.sums import Statement
from rotation.statements.view import ModelView

__all__ = ["Model"]

Term = tuple[int, Literal]


class Model:
    """A CP-SAT model of everything stated to a view.

    Each shift is held by exactly one candidate or open. Someone forbidden is not a variable at all.

    Parameters
    ----------
    view : ModelView
        The statements.
    cp : CpModel, optional
        Receives them, beside what it has already; a new one by default.

    Attributes
    ----------
    cp : CpModel
        For more constraints and for an objective.
    """

    def __init__(self, view: ModelView, cp: cp_model.CpModel | None = None) -> None:
        self.view = view
        self.cp = cp_model.CpModel() if cp is None else cp
        self._compiler = Compiler(self.cp, view)
        people = [p.id for p in view.problem.people]
        for shift in view.watched(view.problem.shifts, 1):
            able = [person for person in people if (person, shift.id) not in view.forbidden]
            self._compiler.make_holders(shift.id, able)
        for person, shift_id in view.required:
            self._compiler.clause([view.works(person, shift_id)])
        for literal, name in view.named_flags():
            self._compiler.make(literal, name)
        self.say(view.statements)

    def say(self, statements: Iterable[Statement]) -> None:
        """Add statements; the view's are there already."""
        for statement in self.view.watched(statements):
            self._compiler.add(statement)

    def literal(self, literal: Literal) -> cp_model.BoolVarT:
        """Return the solver's literal for a view's; a constant for someone forbidden."""
        return self._compiler.literal(literal)

    def known_false(self, literal: Literal) -> bool:
        """Return whether a literal is about somebody who cannot hold the shift."""
        return self._compiler.known_false(literal)

    def terms(self, terms: Sequence[Term]) -> list[tuple[int, cp_model.LiteralT]]:
        """Return the terms in the solver's literals, without those known to be false."""
        return [
            (cost, self.literal(literal))
            for cost, literal in terms
            if not self.known_false(literal)
        ]

    def sum(self, terms: Sequence[Term]) -> cp_model.LinearExprT:
        """Return `sum(cost x literal)`."""
        kept = self.terms(terms)
        return cp_model.LinearExpr.weighted_sum(
            [literal for _, literal in kept], [cost for cost, _ in kept]
        )

    def together(self, target: Together) -> list[tuple[int, cp_model.LiteralT]]:
        """Return, for each pair of shifts, a literal that is true when one person holds both.

        A shift has one holder, so a literal need not say who it is. It may be true without cause;
        minimised, it is not.
        """
        candidates = self.view.candidates()
        everybody = frozenset(person.id for person in self.view.problem.people)
        pairs = [*((a, b, everybody) for a, b in target.pairs), *target.among]
        flags: list[tuple[int, cp_model.LiteralT]] = []
        for first, second, people in self.view.watched(pairs):
            there = people.intersection(candidates[second])
            both = [person for person in candidates[first] if person in there]
            if both:
                flag = self.cp.new_bool_var("")
                flags.append((1, flag))
                for person in both:
                    here = self.literal(self.view.negate(self.view.works(person, first)))
                    too = self.literal(self.view.negate(self.view.works(person, second)))
                    self.cp.add_bool_or([here, too, flag])
        return flags

    def roster(self, value: Callable[[cp_model.LiteralT], bool]) -> Roster:
        """Read a roster off a solution.

        Parameters
        ----------
        value : callable
            Returns the value of a literal, such as `CpSolver.boolean_value`.
        """
        holders: dict[str, str | None] = {s.id: None for s in self.view.problem.shifts}
        for literal in self._compiler:
            pair = self.view.pair(literal)
            if pair is not None and value(self.literal(literal)):
                holders[pair[1]] = pair[0]
        return Roster(holders)

    def hint(self, roster: Mapping[str, str | None]) -> None:
        """Start the next search from a roster."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        self.add_hint(roster)

    def add_hint(self, roster: Mapping[str, str | None]) -> None:
        """Start the next search from a roster, and from what else is hinted at."""
        for shift in self.view.watched(self.view.problem.shifts, 1):
            holder = roster[shift.id]
            self.cp.add_hint(self.literal(self.view.is_open(shift.id)), holder is None)
            for person in self.view.problem.people:
                works = self.view.works(person.id, shift.id)
                if not self.known_false(works):
                    self.cp.add_hint(self.literal(works), person.id == holder)
