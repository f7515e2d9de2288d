"""People are told apart by their ids: no answer depends on what anybody is called."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings

import rotation
from rotation.explain import Conflict
from rotation.explain.conflicts import conflict_of
from rotation.explain.facts import Facts, facts_of
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import DEFAULT_RULES
from rotation.testing import make_person, make_problem, make_shift, tiny_problems

EXAMPLE = Path(__file__).parents[2] / "examples" / "artsy"


def named(problem: Problem, *names: str) -> Problem:
    """Return the problem with its people called so, in turn."""
    people = tuple(replace(p, name=names[n % len(names)]) for n, p in enumerate(problem.people))
    return replace(problem, people=people)


def structure(facts: Facts) -> list[object]:
    """Return facts without a word."""
    fields = [(f.rule, f.people, f.shifts, f.grounds.kind, f.source, f.claim) for f in facts.all]
    return [*fields, {pair: len(off) for pair, off in facts.off.items()}]


@settings(derandomize=True, max_examples=40, deadline=None, database=None)
@given(tiny_problems())
def test_facts_do_not_depend_on_names(problem: Problem) -> None:
    """Namesakes, and names that begin other names, have the facts that plain names have."""
    plain = structure(facts_of(None, named(problem, "X", "Y", "Z"), DEFAULT_RULES))
    for names in (("Ann",), ("Ann", "Ann Lee", "Ann Lee May"), ("",)):
        assert structure(facts_of(None, named(problem, *names), DEFAULT_RULES)) == plain


def of_track_b(team: rotation.Rotation) -> Conflict:
    """Explain why a regular shift of track B is open where nobody holds anything new."""
    problem = team.problem(month="2026-12", today=date(2026, 11, 23))
    facts = facts_of(team, problem, DEFAULT_RULES)
    empty = Roster({shift.id: None for shift in problem.shifts})
    return conflict_of(team, facts, empty, problem.shift("B-2026-12-16"))


def test_nobody_disappears_behind_a_namesake() -> None:
    """Two engineers of one name and two ids are two of the ten who do not serve track B."""
    plain = replace(rotation.load(EXAMPLE), min_rest_days=320)
    first, second = "beatriz-carvalho", "siobhan-o-rourke"
    twins = replace(
        plain,
        engineers=tuple(
            replace(e, name="Beatriz Carvalho") if e.id in (first, second) else e
            for e in plain.engineers
        ),
    )
    heads = [of_track_b(team).text for team in (plain, twins)]
    assert heads[0] == heads[1]
    assert ": nobody can take it: 14 engineers, " in heads[0]
    (line,) = (line for line in of_track_b(twins).lines() if "serve track B" in line)
    assert line.startswith("  10 do not serve track B: ")
    assert line.count(",") == 9
    for person in (first, second):
        assert f"Beatriz Carvalho ({person}) (rotation.toml:" in line


def test_a_fact_belongs_to_its_subject_whatever_it_says() -> None:
    """Of newcomers who are bound together, each fact is about one, and says so by id."""
    people = [make_person(name, new_until="2030-01-01") for name in ("ada", "ben", "chi")]
    shifts = [make_shift("A-2026-12-07"), make_shift("B-2026-12-07")]
    problem = named(make_problem(people, shifts), "Sam")
    facts = [f for f in facts_of(None, problem, DEFAULT_RULES).all if f.grounds.kind == "both_new"]
    assert [fact.people for fact in facts] == [("ada",), ("ben",), ("chi",)]
    assert [fact.text[:9] for fact in facts] == ["Sam (ada)", "Sam (ben)", "Sam (chi)"]
