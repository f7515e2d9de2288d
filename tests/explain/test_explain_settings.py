from dataclasses import replace
from datetime import date

import pytest
from tests.teams import TRACK_A, make_team, plannable

from rotation.errors import BadInput
from rotation.explain import trade_off_frame
from rotation.plans.plan import Plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Plan four weeks, and the one in progress, of two people who take turns."""
    team = plannable(make_team("ada", "bela", tracks=(TRACK_A,), timezone="UTC"))
    return team.plan(start=date(2027, 2, 1), weeks=4, today=date(2027, 1, 1))


def test_a_longer_rest_leaves_shifts_open(plan: Plan) -> None:
    """With a week of rest two people fill five weeks; with two weeks the third stays open."""
    frame = trade_off_frame(plan, "min_rest_days", [14, 7, 0])

    assert list(frame.columns) == [
        *("setting", "value", "open", "open_volunteer", "shifts", "rest_days", "holidays"),
        "proved",
    ]
    assert set(frame["setting"]) == {"min_rest_days"}
    assert list(frame["value"]) == [14, 7, 0]
    assert list(frame["open"]) == [1, 0, 0]
    # Shares of 2.5 each: 3 and 2 are as far from them as 2 and 2.
    assert list(frame["shifts"]) == [0.5, 0.5, 0.5]
    assert frame["proved"].all()


def test_the_value_in_force_gives_the_plan_itself(plan: Plan) -> None:
    """Where nothing changes, the numbers are those of the plan."""
    frame = trade_off_frame(plan, "min_rest_days", [plan.rotation.min_rest_days])
    reached = {o.name: float(o.value) for o in plan.objectives}
    for goal in ("shifts", "rest_days", "holidays"):
        assert frame[goal].tolist() == [reached[goal]]


def test_without_goals_numbers_are_measured_all_the_same(plan: Plan) -> None:
    """Unevenness is told of a plan that levels nothing, too."""
    bare = replace(plan, goals=())
    frame = trade_off_frame(bare, "notice_days", [0])
    assert frame[["shifts", "rest_days", "holidays"]].notna().all(axis=None)


def test_no_value_is_an_empty_frame(plan: Plan) -> None:
    """Without values the frame has its columns and no row."""
    assert trade_off_frame(plan, "min_rest_days", []).shape == (0, 8)


def test_everything_wrong_is_reported_at_once(plan: Plan) -> None:
    """An unknown setting and values that are not days are faults, with the nearest setting."""
    with pytest.raises(BadInput) as caught:
        trade_off_frame(plan, "min_rest_day", [7, -1, True, 1.5, 3661])  # type: ignore[list-item]
    assert [str(fault) for fault in caught.value.faults] == [
        "setting: 'min_rest_day' is not a number of days; did you mean min_rest_days?",
        "values: -1 is not a number of days; give whole days, 0 or more",
        "values: True is not a number of days; give whole days, 0 or more",
        "values: 1.5 is not a number of days; give whole days, 0 or more",
        "values: 3661 is not a number of days; give whole days, 0 or more",
    ]
