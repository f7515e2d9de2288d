"""A roster that keeps every rule, and that no values of a goal's flags allow.

That is a question with two quantifiers, and it is answered by counterexamples: for one roster the
flags get values; then a roster is sought that breaks a statement under those values, for which
the flags may have others; and so on (M. Janota and J. Marques-Silva, Abstraction-based algorithm
for 2QBF, SAT 2011). Without flags the first such roster is the answer.
"""

from collections.abc import Mapping, Sequence

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import split, violations
from rotation.rules.base import Literal, Rule
from rotation.rules.grounds import Grounds
from rotation.solve.conflict_core import Claim
from rotation.solve.model import Model
from rotation.solve.parameters import Attempt
from rotation.solve.solver import End, Solver
from rotation.statements.sums import AtLeast, AtMost, Statement
from rotation.statements.view import ModelView

__all__ = ["cut_off"]

_ATTEMPT = Attempt(share=1.0, seed=1)

_ROSTERS, _LIMIT = 8, 0.5
"""Rosters that are tried, and units of effort for each."""

_LARGEST = 20_000
"""Literals that a goal states, and decisions: of more, nothing is sought."""

_GROUNDS = Grounds(because="a roster is sought that the goal forbids")


def cut_off(problem: Problem, rules: Sequence[Rule], claim: Claim, solver: Solver) -> Roster | None:
    """Return a roster that keeps the rules and that a claim forbids; None where none was seen.

    Parameters
    ----------
    problem : Problem
        What is to be decided.
    rules : sequence of Rule
        What must hold; posted in the order of the search, so that literals mean the same.
    claim : Claim
        What a goal stated.
    solver : Solver
        Finds rosters and flags.
    """
    view = ModelView(problem)
    for rule in rules:
        rule.post(problem, view)
    last = view.n_works + len(problem.shifts) + len(view.flags)
    stated = [
        *(AtMost(0, (view.works(*pair),), _GROUNDS) for pair in claim.forbids),
        *(AtLeast(1, (view.works(*pair),), _GROUNDS) for pair in claim.requires),
        *claim.statements,
    ]
    literals = sum(len(each.every) for each in stated)
    if max(literals, len(problem.people) * len(problem.shifts)) > _LARGEST:
        return None
    for _ in range(_ROSTERS):
        model = Model(view)
        response = solver.run(model.cp, _ATTEMPT, _LIMIT)
        if not response.solved:
            return None
        roster = model.roster(response.true)
        broken, _ = split(problem, violations(problem, roster, rules))
        if broken:
            return None
        end, flags = _flags(problem, stated, roster, last, solver)
        if end is End.IMPOSSIBLE:
            return roster
        if not end.solved:
            return None
        _break_one(view, stated, flags)
    return None


def _flags(
    problem: Problem, stated: Sequence[Statement], roster: Roster, last: int, solver: Solver
) -> tuple[End, Mapping[Literal, bool]]:
    """Return values of the goal's flags with which a roster keeps what is stated."""
    view = ModelView(problem)
    most = max((abs(literal) for each in stated for literal in each.every), default=0)
    for _ in range(most - view.n_works - len(problem.shifts)):
        view.flag("")
    view.statements += stated
    for shift, holder in roster.items():
        known = view.is_open(shift) if holder is None else view.works(holder, shift)
        view.at_least(1, [known], because=_GROUNDS.because)
    model = Model(view)
    response = solver.run(model.cp, _ATTEMPT, _LIMIT)
    if not response.solved:
        return response.end, {}
    values = {
        literal: response.true(model.literal(literal))
        for literal, _ in view.named_flags()
        if literal > last
    }
    return response.end, values


def _break_one(view: ModelView, stated: Sequence[Statement], flags: Mapping[Literal, bool]) -> None:
    """State that one of the statements is broken where the flags have these values."""
    chosen = []
    for statement in stated:
        here = _under(statement, flags)
        if here is None:
            continue
        broken = view.flag("broken")
        chosen.append(broken)
        weights = here.weights or None
        if isinstance(here, AtMost):
            view.at_least(here.limit + 1, here.literals, weights=weights, when=broken)
        else:
            view.at_most(here.limit - 1, here.literals, weights=weights, when=broken)
        if here.when is not None:
            view.at_least(1, [view.negate(broken), here.when])
    view.at_least(1, chosen)


def _under(statement: Statement, flags: Mapping[Literal, bool]) -> Statement | None:
    """Return a statement without flags; None where its condition is not met."""

    def true(literal: Literal) -> bool:
        return flags[Literal(abs(literal))] == (literal > 0)

    when = statement.when
    if when is not None and Literal(abs(when)) in flags:
        if not true(when):
            return None
        when = None
    limit, kept = statement.limit, []
    for weight, literal in statement.terms:
        if Literal(abs(literal)) not in flags:
            kept.append((weight, literal))
        elif true(literal):
            limit -= weight
    literals = tuple(literal for _, literal in kept)
    weights = tuple(weight for weight, _ in kept)
    return type(statement)(limit, literals, statement.grounds, weights, when)
