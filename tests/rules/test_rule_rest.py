from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules import violations
from rotation.rules.rest import Rest
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

RULE = Rest()
FIRST = make_shift("A-2026-12-07")


def both(second: Shift) -> list[str]:
    """Return what the rule says when Ada holds the first shift and this one."""
    problem = make_problem([make_person("ada", name="Ada Lovelace")], [FIRST, second])
    return [v.text for v in RULE.check(problem, Roster({FIRST.id: "ada", second.id: "ada"}))]


def test_the_sentence_names_both_shifts_and_the_rest() -> None:
    """Two shifts with too little between them are told with the rest that is needed."""
    assert both(make_shift("B-2026-12-16")) == [
        "Ada Lovelace holds A-2026-12-07 and B-2026-12-16 but needs 7 days between shifts"
    ]


def test_the_last_hour_decides() -> None:
    """Rest is enough at the very instant it is over, and an hour before it is not."""
    assert not both(make_shift("B-2026-12-21"))
    assert both(make_shift("B-2026-12-20", start="2026-12-20T23:00"))


def test_volunteer_shifts_are_exempt() -> None:
    """A volunteer shift needs no rest before or after it."""
    assert not both(make_shift("B-2026-12-15", days=2, kind=ShiftKind.VOLUNTEER))


def test_parts_of_one_shift_need_no_rest() -> None:
    """Whoever gives a part of a shift away may come back for the rest of it."""
    parts = [
        make_shift("A-2026-12-07", days=2),
        make_shift("A-2026-12-07+2", start="2026-12-09", days=2),
        make_shift("A-2026-12-07+3", start="2026-12-11", days=3),
    ]
    other = make_shift("B-2026-12-16")
    problem = make_problem(["ada", "ben"], [*parts, other], locks=[make_lock(parts[0].id, "ada")])
    held = {parts[0].id: "ada", parts[1].id: "ben", parts[2].id: "ada", other.id: None}
    assert not list(RULE.check(problem, Roster(held)))
    assert list(RULE.check(problem, Roster({**held, other.id: "ada"})))
    assert_rule_agrees(RULE, problem)


def test_both_seams_count() -> None:
    """A carried shift just before or just after the planned one leaves too little rest."""
    for other in (make_shift("B-2026-11-25"), make_shift("B-2026-12-16")):
        problem = make_problem(["ada"], [FIRST], carried=[make_held(other, "ada")])
        (violation,) = RULE.check(problem, Roster({FIRST.id: "ada"}))
        assert (violation.shifts, violation.carried) == ((FIRST.id,), (other.id,))
        # Only the roster with the shift open is left.
        assert assert_rule_agrees(RULE, problem) == 1


def test_a_pin_near_a_carried_shift_is_refused() -> None:
    """A pin without rest after history leaves no roster; a published shift there is tolerated."""
    carried = [make_held(make_shift("B-2026-11-25"), "ada")]
    for kind, accepted in ((LockKind.PIN, 0), (LockKind.PAST, 1)):
        locks = [make_lock(FIRST.id, "ada", kind)]
        problem = make_problem(["ada"], [FIRST], carried=carried, locks=locks)
        assert assert_rule_agrees(RULE, problem) == accepted


def test_overlap_is_reported_once() -> None:
    """Two overlapping shifts are told as overlap, not as rest again."""
    second = make_shift("B-2026-12-09")
    problem = make_problem(["ada"], [FIRST, second])
    broken = violations(problem, Roster({FIRST.id: "ada", second.id: "ada"}))
    assert [v.rule for v in broken] == ["overlap"]


def test_telling_overlap_once_hides_no_other_lack_of_rest() -> None:
    """A shift that overlaps one carried shift and is too near another is told for both."""
    carried = [
        make_held(make_shift("C-2026-12-09"), "ada"),
        make_held(make_shift("D-2026-12-01", days=5), "ada"),
    ]
    problem = make_problem(["ada"], [FIRST], carried=carried)
    broken = violations(problem, Roster({FIRST.id: "ada"}))
    assert [(v.rule, v.carried) for v in broken] == [
        ("overlap", ("C-2026-12-09",)),
        ("rest", ("D-2026-12-01",)),
    ]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)
