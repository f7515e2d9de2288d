import json
from dataclasses import replace
from datetime import date

import pytest

import rotation
from rotation.analysis.rest_gaps import advisable_rest_days, kept_rest_days, shortest_gaps
from rotation.api import Rotation
from rotation.explain import longer_rest
from rotation.explain.longer_rest import LongerRest
from rotation.goals import DEFAULT_GOALS, named
from rotation.goals.held_gaps import held_gaps
from rotation.plans.plan import Plan
from rotation.plans.rest_lines import gap_words, named_gaps, rest_lines

BEFORE = ("open", "shifts", "rest_days", "holidays", "volunteers", "spacing", "changes", "wishes")
"""The order of goals before there was one that watches gaps."""

HEAD = """[rotation]
name = "Gaps"
timezone = "UTC"
min_rest_days = 3
history_days = 28

[[track]]
name = "A"
handover = "Mon 11:00"

[files]
history = "history.csv"
"""
PEOPLE = "".join(
    f'\n[[engineer]]\nname = "{name}"\njoined = 2020-01-01\n'
    for name in ("Ada", "Ben", "Cai", "Dee")
)
HISTORY = """shift,track,kind,start,end,engineer
A-2026-05-04,A,regular,2026-05-04T11:00Z,2026-05-11T11:00Z,ada
A-2026-05-11,A,regular,2026-05-11T11:00Z,2026-05-18T11:00Z,ben
A-2026-05-18,A,regular,2026-05-18T11:00Z,2026-05-25T11:00Z,cai
A-2026-05-25,A,regular,2026-05-25T11:00Z,2026-06-01T11:00Z,cai
"""
HORIZON = {"start": date(2026, 6, 1), "weeks": 4, "today": date(2026, 5, 1)}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Rotation:
    """Four people on one track; Dee has done nothing yet, Cai the last two weeks."""
    folder = tmp_path_factory.mktemp("gaps")
    (folder / "rotation.toml").write_text(HEAD + PEOPLE)
    (folder / "history.csv").write_text(HISTORY)
    return rotation.load(folder)


@pytest.fixture(scope="module")
def plan(team: Rotation) -> Plan:
    """Four weeks, one each by the shares; everybody's even gap is three weeks."""
    return team.plan(**HORIZON)


def test_the_plan_names_who_serves_again_soonest(plan: Plan) -> None:
    """Everybody's shortest gap that the plan makes is named, the shortest of all first."""
    gaps = shortest_gaps(plan.problem, plan.roster)
    assert [gap.days for gap in gaps] == sorted(gap.days for gap in gaps)
    by_person = {gap.person: gap.days for gap in gaps}
    every = list(held_gaps(plan.problem, plan.roster))
    assert by_person == {p: min(g.days for g in every if g.person == p) for p in by_person}
    # Of 28 days and four weeks everybody has one, seven days long.
    assert {gap.even for gap in gaps} == {21}
    first = named_gaps(plan)[0]
    name = plan.rotation.names[first.person]
    assert gap_words(plan, first) == (
        f"{name}: {first.days} days from {first.first.id} to {first.second.id}; "
        "an even gap is 21 days"
    )


def test_plan_json_has_what_the_plan_names(plan: Plan) -> None:
    """`shortest_gaps` and `kept_rest_days` are in plan.json where the goal is sought."""
    document = json.loads(plan.files()["plan.json"])
    assert [gap["days"] for gap in document["shortest_gaps"]] == [
        gap.days for gap in shortest_gaps(plan.problem, plan.roster)
    ]
    assert set(document["shortest_gaps"][0]) == {
        *("engineer", "days", "from", "to", "even_gap", "short"),
    }
    assert document["kept_rest_days"] == kept_rest_days(plan.problem, plan.roster, plan.rules) == 10


def test_an_order_written_out_as_before_changes_nothing(team: Rotation) -> None:
    """With the goals that were the default before, neither plan.json nor the report knows gaps."""
    plan = replace(team, goals=BEFORE).plan(**HORIZON)
    files = plan.files()
    document = json.loads(files["plan.json"])
    assert [o["goal"] for o in document["objectives"]][:6] == [
        *("open", "open", "open", "shifts", "rest_days", "holidays"),
    ]
    assert {o["part"] for o in document["objectives"] if o["goal"] == "spacing"} == {"gap", "short"}
    assert not {"shortest_gaps", "kept_rest_days"} & set(document)
    assert b"serves again soonest" not in files["report.html"]
    assert rest_lines(plan) == ()
    assert longer_rest(plan) == ()


def test_the_report_says_which_rest_costs_nothing(plan: Plan) -> None:
    """A rest that the plan keeps is named; of a longer one, whose gaps it forbids."""
    page = plan.files()["report.html"].decode()
    assert "Who serves again soonest" in page
    first, second, *_ = rest_lines(plan)
    assert first.startswith("min_rest_days = 10 in place of 3 costs this plan nothing")
    assert second.startswith(("min_rest_days = 14: ", "min_rest_days = 21: "))
    assert first in page


def test_a_longer_rest_is_weighed_and_advised(plan: Plan) -> None:
    """What the plan keeps is advised; weeks are planned anew until a shift stays open."""
    kept, *longer = longer_rest(plan)
    assert (kept.days, kept.kept, kept.advised) == (10, True, True)
    assert advisable_rest_days(plan.problem) == 10  # half of 21
    assert kept.lines() == (
        "min_rest_days = 10: costs nothing: everybody rests that long in this plan",
        "suggested: min_rest_days = 10, without an open shift, and with nobody further from a fair "
        "share",
    )
    assert [rest.days for rest in longer] == [14, 21, 28, 35][: len(longer)]
    assert not any(rest.advised for rest in longer)
    # Cai's rest ends after the horizon begins, and so does everybody's in time: something is open.
    opened = [e.after for rest in longer for e in rest.effects if e.name == "open.regular"]
    assert opened == sorted(opened)
    assert plan.longer_rest().to_frame()["min_rest_days"][0] == 10


def test_a_longer_rest_is_planned_as_the_setting_would(team: Rotation) -> None:
    """Every value is that of the plan with this `min_rest_days` in rotation.toml."""
    plan = team.plan(**HORIZON)
    for rest in longer_rest(plan):
        if rest.kept:
            continue
        other = replace(team, min_rest_days=rest.days).plan(**HORIZON)
        reached = {o.name: o.value for o in other.objectives}
        assert {e.name: e.after for e in rest.effects} == {
            e.name: reached[e.name] for e in rest.effects
        }


def test_a_rest_that_costs_fairness_is_not_advised(team: Rotation) -> None:
    """Where nothing cheap is longer than the rest of today, nothing is suggested."""
    long = replace(team, min_rest_days=14).plan(**HORIZON)
    assert not any(rest.advised for rest in longer_rest(long))
    assert all(rest.days > 14 for rest in longer_rest(long))


def test_goals_of_a_plan_decide_whether_gaps_are_watched(team: Rotation) -> None:
    """Named by hand, the goal is watched like the default."""
    plan = team.plan(**HORIZON, goals=named(["open", "short_gaps"]))
    assert named_gaps(plan)
    assert DEFAULT_GOALS[1].name == "short_gaps"
    assert named_gaps(team.plan(**HORIZON, goals=named(["open", "shifts"]))) == ()


def test_where_nobody_serves_twice_any_rest_is_kept(team: Rotation) -> None:
    """A plan in which nobody has a second shift near keeps what may be advised at most."""
    alone = replace(team, history=()).plan(**(HORIZON | {"weeks": 3}))
    assert named_gaps(alone) == ()
    kept = kept_rest_days(alone.problem, alone.roster, alone.rules)
    assert kept == advisable_rest_days(alone.problem) == 10
    assert kept_rest_days(alone.problem, alone.roster, ()) is None
    kept_rest, *_ = longer_rest(alone)
    assert (kept_rest.days, kept_rest.advised) == (10, True)


def test_a_rest_without_a_plan_says_that_the_effort_ended() -> None:
    """No effects and not kept: nothing was planned with this rest."""
    (line,) = LongerRest(28, (), {}).lines()
    assert line == "min_rest_days = 28: the effort ended before any plan was found"
