"""Whose holidays count (F36 to F38): the rotation's, those of each track or of each person."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solve.every_roster import keeping, over_problems

import rotation
from rotation.errors import BadInput
from rotation.goals import named
from rotation.model.fairness import Quantity, fair_shares, loads
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

(HOLIDAYS,) = named(["holidays"])

TEAM = """
[rotation]
name = "Two countries"
timezone = "UTC"
min_rest_days = 0
on_rest_day = "keep"

[holidays]
country = "US"

[[track]]
name = "A"
handover = "Mon 00:00"
{track}

[goals]
order = ["open", "holidays"]
{fairness}

[[engineer]]
name = "Ada"
joined = 2020-01-01
timezone = "Europe/Paris"
country = "FR"

[[engineer]]
name = "Ben"
joined = 2020-01-01
"""

WEEKS = {"start": date(2027, 6, 28), "weeks": 3, "today": date(2027, 6, 1)}
"""Independence Day is a Sunday, and observed in the second week; 14 July is in the third."""


def _team(folder: Path, fairness: str = "", track: str = "") -> rotation.Rotation:
    path = folder / "rotation.toml"
    path.write_text(TEAM.format(fairness=fairness and f"[fairness]\n{fairness}", track=track))
    return rotation.load(path)


def _holidays(problem: Problem) -> dict[str, list[object]]:
    return {
        person.id: [person.load_of(shift).holidays for shift in problem.shifts]
        for person in problem.people
    }


@pytest.mark.parametrize(
    ("fairness", "track", "held", "shares"),
    [
        ("", "", ([1, 1, 0], [1, 1, 0]), (1, 1)),
        ('holidays = "rotation"', "", ([1, 1, 0], [1, 1, 0]), (1, 1)),
        ('holidays = "rotation"', 'country = "FR"', ([1, 1, 0], [1, 1, 0]), (1, 1)),
        ('holidays = "track"', "", ([1, 1, 0], [1, 1, 0]), (1, 1)),
        ('holidays = "track"', 'country = "FR"', ([0, 0, 1], [0, 0, 1]), (Fraction(1, 2),) * 2),
        ('holidays = "person"', "", ([0, 0, 1], [1, 1, 0]), (Fraction(1, 2), 1)),
        ('holidays = "person"', 'country = "DE"', ([0, 0, 1], [1, 1, 0]), (Fraction(1, 2), 1)),
    ],
)
def test_the_setting_says_whose_holidays_count(
    tmp_path: Path,
    fairness: str,
    track: str,
    held: tuple[list[int], list[int]],
    shares: tuple[Fraction, Fraction],
) -> None:
    """By hand: two weeks have a holiday of the United States, the third has one of France."""
    team = _team(tmp_path, fairness, track)
    problem = team.problem(**WEEKS)
    assert _holidays(problem) == {"ada": held[0], "ben": held[1]}
    share = fair_shares(problem, Quantity.HOLIDAYS)
    assert (share["ada"], share["ben"]) == shares
    plan = team.plan(**WEEKS)
    (reached,) = [o for o in plan.objectives if o.name == "holidays"]
    best = min(HOLIDAYS.measure(problem, roster)[0] for roster in keeping(problem))
    assert (reached.value, reached.proved) == (best, True)
    assert HOLIDAYS.measure(problem, plan.roster) == [best]


def test_plan_and_files_name_the_holidays_that_count(tmp_path: Path) -> None:
    """The ledger, its names, plan.json and the report show 14 July to Ada only."""
    team = _team(tmp_path, 'holidays = "person"')
    plan = team.plan(**WEEKS)
    for ledger in (plan.ledger(), team.ledger(draft=plan)):
        lines = {line.person.id: line for line in ledger.lines}
        for who in ("ada", "ben"):
            assert sum(lines[who].holidays.values()) == lines[who].load.holidays
        assert lines["ada"].holidays.keys() <= {"National Day"}
        assert lines["ben"].holidays.keys() <= {"Independence Day"}
        assert lines["ben"].shares["holidays"] == 1
    plan.write(tmp_path / "out")
    written = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    shares = {p["engineer"]: p["fair_share"]["holidays"] for p in written["ledger"]}
    assert Fraction(shares["ada"]) == Fraction(1, 2)
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert ("National Day" in report) == bool(lines["ada"].holidays)


def test_what_was_carried_counts_by_the_same_setting(tmp_path: Path) -> None:
    """Ada held the week of 14 July, Ben that of 5 July: one of their own each."""
    (tmp_path / "history.csv").write_text(
        "shift,track,kind,start,end,engineer\n"
        "A-2027-07-05,A,regular,2027-07-05T08:00Z,2027-07-12T08:00Z,ben\n"
        "A-2027-07-12,A,regular,2027-07-12T08:00Z,2027-07-19T08:00Z,ada\n"
    )
    team = _team(tmp_path, 'holidays = "person"\n[files]\nhistory = "history.csv"')
    problem = team.problem(start=date(2027, 9, 13), weeks=2, today=date(2027, 9, 1))
    assert {p.id: p.carried.holidays for p in problem.people} == {"ada": 1, "ben": 1}
    assert fair_shares(problem, Quantity.HOLIDAYS) == {"ada": Fraction(1, 2), "ben": Fraction(1, 2)}


def test_unknown_places_are_faults_with_the_nearest_word(tmp_path: Path) -> None:
    """A misspelt word, a misspelt key and a misspelt table each name the nearest one."""
    with pytest.raises(BadInput, match=r"fairness\.holidays: unknown choice 'persn'.*'person'"):
        _team(tmp_path, 'holidays = "persn"')
    with pytest.raises(
        BadInput, match=r"expects a text, got the number 3; known: rotation, track, person"
    ):
        _team(tmp_path, "holidays = 3")
    with pytest.raises(BadInput, match=r"holiday.*holidays"):
        _team(tmp_path, 'holiday = "track"')


def test_shares_are_parts_of_each_shift_by_weight() -> None:
    """By hand, with weights, a shift that one may not hold, and one that somebody carried."""
    first = make_shift("A-2026-12-07")
    second = make_shift("B-2026-12-21", counts=Fraction(1, 2))
    carried = make_shift("A-2026-11-02")
    people = [
        make_person("ada", weight=2, holidays=["2026-12-08", "2026-12-25", "2026-12-26"]),
        make_person("ben", weight=1, holidays=["2026-12-25"], tracks=["B"]),
        make_person("cai", weight=3, holidays=["2026-11-02"]),
    ]
    people[2] = replace(people[2], carried=people[2].load_of(carried))
    problem = make_problem(people, [first, second], carried=[make_held(carried, "cai")])
    problem = replace(problem, window_start=carried.start)
    assert fair_shares(problem, Quantity.HOLIDAYS) == {
        "ada": Fraction(2, 5) * 1 + Fraction(2, 6) * 1,
        "ben": Fraction(1, 6) * Fraction(1, 2),
        "cai": Fraction(3, 5) * 1,
    }
    held = loads(problem, Roster({first.id: "ada", second.id: "ada"}))
    assert {who: load.holidays for who, load in held.items()} == {"ada": 2, "ben": 0, "cai": 1}


_DAYS = st.lists(st.sampled_from([f"2026-12-{day:02d}" for day in range(7, 29, 3)]), unique=True)


@given(problem=tiny_problems(), data=st.data())
@over_problems(25)
def test_own_holidays_agree_with_every_roster(problem: Problem, data: st.DataObject) -> None:
    """`measure` and `post` mean the same, and the least value is found and proved."""
    people = [
        replace(person, holidays=make_person("x", holidays=data.draw(_DAYS)).holidays)
        for person in problem.people
    ]
    problem = replace(problem, people=tuple(people))
    assert_goal_agrees(HOLIDAYS, problem)
    kept = keeping(problem)
    if kept:
        solved = solve(problem, DEFAULT_RULES, [HOLIDAYS])
        assert solved.objectives[0].value == min(HOLIDAYS.measure(problem, r)[0] for r in kept)


@given(weights=st.lists(st.integers(1, 9), min_size=1, max_size=4), days=_DAYS)
@over_problems(25)
def test_shares_in_one_place_are_those_of_the_rotation(weights: list[int], days: list[str]) -> None:
    """Where all have the same holidays and may hold everything, nothing depends on the holder."""
    own = make_person("x", holidays=days).holidays
    assert own is not None
    shifts = [make_shift(f"{track}-2026-12-{day:02d}") for track in "AB" for day in (7, 14, 21)]
    counted = [replace(s, loads=replace(s.loads, holidays=own.within(s))) for s in shifts]
    people = [make_person(f"p{n}", weight=weight) for n, weight in enumerate(weights)]
    alike = [replace(person, holidays=own) for person in people]
    usual = fair_shares(make_problem(people, counted), Quantity.HOLIDAYS)
    assert fair_shares(make_problem(alike, shifts), Quantity.HOLIDAYS) == usual
