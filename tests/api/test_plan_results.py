"""Plans and replans as results: plain values, short texts, limits as numbers."""

import copy
import json
from dataclasses import replace
from datetime import date

import pytest

from rotation import BadInput, Rotation, TimeOff
from rotation.goals import named
from rotation.plans.plan import Plan
from rotation.plans.replan import Replan
from rotation.rules import DEFAULT_RULES

TODAY = date(2026, 9, 20)
JANUARY = {"start": date(2027, 1, 18), "weeks": 1}


@pytest.fixture(scope="module")
def replanned(team: Rotation, plan: Plan) -> Replan:
    """Return a replan in which the holder of one published shift is away."""
    published = team.publish(plan, TODAY).after
    row = next(row for row in plan.rows if row.engineer and row.shift.first_day.year == 2026)
    day = row.shift.first_day
    away = TimeOff(row.engineer or "", day, day)
    return published.replace(time_off=(*published.time_off, away)).replan(TODAY)


def test_the_plain_values_of_a_plan_are_those_of_its_folder(plan: Plan) -> None:
    """`to_dict` is `plan.json` without what is about the folder, and equal for equal plans."""
    document = json.loads(plan.files()["plan.json"])
    values = plan.to_dict()

    assert {*document} - {*values} == {"input_digest", "versions", "files"}
    assert json.loads(json.dumps(values)) == values
    assert values == {name: document[name] for name in values}
    assert copy.deepcopy(plan).to_dict() == values


def test_a_plan_as_text_is_short_and_begins_with_what_it_is(plan: Plan) -> None:
    """The horizon, open shifts and goals; the schedule is the frame."""
    head, *lines = str(plan).splitlines()

    assert head == "Plan of Team, 2026-12-14 to 2027-01-11: 16 shifts, 4 open, proved"
    assert [line.partition(":")[0] for line in lines[:4]] == ["open"] * 4
    assert lines[4] == "open regular shifts = 0 shifts (proved best)"
    assert len(lines) < 20


def test_a_plan_cut_short_by_a_time_limit_says_so(team: Rotation) -> None:
    """In its attribute, its values, its text and its table; it keeps every rule."""
    plan = team.plan(**JANUARY, time_limit=1e-6)  # type: ignore[arg-type]

    assert plan.stopped == "time limit"
    assert (plan.to_dict()["stopped"], plan.to_dict()["reproducible"]) == ("time limit", False)
    cut = "time limit: the best plan so far, and not reproducible"
    assert str(plan).splitlines()[1] == cut
    assert cut in plan._repr_html_()
    assert team.plan(**JANUARY, time_limit=600).stopped == ""  # type: ignore[arg-type]


def test_effort_is_a_number(team: Rotation) -> None:
    """It reaches the search; nothing but a finite number above 0 is one."""
    plan = team.plan(**JANUARY, effort=0.5)  # type: ignore[arg-type]
    assert plan.parameters.effort == 0.5

    for wrong in (0, -1, float("inf"), True):
        with pytest.raises(BadInput, match="effort: expects a number above 0"):
            team.plan(**JANUARY, effort=wrong)  # type: ignore[arg-type]
        with pytest.raises(BadInput, match="time_limit: expects a number above 0"):
            team.replan(TODAY, time_limit=wrong)


def test_a_replan_lists_what_changes(replanned: Replan) -> None:
    """One row per shift that changes hands, with holders before and after, and the reason."""
    frame, (move, *_) = replanned.to_frame(), replanned.moved

    first = frame.iloc[0]
    assert (first["shift"], first["before"], first["after"]) == (
        *(move.shift.id, move.before),
        move.after,
    )
    assert "is away" in first["because"]
    assert first["start"] == move.shift.start
    assert str(frame["end"].dt.tz) == "America/New_York"
    assert len(frame) == len(replanned.moved)


def test_a_replan_as_values_and_text(replanned: Replan) -> None:
    """The document of the command line, and its sentences."""
    values = replanned.to_dict()

    assert json.loads(json.dumps(values)) == values
    assert values == copy.copy(replanned).to_dict()
    assert [move["shift"] for move in values["moved"]] == [m.shift.id for m in replanned.moved]  # type: ignore[attr-defined]
    assert "change hands (the fewest possible, proved)" in str(replanned) or (
        "changes hands (the fewest possible, proved)" in str(replanned)
    )
    assert repr(replanned).startswith(f"<Replan: {len(replanned.moved)} shift")
    assert str(replanned).splitlines()[0] in replanned._repr_html_()


def test_a_replan_takes_what_a_plan_takes(replanned: Replan) -> None:
    """Rules, goals, limits and progress; cut short, it says so first."""
    known, messages = replanned.alignment.before, list[str]()
    assert isinstance(known, Rotation)

    again = known.replan(
        TODAY,
        rules=DEFAULT_RULES,
        goals=named(["open"]),
        effort=1,
        time_limit=600,
        progress=messages.append,
    )
    cut = known.replan(TODAY, time_limit=1e-6)

    assert [goal.name for goal in again.plan.goals] == ["open"]
    assert (again.plan.parameters.effort, again.plan.stopped) == (1.0, "")
    assert messages
    assert str(cut).startswith("Team: time limit: the best plan so far")


def test_nothing_changes_in_a_replan_of_a_good_plan(team: Rotation, plan: Plan) -> None:
    """Its frame has its columns, and it says that nothing changes."""
    replanned = team.publish(plan, TODAY).after.replan(TODAY)

    assert replanned.empty
    assert str(replanned).startswith("Team: nothing changes")
    assert replanned.to_frame().empty
    assert replace(replanned, released=("x",)) != replanned
