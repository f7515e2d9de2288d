from hypothesis import given, settings

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules.tracks import Tracks
from rotation.testing import (
    assert_rule_agrees,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Tracks()


def test_a_foreign_track_is_reported_volunteer_shifts_included() -> None:
    """Nobody holds a shift of a track they do not serve, whatever its kind."""
    shifts = [
        make_shift("A-2026-12-07"),
        make_shift("B-2026-12-09"),
        make_shift("B-2026-12-25", kind=ShiftKind.VOLUNTEER, days=2),
    ]
    problem = make_problem([make_person("ada", tracks=["A"])], shifts)
    broken = RULE.check(problem, Roster(dict.fromkeys((s.id for s in shifts), "ada")))
    assert [v.text for v in broken] == [
        "Ada holds B-2026-12-09 but does not serve track B",
        "Ada holds B-2026-12-25 but does not serve track B",
    ]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
