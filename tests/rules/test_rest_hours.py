"""Rest in hours: `[[rules.rest]]`, in place of whole days between the shifts of some tracks."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import Configured
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.rest import OtherRest, Rest
from rotation.testing import (
    assert_rule_agrees,
    make_held,
    make_lock,
    make_problem,
    make_settings,
    make_shift,
    tiny_problems,
)

RULE = Rest()
ELEVEN = make_settings("rules.rest", hours=11, tracks=("D", "N"))


def turn(name: str, start: str, **facts: object) -> Shift:
    """Return a shift of twelve hours that needs seven days of rest."""
    return make_shift(name, start=start, days=0.5, **facts)  # type: ignore[arg-type]


NIGHT = turn("N-2026-12-07", "2026-12-07T20:00")


def both(first: Shift, second: Shift, *tables: Configured) -> Sequence[str]:
    """Return what the rule says when Ada holds both."""
    problem = make_problem(["ada"], [first, second], settings=tables or (ELEVEN,))
    return [v.text for v in RULE.check(problem, Roster({first.id: "ada", second.id: "ada"}))]


def test_hours_hold_in_place_of_days() -> None:
    """Eleven hours are enough to the minute, and the sentence names them."""
    assert not both(NIGHT, turn("D-2026-12-08", "2026-12-08T19:00"))
    assert both(NIGHT, turn("D-2026-12-08", "2026-12-08T18:59")) == [
        "Ada holds N-2026-12-07 and D-2026-12-08 but needs 11 hours between shifts"
    ]


def test_days_hold_towards_other_tracks_and_between_tables() -> None:
    """A track in no table, or in another one, asks for whole days."""
    later = "2026-12-10T08:00"
    assert not both(NIGHT, turn("D-2026-12-10", later))
    assert both(NIGHT, turn("A-2026-12-10", later))
    only_day, only_night = (make_settings("rules.rest", hours=11, tracks=(t,)) for t in "DN")
    assert both(NIGHT, turn("D-2026-12-10", later), only_day, only_night)


def test_without_tracks_hours_hold_everywhere() -> None:
    """A table that names no track is about all."""
    everywhere = make_settings("rules.rest", hours=11)
    assert not both(NIGHT, turn("A-2026-12-10", "2026-12-10T08:00"), everywhere)


def test_volunteer_shifts_need_hours_and_shadow_turns_do_not() -> None:
    """Whoever volunteers rests as long; whoever watches need not."""
    soon = "2026-12-08T09:00"
    assert both(NIGHT, turn("D-2026-12-08", soon, kind=ShiftKind.VOLUNTEER))
    shadow = turn("D-2026-12-08", soon, shadow=True)
    assert not [text for text in both(NIGHT, shadow) if "hours" in text]


def test_hours_lie_between_every_two_windows() -> None:
    """Nobody holds the day week and the night week of the same Monday."""
    day = make_shift(
        "D-2026-12-07",
        windows=[(f"2026-12-{d:02}T08:00", f"2026-12-{d:02}T20:00") for d in range(7, 12)],
    )
    night = make_shift(
        "N-2026-12-07",
        windows=[(f"2026-12-{d:02}T20:00", f"2026-12-{d + 1:02}T08:00") for d in range(7, 12)],
    )
    assert both(day, night)
    assert both(night, day)


@pytest.mark.parametrize("start", ["2026-12-06T23:00", "2026-12-08T18:00"])
def test_history_and_the_published_plan_count(start: str) -> None:
    """A carried shift on either side keeps somebody off."""
    carried = [make_held(turn(f"D-{start[:10]}", start), "ada")]
    problem = make_problem(["ada"], [NIGHT], carried=carried, settings=[ELEVEN])
    assert assert_rule_agrees(RULE, problem) == 1


@pytest.mark.parametrize(("kind", "accepted"), [(LockKind.PIN, 0), (LockKind.NOTICE, 1)])
def test_settled_shifts_are_tolerated(kind: LockKind, accepted: int) -> None:
    """Two settled shifts too close are tolerated; a pin beside a settled one is not."""
    soon = turn("D-2026-12-08", "2026-12-08T09:00")
    locks = [make_lock(NIGHT.id, "ada"), make_lock(soon.id, "ada", kind)]
    problem = make_problem(["ada"], [NIGHT, soon], locks=locks, settings=[ELEVEN])
    assert assert_rule_agrees(RULE, problem) == accepted


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tiny_problems())
def test_check_and_model_agree(problem: Problem) -> None:
    """Both halves accept the same rosters, also where somebody goes without rest."""
    assert_rule_agrees(RULE, problem, solver=False)
    assert_rule_agrees(OtherRest({"ada": 1}, {"ada"}), problem, solver=False)
    assert_rule_agrees(Rest({"ben"}), problem, solver=False)
