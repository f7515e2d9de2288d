from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.rules.newcomers import Newcomers
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Newcomers()
A, B = make_shift("A-2026-12-07"), make_shift("B-2026-12-09")
BEN, CHI = (make_person(name, new_until="2027-03-01") for name in ("ben", "chi"))


def test_two_newcomers_together_are_reported() -> None:
    """Two new people whose shifts overlap are told with both shifts."""
    (violation,) = RULE.check(make_problem([BEN, CHI], [A, B]), Roster({A.id: "chi", B.id: "ben"}))
    assert violation.text == (
        "Chi and Ben are both new and on call together in A-2026-12-07 and B-2026-12-09"
    )
    assert (violation.shifts, violation.people) == ((A.id, B.id), ("chi", "ben"))


def test_one_newcomer_with_an_old_hand_is_fine() -> None:
    """Somebody who is no longer new at the start of the own shift may be with a newcomer."""
    chi = make_person("chi", new_until="2026-12-09")
    roster = Roster({A.id: "ben", B.id: "chi"})
    assert not list(RULE.check(make_problem([BEN, chi], [A, B]), roster))


def test_each_is_new_by_the_own_shift() -> None:
    """Who was new when the own shift began stays a newcomer for all of that shift."""
    ben = make_person("ben", new_until="2026-12-08")
    assert list(RULE.check(make_problem([ben, CHI], [A, B]), Roster({A.id: "ben", B.id: "chi"})))


def test_one_person_twice_is_another_rule() -> None:
    """A newcomer with two overlapping shifts of the own breaks `overlap`, not this rule."""
    problem = make_problem([BEN, CHI], [A, B])
    assert not list(RULE.check(problem, Roster({A.id: "ben", B.id: "ben"})))


def test_carried_shifts_of_others_count() -> None:
    """A newcomer's shift of the published plan keeps other newcomers away."""
    problem = make_problem([BEN, CHI], [A], carried=[make_held(B, "chi")])
    (violation,) = RULE.check(problem, Roster({A.id: "ben"}))
    assert (violation.shifts, violation.carried) == ((A.id,), (B.id,))
    # Open, or Chi's own as far as this rule goes.
    assert assert_rule_agrees(RULE, problem) == 2


def test_pins_count_and_published_pairs_are_tolerated() -> None:
    """Two published newcomers together are tolerated; a pin beside a published one is not."""
    for kind, accepted in ((LockKind.PIN, 0), (LockKind.NOTICE, 1)):
        locks = [make_lock(A.id, "ben"), make_lock(B.id, "chi", kind)]
        assert assert_rule_agrees(RULE, make_problem([BEN, CHI], [A, B], locks=locks)) == accepted


def test_no_shifts_no_words() -> None:
    """A problem without shifts but with a carried newcomer says nothing."""
    problem = make_problem([BEN, CHI], [], carried=[make_held(B, "chi")])
    assert assert_rule_agrees(RULE, problem) == 1


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
