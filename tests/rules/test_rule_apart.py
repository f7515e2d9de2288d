from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.rules.apart import Apart
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = Apart()
PLACE = Source("rotation.toml", 12)
AT_ONCE = make_settings("rules.apart", PLACE, engineers=("ada", "ben"))
NEAR = make_settings("rules.apart", engineers=("ada", "ben"), neighbours=True)
A, B, C = (make_shift(f"{track}-2026-12-07") for track in "ABC")


def apart(first: Shift, second: Shift, table: object = AT_ONCE) -> list[str]:
    """Return what the rule says when Ada holds the first shift and Ben the second."""
    problem = make_problem(["ada", "ben"], [first, second], settings=[table])
    return [v.text for v in RULE.check(problem, Roster({first.id: "ada", second.id: "ben"}))]


def test_the_sentence_names_both_people_and_both_shifts() -> None:
    """Two people who are kept apart are reported together, with the line of the table."""
    problem = make_problem(["ada", "ben"], [A, B], settings=[AT_ONCE])
    (violation,) = RULE.check(problem, Roster({A.id: "ada", B.id: "ben"}))
    assert str(violation) == (
        "apart: Ada and Ben are kept apart and on call together in A-2026-12-07 and "
        "B-2026-12-07 (rotation.toml:12)"
    )
    assert (violation.people, violation.shifts) == (("ada", "ben"), (A.id, B.id))


def test_only_an_instant_on_call_counts() -> None:
    """Shifts whose bounds overlap may be held where their windows do not meet."""
    day = make_shift("A-2026-12-07", windows=[("2026-12-07T08:00", "2026-12-07T18:00")])
    night = make_shift("B-2026-12-07", windows=[("2026-12-07T18:00", "2026-12-08T08:00")])
    assert apart(day, B)
    assert not apart(day, night)
    assert apart(day, night, NEAR)


@pytest.mark.parametrize(
    ("second", "start", "near"),
    [
        ("A-2026-12-14", None, True),
        ("A-2026-12-15", None, False),
        ("B-2026-12-14", None, True),
        ("B-2026-12-15", "2026-12-15T00:00", True),
        ("B-2026-12-15", "2026-12-15T00:01", False),
    ],
)
def test_neighbours_touch(second: str, start: str | None, near: bool) -> None:
    """On one track the bounds are the same instant, on two tracks at most 24 hours apart."""
    later = make_shift(second, start=start)
    assert bool(apart(A, later, NEAR)) is near
    assert bool(apart(later, A, NEAR)) is near
    assert not apart(A, later)


def test_any_two_of_several_are_kept_apart() -> None:
    """Of three people who are kept apart, one alone is on call."""
    table = make_settings("rules.apart", engineers=("ada", "ben", "chi"))
    problem = make_problem(["ada", "ben", "chi", "dee"], [A, B], settings=[table])
    # Of 5 x 5 rosters those are left out in which two different ones of the three are on.
    assert assert_rule_agrees(RULE, problem) == 25 - 6


def test_one_person_twice_is_another_rule() -> None:
    """Somebody with two overlapping shifts breaks `overlap`, not this rule."""
    problem = make_problem(["ada", "ben"], [A, B], settings=[AT_ONCE])
    assert not list(RULE.check(problem, Roster({A.id: "ada", B.id: "ada"})))


def test_shadow_turns_do_not_count() -> None:
    """Who watches is not on call."""
    assert not apart(A, make_shift("B-2026-12-07", shadow=True))


@pytest.mark.parametrize("carried", [["B-2026-12-09"], ["B-2026-12-02"]])
def test_history_and_the_published_plan_count(carried: Sequence[str]) -> None:
    """A shift of the other one outside the decision keeps somebody off."""
    held = [make_held(make_shift(shift), "ben") for shift in carried]
    problem = make_problem(["ada", "ben"], [A], carried=held, settings=[AT_ONCE])
    (violation,) = RULE.check(problem, Roster({A.id: "ada"}))
    assert (violation.shifts, violation.carried) == ((A.id,), tuple(carried))
    assert assert_rule_agrees(RULE, problem) == 2


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 1)])
def test_settled_shifts_are_tolerated(kind: LockKind, accepted: int) -> None:
    """Two settled shifts at once are tolerated; a pin beside a settled one is not."""
    locks = [make_lock(A.id, "ada"), make_lock(B.id, "ben", kind)]
    problem = make_problem(["ada", "ben"], [A, B], locks=locks, settings=[AT_ONCE])
    assert assert_rule_agrees(RULE, problem) == accepted


def test_somebody_who_is_not_in_the_problem_is_left_out() -> None:
    """A table may name people whom a problem of one person does not have."""
    problem = make_problem(["ada"], [A, B], settings=[AT_ONCE])
    assert assert_rule_agrees(RULE, problem) == 4


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    tables = (AT_ONCE, make_settings("rules.apart", engineers=("ben", "chi"), neighbours=True))
    assert_rule_agrees(RULE, replace(problem, settings=tables), solver=False)
