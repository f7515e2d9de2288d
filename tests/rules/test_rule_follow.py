from dataclasses import replace

import pytest
from hypothesis import given, settings

from rotation.goals.short_gaps import ShortGaps
from rotation.goals.spacing import Spacing
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES
from rotation.rules.follow import Follow
from rotation.rules.rest import Rest
from rotation.testing import (
    assert_goal_agrees,
    assert_rule_agrees,
    make_block,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = Follow()
PLACE = Source("rotation.toml", 12)
LADDER = make_settings("rules.follow", PLACE, first="S", then="P")
LOCKS = [rule for rule in DEFAULT_RULES if rule.name == "locks"]
S, P = make_shift("S-2026-12-07"), make_shift("P-2026-12-14")
PEOPLE = [make_person(name, tracks=("S", "P")) for name in ("ada", "ben")]


def ladder(*shifts: Shift, **facts: object) -> Problem:
    """Return a problem in which the secondary of a week is the primary of the next."""
    return make_problem(PEOPLE, shifts, settings=[LADDER], **facts)  # type: ignore[arg-type]


def texts(problem: Problem, **holders: str | None) -> list[str]:
    """Return what the rule says of some holders, by track."""
    held = {shift.id: holders.get(shift.track) for shift in problem.shifts}
    return [str(v) for v in RULE.check(problem, Roster(held))]


def test_the_sentence_names_both_holders_and_both_shifts() -> None:
    """Somebody else next is reported, with the line of the table."""
    assert texts(ladder(S, P), S="ada", P="ben") == [
        "follow: Ada holds S-2026-12-07 and Ben holds P-2026-12-14, which comes next "
        "(rotation.toml:12)"
    ]
    assert texts(ladder(S, P), S="ada", P="ada") == []


def test_an_open_shift_breaks_nothing() -> None:
    """Of the nine rosters two are left out, in which different people hold both."""
    assert texts(ladder(S, P), S="ada") == texts(ladder(S, P), P="ben") == []
    assert assert_rule_agrees(RULE, ladder(S, P)) == 7


def test_the_next_is_the_first_at_the_end_or_later() -> None:
    """Neither a shift that runs meanwhile nor the one after the next is meant."""
    meanwhile, later = make_shift("P-2026-12-07"), make_shift("P-2026-12-21")
    problem = ladder(S, meanwhile, P, later)
    held = {S.id: "ada", meanwhile.id: "ben", P.id: "ada", later.id: "ben"}
    assert not list(RULE.check(problem, Roster(held)))


@pytest.mark.parametrize("whole", [S, P])
def test_history_and_the_published_plan_count(whole: Shift) -> None:
    """What one of the two holds outside the decision says who may hold the other."""
    other = P if whole is S else S
    problem = ladder(whole, carried=[make_held(other, "ada")])
    assert assert_rule_agrees(RULE, problem) == 2


def test_who_could_not_go_on_behind_the_horizon_does_not_begin() -> None:
    """Somebody who is away in the next week, behind the horizon, cannot hold this one."""
    away = replace(PEOPLE[0], blocks=(make_block("2026-12-15", "2026-12-16"),))
    problem = make_problem([away, PEOPLE[1]], [S], settings=[LADDER], ahead=[P])
    assert texts(problem, S="ada") == [
        "follow: Ada holds S-2026-12-07 but cannot hold P-2026-12-14, which comes next "
        "(rotation.toml:12)"
    ]
    assert assert_rule_agrees(RULE, problem) == 2


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 1)])
def test_settled_shifts_are_tolerated(kind: LockKind, accepted: int) -> None:
    """Two settled shifts of different people are tolerated; a pin beside a settled one is not."""
    locks = [make_lock(S.id, "ada"), make_lock(P.id, "ben", kind)]
    assert assert_rule_agrees(RULE, ladder(S, P, locks=locks)) == accepted


def test_between_the_two_no_rest_is_needed_and_no_gap_counted() -> None:
    """Seven days of rest hold before and after the two, not between them."""
    third = make_shift("S-2026-12-21")
    roster = Roster({S.id: "ada", P.id: "ada", third.id: "ada"})
    problem = ladder(S, P, third)
    broken = [v.shifts for v in Rest().check(problem, roster)]
    assert broken == [(P.id, third.id)]
    assert not list(Rest().check(ladder(S, P), Roster({S.id: "ada", P.id: "ada"})))
    gap, _ = Spacing().measure(ladder(S, P), Roster({S.id: "ada", P.id: "ada"}))
    assert gap == 0  # of no gap at all: the widest possible, and there is none
    assert ShortGaps().measure(problem, roster)[0] == ShortGaps().measure(
        ladder(S, P, third), Roster({S.id: None, P.id: "ada", third.id: "ada"})
    )[0] + sum(gap < 3 for gap in (7,))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves agree, of this rule, of rest, and of the goals that count gaps."""
    ahead = tuple(make_shift(f"{track}-2027-02-01") for track in "AB")
    for first, then in (("A", "B"), ("C", "A"), ("A", "C")):
        table = make_settings("rules.follow", first=first, then=then)
        followed = replace(problem, settings=(table,), ahead=ahead)
        assert_rule_agrees(RULE, followed, solver=False)
        assert_rule_agrees(Rest(), followed, solver=False)
        assert_goal_agrees(ShortGaps(), followed, LOCKS)
        assert_goal_agrees(Spacing(), followed, LOCKS)
