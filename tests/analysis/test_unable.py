"""Who is in the rotation and could hold no shift of a horizon, and why."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from tests.solve.every_roster import keeping
from tests.teams import head, person, write_team

import rotation
from rotation.checks.unable_people import unable_in
from rotation.cli import main
from rotation.model.problem import BlockKind, LockKind, Problem
from rotation.model.shifts import ShiftKind
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES
from rotation.testing import (
    make_block,
    make_held,
    make_hours,
    make_lock,
    make_offer,
    make_person,
    make_problem,
    make_shift,
    tiny_problems,
)

WEEKS = [make_shift(f"A-2026-12-{day:02}") for day in (7, 14, 21)]


def texts(problem: Problem) -> list[str]:
    """Return the sentences about a problem."""
    return [person.text for person in unable_in(problem, DEFAULT_RULES, {})]


def small(problem: Problem) -> bool:
    """Tell whether all rosters are looked at soon."""
    return (len(problem.people) + 1) ** len(problem.shifts) <= 300


def test_skills_and_hours_shut_somebody_out_with_the_place() -> None:
    """Whoever lacks the skill, or has no hours for any shift, is named with the line."""
    weeks = [make_shift(s.id, needs=["database"]) for s in WEEKS]
    hours = make_hours(("2026-12-08", "2026-12-10"), source=Source("rotation.toml", 9))
    people = [
        make_person("ada", skills=["database"]),
        make_person("ben", skills_source=Source("rotation.toml", 5)),
        make_person("cy", skills=["database"], hours=hours),
    ]
    unable = unable_in(make_problem(people, weeks), DEFAULT_RULES, {})
    assert [str(person.fault) for person in unable] == [
        "rotation.toml:5: Ben lacks the skill database, and could not hold any of the 3 shifts",
        "rotation.toml:9: Cy is available at some hours only, and could not hold any of the "
        "3 shifts",
    ]


@settings(derandomize=True, max_examples=40, deadline=None)
@given(tiny_problems().filter(small))
def test_nobody_who_is_reported_holds_a_free_shift_in_any_roster(problem: Problem) -> None:
    """Against all rosters that keep the rules: reported are those who are in none of them."""
    kept = [
        roster
        for roster in keeping(problem, DEFAULT_RULES)
        if all(roster[lock.shift] == lock.engineer for lock in problem.locks.values())
    ]
    assume(kept)  # a pin against the rules is refused before anything is planned
    free = {shift.id for shift in problem.shifts} - set(problem.locks)
    regular = any(s.regular for s in problem.shifts if s.id in free)
    settled = {lock.engineer for lock in problem.locks.values()}
    able = {roster[shift] for roster in kept for shift in free}
    expected = [
        p.id
        for p in problem.people
        if regular and p.present and p.id not in settled and p.id not in able
    ]
    assert [unable.person for unable in unable_in(problem, DEFAULT_RULES, {})] == expected


def test_days_off_that_hit_every_shift_are_named_with_the_shifts() -> None:
    """A part-timer without Fridays: so many days as fit a sentence, and how many there are."""
    fridays = [
        make_block(f"2026-12-{day}", f"2026-12-{day + 1}", because=f"Ada is away on 2026-12-{day}")
        for day in (11, 18, 25)
    ]
    ada = make_person("ada", blocks=fridays)
    assert texts(make_problem([ada, make_person("bela")], WEEKS)) == [
        "Ada could hold none of the 3 shifts: is away on 2026-12-11 (A-2026-12-07), "
        "on 2026-12-18 (A-2026-12-14), on 2026-12-25 (A-2026-12-21)"
    ]
    longer = [*WEEKS, make_shift("A-2026-12-28")]
    friday = make_block("2027-01-01", "2027-01-02", because="Ada is away on 2027-01-01")
    ada = make_person("ada", blocks=[*fridays, friday])
    (unable,) = unable_in(make_problem([ada], longer), DEFAULT_RULES, {"ada": Source("r.toml", 3)})
    assert unable.text.endswith("on 2026-12-25 (A-2026-12-21), ... (4 in all)")
    assert str(unable.fault) == (
        f"r.toml:3: {unable.text}; shorter shifts, or trades for single days, would help"
    )


def test_one_reason_for_all_shifts_is_one_clause() -> None:
    """Leave all along, a grace that ends too late, and a last day before every end."""
    away = make_block("2026-12-01", "2027-01-10", because="Ada is away 2026-12-01 to 2027-01-09")
    new = make_block(
        "2000-01-01", "2026-12-22", kind=BlockKind.GRACE, because="Bela serves from 2026-12-22"
    )
    gone = make_block(
        "2026-12-08", "2100-01-01", kind=BlockKind.GONE, because="Cleo leaves on 2026-12-08"
    )
    people = [
        make_person("ada", blocks=[away]),
        make_person("bela", blocks=[new]),
        make_person("cleo", blocks=[gone]),
        make_person("dora"),
    ]
    assert texts(make_problem(people, WEEKS)) == [
        "Ada is away 2026-12-01 to 2027-01-09, and could not hold any of the 3 shifts",
        "Bela serves from 2026-12-22, and could not hold any of the 3 shifts",
        "Cleo leaves on 2026-12-08, and could not hold any of the 3 shifts",
    ]


def test_tracks_and_settled_shifts_are_reasons() -> None:
    """Somebody whose track has no shift to give, and somebody who has to rest all along."""
    before = make_shift("A-2026-11-30")
    people = [make_person("ada", tracks="B"), make_person("bela"), make_person("cleo")]
    problem = make_problem(people, WEEKS[:1], carried=[make_held(before, "bela")])
    assert texts(problem) == [
        "Ada serves only track B, which has no shift to assign here",
        "Bela would break the rule rest beside A-2026-11-30, and could not hold the only shift",
    ]


def test_who_is_not_expected_on_call_is_not_reported() -> None:
    """Not in the rotation then, on call by a settled shift, or with nothing left to give."""
    away = make_block("2026-12-01", "2027-01-10", because="away")
    absent = make_person("ada", blocks=[away], present=False)
    settled = make_person("bela", blocks=[make_block("2026-12-14", "2027-01-10", because="away")])
    lock = make_lock("A-2026-12-07", "bela", LockKind.PUBLISHED)
    assert texts(make_problem([absent, settled], WEEKS, locks=[lock])) == []
    locks = [make_lock(shift.id, "bela", LockKind.PUBLISHED) for shift in WEEKS]
    other = make_person("cleo", blocks=[away])
    assert texts(make_problem([make_person("bela"), other], WEEKS, locks=locks)) == []


def test_an_offered_volunteer_shift_is_a_shift() -> None:
    """Whoever is away but for the days of an offer could be on call then."""
    volunteer = make_shift("A-2026-12-28", days=2, kind=ShiftKind.VOLUNTEER)
    away = make_block("2026-12-01", "2026-12-28", because="Ada is away")
    offer = make_offer("ada", "2026-12-28", "2026-12-30")
    shifts = [*WEEKS, volunteer]
    offering = make_person("ada", blocks=[away], offers=[offer])
    assert texts(make_problem([offering], shifts)) == []
    assert len(texts(make_problem([make_person("ada", blocks=[away])], shifts))) == 1


TRACK = '[[track]]\nname = "A"\nhandover = "Mon 09:00"\n'
FRIDAYS = "".join(f"ada,2026-12-{day:02},2026-12-{day:02}\n" for day in (4, 11, 18, 25))


def part_time(folder: Path) -> Path:
    """Write a team with somebody who does not work on Fridays."""
    people = map(person, ("ada", "bela", "cleo", "dora"))
    toml = "".join((head("notice_days = 0", timezone="Europe/Berlin"), TRACK, *people))
    away = f"engineer,start,end\n{FRIDAYS}ada,2027-01-01,2027-01-01\n"
    return write_team(folder, toml, columns={}, time_off=away)


@pytest.mark.parametrize("options", [(), ("--quiet",), ("--format", "json"), ("--format", "csv")])
def test_a_plan_warns_whatever_its_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    """The warning has file and line, the exit code stays 0, and the files say it, too."""
    folder = part_time(tmp_path)
    dates = ("--month", "2026-12", "--today", "2026-11-26")
    assert main(["plan", str(folder), *dates, *options]) == 0
    err = capsys.readouterr().err
    message = "Ada could hold none of the 5 shifts: is away on 2026-12-04 (A-2026-11-30), "
    assert err.count(f"warning: time_off.csv:2: {message}") == 1
    (unable,) = json.loads((folder / "out" / "plan.json").read_text())["unable"]
    assert (unable["engineer"], unable["shifts"], len(unable["obstacles"])) == ("ada", 5, 5)
    assert message in (folder / "out" / "report.html").read_text()


def test_a_plan_has_it_among_its_remarks(tmp_path: Path) -> None:
    """In Python it is data, and a remark beside those of reading the files."""
    team = rotation.load(part_time(tmp_path))
    plan = team.plan(month="2026-12")
    assert [unable.person for unable in plan.unable] == ["ada"]
    assert [remark.place for remark in plan.remarks] == ["time_off.csv:2"]
