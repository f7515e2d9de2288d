"""The plan of a replan answers every question that any plan answers, and has its ledger."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from living_cases import publish_month, write

from rotation import Rotation, explain
from rotation.model.people import TimeOff
from rotation.plans.replan import Replan

TODAY = date(2026, 11, 20)
"""What starts before 20 December is settled then."""

MIDWEEK = timedelta(days=1)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Publish six weeks of a team of six, of whom one who holds a later shift is away then."""
    published = publish_month(write(tmp_path_factory.mktemp("team")))
    return away(published, published.published[-1].engineer or "")


@pytest.fixture(scope="module")
def replanned(team: Rotation) -> Replan:
    """Replan the six weeks."""
    return team.replan(TODAY)


def away(team: Rotation, person: str) -> Rotation:
    """Return the team with somebody away in the first half of January."""
    off = TimeOff(person, *(datetime(2027, 1, day, 5, tzinfo=UTC) for day in (4, 18)))
    return replace(team, time_off=(*team.time_off, off))


def test_a_replan_says_why_somebody_takes_over(replanned: Replan) -> None:
    """Whoever takes a shift over is asked about with `why`, who gives it away with `why_not`."""
    moved = next(move for move in replanned.moved if " is away " in move.because)
    assert moved.before is not None
    assert moved.after is not None
    day, track = moved.shift.start.date() + MIDWEEK, moved.shift.track

    (mine,) = replanned.plan.why(moved.after, day, track=track)
    (refusal,) = replanned.plan.why_not(moved.before, day, track=track)

    assert (mine.shift, mine.person) == (moved.shift.id, moved.after)
    assert (refusal.shift, refusal.person) == (moved.shift.id, moved.before)
    assert any(moved.because in line for line in refusal.lines())


@pytest.mark.parametrize("question", ["conflicts", "fixes", "compromises", "orders"])
def test_a_replan_answers_as_the_functions_do(replanned: Replan, question: str) -> None:
    """Each method of its plan gives what the function of the same name gives."""
    answers = getattr(replanned.plan, question)()

    assert isinstance(answers, explain.Answers)
    assert answers == getattr(explain, question)(replanned.plan)


def test_the_ledger_of_a_replan_is_that_of_the_team_with_it(
    team: Rotation, replanned: Replan
) -> None:
    """Published shifts that are settled count before the plan, the others as the plan has them."""
    own, drafted = replanned.plan.ledger(), team.ledger(draft=replanned.plan)

    assert (own.start, own.end, own.lines) == (drafted.start, drafted.end, drafted.lines)
    assert own.carried == drafted.carried
    assert sum(line.planned.shifts for line in own.lines) == len(replanned.plan.problem.shifts)
