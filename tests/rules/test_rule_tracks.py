from hypothesis import given, settings

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
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


def test_the_place_of_the_tracks_is_given() -> None:
    """A breach points to the line that says which tracks somebody serves."""
    source = Source("rotation.toml", 9)
    ada = make_person("ada", tracks=["A"], tracks_source=source)
    problem = make_problem([ada], [make_shift("B-2026-12-09")])
    (broken,) = RULE.check(problem, Roster({"B-2026-12-09": "ada"}))
    assert broken.sources == (source,)
    assert RULE.keeps_off(problem, ada, problem.shifts[0]) == broken.grounds


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
