from hypothesis import given, settings

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.coverage import Coverage
from rotation.testing import assert_rule_agrees, make_problem, make_shift, tiny_problems

RULE = Coverage()
PROBLEM = make_problem(["ada"], [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")])


def texts(roster: Roster) -> list[str]:
    """Return what the rule says about a roster."""
    return [violation.text for violation in RULE.check(PROBLEM, roster)]


def test_an_open_shift_is_allowed() -> None:
    """A shift that stands in the roster as open breaks no rule: that is a goal's matter."""
    assert texts(Roster({"A-2026-12-07": "ada", "A-2026-12-14": None})) == []


def test_a_missing_shift_is_reported() -> None:
    """A shift of the problem that the roster does not name is a violation."""
    assert texts(Roster({"A-2026-12-07": "ada"})) == ["A-2026-12-14 is missing from the schedule"]


def test_unknown_people_and_shifts_are_reported() -> None:
    """A holder or a shift that the problem does not know is a violation."""
    roster = Roster({"A-2026-12-07": "zoe", "A-2026-12-14": "ada", "X-2026-12-07": "ada"})
    assert texts(roster) == [
        "A-2026-12-07 is held by 'zoe', who is not in the rotation",
        "X-2026-12-07 is not a shift of the horizon",
    ]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert assert_rule_agrees(RULE, problem, solver=False) > 0
