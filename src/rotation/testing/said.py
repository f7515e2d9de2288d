"""Evaluate a roster by the statements to a model, without a solver."""

from collections.abc import Mapping
from fractions import Fraction

from rotation.goals.base import Few, Level, Spread, Target, Together, Wide
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Literal
from rotation.rules.grounds import Grounds
from rotation.statements.sums import AtLeast, Statement
from rotation.statements.view import ModelView

__all__ = ["Said"]

Values = Mapping[int, bool]

_Clause = tuple[int, tuple[tuple[int, int], ...]]
"""What the true literals of some must weigh at least, and the literals with their weights."""


class Said:
    """The statements of rules and goals to a view, as clauses in plain Python.

    Parameters
    ----------
    view : ModelView
        After every `post`.

    Examples
    --------
    >>> from rotation.rules import registered
    >>> from rotation.solve.model import ModelView
    >>> from rotation.testing import Said, make_problem, make_shift, rosters
    >>> weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    >>> problem = make_problem(["ada"], weeks)
    >>> view = ModelView(problem)
    >>> rest = next(rule for rule in registered() if rule.name == "rest")
    >>> rest.post(problem, view)
    >>> [Said(view).allows(roster) for roster in rosters(problem)]
    [True, True, True, False]
    """

    def __init__(self, view: ModelView) -> None:
        self._view = view
        self._clauses = [_clause(statement) for statement in view.statements]
        self._clauses += [(1, ((1, -int(view.works(*key))),)) for key in view.forbidden]
        self._clauses += [(1, ((1, int(view.works(*key))),)) for key in view.required]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The given sentences, in the order of the statements, without duplicates."""
        return tuple(dict.fromkeys(grounds.because for grounds in self.grounds))

    @property
    def grounds(self) -> tuple[Grounds, ...]:
        """The grounds of the statements, without duplicates."""
        grounds = [statement.grounds for statement in self._view.statements]
        for several in (*self._view.forbidden.values(), *self._view.required.values()):
            grounds += several
        return tuple(dict.fromkeys(grounds))

    def allows(self, roster: Roster) -> bool:
        """Return whether the roster satisfies all statements, for some values of the flags."""
        return self.values(roster) is not None

    def values(self, roster: Roster) -> Values | None:
        """Return the value of every positive literal; None if no values of the flags work.

        Flags are false unless a statement needs them.
        """
        problem = self._view.problem
        known: dict[int, bool] = {}
        for shift in problem.shifts:
            known[self._view.is_open(shift.id)] = roster[shift.id] is None
            for person in problem.people:
                known[self._view.works(person.id, shift.id)] = roster[shift.id] == person.id
        first = len(known) + 1
        return self._settle(known, range(first, first + len(self._view.flags)))

    def _settle(self, known: dict[int, bool], flags: range) -> Values | None:
        if not self._spread(known):
            return None
        for flag in flags:
            if flag not in known:
                for value in (False, True):
                    values = self._settle(known | {flag: value}, flags)
                    if values is not None:
                        return values
                return None
        return known

    def _spread(self, known: dict[int, bool]) -> bool:
        """Add the literals that clauses force; False if a clause cannot hold."""
        changed = True
        while changed:
            changed = False
            for limit, terms in self._clauses:
                unknown = [(w, x) for w, x in terms if abs(x) not in known]
                room = sum(w for w, x in terms if known.get(abs(x), x > 0) is (x > 0)) - limit
                if room < 0:
                    return False
                forced = {abs(x): x > 0 for w, x in unknown if w > room}
                known.update(forced)
                changed = changed or bool(forced)
        return True

    def number(self, target: Target, roster: Roster) -> Fraction:
        """Return the number of a target on a roster that satisfies all statements.

        Raises
        ------
        ValueError
            When it does not keep it.
        """
        values = self.values(roster)
        if values is None:
            msg = f"{roster!r} does not satisfy the statements"
            raise ValueError(msg)
        if isinstance(target, Few):
            return Fraction(target.constant) + sum(
                cost for cost, literal in target.terms if _true(values, literal)
            )
        if isinstance(target, Level):
            return _unevenness(target, roster)
        if isinstance(target, Spread):
            return _spread(target, roster)
        if isinstance(target, Together):
            return Fraction(_together(target, roster))
        return Fraction(_smallest(target, self._view.problem, roster))


def _clause(statement: Statement) -> _Clause:
    """Return one form for all: terms that weigh at least so much. Few rules say "exactly"."""
    limit, terms = statement.limit, [(weight, int(x)) for weight, x in statement.terms]
    if not isinstance(statement, AtLeast):
        limit = sum(weight for weight, _ in terms) - limit
        terms = [(weight, -x) for weight, x in terms]
    if statement.when is not None and limit > 0:
        terms.append((limit, -int(statement.when)))
    return limit, tuple(terms)


def _true(values: Values, literal: Literal) -> bool:
    return values[abs(literal)] is (literal > 0)


def _unevenness(target: Level, roster: Roster) -> Fraction:
    total = Fraction(0)
    for account, base in target.base.items():
        amounts, person = target.amounts_of(account), target.holder(account)
        held = sum(amounts.get(s, 0) for s, holder in roster.items() if holder == person)
        total += (base + held - target.share[account]) ** 2
    return total / target.unit**2


def _spread(target: Spread, roster: Roster) -> Fraction:
    loads = [
        factor
        * (
            target.base[person]
            + sum(target.amounts_of(person).get(s, 0) for s, p in roster.items() if p == person)
        )
        for person, factor in target.factor.items()
    ]
    return Fraction(max(loads, default=0) - min(loads, default=0))


def _together(target: Together, roster: Roster) -> int:
    pairs = sum(roster[a] is not None and roster[a] == roster[b] for a, b in target.pairs)
    pairs += sum(roster[a] == roster[b] and roster[a] in who for a, b, who in target.among)
    return pairs + sum(cost for cost, person, shift in target.singles if roster[shift] == person)


def _smallest(target: Wide, problem: Problem, roster: Roster) -> int:
    known = {shift.id for shift in problem.shifts}
    named = [gap for gap, *_ in (*target.pairs, *target.singles)]
    if not all({first, second} <= known for _, first, second in target.pairs) or any(
        gap > target.widest for gap in named
    ):
        msg = "a Wide names shifts of the problem only, and no gap above its widest"
        raise ValueError(msg)
    held = [
        gap
        for gap, first, second in target.pairs
        if roster[first] is not None and roster[first] == roster[second]
    ]
    held += [gap for gap, person, shift in target.singles if roster[shift] == person]
    return min(held, default=target.widest)
