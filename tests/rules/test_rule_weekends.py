from dataclasses import replace

import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.source import Source
from rotation.rules import weekends
from rotation.rules.weekends import Weekends
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = Weekends()
PLACE = Source("rotation.toml", 12)
ONE_OF_THREE = make_settings("rules.weekends", PLACE, at_most=1, of=3)
WEEKS = [make_shift(f"A-{day}") for day in ("2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")]


def holding(*shifts: Shift, table: object = ONE_OF_THREE) -> list[str]:
    """Return what the rule says when Ada holds all of these."""
    problem = make_problem(["ada", "ben"], shifts, settings=[table])
    return [
        v.text for v in RULE.check(problem, Roster(dict.fromkeys((s.id for s in shifts), "ada")))
    ]


def test_the_sentence_names_the_shifts_and_the_limit() -> None:
    """One weekend too many is reported with the shifts, and the line of the table."""
    problem = make_problem(["ada"], WEEKS[:2], settings=[ONE_OF_THREE])
    (violation,) = RULE.check(problem, Roster(dict.fromkeys((s.id for s in WEEKS[:2]), "ada")))
    assert str(violation) == (
        "weekends: Ada works 2 of 3 weekends in a row, with A-2026-12-07 to A-2026-12-14, "
        "and the limit is 1 (rotation.toml:12)"
    )


def test_of_any_three_weekends_in_a_row() -> None:
    """The first and the third weekend are within three, the first and the fourth are not."""
    assert holding(WEEKS[0], WEEKS[2])
    assert not holding(WEEKS[0], WEEKS[3])


def test_a_weekend_is_worked_once_however_many_shifts_touch_it() -> None:
    """Saturday and Sunday of one week, of whatever track, are one weekend."""
    saturday = make_shift("A-2026-12-12", days=1)
    sunday = make_shift("B-2026-12-13", days=1)
    assert not holding(saturday, sunday)
    assert holding(saturday, sunday, make_shift("B-2026-12-19", days=1))


def test_workdays_are_no_weekend_and_volunteer_shifts_count() -> None:
    """A shift from Monday to Friday works none, a volunteer shift works one like any other."""
    assert not holding(WEEKS[0], make_shift("A-2026-12-14", days=5))
    assert not holding(WEEKS[0], make_shift("A-2026-12-14", shadow=True))
    assert holding(WEEKS[0], make_shift("A-2026-12-19", days=2, kind=ShiftKind.VOLUNTEER))


def test_a_long_shift_works_several_weekends() -> None:
    """Two weeks in one shift are two weekends, which no choice of shifts can hide."""
    fortnight = make_shift("A-2026-12-07", days=14)
    assert holding(fortnight)
    problem = make_problem(["ada", "ben"], [fortnight, WEEKS[2]], settings=[ONE_OF_THREE])
    assert assert_rule_agrees(RULE, problem) == 3


@pytest.mark.parametrize("side", ["2026-11-23", "2026-12-21"])
def test_history_and_the_published_plan_count(side: str) -> None:
    """Weekends carried on either side of the horizon are in a row with those planned."""
    carried = [make_held(make_shift(f"B-{side}"), "ada")]
    problem = make_problem(["ada"], WEEKS[:1], carried=carried, settings=[ONE_OF_THREE])
    (violation,) = RULE.check(problem, Roster({WEEKS[0].id: "ada"}))
    assert (violation.shifts, violation.carried) == ((WEEKS[0].id,), (f"B-{side}",))
    assert assert_rule_agrees(RULE, problem) == 1


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 2)])
def test_settled_weekends_above_the_limit_are_tolerated(kind: LockKind, accepted: int) -> None:
    """What is settled stays, and keeps further weekends away; a pin above it is refused."""
    locks = [make_lock(WEEKS[0].id, "ada"), make_lock(WEEKS[1].id, "ada", kind)]
    problem = make_problem(["ada", "ben"], WEEKS[:3], locks=locks, settings=[ONE_OF_THREE])
    assert assert_rule_agrees(RULE, problem) == accepted


def test_a_settled_weekend_may_have_another_shift() -> None:
    """A weekend that is worked anyway costs nothing more, even where too many are settled."""
    locks = [make_lock(WEEKS[0].id, "ada"), make_lock(WEEKS[1].id, "ada")]
    sunday = make_shift("B-2026-12-13", days=1)
    problem = make_problem(["ada"], [*WEEKS[:2], sunday], locks=locks, settings=[ONE_OF_THREE])
    assert assert_rule_agrees(RULE, problem) == 2


def test_the_words_name_the_number_of_weekends() -> None:
    """A statement is about one person, and has the line of the table."""
    problem = make_problem(["ada"], WEEKS[:2], settings=[ONE_OF_THREE])
    (violation,) = RULE.check(problem, Roster(dict.fromkeys((s.id for s in WEEKS[:2]), "ada")))
    words = RULE.words(problem, violation.grounds)
    assert words.sentence == "Ada works at most 1 of any 3 weekends in a row"
    assert words.short == "with 1 of 3 weekends already"
    assert violation.grounds.setting == PLACE


@pytest.mark.parametrize("choices", [weekends._CHOICES, 0])
def test_check_and_model_agree(choices: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both halves accept exactly the same rosters, with and without auxiliary literals."""
    monkeypatch.setattr(weekends, "_CHOICES", choices)
    monkeypatch.setattr(weekends, "_CHOICES_OF_ONE", choices)

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(tiny_problems())
    def agrees(problem: Problem) -> None:
        for at_most, of in ((1, 2), (2, 4)):
            table = make_settings("rules.weekends", at_most=at_most, of=of)
            assert_rule_agrees(RULE, replace(problem, settings=(table,)), solver=False)

    agrees()


@settings(max_examples=20, deadline=None, derandomize=True)
@given(tiny_problems())
def test_a_milder_form_agrees_and_accepts_more(problem: Problem) -> None:
    """With one weekend more than every table says, both halves agree, and no roster is lost."""
    limited = replace(problem, settings=(make_settings("rules.weekends", at_most=1, of=3),))
    (milder,) = RULE.eased(limited)
    strict = assert_rule_agrees(RULE, limited, solver=False)
    assert assert_rule_agrees(milder.rule, limited, solver=False) >= strict
