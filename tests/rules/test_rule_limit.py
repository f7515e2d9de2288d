from dataclasses import replace

import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, Shift, ShiftKind
from rotation.model.source import Source
from rotation.rules import obstacle
from rotation.rules.limit import ShiftLimit
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = ShiftLimit()
PLACE = Source("rotation.toml", 12)
WEEKS = [make_shift(f"A-{day}") for day in ("2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")]
TWO_IN_THREE_WEEKS = make_settings("rules.limit", PLACE, shifts=2, days=21)


def holding(*shifts: Shift, table: object = TWO_IN_THREE_WEEKS, zone: str = "UTC") -> list[str]:
    """Return what the rule says when Ada holds all of these."""
    problem = make_problem(["ada", "ben"], shifts, settings=[table], zone=zone)
    return [
        v.text for v in RULE.check(problem, Roster(dict.fromkeys((s.id for s in shifts), "ada")))
    ]


def test_the_sentence_names_the_shifts_and_the_limit() -> None:
    """One shift too many is reported with the first and the last, and the line of the limit."""
    problem = make_problem(["ada"], WEEKS[:3], settings=[TWO_IN_THREE_WEEKS])
    (violation,) = RULE.check(problem, Roster(dict.fromkeys((s.id for s in WEEKS[:3]), "ada")))
    assert str(violation) == (
        "limit: Ada begins 3 shifts within 21 days, A-2026-12-07 to A-2026-12-21, "
        "and the limit is 2 (rotation.toml:12)"
    )
    assert violation.shifts == tuple(shift.id for shift in WEEKS[:3])


def test_the_day_decides_on_which_a_shift_begins() -> None:
    """Shifts that begin 21 days apart are not within 21 days, at whatever hour they begin."""
    table = make_settings("rules.limit", shifts=1, days=21)
    first = make_shift("A-2026-12-07", start="2026-12-07T22:00")
    assert holding(first, make_shift("A-2026-12-27", start="2026-12-27T23:59"), table=table)
    assert not holding(first, make_shift("A-2026-12-28", start="2026-12-28T00:00"), table=table)


def test_days_are_those_of_the_rotation() -> None:
    """A shift that begins on the next day in UTC begins on this day in New York."""
    table = make_settings("rules.limit", shifts=1, days=1)
    shifts = [
        make_shift("A-2026-12-07", days=1, start="2026-12-07T06:00"),
        make_shift("A-2026-12-08", days=1, start="2026-12-08T04:00"),
    ]
    assert not holding(*shifts, table=table)
    assert holding(*shifts, table=table, zone="America/New_York")


def test_every_run_of_days_counts() -> None:
    """A limit is broken once for each shift too many, wherever its days begin."""
    assert not holding(WEEKS[0], WEEKS[1], WEEKS[3])
    assert len(holding(*WEEKS)) == 2


def test_volunteer_shifts_and_small_parts_do_not_count() -> None:
    """Only what counts as a shift counts: of a split shift one part, of a special period none."""
    offered = make_shift("A-2026-12-14", kind=ShiftKind.VOLUNTEER)
    part = make_shift("A-2026-12-14+2", start="2026-12-19", days=2, loads=Loads(days=2))
    assert not holding(WEEKS[0], offered, WEEKS[2])
    assert not holding(WEEKS[0], make_shift("A-2026-12-14", shadow=True), WEEKS[2])
    assert not holding(WEEKS[0], part, WEEKS[2])


def test_a_table_may_be_about_some_tracks_and_some_people() -> None:
    """Other tracks and other people are not limited, and tables hold beside each other."""
    other = make_shift("B-2026-12-09")
    on_a = make_settings("rules.limit", shifts=1, days=21, tracks=("A",))
    for_ben = make_settings("rules.limit", shifts=1, days=21, engineers=("ben",))
    assert not holding(WEEKS[0], other, table=on_a)
    assert holding(WEEKS[0], WEEKS[1], table=on_a)
    assert not holding(WEEKS[0], WEEKS[1], table=for_ben)
    problem = make_problem(["ada", "ben"], WEEKS[:2], settings=[on_a, for_ben])
    broken = list(RULE.check(problem, Roster(dict.fromkeys((s.id for s in WEEKS[:2]), "ben"))))
    assert len(broken) == 2


@pytest.mark.parametrize("side", ["2026-11-23", "2026-12-21"])
def test_history_and_the_published_plan_count(side: str) -> None:
    """Shifts carried on either side of the horizon are a part of its days."""
    table = make_settings("rules.limit", shifts=1, days=21)
    problem = make_problem(
        ["ada"], WEEKS[:1], carried=[make_held(make_shift(f"B-{side}"), "ada")], settings=[table]
    )
    (violation,) = RULE.check(problem, Roster({WEEKS[0].id: "ada"}))
    assert (violation.shifts, violation.carried) == ((WEEKS[0].id,), (f"B-{side}",))
    assert assert_rule_agrees(RULE, problem) == 1


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 2)])
def test_settled_shifts_above_the_limit_are_tolerated(kind: LockKind, accepted: int) -> None:
    """What is settled stays, and keeps further shifts away; a pin above the limit is refused."""
    table = make_settings("rules.limit", shifts=1, days=21)
    locks = [make_lock(WEEKS[0].id, "ada"), make_lock(WEEKS[1].id, "ada", kind)]
    problem = make_problem(["ada", "ben"], WEEKS[:3], locks=locks, settings=[table])
    assert assert_rule_agrees(RULE, problem) == accepted


def test_a_statement_points_to_the_line_of_the_limit() -> None:
    """Its words are about one person, and name the number, the days and the tracks."""
    table = make_settings("rules.limit", PLACE, shifts=1, days=21, tracks=("A",))
    problem = make_problem(["ada"], WEEKS[:2], settings=[table])
    (violation,) = RULE.check(problem, Roster(dict.fromkeys((s.id for s in WEEKS[:2]), "ada")))
    words = RULE.words(problem, violation.grounds)
    assert words.sentence == "Ada begins at most 1 shift of A in any 21 days"
    assert words.short == "with 1 shift of A in 21 days already"
    assert violation.grounds.setting == PLACE
    assert obstacle([RULE], problem, "ada", WEEKS[0]) is None


def test_without_a_table_nothing_is_limited() -> None:
    """The rule states nothing where no table is written."""
    problem = make_problem(["ada"], WEEKS)
    assert assert_rule_agrees(RULE, problem, solver=False) == 2 ** len(WEEKS)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters."""
    assert_rule_agrees(RULE, problem, solver=False)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(tiny_problems())
def test_a_milder_form_agrees_and_accepts_more(problem: Problem) -> None:
    """With one shift more than every limit, both halves agree, and no roster is lost."""
    table = make_settings("rules.limit", shifts=1, days=9)
    limited = replace(problem, settings=(table,))
    (milder,) = RULE.eased(limited)
    strict = assert_rule_agrees(RULE, limited, solver=False)
    assert assert_rule_agrees(milder.rule, limited, solver=False) >= strict
