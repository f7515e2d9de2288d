from hypothesis import given, settings

from rotation.model.problem import BlockKind, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules import split
from rotation.rules.time_off import TimeOffKept
from rotation.testing import (
    assert_rule_agrees,
    instant,
    make_block,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = TimeOffKept()
SHIFT = make_shift("A-2026-12-07")
WORDS = "Ada Lovelace is away 2026-12-09 to 2026-12-11"


def away(start: str, end: str, kind: BlockKind = BlockKind.TIME_OFF) -> Problem:
    """Build one shift and one person who is away."""
    block = make_block(start, end, WORDS, kind=kind, source=Source("time_off.csv", 7))
    return make_problem([make_person("ada", name="Ada Lovelace", blocks=[block])], [SHIFT])


HELD = Roster({SHIFT.id: "ada"})


def test_the_sentence_names_person_shift_and_dates() -> None:
    """A shift held during time off is told with its name, its dates and the line of the file."""
    broken = list(RULE.check(away("2026-12-09", "2026-12-12"), HELD))
    text = "Ada Lovelace holds A-2026-12-07 but is away 2026-12-09 to 2026-12-11"
    assert [v.text for v in broken] == [text]
    assert str(broken[0]) == f"time_off: {text} (time_off.csv:7)"
    would = "Ada Lovelace would be away during A-2026-12-07: 2026-12-09 to 2026-12-11"
    supposed = broken[0].supposed
    assert str(supposed) == f"time_off: {would} (time_off.csv:7)"
    assert supposed.supposed == supposed


def test_an_hour_counts() -> None:
    """Time off that shares the last hour of a shift breaks the rule."""
    assert list(RULE.check(away("2026-12-13T23:00", "2026-12-20"), HELD))


def test_the_part_is_what_both_share() -> None:
    """A violation says from when to when: no longer than the shift, nor than the absence."""
    inside = away("2026-12-09", "2026-12-12")
    (violation,) = RULE.check(inside, HELD)
    assert violation.during == (instant("2026-12-09"), instant("2026-12-12"))
    (violation,) = RULE.check(away("2026-12-01", "2026-12-31"), HELD)
    assert violation.during == (SHIFT.start, SHIFT.end)


def test_touching_is_no_overlap() -> None:
    """Time off may begin at the very instant a shift ends, and end where it starts."""
    assert not list(RULE.check(away("2026-12-14", "2026-12-20"), HELD))
    assert not list(RULE.check(away("2026-12-01", "2026-12-07"), HELD))


def test_membership_is_another_rule() -> None:
    """Grace and leaving are not told as time off."""
    assert not list(RULE.check(away("2026-12-09", "2026-12-12", BlockKind.GRACE), HELD))


def test_what_was_published_is_tolerated_and_a_pin_is_not() -> None:
    """Time off over a published shift is not for planning to fix; over a pin it is."""
    base = away("2026-12-09", "2026-12-12")
    for kind in LockKind:
        problem = make_problem(base.people, [SHIFT], locks=[make_lock(SHIFT.id, "ada", kind)])
        broken, tolerated = split(problem, RULE.check(problem, HELD))
        assert (len(broken), len(tolerated)) == ((1, 0) if kind is LockKind.PIN else (0, 1))
        # The only roster that keeps the lock is accepted, or with a pin none at all.
        assert assert_rule_agrees(RULE, problem) == (0 if kind is LockKind.PIN else 1)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
