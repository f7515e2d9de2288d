from fractions import Fraction

import pytest
from benchmarks.__main__ import main
from benchmarks.baselines import BASELINES, run_baseline
from benchmarks.child import OURS
from benchmarks.child import main as child_main
from benchmarks.families import ROOT
from benchmarks.figures import FAIRNESS, LIMIT, Measured, Run, TierTime, tier_spans
from benchmarks.instances import Case
from benchmarks.ours import checked, run_ours, tier_ends
from benchmarks.registry import by_name, cases
from benchmarks.tables import case_table, formulations, summary
from benchmarks.teams import Team

from rotation.errors import SolverDisagreement
from rotation.goals import DEFAULT_GOALS
from rotation.model.objective import Objective, Sense
from rotation.model.roster import Roster
from rotation.statements.view import ModelView

CASES = cases()
TIERS = [f"{g.name}.{t.part}" if t.part else g.name for g in DEFAULT_GOALS for t in g.tiers]
TINY = 0.02
SIX = Team("6p-3w-1t", "for tests only", 6, 3, 1, history_weeks=3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_runs_and_its_roster_keeps_every_rule(case: Case) -> None:
    """A shrunk instance of each case is planned, checked, and timed in all its tiers."""
    instance = case.instance(1, small=True)
    problem = instance.problem()
    run, roster = run_ours(instance, 1, TINY)
    assert set(roster) == {shift.id for shift in problem.shifts}
    assert checked(problem, roster) is roster
    assert [tier.name for tier in run.tiers] == TIERS
    ends = [tier.seconds for tier in run.tiers]
    assert ends == sorted(ends)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_seed_gives_one_instance(case: Case) -> None:
    """Equal seeds make equal instances; other seeds make others, unless a folder is read."""
    assert case.instance(3) == case.instance(3)
    assert (case.instance(1) == case.instance(2)) == case.name.startswith("examples/")


def test_the_family_holds_what_it_promises() -> None:
    """Every example that is there, open shifts, and volunteer shifts are among the cases."""
    names = {case.name for case in CASES}
    folders = {f"examples/{path.parent.name}" for path in ROOT.glob("examples/*/rotation.toml")}
    assert folders <= names
    assert {"24p-4w-2t", "24p-52w-2t", "40p-52w-2t", "120p-52w-2t"} <= names
    by_name = {case.name: case for case in CASES}
    short, _ = run_ours(by_name["5p-26w-2t-short"].instance(1), 1, TINY)
    tier = short.tier("open.regular")
    assert tier is not None
    assert tier.value > 0
    assert by_name["24p-8w-2t-christmas"].instance(1).problem().volunteer()


def test_a_name_is_that_of_one_case() -> None:
    """Two cases of one name are refused."""
    assert tuple(by_name(CASES).values()) == CASES
    with pytest.raises(ValueError, match=CASES[0].name):
        by_name([*CASES, CASES[0]])


def test_a_roster_that_breaks_a_rule_counts_for_nothing() -> None:
    """A shift given to somebody twice at once is found by the check."""
    problem = Team("6p-3w-2t", "for tests only", 6, 3, 2, away=0).instance(1).problem()
    roster = Roster({shift.id: problem.people[0].id for shift in problem.shifts})
    with pytest.raises(SolverDisagreement):
        checked(problem, roster)


def test_squares_on_the_full_model_reach_what_ours_reaches() -> None:
    """Both formulations prove the same values of the fairness tiers."""
    instance = SIX.instance(1)
    ours, _ = run_ours(instance, 1, 1.0)
    direct, _ = run_baseline("direct", instance, 1, 30.0)
    assert {tier.name.split(".")[0] for tier in direct.tiers} == set(FAIRNESS)
    for other in direct.tiers:
        tier = ours.tier(other.name)
        assert tier is not None
        assert tier.proved
        assert other.proved
        assert tier.value == other.value


def test_the_spread_is_the_largest_difference_minus_the_smallest() -> None:
    """The spread that is proved is the spread of the loads of the roster it comes with."""
    instance = SIX.instance(1)
    run, roster = run_baseline("spread", instance, 1, 30.0)
    assert roster is not None
    problem = instance.problem()
    view = ModelView(problem)
    for goal in DEFAULT_GOALS:
        if goal.name not in ("shifts", "rest_days", "holidays"):
            continue
        (target,) = goal.post(problem, view)
        held = {p: target.base[p] - target.share[p] for p in target.base}
        for shift, amount in target.amounts.items():
            held[roster[shift]] += amount
        tier = run.tier(goal.name)
        assert tier is not None
        assert tier.proved
        assert float(max(held.values()) - min(held.values())) == tier.value


def test_a_baseline_without_time_proves_nothing() -> None:
    """The limit ends a baseline, and what it did not prove counts as the limit."""
    run, _ = run_baseline("direct", CASES[0].instance(1), 1, 0.0)
    assert run.to_proof(FAIRNESS) == LIMIT


def test_tiers_end_where_the_solver_turns_to_the_next() -> None:
    """A tier that was never opened ends where a later one opens, an opened one where it closes."""
    tiers = [_objective(title) for title in ("few open", "fair", "gap", "short")]
    messages = [
        (1.0, "bound: fair"),
        (2.0, "a roster"),
        (3.0, "gap"),
        (4.0, "gap: 9 days?"),
        (6.0, "short"),
    ]
    assert tier_ends(messages, tiers, 8.0) == [3.0, 3.0, 6.0, 8.0]
    counting = [(6.5, "bound: d"), (7.0, "a roster with the fairest loads")]
    assert tier_ends([*messages, *counting], tiers, 8.0) == [3.0, 3.0, 6.0, 6.5]
    with pytest.raises(ValueError, match="something else"):
        tier_ends([*messages, (7.0, "something else")], tiers, 8.0)


def _objective(title: str) -> Objective:
    return Objective(title, "", title, Sense.LEAST, Fraction(0), Fraction(0))


def test_tables_show_what_is_not_proved() -> None:
    """A tier left unproved is `limit`, with value and bound; a cut baseline's ratio is a least."""
    stages = {"problem": 0.1, "view": 0.1, "CP-SAT model": 0.1, "start": 0.2, "first proved": 1.0}
    tiers = [TierTime(name, 1.0, 2.0, 2.0, proved=True) for name in FAIRNESS]
    left = TierTime("spacing.short", 4.0, 7.0, 5.0, proved=False)
    runs = (
        Run(1, 6, 3, stages | {"total": 2.0}, (*tiers, left)),
        Run(2, 6, 3, stages | {"total": 3.0}, (*tiers, TierTime(left.name, 2.0, 5.0, 5.0, True))),
    )
    ours = Measured("case", OURS, runs, 100.0)
    assert Measured.parse(ours.dump()) == ours
    span = tier_spans(ours)[-1]
    assert (span.least, span.most, span.proved) == (2.0, LIMIT, 1)
    text = case_table(ours, "a case").text()
    assert "limit" in text
    assert "seed 1: 7, bound 5" in text
    assert "spacing.short 1/2" in summary([ours]).markdown()
    cut = Run(1, 6, 3, {"total": 20.0}, (*tiers[:1], TierTime("shifts", 20.0, 9.0, 1.0, False)))
    others = {("case", "direct"): Measured("case", "direct", (cut, cut), 100.0)}
    assert formulations([ours], others, 20.0).rows == (("case", "1.00", "limit (0/2)", "> 20"),)


@pytest.mark.parametrize("way", [OURS, *BASELINES])
def test_a_child_prints_what_its_parent_reads(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line of JSON with a run a seed, and the peak of memory."""
    assert child_main(["12p-13w-1t", way, "--seeds=2", f"--effort={TINY}", "--limit=0.1"]) == 0
    measured = Measured.parse(capsys.readouterr().out)
    assert [run.seed for run in measured.runs] == [1, 2]
    assert measured.peak_mb > 10


def test_the_list_names_every_case(capsys: pytest.CaptureFixture[str]) -> None:
    """`--list` measures nothing and names all; a pattern without a case is bad usage."""
    assert main(["--list"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == [case.name for case in CASES]
    assert main(["--case", "nothing-*"]) == 2
