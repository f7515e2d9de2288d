"""From statements to CP-SAT constraints; this is the only place that converts them."""

from collections.abc import Iterable, Iterator, Sequence

from ortools.sat.python import cp_model

from rotation.rules.base import Literal
from rotation.statements.sums import AtLeast, Statement
from rotation.statements.view import ModelView

__all__ = ["Compiler"]


class Compiler:
    """Turns statements of a view into constraints of a CP-SAT model.

    A literal without a variable is false: somebody who cannot hold a shift, or a shift that a
    model leaves out. Constraints are made without such constants. A constraint that is enforced by
    a literal of the solver holds where that literal is true, and says nothing elsewhere.

    Parameters
    ----------
    cp : CpModel
        Receives variables and constraints.
    view : ModelView
        What the literals are those of.
    """

    def __init__(self, cp: cp_model.CpModel, view: ModelView) -> None:
        self._cp, self._view = cp, view
        self._false = cp.new_constant(0)
        self._variables: dict[int, cp_model.BoolVarT] = {}

    def __iter__(self) -> Iterator[Literal]:
        """Yield the literals that have a variable, in the order in which they were made."""
        return map(Literal, self._variables)

    def make(self, literal: Literal, name: str = "") -> cp_model.IntVar:
        """Return a new variable for a positive literal."""
        variable = self._cp.new_bool_var(name)
        self._variables[literal] = variable
        return variable

    def take(self, literal: Literal, variable: cp_model.BoolVarT) -> None:
        """Let a positive literal stand for a variable of another compiler."""
        self._variables[literal] = variable

    def make_holders(self, shift: str, people: Iterable[str]) -> None:
        """Make the variables of a shift: exactly one of these people holds it, or it is open."""
        literals = [self._view.is_open(shift)]
        literals += [self._view.works(person, shift) for person in people]
        self._cp.add_exactly_one([self.make(literal) for literal in literals])

    def literal(self, literal: Literal) -> cp_model.BoolVarT:
        """Return the solver's literal; a constant where there is no variable."""
        variable = self._variables.get(abs(literal), self._false)
        return variable if literal > 0 else variable.negated()

    def known_false(self, literal: Literal) -> bool:
        """Return whether a literal is positive and has no variable."""
        return literal > 0 and literal not in self._variables

    def clause(
        self, literals: Iterable[Literal], enforced_by: cp_model.IntVar | None = None
    ) -> None:
        """State that at least one of the literals is true."""
        off = [] if enforced_by is None else [enforced_by.negated()]
        self._cp.add_bool_or([*off, *(self.literal(literal) for literal in literals)])

    def add(self, statement: Statement, enforced_by: cp_model.IntVar | None = None) -> None:
        """Add the constraint of a statement.

        Parameters
        ----------
        statement : AtMost or AtLeast
            Flags without a variable get one.
        enforced_by : IntVar, optional
            Where it is true, the statement holds; by default the statement always does.
        """
        limit, literals, weights = self._without_constants(statement)
        where: list[cp_model.BoolVarT] = [] if enforced_by is None else [enforced_by]
        if statement.when is not None:
            self._make_flag(statement.when)
            where.append(self.literal(statement.when))
        if where or statement.weights:
            # Of the forms below, "at most one" cannot be enforced, so all are sums here.
            whole = cp_model.LinearExpr.weighted_sum(literals, weights)
            if isinstance(statement, AtLeast):
                if limit > 0:
                    self._cp.add(whole >= limit).only_enforce_if(where)
            elif limit < sum(weights):
                self._cp.add(whole <= limit).only_enforce_if(where)
        elif isinstance(statement, AtLeast):
            if limit == 1:
                self._cp.add_bool_or(literals)
            elif limit > 1:
                self._cp.add_linear_constraint(sum(literals), limit, len(literals))
        elif limit < 0:
            self._cp.add_bool_or([])
        elif limit == 1 and len(literals) > 1:
            self._cp.add_at_most_one(literals)
        elif limit < len(literals):
            self._cp.add(sum(literals) <= limit)

    def _make_flag(self, literal: Literal) -> None:
        positive = Literal(abs(literal))
        if self._view.is_flag(positive) and self.known_false(positive):
            self.make(positive)

    def _without_constants(
        self, statement: Statement
    ) -> tuple[int, Sequence[cp_model.BoolVarT], Sequence[int]]:
        """Return the limit minus what is always true, the undecided literals and their weights."""
        limit = statement.limit
        free: list[cp_model.BoolVarT] = []
        weights: list[int] = []
        for weight, literal in statement.terms:
            if abs(literal) not in self._variables:
                self._make_flag(literal)
            variable = self._variables.get(abs(literal))
            if variable is not None:
                free.append(variable if literal > 0 else variable.negated())
                weights.append(weight)
            elif literal < 0:
                limit -= weight
        return limit, free, weights
