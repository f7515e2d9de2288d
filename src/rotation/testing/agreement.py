"""Assertions that both halves of a rule or goal agree on every roster of a tiny problem."""

from collections.abc import Iterator, Sequence
from itertools import product

from rotation.goals.base import Goal, Wide
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES, hard, traits_of, words_of
from rotation.rules.base import Rule, tolerated
from rotation.statements.view import ModelView
from rotation.testing.said import Said

__all__ = ["assert_goal_agrees", "assert_rule_agrees", "kept_rosters", "rosters"]


def rosters(problem: Problem) -> Iterator[Roster]:
    """Yield every roster of a problem: `(people + 1) ** shifts` of them, open ones first.

    Parameters
    ----------
    problem : Problem
        Tiny.

    Examples
    --------
    >>> from rotation.testing import make_problem, make_shift, rosters
    >>> problem = make_problem(["ada", "ben"], [make_shift("A-2026-12-07")])
    >>> [roster["A-2026-12-07"] for roster in rosters(problem)]
    [None, 'ada', 'ben']
    """
    holders = (None, *(person.id for person in problem.people))
    shifts = [shift.id for shift in problem.shifts]
    for choice in product(holders, repeat=len(shifts)):
        yield Roster(dict(zip(shifts, choice, strict=True)))


def kept_rosters(problem: Problem, rules: Sequence[Rule]) -> Iterator[Roster]:
    """Yield every roster that breaks no rule but by what is settled, in the order of `rosters`.

    A roster is judged up to the first rule that it breaks, and the next one by this rule first:
    neighbours mostly break the same.
    """
    judges = list(rules)
    for roster in rosters(problem):
        for place, rule in enumerate(judges):
            if not all(tolerated(problem, v) for v in rule.check(problem, roster)):
                judges.insert(0, judges.pop(place))
                break
        else:
            yield roster


def _keeps_locks(problem: Problem, roster: Roster) -> bool:
    return all(
        roster[shift] == lock.engineer for shift, lock in problem.locks.items() if shift in roster
    )


def assert_rule_agrees(rule: Rule, problem: Problem, *, solver: bool = True) -> int:
    """Assert that `check` and `post` accept exactly the same rosters.

    Parameters
    ----------
    rule : Rule
        The rule to judge.
    problem : Problem
        A tiny one: every roster of it is tried.
    solver : bool
        Whether CP-SAT enumerates too; otherwise the statements are evaluated only in plain Python.

    Returns
    -------
    int
        How many rosters both accept.

    Raises
    ------
    AssertionError
        With a roster on which they differ.

    Notes
    -----
    A roster counts as accepted by `check` if every violation is tolerated. Rosters that give a
    settled shift to somebody else are compared too: explanations ask what would be without the rule
    `locks`. CP-SAT, and the number returned, are about the rule together with `locks`.

    Examples
    --------
    >>> from rotation.rules import registered
    >>> from rotation.testing import assert_rule_agrees, make_problem, make_shift
    >>> rest = next(rule for rule in registered() if rule.name == "rest")
    >>> weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    >>> assert_rule_agrees(rest, make_problem(["ada", "ben"], weeks))  # rosters accepted
    7
    """
    view = ModelView(problem)
    rule.post(problem, view)
    statements = Said(view)
    for grounds in statements.grounds:
        explained = grounds.because.strip() or hasattr(rule, "words")
        assert explained, f"{rule.name} says something without because, and has no words"
        assert words_of(rule, problem, grounds).sentence.strip(), f"{rule.name}: an empty sentence"
    accepted = set()
    for roster in rosters(problem):
        broken = list(rule.check(problem, roster))
        assert all(v.rule == rule.name for v in broken), f"{rule.name}: a violation names another"
        checked = all(tolerated(problem, v) for v in broken)
        posted = statements.allows(roster)
        texts = [v.text for v in broken]
        assert checked == posted, (
            f"{rule.name}: check says {texts or 'nothing'}, the model "
            f"{'accepts' if posted else 'refuses'} {roster!r}"
        )
        if checked and _keeps_locks(problem, roster):
            accepted.add(roster)
    if solver:
        _assert_solver_agrees(rule, problem, accepted)
    return len(accepted)


def _assert_solver_agrees(rule: Rule, problem: Problem, wanted: set[Roster]) -> None:
    from rotation.testing.solver import accepted  # noqa: PLC0415 - loads OR-Tools

    locks = tuple(known for known in DEFAULT_RULES if traits_of(known).judges_locks)
    kept = accepted(problem, (rule,) if traits_of(rule).judges_locks else (rule, *locks))
    assert kept == wanted, (
        f"{rule.name}: CP-SAT and check differ on "
        f"{sorted(map(repr, kept.symmetric_difference(wanted)))[:3]}"
    )


def assert_goal_agrees(goal: Goal, problem: Problem, rules: Sequence[Rule] | None = None) -> int:
    """Assert that `measure` equals what `post` describes, on every roster that keeps the rules.

    Parameters
    ----------
    goal : Goal
        The goal to judge.
    problem : Problem
        A tiny one: every roster of it is tried.
    rules : sequence of Rule, optional
        The rules that a roster must keep; by default the default rules but those that are soft in
        the problem.

    Returns
    -------
    int
        How many rosters were compared; 0 shows nothing.

    Raises
    ------
    AssertionError
        With a roster on which they differ, or when tiers and targets do not fit.

    Examples
    --------
    >>> from rotation.goals import named
    >>> from rotation.testing import assert_goal_agrees, make_problem, make_shift
    >>> weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    >>> assert_goal_agrees(*named(["spacing"]), make_problem(["ada", "ben"], weeks))
    7
    """
    view = ModelView(problem)
    targets = goal.post(problem, view)
    statements = Said(view)
    assert len(targets) == len(goal.tiers), f"{goal.name}: one target per tier"
    for tier, target in zip(goal.tiers, targets, strict=True):
        sense = Sense.MOST if isinstance(target, Wide) else Sense.LEAST
        assert tier.sense is sense, f"{goal.name}.{tier.part}: sense and target do not fit"
    judges = hard(DEFAULT_RULES, problem) if rules is None else rules
    compared = 0
    for roster in kept_rosters(problem, judges):
        compared += 1
        measured = list(goal.measure(problem, roster))
        described = [statements.number(target, roster) for target in targets]
        assert measured == described, (
            f"{goal.name}: measured {measured}, described {described} on {roster!r}"
        )
    return compared
