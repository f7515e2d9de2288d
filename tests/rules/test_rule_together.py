from dataclasses import replace

import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.source import Source
from rotation.rules.together import TogetherOnCall
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_person,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = TogetherOnCall()
PLACE = Source("rotation.toml", 12)
SENIOR = make_settings("rules.together", PLACE, skill="senior", at_least=1)
A, B = make_shift("A-2026-12-07"), make_shift("B-2026-12-09")
ADA = make_person("ada", skills=["senior"])
BEN, CHI = make_person("ben"), make_person("chi")


def texts(problem: Problem, **holders: str | None) -> list[str]:
    """Return what the rule says of some holders, by track."""
    held = {shift.id: holders.get(shift.track) for shift in problem.shifts}
    return [str(v) for v in RULE.check(problem, Roster(held))]


def test_the_sentence_names_how_many_there_are_and_when() -> None:
    """Each stretch of time without anybody who has the skill is reported, with its line."""
    problem = make_problem([ADA, BEN, CHI], [A, B], settings=[SENIOR])
    days = "2026-12-07 to 2026-12-08", "2026-12-09 to 2026-12-13", "2026-12-14 to 2026-12-15"
    assert texts(problem, A="ben", B="chi") == [
        f"together: 0 with the skill senior on call {when}, and at least 1 is asked for "
        "(rotation.toml:12)"
        for when in days
    ]
    # While Ada is there all is well; before and after she is not.
    assert len(texts(problem, A="ada", B="chi")) == 1


def test_an_open_shift_breaks_nothing_while_it_runs() -> None:
    """Who would hold it could have the skill."""
    problem = make_problem([ADA, BEN], [A], settings=[SENIOR])
    assert texts(problem, A=None) == []
    assert texts(problem, A="ben")
    assert assert_rule_agrees(RULE, problem) == 2


def test_not_too_many_at_once() -> None:
    """At most one of those on call at one time has the skill, others may be with them."""
    table = make_settings("rules.together", skill="new", at_most=1)
    people = [make_person(name, skills=["new"]) for name in ("ada", "ben")]
    problem = make_problem([*people, CHI], [A, B], settings=[table])
    assert len(texts(problem, A="ada", B="ben")) == 1
    assert texts(problem, A="ada", B="chi") == []


def test_only_the_windows_of_the_tracks_count() -> None:
    """Outside the hours of a track nobody is on call there, unless it is always."""
    day = make_shift("A-2026-12-07", windows=[("2026-12-07T08:00", "2026-12-07T18:00")])
    night = make_shift("B-2026-12-07", windows=[("2026-12-07T18:00", "2026-12-08T08:00")])
    problem = make_problem([ADA, BEN], [day, night], settings=[SENIOR])
    assert len(texts(problem, A="ada", B="ben")) == 1
    always = make_settings("rules.together", skill="senior", at_least=1, always=True)
    assert texts(replace(problem, settings=(always,)), A="ada", B="ben") == []


def test_other_tracks_and_shadow_turns_do_not_count() -> None:
    """Somebody with the skill on a track that is not named helps nobody."""
    only_a = make_settings("rules.together", skill="senior", at_least=1, tracks=("A",))
    assert texts(make_problem([ADA, BEN], [A, B], settings=[only_a]), A="ben", B="ada")
    shadow = make_shift("B-2026-12-07", shadow=True)
    assert texts(make_problem([ADA, BEN], [A, shadow], settings=[SENIOR]), A="ben", B="ada")


def test_history_and_the_published_plan_count() -> None:
    """Somebody carried who has the skill is enough as long as they are on call."""
    carried = [make_held(make_shift("B-2026-12-07"), "ada")]
    problem = make_problem([ADA, BEN], [A], carried=carried, settings=[SENIOR])
    assert texts(problem, A="ben") == []
    assert assert_rule_agrees(RULE, problem) == 3


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 1)])
def test_settled_shifts_are_tolerated(kind: LockKind, accepted: int) -> None:
    """What is settled stays as it is; a pin without anybody who has the skill is refused."""
    problem = make_problem([ADA, BEN], [A], locks=[make_lock(A.id, "ben", kind)], settings=[SENIOR])
    assert assert_rule_agrees(RULE, problem) == accepted


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept exactly the same rosters, of every form of a table."""
    for values in ({"at_least": 1}, {"at_most": 1}, {"at_least": 1, "at_most": 1, "always": True}):
        table = make_settings("rules.together", skill="x", **values)
        assert_rule_agrees(RULE, replace(problem, settings=(table,)), solver=False)
    everybody = make_settings("rules.together", at_least=2, tracks=("A", "B"))
    assert_rule_agrees(RULE, replace(problem, settings=(everybody,)), solver=False)
