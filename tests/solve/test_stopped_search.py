"""A search that is stopped anywhere, also while models are made, ends at once with a valid plan."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from tests.solve.test_tiers import two_weeks
from tests.teams import make_team, plannable

from rotation.goals import DEFAULT_GOALS
from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.rules import DEFAULT_RULES, violations
from rotation.solve import solver as solver_module
from rotation.solve.model import Model
from rotation.solve.solver import Solver
from rotation.solve.tiers import solve
from rotation.statements import view as view_module
from rotation.statements.packing import Packing
from rotation.statements.view import ModelView, Stopped


class StopAtQuestion:
    """Stops at the n-th time that it is asked."""

    def __init__(self, number: int) -> None:
        self.left = number

    def reason(self) -> str:
        """Return why to stop."""
        self.left -= 1
        return "" if self.left > 0 else "stopped by a test"


class Never(StopAtQuestion):
    """Counts how often it is asked."""

    def reason(self) -> str:
        """Return that there is no reason."""
        self.left += 1
        return ""


@pytest.fixture
def team() -> Problem:
    """Six people and eight weeks of two tracks, with a rest that costs evenness."""
    rotation = plannable(make_team(*(f"p{n}" for n in range(6)), min_rest_days=14))
    return rotation.problem(today=date(2027, 1, 1), start=date(2027, 1, 4), weeks=8)


@pytest.fixture
def attentive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at whether to stop after every statement, as large teams do after many."""
    monkeypatch.setattr(view_module, "_OFTEN", 1)


@pytest.mark.usefixtures("attentive")
def test_wherever_a_search_is_stopped_its_bounds_hold(team: Problem) -> None:
    asked = Never(0)
    best = solve(team, DEFAULT_RULES, DEFAULT_GOALS, stop=asked)
    assert all(o.proved for o in best.objectives)
    assert asked.left > 40
    for number in range(1, asked.left, max(1, asked.left // 40)):
        solved = solve(team, DEFAULT_RULES, DEFAULT_GOALS, stop=StopAtQuestion(number))
        assert solved.stopped == "stopped by a test"
        assert violations(team, solved.roster, DEFAULT_RULES) == ()
        assert [o.name for o in solved.objectives] == [o.name for o in best.objectives]
        for ours, ideal in zip(solved.objectives, best.objectives, strict=True):
            sign = 1 if ours.sense is Sense.LEAST else -1
            assert sign * ours.bound <= sign * ideal.value, (number, ours.name)
            assert ours.proved == (ours.value == ours.bound)
            if ours.value != ideal.value:
                break  # what follows is bounded under this value


def test_making_a_model_ends_when_the_search_is_stopped(team: Problem) -> None:
    view = ModelView(team)
    view.watch = lambda: True
    for rule in DEFAULT_RULES:
        rule.post(team, view)  # to the end: a roster is known to be one by all of them only
    assert view.statements
    with pytest.raises(Stopped):
        Model(view)
    view.statements *= 1 + view_module._OFTEN // len(view.statements)
    with pytest.raises(Stopped):
        Packing(view)


def ticking(seconds: float) -> Callable[[], float]:
    """Return a clock that goes on by some seconds whenever it is read."""
    now: Iterator[float] = (seconds * n for n in range(10**9))
    return lambda: next(now)


def test_every_phase_reports(team: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_module, "_OFTEN", 1)
    monkeypatch.setattr(solver_module.time, "monotonic", ticking(2.0))
    messages: list[str] = []
    solve(team, DEFAULT_RULES, DEFAULT_GOALS, progress=messages.append)
    assert [m for m in messages if m.startswith("rule ")][:1] == [f"rule {DEFAULT_RULES[0].name}"]
    # Stating `rest` takes many statements, and is reported while it goes on.
    assert messages.count("rule rest") > 2
    assert messages.index("rule rest") < messages.index("a first roster")


def test_a_clock_decides_when_to_report_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = two_weeks()
    quick = solve(problem, DEFAULT_RULES, DEFAULT_GOALS)
    monkeypatch.setattr(solver_module.time, "monotonic", ticking(100.0))
    assert solve(problem, DEFAULT_RULES, DEFAULT_GOALS) == quick


def test_who_asks_reports_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solver_module.time, "monotonic", ticking(0.25))
    reports: list[None] = []
    solver = Solver()
    solver.waiting = lambda: reports.append(None)
    for _ in range(40):
        assert not solver.asked_to_stop()
    assert len(reports) == 10
