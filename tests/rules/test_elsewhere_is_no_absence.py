"""A shift elsewhere is neither time off nor an end of membership: no share is less for it (R32)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from tests.teams import make_team, plannable

from rotation.goals.joining import entering
from rotation.goals.own_gaps import own_even_gaps
from rotation.model.elsewhere import Elsewhere
from rotation.model.fairness import Quantity, day_weights, fair_shares
from rotation.model.problem import Block, Problem
from rotation.model.report import AbsenceKind
from rotation.model.shifts import ShiftKind
from rotation.plans.report_record import absences_of
from rotation.problems.rounds import build_rounds
from rotation.testing import make_elsewhere, make_person, make_problem, make_shift, tiny_problems

THERE = make_elsewhere(make_shift("C-2026-12-09", days=3))


def busy(problem: Problem, *blocks: Block) -> Problem:
    """Return a problem whose first person holds something elsewhere."""
    first, *others = problem.people
    return replace(problem, people=(replace(first, blocks=(*first.blocks, *blocks)), *others))


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(tiny_problems())
def test_shares_and_even_gaps_stay(problem: Problem) -> None:
    """With a shift elsewhere that keeps off nothing here, and with one in the middle of it."""
    shift = problem.shifts[0]
    short = make_shift("C-2026-12-07", start=shift.windows[0].start, days=0.04)
    for there in (make_elsewhere(make_shift("C-2026-06-01")), make_elsewhere(short)):
        changed = busy(problem, there)
        assert own_even_gaps(changed) == own_even_gaps(problem)
        for before, after in zip(problem.people, changed.people, strict=True):
            assert day_weights(changed, after) == day_weights(problem, before)
            assert after.carried == before.carried
        assert entering(changed) == entering(problem)


def test_a_share_is_not_less_for_it() -> None:
    """Ada, who is on call elsewhere in one of two weeks, has half of both."""
    weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    problem = make_problem([make_person("ada", blocks=[THERE]), "ben"], weeks)
    assert set(fair_shares(problem, Quantity.SHIFTS).values()) == {1}


def test_a_round_counts_who_is_on_call_elsewhere_as_it_begins() -> None:
    """Whoever is in the rotation takes a turn in each round."""
    team = plannable(make_team("ada", "ben", "cy"))
    (usual,) = build_rounds(team, today=date(2026, 10, 1), rounds=1).rounds
    start = datetime(2026, 10, 26, tzinfo=UTC)
    there = replace(make_shift("C-2026-10-26", days=14), start=start)
    (round_,) = build_rounds(
        team.amended(elsewhere=(Elsewhere("ada", "search", there),)),
        today=date(2026, 10, 1),
        rounds=1,
    ).rounds
    assert round_ == usual
    assert "ada" in round_.people


def test_the_report_calls_it_by_its_name() -> None:
    """It is among the absences, and no time off."""
    problem = make_problem([make_person("ada", blocks=[THERE])], [make_shift("A-2026-12-07")])
    plan = SimpleNamespace(rotation=SimpleNamespace(timezone="UTC"), problem=problem)
    bounds = [datetime(2026, 12, day, tzinfo=UTC) for day in (7, 14)]
    (absence,) = absences_of(plan, *bounds)  # type: ignore[arg-type]
    assert (absence.start, absence.end) == (THERE.start, THERE.end)
    assert absence.kind is AbsenceKind.ELSEWHERE
    assert absence.kind.value == "on call elsewhere"


@pytest.mark.parametrize("kind", list(ShiftKind))
def test_only_blocks_that_can_matter_are_made(kind: ShiftKind) -> None:
    """What was held years ago takes no time; what a limit of a year may count is there."""
    team = plannable(make_team("ada", "ben"))
    days = ("2024-06-03", "2026-01-05", "2026-12-07", "2027-12-06", "2030-01-07")
    there = tuple(
        Elsewhere(who, "search", make_shift(f"C-{day}", kind=kind))
        for day in days
        for who in ("ada", "zoe")
    )
    problem = team.amended(elsewhere=there).problem(month="2026-12", today=date(2026, 11, 1))
    ids = [block.held.id for block in problem.person("ada").elsewhere() if block.held]
    assert ids == [f"C-{day}" for day in days[1:4]]
    assert not problem.person("ben").elsewhere()
