"""Shifts in other teams in explanations: facts, reasons, and changes (R29 to R31)."""

from datetime import date

from explain_cases import plan_of

from rotation.checks.open_shifts import openings
from rotation.checks.unable_people import unable_in
from rotation.explain import conflicts, fixes, why_not
from rotation.model.problem import Problem
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES, ChangeKind
from rotation.solve.outcome import Outcome
from rotation.testing import (
    make_block,
    make_elsewhere,
    make_person,
    make_problem,
    make_settings,
    make_shift,
)

WEEK = make_shift("A-2026-12-14", start="2026-12-14T10:00")
PLACE = Source("../search/published.csv", 7)


def held_there(day: str, source: Source | None = PLACE) -> Problem:
    """Return Ada, who holds a week elsewhere from a day on, and one week to decide."""
    there = make_elsewhere(make_shift(f"C-{day}T1000"), source=source)
    return make_problem([make_person("ada", blocks=[there])], [WEEK])


def changes(plan: Outcome) -> list[str]:
    """Return the changes that fill the only open shift, by their text."""
    (answer,) = fixes(plan)
    assert all(fix.weighed and fix.taker == "ada" for fix in answer.fixes)
    return sorted(str(fix.change) for fix in answer.fixes)


def test_giving_the_other_shift_up_fills_this_one() -> None:
    """The conflict names the team, the days and the line; the change is about the other shift."""
    plan = plan_of(held_there("2026-12-14"))
    (conflict,) = conflicts(plan)
    assert "1 engineer, 1 on call for another team" in conflict.text
    assert [str(fact) for fact in conflict.facts[1:]] == [
        "Ada is on call for search, 14-21 December (../search/published.csv:7)"
    ]
    assert changes(plan) == ["Ada gives up search, 14-21 December (../search/published.csv:7)"]
    (answer,) = fixes(plan)
    assert {fix.change.kind for fix in answer.fixes} == {ChangeKind.ELSEWHERE}


def test_going_without_rest_fills_it_as_well() -> None:
    """Beside a shift elsewhere rest is what somebody may go without, on either side."""
    assert changes(plan_of(held_there("2026-12-05"))) == [
        "Ada gives up search, 5-12 December (../search/published.csv:7)",
        "Ada goes without rest after being on call for search, 5-12 December "
        "(../search/published.csv:7)",
    ]
    assert changes(plan_of(held_there("2026-12-22", None))) == [
        "Ada gives up search, 22-29 December (rotation.toml:100)",
        "Ada goes without rest before being on call for search, 22-29 December (rotation.toml:100)",
    ]


def test_a_manager_covers_without_rest_but_not_at_the_same_time() -> None:
    """Who covers a shift goes without rest; nobody is in two places."""
    for day, covers in (("2026-12-05", True), ("2026-12-15", False)):
        there = make_elsewhere(make_shift(f"C-{day}"), source=PLACE)
        people = [make_person("ada", blocks=[there]), make_person("ben", tracks=("B",))]
        plan = plan_of(make_problem(people, [WEEK]), managers={"ben": "ada"})
        (answer,) = fixes(plan)
        kinds = {fix.change.kind for fix in answer.fixes if fix.change.person == "ada"}
        assert (ChangeKind.MANAGER in kinds) is covers


def test_why_not_quotes_the_other_team() -> None:
    """As any fact that alone keeps a person off."""
    plan = plan_of(held_there("2026-12-05"))
    (reason,) = why_not(plan, "Ada", date(2026, 12, 16))
    assert reason.lines() == (
        "A-2026-12-14 cannot go to Ada:",
        "  Ada rests after being on call for search, 5-12 December until 19 December "
        "(../search/published.csv:7)",
    )


def test_open_shifts_count_who_is_on_call_elsewhere() -> None:
    """Reasons of open shifts have the short words."""
    short = {"14": "1 on call for another team", "05": "1 too near a shift for another team"}
    for day, words in short.items():
        plan = plan_of(held_there(f"2026-12-{day}"))
        (opening,) = openings(plan.problem, plan.roster, DEFAULT_RULES)
        assert opening.text == f"no one available: {words}"


def test_who_could_hold_nothing_is_listed_with_each_reason() -> None:
    """A form that goes on from a sentence of its kind never follows one of another kind."""
    there = make_shift("C-2026-12-08", days=1, rest_days=0)
    away = [
        make_block(f"2026-12-{day}", f"2026-12-{day + 1}", wording=f"on 2026-12-{day}")
        for day in (15, 22)
    ]
    ada = make_person("ada", blocks=[make_elsewhere(there, source=PLACE), *away])
    weeks = [make_shift(f"A-2026-12-{day}", rest_days=0) for day in ("07", "14", "21")]
    problem = make_problem([ada, "ben"], weeks)
    (unable,) = unable_in(problem, DEFAULT_RULES, {})
    assert unable.text == (
        "Ada could hold none of the 3 shifts: is on call for search, 8 December (A-2026-12-07), "
        "is away on 2026-12-15 (A-2026-12-14), on 2026-12-22 (A-2026-12-21)"
    )
    assert str(unable.fault).startswith("../search/published.csv:7: Ada could hold none")


def test_a_limit_lets_somebody_give_up_what_counts_in_it() -> None:
    """Shifts elsewhere that are too far away for the limit, or do not count in it, are left out."""
    days = {"2026-11-24": PLACE, "2026-10-01": PLACE, "2027-01-12": None}
    there = [make_elsewhere(make_shift(f"C-{day}"), source=place) for day, place in days.items()]
    ada = make_person("ada", blocks=there)
    place = Source("rotation.toml", 12)
    for table, more in (
        (make_settings("rules.limit", place, shifts=1, days=21), "begins 2 shifts in 21 days"),
        (make_settings("rules.weekends", place, at_most=1, of=4), "works 2 of 4 weekends"),
    ):
        plan = plan_of(make_problem([ada], [WEEK], settings=[table]))
        places = "(rotation.toml:100, rotation.toml:12)"
        wanted = {f"Ada {more} {places}", f"Ada gives up search, 24-30 November {places}"}
        assert set(changes(plan)) == wanted
