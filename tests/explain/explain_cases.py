"""Plans of small problems, and judges of explanations that know nothing of the solver."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product

from tests.solve.every_roster import keeping
from tests.teams import make_team, member, weekly

from rotation.explain import Fact
from rotation.goals import DEFAULT_GOALS
from rotation.goals.base import Goal
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES
from rotation.rules.base import Literal, Rule
from rotation.solve.outcome import Outcome
from rotation.solve.parameters import Parameters
from rotation.statements.view import AtMost, ModelView
from rotation.testing import make_hours, make_person, make_problem, make_shift, rosters

TODAY = date(2026, 12, 1)


def rotation_of(problem: Problem, managers: dict[str, str] | None = None) -> RotationData:
    """Return a rotation that declares a problem's people and tracks, line by line."""
    by = managers or {}
    engineers = [
        member(
            person.id,
            person.name,
            timezone="UTC",
            tracks=tuple(sorted(person.tracks)),
            manager=by.get(person.id),
            source=Source("rotation.toml", 100 + number),
        )
        for number, person in enumerate(problem.people)
    ]
    tracks = [
        weekly(name, "Mon 11:00", source=Source("rotation.toml", 10 + number))
        for number, name in enumerate(sorted({s.track for s in problem.shifts}))
    ]
    return make_team(*engineers, tracks=tuple(tracks), timezone="UTC")


def plan_of(
    problem: Problem,
    *,
    goals: Sequence[Goal] = DEFAULT_GOALS,
    rules: Sequence[Rule] = DEFAULT_RULES,
    managers: dict[str, str] | None = None,
    parameters: Parameters | None = None,
) -> Outcome:
    """Plan a problem."""
    rotation = rotation_of(problem, managers)
    return Outcome.of(rotation, problem, TODAY, rules=rules, goals=goals, parameters=parameters)


def hold(problem: Problem, facts: Iterable[Fact]) -> bool:
    """Tell whether facts can hold together, by trying every roster and every value of flags."""
    known, view = list(facts), ModelView(problem)
    statements = [statement for fact in known for statement in fact.claim.statements]
    literals = {Literal(abs(term)) for statement in statements for term in statement.every}
    flags = sorted(literal for literal in literals if view.is_flag(literal))
    return any(
        all(_holds(problem, fact, roster, dict(zip(flags, values, strict=True))) for fact in known)
        for roster in rosters(problem)
        for values in product((False, True), repeat=len(flags))
    )


def _holds(problem: Problem, fact: Fact, roster: Roster, flags: Mapping[Literal, bool]) -> bool:
    claim = fact.claim
    view = ModelView(problem)
    is_open = {view.is_open(shift.id): shift.id for shift in problem.shifts}

    def true(literal: Literal) -> bool:
        name = Literal(abs(literal))
        pair = view.pair(name)
        if name in flags:
            value = flags[name]
        elif pair is None:
            value = roster[is_open[name]] is None
        else:
            value = roster[pair[1]] == pair[0]
        return value == (literal > 0)

    for statement in claim.statements:
        if statement.when is not None and not true(statement.when):
            continue
        count = sum(weight for weight, literal in statement.terms if true(literal))
        if isinstance(statement, AtMost) and count > statement.limit:
            return False
        if not isinstance(statement, AtMost) and count < statement.limit:
            return False
    return (
        all(roster[shift] != person for person, shift in claim.forbids)
        and all(roster[shift] == person for person, shift in claim.requires)
        and all(roster[shift] is not None for shift in claim.needs)
    )


def values(problem: Problem, roster: Roster, goals: Sequence[Goal]) -> list[Fraction]:
    """Return the numbers of all tiers."""
    return [Fraction(v) for goal in goals for v in goal.measure(problem, roster)]


def rank(numbers: Sequence[Fraction], goals: Sequence[Goal]) -> list[Fraction]:
    """Return numbers that are compared one after the other, less being better."""
    senses = [tier.sense for goal in goals for tier in goal.tiers]
    return [n if s is Sense.LEAST else -n for n, s in zip(numbers, senses, strict=True)]


def allowed(problem: Problem, rules: Sequence[Rule] = DEFAULT_RULES) -> list[Roster]:
    """Return every roster that keeps the rules."""
    return keeping(problem, rules)


def unskilled() -> Problem:
    """Ada lacks what the week needs."""
    needing = make_shift(
        "A-2026-12-07", needs=["database"], needs_source=Source("rotation.toml", 3)
    )
    ada = make_person("ada", skills=["senior"], skills_source=Source("rotation.toml", 7))
    return make_problem([ada], [needing])


def at_night() -> Problem:
    """Ada can be on call on some of the days alone."""
    hours = make_hours(("2026-12-08", "2026-12-10"), source=Source("rotation.toml", 8))
    return make_problem([make_person("ada", hours=hours)], [make_shift("A-2026-12-07")])


def off() -> Problem:
    """Ada has the day off on which the week begins."""
    source = Source("rotation.toml", 9)
    hours = make_hours(days_off=[("2026-12-07", "2026-12-08")], always=True, source=source)
    return make_problem([make_person("ada", hours=hours)], [make_shift("A-2026-12-07")])
