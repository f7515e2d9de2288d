from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import rotation
from rotation import BadInput, Rotation
from rotation.goals import DEFAULT_GOALS, Few, Tier, fitting, named
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.plans.plan import Plan
from rotation.rules import DEFAULT_RULES, View, Violation
from rotation.solve.stop import StopByHand

NOVEMBER = {"month": "2026-11", "today": date(2026, 9, 20)}


class NotOnA:
    """A rule from outside: one person never has track A."""

    name = "not_on_a"
    title = "Ada is never on track A"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield each shift of track A that Ada holds."""
        for shift in problem.shifts:
            if shift.track == "A" and roster[shift.id] == "ada":
                yield Violation(self.name, f"Ada holds {shift.id}", (shift.id,), ("ada",))

    def post(self, problem: Problem, view: View) -> None:
        """Keep Ada off them."""
        for shift in problem.shifts:
            if shift.track == "A":
                view.forbid("ada", shift.id, because=self.title)


class Liar(NotOnA):
    """A rule that judges what it does not say."""

    def post(self, problem: Problem, view: View) -> None:
        """Say the opposite: Ada has every shift of track A."""
        for shift in problem.shifts[:2]:
            if shift.track == "A":
                view.require("ada", shift.id, because="a lie")


class MuchOfFay:
    """A goal from outside: one person holds as much as possible."""

    name = "much_of_fay"
    title = "Fay is on call"
    tiers = (Tier("", "shifts that Fay does not hold", "shifts"),)

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the shifts that others hold."""
        return [Fraction(sum(roster[shift.id] != "fay" for shift in problem.shifts))]

    def post(self, problem: Problem, view: View) -> Sequence[Few]:
        """Count them in the model."""
        others = [view.negate(view.works("fay", shift.id)) for shift in problem.shifts]
        return [Few(tuple((1, literal) for literal in others))]


class MuchOfAdaOnA(MuchOfFay):
    """A goal that pulls against the rule above."""

    name = "much_of_ada_on_a"

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the shifts of track A that others hold."""
        on_a = [shift for shift in problem.shifts if shift.track == "A"]
        return [Fraction(sum(roster[shift.id] != "ada" for shift in on_a))]

    def post(self, problem: Problem, view: View) -> Sequence[Few]:
        """Count them in the model."""
        on_a = [shift.id for shift in problem.shifts if shift.track == "A"]
        return [Few(tuple((1, view.negate(view.works("ada", shift))) for shift in on_a))]


def of(plan: Plan, person: str) -> list[str]:
    """Return the shifts a person holds."""
    return [row.shift.id for row in plan.rows if row.engineer == person]


def test_a_rule_from_outside_is_kept(team: Rotation) -> None:
    """A plan keeps a custom rule, even one that the goals would rather break."""
    rules = [*DEFAULT_RULES, NotOnA()]
    pull = [MuchOfAdaOnA(), *named(["open"])]

    free = team.plan(**NOVEMBER, goals=pull)
    kept = team.plan(**NOVEMBER, rules=rules, goals=[*named(["open", "shifts"]), MuchOfAdaOnA()])

    assert len([shift for shift in of(free, "ada") if shift.startswith("A-")]) == 3
    assert [shift for shift in of(kept, "ada") if shift.startswith("A-")] == []
    assert of(kept, "ada")
    assert kept.rules[-1].name == "not_on_a"
    assert kept.open_regular == ()
    assert rotation.check(team, kept, rules=rules) == []


def test_no_plan_is_shown_that_fails_the_check(team: Rotation) -> None:
    """A rule whose two halves disagree is caught by the check before anyone sees the plan."""
    with pytest.raises(rotation.RotationError, match="its check and post disagree"):
        team.plan(**NOVEMBER, rules=[*DEFAULT_RULES, Liar()])


def test_goals_from_outside_lead(team: Rotation) -> None:
    """A custom goal placed first decides: Fay holds every shift that the rest allows her."""
    plan = team.plan(**NOVEMBER, goals=[MuchOfFay(), *named(["open"])])

    assert plan.objectives[0].goal == "much_of_fay"
    assert plan.objectives[0].proved
    assert plan.objectives[0].value == len(plan.rows) - len(of(plan, "fay"))
    assert len(of(plan, "fay")) == 3  # 11 shifts of a week, a week's rest, five weeks and a half


def test_without_goals_any_plan_will_do(team: Rotation) -> None:
    """With `goals=[]` there is a plan that keeps the rules, and nothing to prove."""
    plan = team.plan(**NOVEMBER, goals=[])

    assert (plan.objectives, plan.proved) == ((), True)
    assert rotation.check(team, plan) == []


def test_the_default_goals_are_the_team_s(plan: Plan) -> None:
    """Without `goals` the team's that have something to say are sought, in its order."""
    goals = list(dict.fromkeys(objective.goal for objective in plan.objectives))

    assert goals == [goal.name for goal in fitting(DEFAULT_GOALS, plan.problem)]
    assert goals[:4] == ["open", "short_gaps", "shifts", "rest_days"]


def test_a_plan_tells_what_it_reached(plan: Plan) -> None:
    """Lines, openings, summary and proof of a plan agree with its roster."""
    volunteer = [row for row in plan.rows if row.shift.kind == "volunteer"]
    open_ones = [row.shift.id for row in volunteer if row.engineer is None]

    assert (len(volunteer), len(open_ones)) == (8, 4)
    assert [opening.shift.id for opening in plan.open_volunteer] == open_ones
    assert plan.open_regular == ()
    assert plan.short_notice == ()
    assert plan.proved is all(objective.proved for objective in plan.objectives)
    assert len(plan.summary().splitlines()) == len(plan.objectives)
    assert plan.summary().startswith("open regular shifts = 0 shifts (proved best)\n")
    assert plan.stopped == ""


def test_the_frames_of_a_plan(plan: Plan) -> None:
    """The frame of shifts and the ledger hold the same loads; shares of shifts add up."""
    frame, ledger = plan.to_frame(), plan.ledger().to_wide()
    held = frame[frame["engineer"].notna()]

    assert len(frame) == len(plan.rows)
    for person, loads in held.groupby("engineer")[["days", "rest_days"]].sum().iterrows():
        assert loads["rest_days"] == ledger.loc[person, "rest_days_planned"]
    assert ledger["shifts_planned"].sum() == (held["kind"] == "regular").sum()
    assert ledger["shifts_share"].sum() == pytest.approx(ledger["shifts"].sum())
    assert ledger["shifts_difference"].sum() == pytest.approx(0)
    assert set(ledger.index[ledger["volunteer_days_share"].notna()]) == {"ada", "bela"}


def test_write_gives_the_files_it_made(plan: Plan, tmp_path: Path) -> None:
    """`write` returns the paths of exactly the files in the folder, with the bytes of `files`."""
    paths = plan.write(tmp_path / "out")

    there = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert sorted(paths) == sorted(there)
    assert paths[-1].name == "plan.json"
    for name, data in plan.files().items():
        assert (tmp_path / "out" / name).read_bytes() == data


def test_the_day_before_is_today(team: Rotation) -> None:
    """Without `today` planning is done as on the day before the horizon; no clock is read."""
    plan = team.plan(start=date(2026, 11, 2), weeks=1)

    assert plan.today == date(2026, 11, 1)
    assert plan.problem.shifts


def test_a_plan_needs_a_day(team: Rotation) -> None:
    """Without `today`, `month` and `start` there is nothing to go by."""
    with pytest.raises(BadInput, match="does not know which day it is; give today="):
        team.plan()


def test_the_problem_can_be_had_without_a_solver(team: Rotation) -> None:
    """`Rotation.problem` prepares the same shifts that `plan` decides."""
    problem = team.problem(**NOVEMBER)

    assert [shift.id for shift in problem.shifts] == [
        row.shift.id for row in team.plan(**NOVEMBER, goals=[]).rows
    ]


def test_progress_and_stop_reach_the_search(team: Rotation) -> None:
    """`progress` is told what is looked at, and a stop asked for before gives the first roster."""
    messages: list[str] = []
    stop = StopByHand()
    stop.set()

    plan = team.plan(**NOVEMBER, stop=stop, progress=messages.append)

    assert messages
    assert all(messages)
    assert plan.stopped == "stopped by hand"
    assert rotation.check(team, plan) == []


def test_every_fault_comes_at_once(tmp_path: Path) -> None:
    """`load` raises one error with every fault, each with place, what and fix."""
    (tmp_path / "rotation.toml").write_text("[rotaton]\n[[track]]\nname = 3\n", encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        rotation.load(tmp_path)

    places = [fault.place for fault in caught.value.faults]
    assert len(places) > 3
    assert "rotation.toml:1: rotaton" in places
    assert "rotation.toml:3: track.name" in places
    assert str(caught.value).count("\n") == len(places) - 1
