import pytest
from hypothesis import given, settings

from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.rules.membership import Membership
from rotation.testing import (
    assert_rule_agrees,
    make_block,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Membership()
HELD = Roster({"A-2026-12-07": "ada"})


def blocked(kind: BlockKind, because: str, start: str, end: str) -> Problem:
    """Build one shift and one person with one block."""
    ada = make_person("ada", blocks=[make_block(start, end, because, kind=kind)])
    return make_problem([ada], [make_shift("A-2026-12-07")])


@pytest.mark.parametrize(
    ("kind", "because", "start", "end"),
    [
        (BlockKind.GRACE, "Ada serves from 2026-12-08", "2000-01-01", "2026-12-08"),
        (BlockKind.GONE, "Ada leaves on 2026-12-13", "2026-12-13", "2100-01-01"),
    ],
)
def test_too_early_and_too_late_are_reported(
    kind: BlockKind, because: str, start: str, end: str
) -> None:
    """A shift held before serving or after leaving is told with the reason."""
    problem = blocked(kind, because, start, end)
    text = f"Ada holds A-2026-12-07 but {because.removeprefix('Ada ')}"
    assert [v.text for v in RULE.check(problem, HELD)] == [text]


def test_serving_begins_with_the_first_instant() -> None:
    """A shift may start at the instant the grace ends."""
    problem = blocked(BlockKind.GRACE, "Ada serves from 2026-12-07", "2000-01-01", "2026-12-07")
    assert not list(RULE.check(problem, HELD))


def test_time_off_is_another_rule() -> None:
    """Vacation is not told as membership."""
    problem = blocked(BlockKind.TIME_OFF, "Ada is away", "2026-12-07", "2026-12-08")
    assert not list(RULE.check(problem, HELD))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
