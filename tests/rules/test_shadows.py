"""Shadow turns: extra ones, not counted, which may stay open (H39)."""

from dataclasses import replace
from datetime import UTC, datetime

from rotation.analysis.accounts import accounts_of
from rotation.checks.open_shifts import openings
from rotation.goals import fitting, named
from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, Shift
from rotation.rules import DEFAULT_RULES, violations
from rotation.testing import (
    assert_goal_agrees,
    assert_rule_agrees,
    make_block,
    make_person,
    make_problem,
    make_shift,
)


def shadow(day: str, **fields: object) -> Shift:
    return make_shift(f"S-{day}", shadow=True, loads=Loads(), **fields)


def person(name: str, **fields: object):
    return make_person(name, tracks=("A", "S"), **fields)


def broken(problem: Problem, holders: dict[str, str | None]) -> list[str]:
    return [v.rule for v in violations(problem, Roster(holders), DEFAULT_RULES)]


def test_a_shadow_neither_needs_nor_gives_rest() -> None:
    """The week before and the week after a shadow turn may be one's own."""
    problem = make_problem(
        [person("ada")],
        [make_shift("A-2026-12-07"), shadow("2026-12-14"), make_shift("A-2026-12-21")],
    )
    assert broken(problem, dict.fromkeys((s.id for s in problem.shifts), "ada")) == []


def test_nobody_shadows_while_on_call_or_away() -> None:
    """Overlap and time off hold for shadows as well, and so do tracks and skills."""
    away = person("ben", blocks=[make_block("2026-12-08", "2026-12-09")])
    both = [make_shift("A-2026-12-07"), shadow("2026-12-07", needs=["database"])]
    problem = make_problem([person("ada", skills=["database"]), away, make_person("cy")], both)
    assert broken(problem, {"A-2026-12-07": "ada", "S-2026-12-07": "ada"}) == ["overlap"]
    rules = broken(problem, {"A-2026-12-07": None, "S-2026-12-07": "ben"})
    assert sorted(rules) == ["skills", "time_off"]
    assert "tracks" in broken(problem, {"A-2026-12-07": None, "S-2026-12-07": "cy"})


def test_grace_and_pairing_do_not_apply() -> None:
    """Somebody who has joined may shadow at once, beside another newcomer; not before joining."""
    grace = make_block("2000-01-01", "2027-02-01", kind=BlockKind.GRACE)
    joined = datetime(2026, 12, 10, tzinfo=UTC)
    fresh = person("ada", new_until="2027-06-01", blocks=[replace(grace, shadows_from=joined)])
    ben = person("ben", new_until="2027-06-01")
    shifts = [make_shift("A-2026-12-14"), shadow("2026-12-07"), shadow("2026-12-14")]
    problem = make_problem([fresh, ben], shifts)
    none: dict[str, str | None] = dict.fromkeys((s.id for s in shifts), None)
    assert broken(problem, {**none, "A-2026-12-14": "ben", "S-2026-12-14": "ada"}) == []
    assert broken(problem, {**none, "S-2026-12-07": "ada"}) == ["membership"]
    assert broken(problem, {**none, "A-2026-12-14": "ada"}) == ["membership"]
    for rule in DEFAULT_RULES:
        assert_rule_agrees(rule, problem)


def test_an_open_shadow_is_no_gap_and_counts_nothing() -> None:
    """No opening is explained, no goal but `filled` counts it, and no ledger has it."""
    problem = make_problem([person("ada")], [make_shift("A-2026-12-07"), shadow("2026-12-21")])
    empty = Roster({"A-2026-12-07": "ada", "S-2026-12-21": None})
    held = Roster({"A-2026-12-07": "ada", "S-2026-12-21": "ada"})
    assert openings(problem, empty, DEFAULT_RULES) == ()
    assert problem.regular() == problem.shifts[:1]
    for goal in fitting(named(["open", "short_gaps", "shifts", "rest_days", "spacing"]), problem):
        assert goal.measure(problem, empty) == goal.measure(problem, held)
        assert_goal_agrees(goal, problem)
    (account,) = accounts_of(problem, held)
    assert account.load.days == 7
