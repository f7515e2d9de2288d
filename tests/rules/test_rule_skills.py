from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
from rotation.rules import split, words_of
from rotation.rules.skills import Skills
from rotation.testing import (
    assert_rule_agrees,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Skills()


def shifts_of_three() -> list:
    return [
        make_shift("A-2026-12-07"),
        make_shift("B-2026-12-09", needs=["database"]),
        make_shift("B-2026-12-25", needs=["senior", "database"], kind=ShiftKind.VOLUNTEER, days=2),
    ]


def test_a_lacking_skill_is_reported_volunteer_shifts_included() -> None:
    """Whoever holds a shift has all that it needs; all that is lacking is named."""
    shifts = shifts_of_three()
    problem = make_problem(["ada", make_person("ben", skills=["database"])], shifts)
    held = [
        RULE.check(problem, Roster(dict.fromkeys((s.id for s in shifts), p)))
        for p in ("ada", "ben")
    ]
    assert [[v.text for v in broken] for broken in held] == [
        [
            "Ada lacks the skill database that B-2026-12-09 needs",
            "Ada lacks the skills database, senior that B-2026-12-25 needs",
        ],
        ["Ben lacks the skill senior that B-2026-12-25 needs"],
    ]


def test_a_skill_that_nothing_needs_does_no_harm() -> None:
    """More skills than a shift needs are as good."""
    shifts = shifts_of_three()
    able = make_person("ada", skills=["database", "network", "senior"])
    problem = make_problem([able], shifts)
    assert list(RULE.check(problem, Roster(dict.fromkeys((s.id for s in shifts), "ada")))) == []


def test_the_places_of_both_settings_are_given() -> None:
    """A breach points to the skills of the person and to what the track needs."""
    skills, needs = Source("rotation.toml", 40), Source("rotation.toml", 12)
    ada = make_person("ada", skills_source=skills)
    shift = make_shift("A-2026-12-07", needs=["database"], needs_source=needs)
    problem = make_problem([ada], [shift])
    (broken,) = RULE.check(problem, Roster({"A-2026-12-07": "ada"}))
    assert broken.sources == (skills, needs)
    grounds = RULE.keeps_off(problem, ada, shift)
    assert grounds == broken.grounds
    assert words_of(RULE, problem, grounds).sentence == "Ada lacks the skill database"


def test_a_settled_shift_is_tolerated() -> None:
    """What was published before somebody lost the skill is reported, and planning goes on."""
    shift = make_shift("A-2026-12-07", needs=["database"])
    for kind, counts in ((LockKind.PUBLISHED, 0), (LockKind.PIN, 1)):
        problem = make_problem(["ada"], [shift], locks=[make_lock(shift.id, "ada", kind)])
        broken, tolerated = split(problem, RULE.check(problem, Roster({shift.id: "ada"})))
        assert (len(broken), len(tolerated)) == (counts, 1 - counts)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
