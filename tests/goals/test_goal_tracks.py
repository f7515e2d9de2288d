"""The goal `tracks` (G20, G21): measured, posted and solved."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from tests.solve.every_roster import keeping

import rotation
from rotation.goals import fitting, named
from rotation.goals.tracks import shares_of_tracks
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Loads, Shift
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve
from rotation.testing import (
    assert_goal_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

(TRACKS,) = named(["tracks"])


def _weeks(tracks: str, *days: int) -> list[Shift]:
    return [make_shift(f"{track}-2026-12-{day:02d}") for track in tracks for day in days]


TWO = _weeks("AB", 7, 14)


def _roster(problem: Problem, holders: Iterable[str | None]) -> Roster:
    return Roster({s.id: holder for s, holder in zip(problem.shifts, holders, strict=True)})


def test_always_the_same_role_is_uneven() -> None:
    """Two people, two weeks, two roles: who changes over has one of each, as it should be."""
    problem = make_problem(["ada", "ben"], TWO)
    assert set(shares_of_tracks(problem).values()) == {1}
    assert list(TRACKS.measure(problem, _roster(problem, ["ada", "ben", "ben", "ada"]))) == [0]
    assert list(TRACKS.measure(problem, _roster(problem, ["ada", "ben", "ada", "ben"]))) == [4]


def test_the_share_is_split_as_the_tracks_are() -> None:
    """A part-timer has a third of each track, and who serves one track has all of it there."""
    people = [make_person("ada", weight=2), make_person("ben")]
    shifts = [*_weeks("A", 7, 14, 21), *_weeks("B", 7)]
    shares = shares_of_tracks(make_problem(people, shifts))
    assert shares["ada", "A"] == 2 * shares["ben", "A"] == 2
    assert shares["ada", "B"] == 2 * shares["ben", "B"] == Fraction(2, 3)
    people = [make_person("ada", tracks="A"), make_person("ben", weight=2)]
    shares = shares_of_tracks(make_problem(people, shifts))
    assert shares["ada", "A"] == Fraction(4, 3)
    assert ("ada", "B") not in shares
    assert shares["ben", "A"] == 3 * shares["ben", "B"] == 2


def test_history_counts() -> None:
    """Who was primary before is secondary now."""
    before = make_shift("A-2026-11-30")
    people = [make_person("ada", carried=before.loads), make_person("ben")]
    shifts = _weeks("A", 7) + _weeks("B", 7, 14)
    held = [make_held(before, "ada")]
    problem = make_problem(people, shifts, carried=held, start="2026-12-07")
    assert set(shares_of_tracks(problem).values()) == {1}
    assert list(TRACKS.measure(problem, _roster(problem, ["ben", "ada", "ben"]))) == [0]
    assert list(TRACKS.measure(problem, _roster(problem, ["ada", "ben", "ben"]))) == [4]


def test_a_track_that_somebody_left_counts_against_no_share() -> None:
    """Shifts of a track that somebody may not hold any more are all above the share."""
    before = make_shift("C-2026-11-30")
    people = [make_person("ada", tracks="AB", carried=before.loads), make_person("ben")]
    problem = make_problem(people, TWO, carried=[make_held(before, "ada")], start="2026-12-07")
    shares = shares_of_tracks(problem)
    assert ("ada", "C") not in shares
    roster = _roster(problem, ["ada", "ben", "ben", "ada"])
    expected = 1 + sum((1 - shares[p, t]) ** 2 for p in ("ada", "ben") for t in "AB")
    assert list(TRACKS.measure(problem, roster)) == [expected + shares.get(("ben", "C"), 0) ** 2]


def test_a_table_with_several_holders_is_one_track() -> None:
    """Who is always the second of two holders of one track has the same role as the first."""
    shifts = _weeks("ABC", 7, 14)
    people = [make_person(name, tracks="ABC") for name in ("ada", "ben", "chi")]
    problem = make_problem(people, shifts, groups={"A": "support", "B": "support"})
    shares = shares_of_tracks(problem)
    assert shares["ada", "support"] == Fraction(4, 3)
    assert shares["ada", "C"] == Fraction(2, 3)
    assert {group for _, group in shares} == {"support", "C"}


def test_it_is_left_out_where_nobody_may_hold_two_tracks() -> None:
    """With one track for each person, or one track at all, `shifts` says the same."""
    apart = [make_person("ada", tracks="A"), make_person("ben", tracks="B")]
    assert not fitting([TRACKS], make_problem(apart, TWO))
    assert not fitting([TRACKS], make_problem(["ada", "ben"], _weeks("A", 7, 14)))
    grouped = make_problem(["ada", "ben"], TWO, groups={"A": "on call", "B": "on call"})
    assert not fitting([TRACKS], grouped)
    assert fitting([TRACKS], make_problem([apart[0], make_person("ben")], TWO))


def test_a_lock_counts_for_who_has_it() -> None:
    """A pin on somebody of another track is above their share of it."""
    people = [make_person("ada"), make_person("ben", tracks="B")]
    lock = make_lock("A-2026-12-07", "ben", LockKind.PIN)
    problem = make_problem(people, TWO, locks=[lock])
    assert_goal_agrees(TRACKS, problem)
    assert ("ben", "A") not in shares_of_tracks(problem)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(tiny_problems())
def test_posted_as_it_is_measured(problem: Problem) -> None:
    """The model means the same number for every roster of a tiny problem."""
    assert_goal_agrees(TRACKS, problem)


@settings(max_examples=8, derandomize=True, deadline=None)
@given(tiny_problems())
def test_solved_as_well_as_by_enumeration(problem: Problem) -> None:
    """The proved value is the least of all rosters that keep the rules and the tiers before."""
    assume((len(problem.people) + 1) ** len(problem.shifts) <= 700)
    allowed = keeping(problem, DEFAULT_RULES)
    assume(allowed)
    solved = solve(problem, DEFAULT_RULES, named(["open", "shifts", "tracks"]))
    assert all(objective.proved for objective in solved.objectives)
    assert [o.value for o in solved.objectives] == min(_values(problem, r) for r in allowed)


def _values(problem: Problem, roster: Roster) -> list[Fraction]:
    goals = named(["open", "shifts", "tracks"])
    return [Fraction(value) for goal in goals for value in goal.measure(problem, roster)]


PRIMARY_AND_SECONDARY = """
[rotation]
name = "Roles"
timezone = "Europe/London"
notice_days = 0
min_rest_days = 7
on_rest_day = "keep"

[[track]]
name = "first"
handover = "Mon 09:00"

[[track]]
name = "second"
handover = "Mon 09:00"
""" + "".join(
    f"""
[[engineer]]
name = "{name}"
joined = 2000-01-01
"""
    for name in ("Ada", "Ben", "Chi", "Dee", "Eve", "Fay")
)


def test_nobody_is_always_primary(tmp_path: Path) -> None:
    """Six people, two roles, thirteen turns of each: everybody is first two or three times."""
    (tmp_path / "rotation.toml").write_text(PRIMARY_AND_SECONDARY)
    team = rotation.load(tmp_path / "rotation.toml")
    plan = team.plan(start=date(2026, 11, 30), weeks=12, today=date(2026, 11, 1))
    primary = [plan.roster[shift.id] for shift in plan.problem.shifts if shift.track == "first"]
    assert len(primary) == 13
    assert {primary.count(person.id) for person in plan.problem.people} == {2, 3}
    assert all(objective.proved for objective in plan.objectives)


@pytest.mark.parametrize("days", [(7,), (7, 14)])
def test_loads_of_one_each_are_shared_by_weight(days: tuple[int, ...]) -> None:
    """Whatever a shift weighs in other ledgers, it counts once here."""
    heavy = [make_shift(f"A-2026-12-{day:02d}", loads=Loads(1, 7, 4, 2)) for day in days]
    problem = make_problem(["ada", "ben"], [*heavy, *_weeks("B", *days)])
    assert set(shares_of_tracks(problem).values()) == {Fraction(len(days), 2)}
