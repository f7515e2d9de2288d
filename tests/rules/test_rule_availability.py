from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Window
from rotation.model.source import Source
from rotation.rules import words_of
from rotation.rules.availability import Availability
from rotation.testing import (
    assert_rule_agrees,
    make_hours,
    make_person,
    make_problem,
    make_shift,
    rosters,
    tiny_problems,
)

RULE = Availability()
HOUR = timedelta(hours=1)
WEEK = "A-2026-12-07"


def test_a_window_outside_is_not_theirs() -> None:
    """A window has to lie in the hours from its first instant to its last."""
    hours = make_hours(("2026-12-07T07:00", "2026-12-07T22:00"))
    for opens, closes, broken in (
        ("07:00", "22:00", 0),
        ("06:59", "22:00", 1),
        ("07:00", "22:01", 1),
        ("08:00", "09:00", 0),
        ("22:00", "23:00", 1),
    ):
        windows = [(f"2026-12-07T{opens}", f"2026-12-07T{closes}")]
        problem = make_problem(
            [make_person("ada", hours=hours)], [make_shift(WEEK, windows=windows)]
        )
        assert len(list(RULE.check(problem, Roster({WEEK: "ada"})))) == broken


def test_a_window_that_begins_on_a_day_off_is_not_theirs() -> None:
    """The night into the day off is theirs, the night out of it is not."""
    hours = make_hours(days_off=[("2026-12-11", "2026-12-12")], always=True)
    for start, broken in (
        ("2026-12-10T22:00", 0),
        ("2026-12-11T00:00", 1),
        ("2026-12-11T22:00", 1),
        ("2026-12-12T00:00", 0),
    ):
        shift = make_shift(WEEK, start=start, days=0.25)
        problem = make_problem([make_person("ada", hours=hours)], [shift])
        assert len(list(RULE.check(problem, Roster({WEEK: "ada"})))) == broken


def test_the_words_name_the_part_and_the_place() -> None:
    """Of several windows those that do not fit are named, with the line of the setting."""
    source = Source("rotation.toml", 40)
    windows = [(f"2026-12-{day:02d}T08:00", f"2026-12-{day:02d}T18:00") for day in (10, 11)]
    shift = make_shift(WEEK, windows=windows)
    for hours, text in (
        (
            make_hours(days_off=[("2026-12-11", "2026-12-12")], always=True, source=source),
            f"Ada holds {WEEK} on 2026-12-11 but has some days off",
        ),
        (
            make_hours(("2026-12-10T08:00", "2026-12-10T17:00"), source=source),
            f"Ada holds {WEEK} but is available at some hours only",
        ),
    ):
        ada = make_person("ada", hours=hours)
        problem = make_problem([ada], [shift])
        (broken,) = RULE.check(problem, Roster({WEEK: "ada"}))
        assert (broken.text, broken.sources) == (text, (source,))
        assert RULE.keeps_off(problem, ada, shift) == broken.grounds
        clause = words_of(RULE, problem, broken.grounds).clause
        assert text.endswith(f" but {clause}")
    assert broken.during == (shift.windows[0].start, shift.windows[1].end)


@st.composite
def with_windows(draw: st.DrawFn) -> Problem:
    """Return a tiny problem whose shifts have up to three windows."""
    problem = draw(tiny_problems())
    shifts = []
    for shift in problem.shifts:
        hours = (shift.end - shift.start) // HOUR
        bounds = sorted(draw(st.sets(st.integers(0, hours), min_size=2, max_size=6)))
        pairs = zip(bounds[::2], bounds[1::2], strict=False)
        windows = (Window(shift.start + a * HOUR, shift.start + b * HOUR) for a, b in pairs)
        shifts.append(replace(shift, windows=tuple(windows)))
    return replace(problem, shifts=tuple(shifts))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(with_windows())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters, however the windows lie."""
    assert_rule_agrees(RULE, problem, solver=False)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(with_windows())
def test_without_hours_nothing_breaks(problem: Problem) -> None:
    """The lifted problem accepts every roster."""
    lifted = RULE.lifted(problem)
    assert all(not list(RULE.check(lifted, roster)) for roster in rosters(lifted))


@pytest.mark.parametrize("always", [True, False])
def test_an_exempt_shift_is_theirs(always: bool) -> None:
    """Somebody who agrees to a shift has it whatever the hours; the others stay as they were."""
    hours = make_hours(days_off=[("2026-12-01", "2027-01-01")], always=always)
    shifts = [make_shift(WEEK), make_shift("A-2026-12-14")]
    problem = make_problem(
        [make_person("ada", hours=replace(hours, exempt=frozenset({WEEK})))], shifts
    )
    broken = RULE.check(problem, Roster({s.id: "ada" for s in shifts}))
    assert [v.shifts for v in broken] == [("A-2026-12-14",)]
    assert_rule_agrees(RULE, problem, solver=False)
