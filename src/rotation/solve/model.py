"""From statements to a CP-SAT model: the second half of a model."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ortools.sat.python import cp_model

from rotation.model.roster import Roster
from rotation.rules.base import Literal
from rotation.statements.view import AtLeast, AtMost, ModelView

__all__ = ["Model"]

Term = tuple[int, Literal]


class Model:
    """A CP-SAT model of everything stated to a view.

    Each shift is held by exactly one candidate or open. Someone forbidden is not a variable at all.

    Parameters
    ----------
    view : ModelView
        The statements; those that come later are added by `update`.
    """

    def __init__(self, view: ModelView) -> None:
        self.view = view
        self.cp = cp_model.CpModel()
        self._false = self.cp.new_constant(0)
        self._variables: dict[int, cp_model.IntVar] = {}
        self._said = 0
        self._flags = 0
        people = [p.id for p in view.problem.people]
        for shift in view.problem.shifts:
            literals = [view.is_open(shift.id)] + [
                view.works(person, shift.id)
                for person in people
                if (person, shift.id) not in view.forbidden
            ]
            for literal in literals:
                self._variables[literal] = self.cp.new_bool_var("")
            self.cp.add_exactly_one([self._variables[literal] for literal in literals])
        for person, shift_id in view.required:
            self._clause([view.works(person, shift_id)])
        self.update()

    def update(self) -> None:
        """Add what was stated to the view since the last time."""
        first = 1 + self.view.n_works + len(self.view.problem.shifts)
        for number in range(self._flags, len(self.view.flags)):
            self._variables[first + number] = self.cp.new_bool_var(self.view.flags[number])
        self._flags = len(self.view.flags)
        for statement in self.view.statements[self._said :]:
            self._add(statement)
        self._said = len(self.view.statements)

    def say(self, statements: Iterable[AtMost | AtLeast]) -> None:
        """Add statements that only this model shall keep."""
        for statement in statements:
            self._add(statement)

    def literal(self, literal: Literal) -> cp_model.LiteralT:
        """Return the solver's literal for a view's; a constant for someone forbidden."""
        variable = self._variables.get(abs(literal), self._false)
        return variable if literal > 0 else variable.negated()

    def known_false(self, literal: Literal) -> bool:
        """Return whether a literal is about somebody who cannot hold the shift."""
        return literal > 0 and literal not in self._variables

    def _clause(self, literals: Sequence[Literal]) -> None:
        self.cp.add_bool_or([self.literal(literal) for literal in literals])

    def _add(self, statement: AtMost | AtLeast) -> None:
        limit = statement.limit
        possible = []
        for literal in statement.literals:
            if literal < 0 and self.known_false(Literal(-literal)):
                limit -= 1
            elif not self.known_false(literal):
                possible.append(literal)
        cp_literals = [self.literal(literal) for literal in possible]
        if isinstance(statement, AtLeast):
            if limit == 1:
                self.cp.add_bool_or(cp_literals)
            elif limit > 1:
                self.cp.add_linear_constraint(sum(cp_literals), limit, len(cp_literals))
        elif limit < 0:
            self.cp.add_bool_or([])
        elif limit == 1 and len(cp_literals) > 1:
            self.cp.add_at_most_one(cp_literals)
        elif limit < len(cp_literals):
            self.cp.add(sum(cp_literals) <= limit)

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

    def together(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[int, cp_model.LiteralT]]:
        """Return, for each pair of shifts, a literal that is true when one person holds both.

        A shift has one holder, so a literal need not say who it is. It may be true without cause;
        minimised, it is not.
        """
        candidates = self.view.candidates()
        flags: list[tuple[int, cp_model.LiteralT]] = []
        for first, second in pairs:
            there = frozenset(candidates[second])
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
        for literal in self._variables:
            pair = self.view.pair(Literal(literal))
            if pair is not None and value(self.literal(Literal(literal))):
                holders[pair[1]] = pair[0]
        return Roster(holders)

    def hint(self, roster: Mapping[str, str | None]) -> None:
        """Start the next search from a roster."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        for shift in self.view.problem.shifts:
            holder = roster[shift.id]
            self.cp.add_hint(self._variables[self.view.is_open(shift.id)], holder is None)
            for person in self.view.problem.people:
                variable = self._variables.get(self.view.works(person.id, shift.id))
                if variable is not None:
                    self.cp.add_hint(variable, person.id == holder)
