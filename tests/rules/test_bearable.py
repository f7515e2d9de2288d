"""Vacation that somebody bears: `[time_off] bearable_hours`, and the last tier of `open`."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

import rotation
from rotation.cli import main
from rotation.config import write_template
from rotation.errors import BadInput
from rotation.goals.open import Open
from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.plans.notes import notes_of
from rotation.rules import DEFAULT_RULES
from rotation.rules.time_off import TimeOffKept
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    assert_rule_agrees,
    make_block,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = TimeOffKept()
LOCKS = [rule for rule in DEFAULT_RULES if rule.name == "locks"]
DAY = make_shift(
    "A-2026-12-07",
    windows=[(f"2026-12-{day:02}T08:00", f"2026-12-{day:02}T18:00") for day in range(7, 12)],
)


def ada(*spans: tuple[str, str], hours: float = 12, bearable: bool = True) -> Person:
    """Return somebody who is on vacation in these spans and bears some hours."""
    blocks = [make_block(start, end, bearable=bearable) for start, end in spans]
    return make_person("ada", blocks=blocks, bears_hours=hours)


@pytest.mark.parametrize(
    ("spans", "hours"),
    [
        ([("2026-12-07T00:00", "2026-12-08T00:00")], 10),
        ([("2026-12-07T16:00", "2026-12-08T09:00")], 3),
        ([("2026-12-07T18:00", "2026-12-08T08:00")], 0),
        # Two entries of one day are one absence.
        ([("2026-12-07T08:00", "2026-12-07T12:00"), ("2026-12-07T10:00", "2026-12-07T14:00")], 6),
        ([("2026-12-07T08:00", "2026-12-07T09:00"), ("2026-12-09T08:00", "2026-12-09T10:00")], 3),
    ],
)
def test_hours_are_summed_over_vacation_inside_windows(
    spans: list[tuple[str, str]], hours: int
) -> None:
    """All vacation of a person counts, inside the windows of the shift, each instant once."""
    person = ada(*spans)
    assert person.borne(DAY) == timedelta(hours=hours)
    assert person.block_of(DAY) is None


def test_the_limit_is_enough_and_a_minute_more_is_not() -> None:
    """Up to the limit the shift may be held; above it the whole vacation keeps off."""
    within = ada(("2026-12-07T08:00", "2026-12-07T11:00"), hours=3)
    beyond = ada(("2026-12-07T08:00", "2026-12-07T11:01"), hours=3)
    assert assert_rule_agrees(RULE, make_problem([within], [DAY])) == 2
    assert assert_rule_agrees(RULE, make_problem([beyond], [DAY])) == 1


def test_leave_is_never_bearable() -> None:
    """An hour of leave keeps somebody off, whatever the limit."""
    leave = ada(("2026-12-07T08:00", "2026-12-07T09:00"), bearable=False)
    assert assert_rule_agrees(RULE, make_problem([leave], [DAY])) == 1


def test_open_has_a_last_tier_only_where_it_is_set() -> None:
    """Fewest minutes of vacation come right after the open shifts, and nothing elsewhere."""
    plain = make_problem(["ada"], [DAY])
    assert [tier.part for tier in Open().within(plain).tiers] == [
        "regular",
        "volunteer",
        "rest_days",
    ]
    away = ada(("2026-12-07T16:00", "2026-12-08T09:00"))
    problem = make_problem([away, "ben"], [DAY])
    goal = Open().within(problem)
    assert [tier.part for tier in goal.tiers][-1] == "bearable"
    assert goal.measure(problem, Roster({DAY.id: "ada"}))[-1] == 180
    solved = solve(problem, DEFAULT_RULES, [goal])
    assert (solved.roster[DAY.id], solved.objectives[-1].bound) == ("ben", 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tiny_problems())
def test_both_halves_agree(problem: Problem) -> None:
    """The rule and the goal mean the same to a model, with what people bear."""
    people = [
        replace(
            person,
            bears=timedelta(hours=hours),
            blocks=tuple(
                replace(block, bearable=block.kind is BlockKind.TIME_OFF) for block in person.blocks
            ),
        )
        for person, hours in zip(problem.people, (30, 2, 0, 75), strict=False)
    ]
    bearing = replace(problem, people=tuple(people))
    assert_rule_agrees(RULE, bearing, solver=False)
    assert_goal_agrees(Open().within(bearing), bearing, LOCKS)


def test_the_hours_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A plan and `who` name who is on call in their vacation; a negative number is a fault."""
    write_template(tmp_path)
    config = tmp_path / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}\n[time_off]\nbearable_hours = 5\n", encoding="utf-8")
    ids = [engineer.id for engineer in rotation.load(tmp_path).engineers]
    rows = [f"{who},2027-02-01T11:00,2027-02-01T15:00,vacation," for who in ids]
    (tmp_path / "time_off.csv").write_text("\n".join(["engineer,start,end,kind,note", *rows, ""]))
    loaded = rotation.load(tmp_path)
    today = date(2026, 12, 1)
    plan = loaded.plan(start=date(2027, 2, 1), weeks=1, today=today)
    assert plan.roster.open_shifts() == ()
    notes = {note.topic: note.lines for note in notes_of(plan)}
    assert any(line.endswith(": 4 hours of A-2027-02-01") for line in notes["bearable"])
    loaded.publish(plan, today).write()
    capsys.readouterr()
    main(["who", str(tmp_path), "--at", "2027-02-02T12:00", "--today", "2027-02-02"])
    assert "is on vacation for 4 hours of A-2027-02-01" in " ".join(capsys.readouterr().out.split())
    main(["who", str(tmp_path), "--at", "2027-02-06T12:00", "--format", "json"])
    lanes = json.loads(capsys.readouterr().out)["tracks"]
    assert {lane["now"]["shift"]: lane["vacation_minutes"] for lane in lanes if lane["now"]} == {
        "A-2027-02-01": 240,
        "B-2027-02-03": 0,
    }

    config.write_text(f"{text}\n[time_off]\nbearable_hours = -1\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bearable_hours: the number -1 is outside 0 to 168"):
        rotation.load(tmp_path)


def test_without_the_rule_no_note_lists_the_hours(tmp_path: Path) -> None:
    """Who plans without `time_off` does not ask about vacation."""
    write_template(tmp_path)
    config = tmp_path / "rotation.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}\n[time_off]\nbearable_hours = 5\n", encoding="utf-8")
    loaded = rotation.load(tmp_path)
    away = "".join(
        f"{e.id},2027-02-01T11:00,2027-02-01T15:00,vacation,\n" for e in loaded.engineers
    )
    (tmp_path / "time_off.csv").write_text(
        f"engineer,start,end,kind,note\n{away}", encoding="utf-8"
    )
    plan = rotation.load(tmp_path).plan(
        start=date(2027, 2, 1), weeks=1, today=date(2026, 12, 1), rules=DEFAULT_RULES
    )
    without = replace(plan, rules=tuple(rule for rule in DEFAULT_RULES if rule != RULE))
    topics = [{note.topic.value for note in notes_of(each)} for each in (plan, without)]
    assert ["bearable" in each for each in topics] == [True, False]
