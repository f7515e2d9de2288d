from collections.abc import Iterable

from hypothesis import given, settings

from rotation.model.people import Offer
from rotation.model.problem import Lock, LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Held, ShiftKind
from rotation.model.source import Source
from rotation.rules import split
from rotation.rules.volunteers import Volunteers
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Volunteers()
SHIFTS = [make_shift(f"A-2026-12-{day}", days=2, kind=ShiftKind.VOLUNTEER) for day in (25, 27, 29)]
IDS = [shift.id for shift in SHIFTS]
BEFORE = make_shift("A-2026-12-23", days=2, kind=ShiftKind.VOLUNTEER)


def offered(*offers: Offer, carried: Iterable[Held] = (), locks: Iterable[Lock] = ()) -> Problem:
    """Build the three volunteer shifts and one person with these offers."""
    return make_problem([make_person("ada", offers=offers)], SHIFTS, carried=carried, locks=locks)


def texts(problem: Problem, *held: str) -> list[str]:
    """Return what the rule says when Ada holds these shifts."""
    roster = Roster({shift: "ada" if shift in held else None for shift in IDS})
    return [v.text for v in RULE.check(problem, roster)]


def test_a_shift_never_offered_is_reported() -> None:
    """A volunteer shift that sticks out of every offer was not offered."""
    problem = offered(make_offer("ada", "2026-12-25", "2026-12-28"))
    assert texts(problem, *IDS[:2]) == ["Ada holds A-2026-12-27 but did not volunteer for it"]


def test_more_than_offered_is_reported() -> None:
    """Within the days of an offer its number holds, and the line of the file is named."""
    offer = make_offer(
        "ada", "2026-12-25", "2026-12-31", max_shifts=1, source=Source("volunteers.csv", 4)
    )
    problem = offered(offer)
    words = "Ada holds 2 volunteer shifts within 2026-12-25 to 2026-12-30 but offered at most 1"
    assert texts(problem, IDS[0], IDS[2]) == [words]
    assert texts(problem, IDS[0]) == []
    roster = Roster({IDS[0]: "ada", IDS[1]: None, IDS[2]: "ada"})
    (violation,) = RULE.check(problem, roster)
    assert violation.sources == (Source("volunteers.csv", 4),)


def test_what_was_carried_counts() -> None:
    """A volunteer shift of the month before uses up the same offer."""
    offer = make_offer("ada", "2026-12-23", "2026-12-31", max_shifts=1)
    problem = offered(offer, carried=[make_held(BEFORE, "ada")])
    words = "Ada holds 2 volunteer shifts within 2026-12-23 to 2026-12-30 but offered at most 1"
    assert texts(problem, IDS[1]) == [words]
    assert assert_rule_agrees(RULE, problem) == 1


def test_every_offer_that_holds_the_shift_counts() -> None:
    """A shift inside a wide offer and a narrow one uses up both."""
    wide = make_offer("ada", "2026-12-25", "2026-12-31", max_shifts=2)
    narrow = make_offer("ada", "2026-12-25", "2026-12-29", max_shifts=1)
    problem = offered(wide, narrow)
    assert len(texts(problem, IDS[0], IDS[1])) == 1
    assert len(texts(problem, *IDS)) == 2
    # None, each alone, and the last with either of the others.
    assert assert_rule_agrees(RULE, problem) == 6


def test_settled_shifts_use_an_offer_up_but_are_tolerated() -> None:
    """Published shifts above the offered number are tolerated, and one more is not allowed."""
    offer = make_offer("ada", "2026-12-25", "2026-12-31", max_shifts=1)
    problem = offered(offer, locks=[make_lock(shift, "ada") for shift in IDS[:2]])
    held = Roster({IDS[0]: "ada", IDS[1]: "ada", IDS[2]: None})
    broken, tolerated = split(problem, RULE.check(problem, held))
    assert (len(broken), len(tolerated)) == (0, 1)
    assert assert_rule_agrees(RULE, problem) == 1


def test_a_pin_above_the_number_is_refused() -> None:
    """A pin that overdraws an offer already used up leaves no roster."""
    offer = make_offer("ada", "2026-12-25", "2026-12-31", max_shifts=1)
    locks = [make_lock(IDS[0], "ada"), make_lock(IDS[1], "ada", LockKind.PIN)]
    assert assert_rule_agrees(RULE, offered(offer, locks=locks)) == 0


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
