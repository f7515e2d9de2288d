"""There is one way to put a problem together, and nothing is left out of it."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, time
from inspect import Parameter, signature
from pathlib import Path

import pytest
from horizon_builders import at, engineer, entry, rotation

import rotation as package
from rotation.checks.schedules import judge
from rotation.model.people import Offer, TimeOff, TimeOffKind, Wish
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import Configured, HomeZone, Pin
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.problems import assemble as module
from rotation.problems import build_problem, problem_of_entries
from rotation.problems.assemble import assemble
from rotation.problems.from_window import window_problem
from rotation.rules import View, Violation

TODAY = date(2026, 11, 1)
START, END = at("2026-12-07 11:00"), at("2026-12-21 11:00")
TEAM = rotation(
    engineers=(engineer("Ada"), engineer("Ben"), engineer("Cy", timezone="Europe/London")),
    history=(
        entry("A-2026-11-09", "2026-11-09 11:00", "2026-11-16 11:00", "ben"),
        entry("B-2026-12-02", "2026-12-02 11:00", "2026-12-09 11:00", "cy"),
    ),
    published=(
        entry("A-2026-12-07", "2026-12-07 11:00", "2026-12-14 11:00", "ada"),
        entry("A-2026-12-14", "2026-12-14 11:00", "2026-12-21 11:00", "ben"),
        entry("B-2026-12-09", "2026-12-09 11:00", "2026-12-16 11:00", "cy"),
        entry("B-2026-12-16", "2026-12-16 11:00", "2026-12-25", None),
    ),
    pins=(Pin("A-2026-12-14", "ben"),),
    notice_days=37,
    time_off=(TimeOff("ada", at("2026-12-15"), at("2026-12-16"), TimeOffKind.LEAVE),),
    offers=(Offer("cy", at("2026-12-25"), at("2027-01-02")),),
    wishes=(Wish("ben", at("2026-12-07"), at("2026-12-14"), want=True),),
    home_zone=HomeZone(("America/New_York",), (time(9), time(17))),
    settings=(Configured("rules.cap", (("most", 2),), (("", Source("rotation.toml", 9)),)),),
)
"""Has something for each part of a problem."""


def planned() -> Problem:
    """Return what a plan of two weeks is to decide."""
    return build_problem(TEAM, START, END, TODAY)


def judged() -> Problem:
    """Return the problem by which the published lines are judged."""
    return problem_of_entries(TEAM, TEAM.published, TODAY)[0]


def counted() -> Problem:
    """Return the problem whose ledger is that of the same window."""
    plan = planned()
    held: dict[Shift, str | None] = dict.fromkeys(plan.shifts)
    held |= {plan.shift(lock.shift): lock.engineer for lock in plan.locks.values()}
    window = (plan.window_start, END)
    return window_problem(TEAM, window, START, held, plan.carried)[0]


WAYS = (planned, judged, counted)
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


def test_every_field_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field of `Problem` that had its default would be empty, and rules would find nothing."""
    given: set[str] = set()

    def made(**parts: object) -> Problem:
        given.update(parts)
        return Problem(**parts)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "Problem", made)
    planned()
    assert given == {field.name for field in fields(Problem) if field.init}


def test_no_part_has_a_default() -> None:
    """Who leaves a part out gets a `TypeError`, and mypy says so before."""
    parts = signature(assemble).parameters.values()
    assert [part.name for part in parts if part.default is not Parameter.empty] == []


def makers() -> Iterator[str]:
    """Yield the modules of the package that make a problem."""
    root = Path(package.__file__).parent
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
                yield path.relative_to(root).as_posix()


def test_nothing_else_makes_a_problem() -> None:
    """Besides `assemble` only the builders of tests do."""
    assert list(makers()) == ["problems/assemble.py", "testing/builders.py"]


@each_way
def test_what_the_rotation_says_is_in_each(way: Callable[[], Problem]) -> None:
    """Team, settings, wishes and home zone do not depend on what a problem is for."""
    problem = way()
    assert problem.zone == "America/New_York"
    assert problem.wishes == TEAM.wishes
    assert problem.settings == TEAM.configured
    assert problem.at_home == {"ada", "ben"}
    assert problem.home_hours[0] == (START, at("2026-12-07 17:00"))
    assert [person.id for person in problem.people] == ["ada", "ben", "cy"]
    ada, ben, cy = problem.people
    assert any(block.start == at("2026-12-15") for block in ada.blocks)
    assert ben.carried.shifts == 1
    assert cy.offers == TEAM.offers


@each_way
def test_the_shifts_are_the_same_in_each(way: Callable[[], Problem]) -> None:
    """Shifts, what is held outside them and the dates are those of the lines."""
    problem = way()
    assert (problem.start, problem.window_start) == (START, at("2025-12-07"))
    assert problem.end == (at("2026-12-25") if way is judged else END)
    assert [shift.id for shift in problem.shifts] == [
        "A-2026-12-07",
        "B-2026-12-09",
        "A-2026-12-14",
        "B-2026-12-16",
    ]
    assert [held.shift.id for held in problem.carried] == ["A-2026-11-09", "B-2026-12-02"]
    assert problem.rounds == ()


def test_locks_and_notice_are_those_of_the_day() -> None:
    """The notice of 37 days ends on 8 December; a window is over and has none."""
    for problem in (planned(), judged()):
        kinds = {shift: lock.kind for shift, lock in problem.locks.items()}
        assert kinds == {"A-2026-12-07": LockKind.NOTICE, "A-2026-12-14": LockKind.PIN}
        assert problem.notice_until == at("2026-12-08")
    assert set(counted().locks) == {"A-2026-12-07", "A-2026-12-14"}
    assert counted().notice_until < at("1950-01-01")


def test_who_is_published_is_known_in_a_plan_and_to_rules_of_others() -> None:
    """Of shifts that nothing locks, and have a holder; a window locks whatever is held."""
    assert planned().published == judged().published == {"B-2026-12-09": "cy"}
    assert counted().published == {}


class Kept:
    """A rule from outside: what is published for Cy stays Cy's."""

    name = "kept"
    title = "Cy keeps what is published"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield what Cy would lose."""
        for shift, holder in problem.published.items():
            if holder == "cy" and roster[shift] != "cy":
                yield Violation(self.name, f"{shift} was Cy's", (shift,))

    def post(self, problem: Problem, view: View) -> None:
        """Say nothing: nobody plans here."""


def test_a_rule_about_what_is_published_is_broken_in_a_schedule() -> None:
    """`check` has what is published as a plan has it, and finds who loses a shift."""
    lines = tuple(replace(e, engineer="ben") if e.engineer == "cy" else e for e in TEAM.published)
    assert judge(TEAM, TEAM.published, [Kept()], TODAY) == ()
    assert [violation.shifts for violation in judge(TEAM, lines, [Kept()], TODAY)] == [
        ("B-2026-12-09",)
    ]


def test_hours_at_home_are_not_sought_in_centuries_without_a_shift() -> None:
    """A window may be as long as dates go: only days on which a shift runs are looked at."""
    since = at("0002-01-01")
    problem, _ = window_problem(TEAM, (since, at("9000-01-01")), since, {}, ())
    assert problem.home_hours == ()
