from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
from rotation.rules.overlap import Overlap
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Overlap()
A, B = make_shift("A-2026-12-07"), make_shift("B-2026-12-09")


def test_two_tracks_at_once_are_reported() -> None:
    """One person on both tracks at the same time is told once, with both shifts."""
    problem = make_problem(["ada"], [A, B])
    (violation,) = RULE.check(problem, Roster({A.id: "ada", B.id: "ada"}))
    assert violation.text == "Ada holds A-2026-12-07 and B-2026-12-09 at the same time"
    assert (violation.shifts, violation.people) == ((A.id, B.id), ("ada",))


def test_one_after_the_other_is_no_overlap() -> None:
    """A shift may start at the instant the one before ends."""
    problem = make_problem(["ada"], [A, make_shift("A-2026-12-14")])
    assert not list(RULE.check(problem, Roster({A.id: "ada", "A-2026-12-14": "ada"})))


def test_a_long_shift_overlaps_all_it_covers() -> None:
    """Neighbours are not enough: a long shift overlaps the second of two short ones too."""
    long = make_shift("L-2026-12-07", days=14)
    short = make_shift("A-2026-12-08", days=1), make_shift("A-2026-12-10", days=1)
    problem = make_problem(["ada"], [long, *short])
    broken = RULE.check(problem, Roster(dict.fromkeys((s.id for s in problem.shifts), "ada")))
    assert [v.shifts for v in broken] == [(long.id, s.id) for s in short]


def test_what_is_carried_counts_volunteer_shifts_too() -> None:
    """A shift carried from outside, of any kind, overlaps one that is planned."""
    volunteer = make_shift("V-2026-12-12", days=2, kind=ShiftKind.VOLUNTEER)
    source = Source("published.csv", 3)
    problem = make_problem(["ada"], [A], carried=[make_held(volunteer, "ada", source=source)])
    (violation,) = RULE.check(problem, Roster({A.id: "ada"}))
    assert violation.text == "Ada holds A-2026-12-07 and V-2026-12-12 at the same time"
    assert (violation.shifts, violation.carried, violation.sources) == (
        (A.id,),
        ("V-2026-12-12",),
        (source,),
    )


def test_a_pin_on_a_published_overlap_is_refused_and_two_published_are_not() -> None:
    """A pin that overlaps a published shift leaves no roster; two published shifts leave one."""
    for kind, accepted in ((LockKind.PIN, 0), (LockKind.NOTICE, 1)):
        locks = [make_lock(A.id, "ada", kind), make_lock(B.id, "ada", LockKind.PUBLISHED)]
        assert assert_rule_agrees(RULE, make_problem(["ada"], [A, B], locks=locks)) == accepted


def test_settled_overlap_still_keeps_a_third_shift_away() -> None:
    """Where two settled shifts of one person overlap, no free one may join them."""
    third = make_shift("C-2026-12-10")
    locks = [make_lock(A.id, "ada"), make_lock(B.id, "ada")]
    problem = make_problem(["ada", "ben"], [A, B, third], locks=locks)
    # The third shift is Ben's or open.
    assert assert_rule_agrees(RULE, problem) == 2


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)


def test_clashes_of_several_people_are_listed_by_time() -> None:
    """Ben's clash comes before Ada's when it begins first, whoever stands first in the team."""
    later = make_shift("A-2026-12-21"), make_shift("B-2026-12-23")
    problem = make_problem(["ada", "ben"], [A, B, *later])
    holders = dict.fromkeys((A.id, B.id), "ben") | dict.fromkeys((s.id for s in later), "ada")
    assert [v.people for v in RULE.check(problem, Roster(holders))] == [("ben",), ("ada",)]
