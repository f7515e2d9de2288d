"""A schedule that breaks a rule is found wherever schedules are judged."""

from collections.abc import Iterable

import pytest
from broken_cases import CASES, END, SPARE, START, TODAY, Case, given, locked

import rotation
from rotation import BadInput
from rotation.model.settings import Pin
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES, Rule, Violation
from rotation.trades import cover, suggest, swap

each_case = pytest.mark.parametrize("case", CASES, ids=str)


def rules(broken: Iterable[Violation]) -> set[str]:
    """Return the names of the rules that are broken."""
    return {violation.rule for violation in broken}


@pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.name)
def test_every_default_rule_has_a_case(rule: Rule) -> None:
    """A rule of the default list that no case breaks would be missed here."""
    assert rule.name in {case.rule for case in CASES}


@each_case
def test_check_finds_it(case: Case) -> None:
    """The right plan breaks nothing; with one shift in other hands it breaks this rule alone."""
    draft = case.team.amended(published=())
    assert rotation.check(draft, case.team.published, today=TODAY) == []
    assert rules(rotation.check(draft, case.broken, today=TODAY)) == {case.rule}


@each_case
def test_a_cover_finds_it(case: Case) -> None:
    """Whoever takes the shift breaks the rule."""
    if "trade" in case.refused:
        with pytest.raises(BadInput, match=case.taker):
            cover(case.team, case.shift, case.taker, TODAY)
        return
    assert rules(cover(case.team, case.shift, case.taker, TODAY).edition.broken) == {case.rule}


@each_case
def test_a_swap_finds_it(case: Case) -> None:
    """Giving a shift in exchange does not help."""
    team = case.team.amended(published=given(case.team.published, SPARE, case.taker))
    if "trade" in case.refused:
        with pytest.raises(BadInput, match=case.taker):
            swap(team, case.shift, SPARE, TODAY)
        return
    assert rules(swap(team, case.shift, SPARE, TODAY).edition.broken) == {case.rule}


@each_case
def test_a_suggestion_finds_it(case: Case) -> None:
    """The taker is refused with the rule, and is not an option."""
    suggestion = suggest(case.team, case.shift, TODAY, exchanges=False)
    assert case.taker not in {move.taker for option in suggestion.options for move in option.moves}
    refused = {refusal.person: rules(refusal.broken) for refusal in suggestion.refusals}
    if "trade" in case.refused:
        assert case.taker not in refused
    else:
        assert refused[case.taker] == {case.rule}


@each_case
def test_a_plan_of_settled_lines_finds_it(case: Case) -> None:
    """What is published as locked stays, and the plan says what it breaks."""
    right = case.team.amended(published=locked(case.team.published))
    assert right.plan(start=START, end=END, today=TODAY).tolerated == ()
    wrong = case.team.amended(published=locked(case.broken))
    if "plan" in case.refused:
        with pytest.raises(BadInput, match=case.shift):
            wrong.plan(start=START, end=END, today=TODAY)
        return
    plan = wrong.plan(start=START, end=END, today=TODAY)
    assert plan.roster[case.shift] == case.taker
    assert rules(plan.tolerated) == {case.rule}


@each_case
def test_a_plan_refuses_such_a_pin(case: Case) -> None:
    """A shift that is pinned to the taker cannot be planned, and the line of the pin is named."""
    others = tuple(line for line in case.team.published if line.shift != case.shift)
    pins = (*case.team.pins, Pin(case.shift, case.taker, Source("rotation.toml", 40)))
    pinned = case.team.amended(published=locked(others), pins=pins)
    with pytest.raises(BadInput, match=r"rotation\.toml:40: "):
        pinned.plan(start=START, end=END, today=TODAY)
