"""Rules that a team writes as tables, in every question: the answer has the line of the table."""

from collections.abc import Sequence
from datetime import date

from explain_cases import plan_of

from rotation.explain import conflicts, fixes, why_not
from rotation.model.settings import Configured
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.solve.outcome import Outcome
from rotation.testing import (
    make_block,
    make_held,
    make_person,
    make_problem,
    make_settings,
    make_shift,
)

LINE = Source("rotation.toml", 77)


def planned(table: Configured, shifts: Sequence[Shift], before: Sequence[Shift] = ()) -> Outcome:
    """Plan some shifts for Ada alone, who held others before."""
    carried = [make_held(shift, "ada") for shift in before]
    return plan_of(make_problem([make_person("ada")], shifts, carried=carried, settings=[table]))


def test_a_limit_that_leaves_a_shift_open_is_the_conflict_and_what_could_change() -> None:
    """The conflict has the line of the limit, and one shift more is the fix."""
    table = make_settings("rules.limit", LINE, shifts=1, days=42)
    plan = planned(table, [make_shift("A-2026-12-07")], [make_shift("A-2026-11-09")])
    assert plan.roster.open_shifts() == ("A-2026-12-07",)
    (conflict,) = conflicts(plan)
    assert [str(fact) for fact in conflict.facts if fact.rule == "limit"] == [
        "Ada begins at most 1 shift in any 42 days (rotation.toml:100, rotation.toml:77)"
    ]
    (answer,) = fixes(plan)
    assert [fix.change.text for fix in answer.fixes] == ["Ada begins 2 shifts in 42 days"]
    assert {fix.change.kind for fix in answer.fixes} == {"limit"}


def test_why_not_names_a_limit() -> None:
    """Whoever is at the limit cannot hold one more, for the reason of the table."""
    table = make_settings("rules.limit", LINE, shifts=1, days=42)
    plan = planned(table, [make_shift("A-2026-12-07")], [make_shift("A-2026-11-09")])
    answer = why_not(plan, "ada", date(2026, 12, 7))
    assert "at most 1 shift in any 42 days (rotation.toml:100, rotation.toml:77)" in "\n".join(
        answer.lines()
    )


def test_a_weekend_too_many_is_the_conflict_and_what_could_change() -> None:
    """The conflict has the line of the table, and one weekend more is the fix."""
    table = make_settings("rules.weekends", LINE, at_most=1, of=4)
    plan = planned(table, [make_shift("A-2026-12-07")], [make_shift("A-2026-11-16")])
    (conflict,) = conflicts(plan)
    assert [str(fact) for fact in conflict.facts if fact.rule == "weekends"] == [
        "Ada works at most 1 of any 4 weekends in a row (rotation.toml:100, rotation.toml:77)"
    ]
    (answer,) = fixes(plan)
    assert [fix.change.text for fix in answer.fixes] == ["Ada works 2 of 4 weekends"]
    (reason,) = why_not(plan, "ada", date(2026, 12, 7))
    assert [fact.rule for fact in reason.facts if fact.rule != "need"] == ["weekends"]


def test_people_kept_apart_are_the_conflict_and_what_could_change() -> None:
    """The conflict names both, where it is written, and what the other one holds."""
    table = make_settings("rules.apart", LINE, engineers=("ada", "ben"))
    problem = make_problem(
        ["ada", make_person("ben", tracks=("B",))],
        [make_shift("A-2026-12-07")],
        carried=[make_held(make_shift("B-2026-12-07"), "ben", source=Source("history.csv", 2))],
        settings=[table],
    )
    plan = plan_of(problem)
    (conflict,) = conflicts(plan)
    assert [str(fact) for fact in conflict.facts if fact.rule == "apart"] == [
        "Ada is kept apart from Ben, who holds B-2026-12-07 (history.csv:2, rotation.toml:77)"
    ]
    (answer,) = fixes(plan)
    assert [fix.change.text for fix in answer.fixes] == ["Ada may be on call with Ben"]


def test_hours_of_rest_are_the_conflict_and_what_could_change() -> None:
    """The conflict has the line of the hours, and less rest is the fix."""
    table = make_settings("rules.rest", LINE, hours=11)
    night = make_shift("B-2026-12-06", start="2026-12-06T20:00", days=0.5)
    plan = planned(table, [make_shift("A-2026-12-07", start="2026-12-07T08:00", days=0.5)], [night])
    (conflict,) = conflicts(plan)
    assert [fact.text for fact in conflict.facts if fact.rule == "rest"] == [
        "Ada needs 11 hours between shifts and holds B-2026-12-06"
    ]
    assert {str(fact.grounds.setting) for fact in conflict.facts if fact.rule == "rest"} == {
        str(LINE)
    }
    (answer,) = fixes(plan)
    assert [fix.change.text for fix in answer.fixes] == ["Ada rests for less than 11 hours"]


def test_too_few_with_a_skill_are_the_conflict() -> None:
    """The conflict names the skill, with the line of the number."""
    table = make_settings("rules.together", LINE, skill="senior", at_least=1)
    plan = planned(table, [make_shift("A-2026-12-07")])
    (conflict,) = conflicts(plan)
    assert [str(fact) for fact in conflict.facts if fact.rule == "together"] == [
        "at least 1 of those on call at one time have the skill senior (rotation.toml:77)"
    ]
    (reason,) = why_not(plan, "ada", date(2026, 12, 7))
    assert "together" in [fact.rule for fact in reason.facts]


def test_who_comes_next_is_the_reason() -> None:
    """Somebody who is away next week cannot begin the ladder, for the line of the table."""
    table = make_settings("rules.follow", LINE, first="A", then="B")
    problem = make_problem(
        [make_person("ada", blocks=[make_block("2026-12-15", "2026-12-16")])],
        [make_shift("A-2026-12-07")],
        settings=[table],
        ahead=[make_shift("B-2026-12-14")],
    )
    (reason,) = why_not(plan_of(problem), "ada", date(2026, 12, 7))
    assert [fact.text for fact in reason.facts if fact.rule == "follow"] == [
        "Ada could not hold B-2026-12-14, which comes after A-2026-12-07"
    ]
