import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.rules import split
from rotation.rules.locks import Locks
from rotation.testing import (
    assert_rule_agrees,
    make_lock,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Locks()
SHIFT = make_shift("A-2026-12-07")


@pytest.mark.parametrize(
    ("holder", "state"), [("ben", "held by Ben"), (None, "open"), ("zoe", "held by zoe")]
)
@pytest.mark.parametrize(
    ("kind", "why"), [(LockKind.PAST, "already worked"), (LockKind.PIN, "pinned")]
)
def test_a_lock_that_is_not_kept_is_reported_and_never_tolerated(
    holder: str | None, state: str, kind: LockKind, why: str
) -> None:
    """A locked shift that is open or somebody else's counts, whatever locked it."""
    problem = make_problem(["ada", "ben"], [SHIFT], locks=[make_lock(SHIFT.id, "ada", kind)])
    broken = list(RULE.check(problem, Roster({SHIFT.id: holder})))
    assert [v.text for v in broken] == [f"A-2026-12-07 is {state} but belongs to Ada ({why})"]
    assert split(problem, broken) == (tuple(broken), ())


def test_a_lock_kept_is_fine() -> None:
    """A locked shift held by its engineer breaks nothing, and no other roster is accepted."""
    problem = make_problem(["ada", "ben"], [SHIFT], locks=[make_lock(SHIFT.id, "ada")])
    assert not list(RULE.check(problem, Roster({SHIFT.id: "ada"})))
    assert assert_rule_agrees(RULE, problem) == 1


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert assert_rule_agrees(RULE, problem, solver=False) > 0
