"""The first month that lies wholly outside the notice (O30)."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.teams import make_team

from rotation import Rotation, load
from rotation.config import write_template
from rotation.errors import BadInput
from rotation.model.problem import Problem
from rotation.plans.ahead import month_outside_notice
from rotation.plans.note import Topic
from rotation.plans.notes import notes_of


def months_after(month: str) -> list[str]:
    """Return the 15 months after one."""
    first, months = date.fromisoformat(f"{month}-01"), []
    for _ in range(15):
        first = (first + timedelta(days=31)).replace(day=1)
        months.append(f"{first:%Y-%m}")
    return months


def at_short_notice(problem: Problem) -> bool:
    """Tell whether a plan would give somebody a shift inside the notice."""
    return any(s.start < problem.notice_until and s.id not in problem.locks for s in problem.shifts)


def named(team: Rotation, problem: Problem) -> str | None:
    """Return the month as it is typed."""
    month = month_outside_notice(team, problem)
    return month and f"{month:%Y-%m}"


@settings(max_examples=25, deadline=None)
@given(
    today=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    notice=st.sampled_from([0, 1, 14, 28, 30, 31, 60, 366]),
)
def test_it_is_the_first_month_whose_plan_is_not_late(today: date, notice: int) -> None:
    """No shift of its plan begins inside the notice, and one of every month before it does."""
    team = Rotation.of(make_team("ada", "ben", notice_days=notice))
    problem = team.problem(today=today)
    month = named(team, problem)
    late = []
    for later in months_after(f"{problem.start.date() + timedelta(days=1):%Y-%m}"):
        if not at_short_notice(team.problem(month=later, today=today)):
            assert month == later
            return
        late.append(later)
    raise AssertionError(late)


@pytest.mark.parametrize(
    ("today", "month"),
    [("2026-10-25", "2026-12"), ("2026-10-31", "2027-01"), ("2027-02-01", "2027-04")],
)
def test_the_template_plans_ahead_of_its_notice(tmp_path: Path, today: str, month: str) -> None:
    """With 30 days of notice, December is planned on 25 October, as first-months.md has it."""
    write_template(tmp_path)
    team = load(tmp_path)
    assert named(team, team.problem(today=date.fromisoformat(today))) == month


def test_a_month_that_is_published_is_passed_over(tmp_path: Path) -> None:
    """There is nothing left to plan in it."""
    write_template(tmp_path)
    team, today = load(tmp_path), date(2026, 10, 25)
    for month in ("2026-12", "2027-01"):
        team = team.publish(team.plan(month=month, today=today, goals=()), today).after
    assert named(team, team.problem(today=today)) == "2027-02"


def test_nothing_is_named_where_no_month_is_left() -> None:
    """No horizon ends after the year 2099."""
    team = Rotation.of(make_team("ada", "ben"))
    assert named(team, team.problem(month="2099-12", today=date(2099, 11, 20))) is None
    with pytest.raises(BadInput):
        team.problem(month="2100-01", today=date(2099, 11, 20))


def test_only_a_late_plan_names_it(tmp_path: Path) -> None:
    """The note stands beside the people who get a shift at short notice, and not without them."""
    write_template(tmp_path)
    team = load(tmp_path)
    late = team.plan(month="2026-11", today=date(2026, 10, 25), goals=())
    early = team.plan(month="2026-12", today=date(2026, 10, 25), goals=())
    lines = [note.lines for note in notes_of(late) if note.topic is Topic.AHEAD]
    assert lines == [
        ("2026-12 is the first month wholly outside the notice: give --month 2026-12",)
    ]
    assert not early.short_notice
    assert Topic.AHEAD not in {note.topic for note in notes_of(early)}
