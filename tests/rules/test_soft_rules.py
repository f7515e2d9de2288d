"""Rules that need not hold: goals by the name of the rule, reported and never in the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

import rotation
from rotation.cli import main
from rotation.config import write_template
from rotation.errors import BadInput
from rotation.goals import Softened, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.plans.notes import notes_of
from rotation.rules import DEFAULT_RULES, SoftRule, soft_violations, tolerated, violations
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_problem,
    make_settings,
    make_shift,
    rosters,
    tiny_problems,
)
from rotation.trades import cover, suggest

SOFT = [rule for rule in DEFAULT_RULES if isinstance(rule, SoftRule)]
ALWAYS = {
    *("coverage", "time_off", "membership", "tracks", "overlap"),
    *("rest", "newcomers", "volunteers", "locks"),
}


def softened(problem: Problem, *names: str) -> Problem:
    """Return the problem in which these rules need not hold."""
    return replace(problem, soft=frozenset(names))


def test_what_a_schedule_is_and_what_people_are_promised_is_never_soft() -> None:
    """Only rules that a team writes as tables may be soft."""
    assert ALWAYS.isdisjoint(rule.name for rule in SOFT)


@pytest.mark.parametrize("rule", SOFT, ids=lambda rule: rule.name)
def test_the_number_of_a_soft_rule_is_that_of_its_statements(rule: SoftRule) -> None:
    """The cost in plain Python is the least sum of the posted terms, and 0 where the rule holds.

    On every roster: explanations ask for the number without the rule `locks`, too.
    """

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(tiny_problems())
    def agrees(problem: Problem) -> None:
        soft = softened(problem, rule.name)
        assert_goal_agrees(Softened(rule), soft, [])
        for roster in rosters(soft):
            broken = [v for v in rule.check(soft, roster) if not tolerated(soft, v)]
            assert bool(rule.cost(soft, roster)) == bool(broken)

    agrees()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(tiny_problems())
def test_a_plan_has_the_least_numbers_of_all_rosters(problem: Problem) -> None:
    """Soft rules as tiers, one after the other, are proved at what enumeration finds."""
    soft = softened(problem, *(rule.name for rule in SOFT))
    goals = named(("open", *(rule.name for rule in SOFT)))
    hard = [rule for rule in DEFAULT_RULES if rule.name not in soft.soft]
    kept = [
        roster
        for roster in rosters(soft)
        if all(tolerated(soft, v) for v in violations(soft, roster, hard))
    ]
    if not kept:
        return
    solved = solve(soft, hard, goals)
    best = min([x for goal in goals for x in goal.measure(soft, roster)] for roster in kept)
    assert [o.value for o in solved.objectives] == best
    assert [o.bound for o in solved.objectives] == best


def test_the_number_counts_what_is_above() -> None:
    """Two shifts above a limit of one are two, and the weekends likewise."""
    shifts = [
        make_shift(f"A-{day}", rest_days=0) for day in ("2026-12-07", "2026-12-14", "2026-12-21")
    ]
    tables = [
        make_settings("rules.limit", shifts=1, days=21),
        make_settings("rules.weekends", at_most=1, of=3),
    ]
    problem = make_problem(["ada"], shifts, settings=tables, soft=("limit", "weekends"))
    roster = Roster(dict.fromkeys((shift.id for shift in shifts), "ada"))
    costs = {rule.name: rule.cost(problem, roster) for rule in SOFT}
    assert (costs["limit"], costs["weekends"], costs["apart"]) == (2, 2, 0)
    assert violations(problem, roster) == ()
    assert len(soft_violations(problem, roster)) == 4


def test_two_tables_that_say_the_same_count_twice() -> None:
    """Each table of `together` counts, in Python and in the model, whether lines are known or not.

    With `always` the second one speaks of other hours, and has the same words.
    """
    shift = make_shift("A-2026-12-07", windows=[("2026-12-07", "2026-12-08")])
    tables = [
        make_settings("rules.together", skill="x", at_least=1),
        make_settings("rules.together", skill="x", at_least=1, always=True),
    ]
    problem = make_problem(["ada"], [shift], settings=tables, soft=("together",))
    (rule,) = (rule for rule in SOFT if rule.name == "together")
    assert rule.cost(problem, Roster({shift.id: "ada"})) == 2
    assert_goal_agrees(Softened(rule), problem)


def test_a_rule_without_a_table_is_no_goal() -> None:
    """Where nothing is written there is nothing to keep."""
    problem = make_problem(["ada"], [make_shift("A-2026-12-07")], soft=("limit",))
    (goal,) = named(["limit"])
    assert goal.within(problem) is None  # type: ignore[attr-defined]


# -- in a team's files ---------------------------------------------------------------------------

ORDER = '"open", "limit", "shifts"'


@pytest.fixture
def team(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a team with a limit, and an order of goals."""
    write_template(tmp_path)
    path = tmp_path / "rotation.toml"
    before = path.read_text(encoding="utf-8")

    def write(goals: str) -> Path:
        path.write_text(f"{before}\n[[rules.limit]]\nshifts = 1\ndays = 60\n\n[goals]\n{goals}")
        return tmp_path

    return write


def test_a_soft_limit_leaves_no_shift_open(
    team: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The plan fills every shift, proves how far above it is, and names each; `check` agrees."""
    loaded = rotation.load(team(f'order = [{ORDER}]\nsoft = ["limit"]\n'))
    plan = loaded.plan(start=date(2027, 2, 1), weeks=6, today=date(2026, 12, 1))
    (limit,) = [o for o in plan.objectives if o.goal == "limit"]
    assert limit.proved
    assert limit.value > 0
    assert plan.roster.open_shifts() == ()
    assert rotation.check(loaded, plan) == []
    soft = rotation.check(loaded, plan, soft=True)
    assert {v.rule for v in soft} == {"limit"}
    assert all("rotation.toml:" in str(v) for v in soft)
    notes = {note.topic: note.lines for note in notes_of(plan)}
    assert notes["soft"] == tuple(map(str, soft))

    folder = Path(loaded.places.folder)
    plan.write(folder / "out")
    capsys.readouterr()
    assert main(["check", str(folder / "out" / "schedule.csv"), "-C", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "not kept, and soft: limit: " in printed
    assert printed.rstrip().endswith("every rule holds")


WRONG = [
    (
        f'order = [{ORDER.replace(chr(34) + "limit" + chr(34) + ", ", "")}]\nsoft = ["limit"]\n',
        "goals.soft: 'limit' is missing in `order`; write it there",
    ),
    (
        'soft = ["limit"]\n',
        "goals.soft: 'limit' is missing in `order`; write it there",
    ),
    (
        f"order = [{ORDER}]\n",
        "goals.order: 'limit' is a rule, which holds without being sought; "
        'add `soft = ["limit"]`',
    ),
    (
        'order = ["open", "rest"]\nsoft = ["rest"]\n',
        "goals.order: 'rest' is a rule, which holds without being sought; leave it out",
    ),
    (
        'order = ["open"]\nsoft = ["overlap"]\n',
        "goals.soft: the rule overlap always holds; soft may be: apart, follow, limit",
    ),
    (
        'order = ["open", "limit"]\nsoft = ["limti", "limit"]\n',
        "goals.soft: unknown rule 'limti'; did you mean 'limit'?",
    ),
    (
        'order = ["open", "limit"]\nsoft = ["limit", "limit"]\n',
        "goals.soft: 'limit' is named twice; name it once",
    ),
]


@pytest.mark.parametrize(("goals", "fault"), WRONG)
def test_what_cannot_be_soft_is_a_fault(team: Callable[..., Path], goals: str, fault: str) -> None:
    """A soft rule stands in the order, is known, and is not one that always holds."""
    with pytest.raises(BadInput) as caught:
        rotation.load(team(goals))
    assert any(fault in str(f) for f in caught.value.faults), list(map(str, caught.value.faults))


def test_a_trade_may_break_a_soft_rule_and_says_so(
    team: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A cover above a soft limit is made and says so; the same limit refuses it when it holds."""
    loaded = rotation.load(team(f'order = [{ORDER}]\nsoft = ["limit"]\n'))
    plan = loaded.plan(start=date(2027, 2, 1), weeks=3, today=date(2026, 12, 1))
    edition = loaded.publish(plan, date(2026, 12, 1))
    published = loaded.amended(published=edition.after.published)
    held = {row.entry().shift: row.entry().engineer for row in plan.rows}
    suggestion = suggest(published, next(iter(held)), date(2026, 12, 1), exchanges=False)
    taker = next(
        option.moves[0].taker
        for option in suggestion.options
        if option.moves[0].taker in held.values()
    )
    traded = cover(published, next(iter(held)), taker, date(2026, 12, 1))
    assert traded.edition.broken == ()
    assert {v.rule for v in traded.edition.soft} == {"limit"}
    hard = published.amended(soft=())
    traded = cover(hard, next(iter(held)), taker, date(2026, 12, 1))
    assert {v.rule for v in traded.edition.broken} == {"limit"}
    assert capsys.readouterr().out == ""
