"""The comparison with other ways: all ask the same, and the table says who was cut."""

import json
from math import inf, nan

import pytest
from benchmarks.comparison import NOW, Compared, comparison
from benchmarks.comparison import main as comparison_main
from benchmarks.comparison_child import main as child_main
from benchmarks.figures import FAIRNESS
from benchmarks.teams import Team

from rotation.goals import DEFAULT_GOALS
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve

PROVED = (("shifts", 2.5, 2.5, True),)
CUT = (("shifts", 3.0, 2.0, False),)


@pytest.mark.parametrize("way", ["ours", "direct"])
def test_every_way_proves_the_same_of_a_month(way: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert child_main(["24p-4w-2t", "1", way]) == 0
    record = json.loads(capsys.readouterr().out)
    reached = {name: value for name, value, _, proved in record["tiers"] if proved}
    assert [name.split(".")[0] for name in reached][-3:] == ["shifts", "rest_days", "holidays"]
    assert reached["shifts"] == pytest.approx(5.0123366)
    assert reached["rest_days"] == pytest.approx(24.8652896)
    assert reached["holidays"] == pytest.approx(13.2319100)


def test_another_solver_proves_the_same() -> None:
    pytest.importorskip("highspy", reason="an extra of the benchmarks")
    from benchmarks.highs import run_highs  # noqa: PLC0415 - needs the extra

    # Two people too few: shifts stay open, and a rest keeps shifts apart.
    problem = Team("5p-8w-2t", "for tests only", 5, 8, 2, away=0.3).instance(1).problem()
    goals = [goal for goal in DEFAULT_GOALS if goal.name in FAIRNESS]
    tiers, roster = run_highs(problem, DEFAULT_RULES, goals, lambda: 0.0, inf)
    ours = solve(problem, DEFAULT_RULES, goals).objectives
    assert roster is not None
    assert all(tier.proved for tier in tiers)
    assert [tier.name for tier in tiers] == [tier.name for tier in ours]
    assert [tier.value for tier in tiers] == [float(tier.value) for tier in ours]
    assert [tier.bound for tier in tiers] == pytest.approx([float(t.bound) for t in ours], abs=1e-4)


def test_the_table_names_who_was_cut_and_where() -> None:
    ours = Compared("case", NOW, 1, "same", 2.0, 100.0, PROVED)
    cut = Compared("case", "other", 1, "same", 30.0, 90.0, CUT)
    strange = Compared("case", "release", 1, "else", 1.0, 90.0, PROVED)
    empty = Compared("case", "empty", 1, "same", 3.0, 90.0, (("shifts", nan, nan, False),))
    assert [row[2:] for row in comparison([ours, cut, strange, empty]).rows] == [
        (NOW, "2.00", "", "100", "shifts: 2.50", "nothing"),
        ("other", "30.00", "> 15", "90", "shifts: 3.00 of 2.00", "shifts"),
        ("release", "1.00", "0.5", "90", "shifts: 2.50", "nothing (another instance)"),
        ("empty", "3.00", "> 1.5", "90", "shifts: no roster", "shifts"),
    ]


def test_ways_are_asked_in_processes_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert comparison_main(["--case", "12p-13w-1t", "--goals", "all", "--cap", "0.2"]) == 0
    assert "12p-13w-1t" in capsys.readouterr().out
