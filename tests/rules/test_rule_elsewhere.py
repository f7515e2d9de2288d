"""The rule `elsewhere`: on call, and resting, in another team (R29, R30)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from elsewhere_cases import problems_elsewhere
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.source import Source
from rotation.rules import obstacle, split, violations, words_of
from rotation.rules.elsewhere import ElsewhereKept
from rotation.rules.rest_hours import asking, rest_tables
from rotation.statements.view import ModelView
from rotation.testing import (
    assert_rule_agrees,
    make_elsewhere,
    make_lock,
    make_person,
    make_problem,
    make_settings,
    make_shift,
    rosters,
)

RULE = ElsewhereKept()
WEEK = make_shift("A-2026-12-14", start="2026-12-14T10:00")
PLACE = Source("search/published.csv", 7)


def problem_with(*shifts: Shift, source: Source | None = PLACE, **beside: object) -> Problem:
    """Return Ada, who holds these in the team search, and one week to decide."""
    blocks = [make_elsewhere(shift, source=source) for shift in shifts]
    ada = make_person("ada", name="Ada Lovelace", blocks=blocks)
    return make_problem([ada, "ben"], [WEEK], **beside)  # type: ignore[arg-type]


def texts(*shifts: Shift, source: Source | None = PLACE, **beside: object) -> list[str]:
    """Return what the rule says when Ada holds the week."""
    problem = problem_with(*shifts, source=source, **beside)
    assert_rule_agrees(RULE, problem, solver=False)
    return [str(v) for v in RULE.check(problem, Roster({WEEK.id: "ada"}))]


def test_nobody_is_on_call_in_two_teams_at_once() -> None:
    """Any overlap counts; the sentence has the team, the days and the line of the other team."""
    shift = make_shift("C-2026-12-14", start="2026-12-14T12:00")
    assert texts(shift) == [
        "elsewhere: Ada Lovelace holds A-2026-12-14 but is on call for search, 14-21 December "
        "(search/published.csv:7)"
    ]
    assert texts(shift, source=None) == [
        "elsewhere: Ada Lovelace holds A-2026-12-14 but is on call for search, 14-21 December "
        "(planned, not published)"
    ]


@pytest.mark.parametrize("kind", [ShiftKind.VOLUNTEER, ShiftKind.REGULAR])
def test_volunteer_shifts_and_shadows_overlap_but_need_no_rest(kind: ShiftKind) -> None:
    """They keep somebody off at the same time, and neither before nor after."""
    shadow = kind is ShiftKind.REGULAR
    for day, broken in (("13", True), ("11", False), ("21", False)):
        shift = make_shift(f"C-2026-12-{day}T1000", days=2, kind=kind, shadow=shadow)
        assert bool(texts(shift)) is broken


def test_the_rest_after_a_shift_is_that_of_its_team() -> None:
    """There it is three days here, ours seven; the very instant decides."""
    before = make_shift("C-2026-12-04", days=7.5, start="2026-12-04", rest_days=3)
    assert texts(before) == [
        "elsewhere: Ada Lovelace holds A-2026-12-14 but rests after being on call for search, "
        "4-11 December until 14 December (search/published.csv:7)"
    ]
    assert not texts(replace(before, rested=WEEK.start, rests=()))
    after = make_shift("C-2026-12-28T0959", days=2, rest_days=0)
    assert texts(after) == [
        "elsewhere: Ada Lovelace holds A-2026-12-14 but needs 7 days of rest before being on call "
        "for search, 28-30 December (search/published.csv:7)"
    ]
    assert not texts(make_shift("C-2026-12-28T1000", days=2, rest_days=0))


def test_our_hours_of_rest_hold_where_a_table_says_so() -> None:
    """Of our own shifts `[[rules.rest]]` says what they ask for, in place of days."""
    table = make_settings("rules.rest", hours=11, tracks=("A",))
    near = make_shift("C-2026-12-21T2000", days=1)
    assert texts(near, settings=[table]) == [
        "elsewhere: Ada Lovelace holds A-2026-12-14 but needs 11 hours of rest before being on "
        "call for search, 21-22 December (search/published.csv:7)"
    ]
    assert not texts(make_shift("C-2026-12-21T2100", days=1), settings=[table])
    others = make_settings("rules.rest", hours=11, tracks=("B",))
    assert "needs 7 days" in texts(near, settings=[others])[0]


def test_a_short_rest_ends_at_an_hour() -> None:
    """The time stands beside the day, by the clock of this rotation."""
    near = make_shift("C-2026-12-13", days=1)
    (held,) = (asking(rest_tables([make_settings("rules.rest", hours=11)]), near),)
    assert held.rested == near.end + timedelta(hours=11)
    assert "13 December until 14 December, 11:00 (" in texts(held)[0]


def test_years_are_given_where_they_are_not_that_of_the_plan() -> None:
    """Beside another year both have there."""
    late = make_shift("A-2026-12-28")
    ada = make_person("ada", blocks=[make_elsewhere(make_shift("C-2026-12-30"))])
    problem = make_problem([ada], [late])
    kept = RULE.keeps_off(problem, problem.person("ada"), late)
    assert kept is not None
    assert words_of(RULE, problem, kept).clause == (
        "is on call for search, 30 December 2026 - 5 January 2027 (planned, not published)"
    )


def test_the_team_in_the_folder_of_the_fleet_has_no_name_of_a_folder() -> None:
    """In texts; as data it is `.`, as everywhere (D62)."""
    shift = make_shift("A-2026-12-14")
    ada = make_person("ada", blocks=[make_elsewhere(make_shift("C-2026-12-14"), team=".")])
    problem = make_problem([ada], [shift])
    kept = RULE.keeps_off(problem, problem.person("ada"), shift)
    assert kept is not None
    assert words_of(RULE, problem, kept).clause == (
        "is on call for the team above, 14-20 December (planned, not published)"
    )


def test_gaps_between_windows_are_free() -> None:
    """Of shifts with hours the windows count: nights here go with days there, with little rest."""
    days = [(f"2026-12-{d}T09:00", f"2026-12-{d}T17:00") for d in range(14, 19)]
    nights = [(f"2026-12-{d}T20:00", f"2026-12-{d + 1}T06:00") for d in range(14, 18)]
    here = make_shift("A-2026-12-14", windows=nights, rest_days=0)
    for hours, kind in ((0, None), (3, "resting"), (4, "resting")):
        there = make_shift("C-2026-12-14", windows=days, rest_days=0)
        rests = tuple(w.end + timedelta(hours=hours) for w in there.windows)
        there = replace(there, rests=rests, rested=rests[-1])
        problem = make_problem([make_person("ada", blocks=[make_elsewhere(there)])], [here])
        assert problem.person("ada").could_hold(here)
        broken = list(RULE.check(problem, Roster({here.id: "ada"})))
        wanted = [] if kind is None or hours == 3 else [kind]
        assert [v.grounds.kind for v in broken] == wanted
        assert_rule_agrees(RULE, problem, solver=False)


def test_of_two_reasons_the_first_is_named() -> None:
    """A window between two of a shift elsewhere lies in the rest of one, and needs rest itself."""
    days = [(f"2026-12-{d}T09:00", f"2026-12-{d}T17:00") for d in (13, 23)]
    there = make_shift("C-2026-12-13", days=11, windows=days, rest_days=2)
    (text,) = texts(there)
    assert "rests after being on call for search, 13-23 December until 25 December" in text
    problem = problem_with(there)
    view = ModelView(problem)
    RULE.post(problem, view)
    (stated,) = view.forbidden["ada", WEEK.id]
    assert stated.kind == "resting"


def test_what_was_settled_is_tolerated_and_a_pin_is_not() -> None:
    """Neither team can fix what both have published; a pin is a wish of today."""
    shift = make_shift("C-2026-12-15")
    for kind, accepted in ((LockKind.PUBLISHED, 1), (LockKind.PIN, 0)):
        problem = problem_with(shift, locks=[make_lock(WEEK.id, "ada", kind)])
        broken, tolerated = split(problem, violations(problem, Roster({WEEK.id: "ada"}), [RULE]))
        assert (len(broken), len(tolerated)) == (1 - accepted, accepted)
        assert assert_rule_agrees(RULE, problem) == accepted


def test_an_overlap_keeps_off_and_a_rest_does_not() -> None:
    """Whether somebody could hold a shift (F15) is about overlaps alone; reasons name both."""
    for day, could in (("15", False), ("22", True)):
        problem = problem_with(make_shift(f"C-2026-12-{day}"))
        ada = problem.person("ada")
        assert ada.could_hold(WEEK) is could
        assert obstacle([RULE], problem, "ada", WEEK) is not None
        assert RULE.lifted(problem).person("ada").could_hold(WEEK)
        assert not list(RULE.check(RULE.lifted(problem), Roster({WEEK.id: "ada"})))


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(problems_elsewhere())
def test_both_halves_agree_on_every_roster(problem: Problem) -> None:
    """With shifts elsewhere of every kind: hours, volunteers, shadows, rests over clock changes."""
    for rule in (RULE, ElsewhereKept({"ada"})):
        assert_rule_agrees(rule, problem, solver=False)


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(problems_elsewhere())
def test_both_halves_name_the_same_facts(problem: Problem) -> None:
    """What is stated about a person and a shift is what the check says of that shift alone."""
    view = ModelView(problem)
    RULE.post(problem, view)
    for shift in problem.shifts:
        for person in problem.people:
            if shift.id not in problem.locks:
                alone = Roster({**dict.fromkeys(s.id for s in problem.shifts), shift.id: person.id})
                stated = set(view.forbidden.get((person.id, shift.id), ()))
                assert stated == {v.grounds for v in RULE.check(problem, alone)}


def _by_hours(problem: Problem, roster: Roster) -> set[tuple[str, str]]:
    """Return who holds what they cannot, from the sentences of the docs, hour by hour."""
    broken = set()
    tables = rest_tables(problem.settings)
    for shift in problem.shifts:
        person = next((p for p in problem.people if p.id == roster[shift.id]), None)
        for block in () if person is None else person.elsewhere():
            ours, other = asking(tables, shift), block.held
            assert other is not None
            rest = shift.regular and other.regular
            for mine, rested in zip(ours.windows, ours.rests, strict=True):
                for there, until in zip(other.windows, other.rests, strict=True):
                    late = max(rested if rest else mine.end, mine.end)
                    later = max(until if rest else there.end, there.end)
                    if mine.start < later and there.start < late:
                        broken.add((shift.id, roster[shift.id] or ""))
    return broken


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(problems_elsewhere())
def test_it_says_what_the_docs_say(problem: Problem) -> None:
    """A shift is broken where its window lies in one elsewhere or in the rest of either."""
    for roster in list(rosters(problem))[:40]:
        broken = {(v.shifts[0], v.people[0]) for v in RULE.check(problem, roster)}
        assert broken == _by_hours(problem, roster)


def test_a_rest_over_a_clock_change_is_that_of_the_other_zone() -> None:
    """Seven local days there end when their clock says so, an hour off ours."""
    there = make_shift("C-2027-03-22", start=datetime(2027, 3, 22, 9, tzinfo=UTC), days=1)
    rested = datetime(2027, 3, 30, 8, tzinfo=UTC)  # 10:00 before the change, 10:00 behind it
    there = replace(there, rested=rested, rests=(rested,))
    for start, free in ((rested, True), (rested - timedelta(minutes=1), False)):
        here = make_shift("A-2027-03-30", start=start)
        problem = make_problem([make_person("ada", blocks=[make_elsewhere(there)])], [here])
        assert bool(list(RULE.check(problem, Roster({here.id: "ada"})))) is not free
        assert_rule_agrees(RULE, problem, solver=False)
