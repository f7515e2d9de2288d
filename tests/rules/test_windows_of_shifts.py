"""What looks at windows: overlap, rest, time off, pairing of newcomers, the home zone."""

from datetime import UTC, datetime, timedelta

import pytest

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import DEFAULT_RULES, violations
from rotation.testing import make_block, make_person, make_problem, make_shift

MONDAY = datetime(2026, 12, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def week(track: str, opens: int, closes: int, *, days: int = 5, rest_days: int = 7) -> Shift:
    """Return the week from 7 December 2026 with the same hours on each of its first days."""
    begins = [MONDAY + timedelta(days=day) for day in range(days)]
    windows = [(day + opens * HOUR, day + closes * HOUR) for day in begins]
    return make_shift(f"{track}-2026-12-07", rest_days=rest_days, windows=windows)


def broken(problem: Problem, **held: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rules that a roster breaks, with the shifts; `A="ada"` holds its first shift."""
    holders = {shift.id: held.get(shift.track) for shift in problem.shifts}
    return [(v.rule, v.shifts) for v in violations(problem, Roster(holders), DEFAULT_RULES)]


def test_windows_that_do_not_meet_do_not_overlap():
    """Day and night of one week share no instant; without rest one person may hold both (R5)."""
    both = [week("A", 8, 18, rest_days=0), week("B", 20, 24, rest_days=0)]
    assert broken(make_problem(["ada"], both), A="ada", B="ada") == []
    late = [both[0], week("B", 17, 24, rest_days=0)]
    assert [rule for rule, _ in broken(make_problem(["ada"], late), A="ada", B="ada")] == [
        "overlap"
    ]


@pytest.mark.parametrize(("first", "second"), [("A", "B"), ("B", "A")])
def test_rest_lies_between_every_two_windows_in_either_order(first: str, second: str):
    """Nobody holds the day week and the night week of the same Monday (R6)."""
    both = [week(first, 8, 18), week(second, 20, 24)]
    problem = make_problem(["ada"], both)
    assert [rule for rule, _ in broken(problem, A="ada", B="ada")] == ["rest"]


def test_rest_begins_with_the_end_of_the_last_window():
    """From Friday at 18:00 seven days are over on the next Friday, and not on the next Monday."""
    first = week("A", 8, 18)
    assert first.rested == MONDAY + timedelta(days=11, hours=18)
    for hours, rules in ((17, ["rest"]), (18, [])):
        start = MONDAY + timedelta(days=11, hours=hours)
        later = make_shift("B-2026-12-18", start=start, days=1)
        problem = make_problem(["ada"], [first, later])
        assert [rule for rule, _ in broken(problem, A="ada", B="ada")] == rules


@pytest.mark.parametrize(
    ("start", "end", "rules"),
    [
        ("2026-12-08T18:00", "2026-12-09T08:00", []),
        ("2026-12-08T18:00", "2026-12-09T08:01", ["time_off"]),
        ("2026-12-12", "2026-12-14", []),
        ("2026-12-11T17:59", "2026-12-14", ["time_off"]),
    ],
)
def test_time_off_outside_the_windows_breaks_nothing(start: str, end: str, rules: list[str]):
    """A night or the weekend off is possible in a week of office hours (R2)."""
    ada = make_person("ada", blocks=[make_block(start, end)])
    problem = make_problem([ada], [week("A", 8, 18)])
    assert [rule for rule, _ in broken(problem, A="ada")] == rules
    assert ada.could_hold(problem.shifts[0]) is not bool(rules)


def test_two_newcomers_may_hold_day_and_night():
    """They are never on call at the same time (R7)."""
    new = [make_person(name, new_until="2027-06-01") for name in ("ada", "ben")]
    apart = make_problem(new, [week("A", 8, 18), week("B", 20, 24)])
    assert broken(apart, A="ada", B="ben") == []
    late = make_problem(new, [week("A", 8, 18), week("B", 17, 24)])
    assert [rule for rule, _ in broken(late, A="ada", B="ben")] == ["newcomers"]


def test_a_breach_lasts_from_the_first_window_to_the_last():
    """The part of time off that breaks the rule begins and ends with hours on call (L5)."""
    ada = make_person("ada", blocks=[make_block("2026-12-08T19:00", "2026-12-20")])
    problem = make_problem([ada], [week("A", 8, 18)])
    (violation,) = violations(problem, Roster({"A-2026-12-07": "ada"}), DEFAULT_RULES)
    assert violation.during == (
        datetime(2026, 12, 9, 8, tzinfo=UTC),
        datetime(2026, 12, 11, 18, tzinfo=UTC),
    )
