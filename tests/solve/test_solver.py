"""One run of CP-SAT: what is handed to it, and what is read from it."""

import pytest
from ortools.sat.python import cp_model

from rotation.errors import SolverDisagreement
from rotation.solve.parameters import DEFAULT_LADDER, DEFAULT_QUICK, Attempt
from rotation.solve.solver import End, Solver
from rotation.solve.stop import StopByHand

ONE = Attempt(share=1.0, seed=1)


def up_to(limit: int, *, at_least: int = 0) -> tuple[cp_model.CpModel, cp_model.IntVar]:
    model = cp_model.CpModel()
    number = model.new_int_var(0, 9, "number")
    model.add(number <= limit)
    model.add(number >= at_least)
    return model, number


def test_the_best_value_is_read_with_its_bound() -> None:
    """Value, bound and solution of a maximum; without an objective both numbers are 0."""
    model, number = up_to(7)
    model.maximize(3 * number)
    best = Solver().run(model, ONE, 1.0)
    assert (best.end, best.solved, best.value, best.bound) == (End.OPTIMAL, True, 21, 21)
    assert best.number(number) == 7
    free = Solver().run(up_to(5, at_least=5)[0], ONE, 1.0)
    assert (free.end, free.solved, free.value, free.bound) == (End.OPTIMAL, True, 0, 0)


def test_what_cannot_be_is_no_solution() -> None:
    """Impossible is an end of its own, and nothing is there to be read."""
    answer = Solver().run(up_to(3, at_least=4)[0], ONE, 1.0)
    assert (answer.end, answer.solved, answer.value) == (End.IMPOSSIBLE, False, 0)


def test_a_broken_model_is_our_fault() -> None:
    """A model that CP-SAT does not take ends with its first sentence, never as impossible."""
    model = cp_model.CpModel()
    model.add(model.new_int_var(5, 4, "nothing") >= 0)
    with pytest.raises(SolverDisagreement, match="CP-SAT refuses the model"):
        Solver().run(model, ONE, 1.0)


def test_effort_adds_up() -> None:
    """Every run adds what it took; one that may not begin takes nothing and knows nothing."""
    stop = StopByHand()
    solver = Solver(stop)
    efforts = [solver.effort]
    for _ in range(2):
        model, number = up_to(7)
        model.maximize(number)
        solver.run(model, ONE, 1.0)
        solver.effort += 0.25
        efforts.append(solver.effort)
    assert efforts == sorted(efforts)
    assert efforts[-1] >= 0.5
    stop.set()
    assert solver.run(up_to(7)[0], ONE, 1.0).end is End.UNKNOWN
    assert solver.core(up_to(7)[0], ONE, 1.0) == (End.UNKNOWN, ())
    assert (solver.stopped, solver.effort) == ("stopped by hand", efforts[-1])


def test_a_core_names_assumptions() -> None:
    """Of three assumptions two contradict each other; without one of them there is no core."""
    model = cp_model.CpModel()
    first, second, third = (model.new_bool_var(name) for name in "abc")
    model.add_bool_or([first.negated(), third.negated()])
    model.add_assumptions([first, second, third])
    assert Solver().core(model, ONE, 1.0) == (End.IMPOSSIBLE, (first.index, third.index))
    model.clear_assumptions()
    model.add_assumptions([first, second])
    assert Solver().core(model, ONE, 1.0) == (End.OPTIMAL, ())


@pytest.mark.parametrize("attempt", [*DEFAULT_LADDER, *DEFAULT_QUICK])
def test_each_attempt_is_reproducible(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its seed and its number of workers, interleaved where there are several, and no wall time."""
    made: list[cp_model.CpSolver] = []

    class Kept(cp_model.CpSolver):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(cp_model, "CpSolver", Kept)
    Solver().run(up_to(3)[0], attempt, 0.75)
    (parameters,) = (solver.parameters for solver in made)
    assert parameters.num_workers == attempt.workers >= 1
    assert parameters.interleave_search is (attempt.workers > 1)
    assert parameters.random_seed == attempt.seed
    assert parameters.linearization_level == attempt.linearization_level
    assert parameters.max_deterministic_time == 0.75
    assert parameters.max_time_in_seconds == cp_model.CpSolver().parameters.max_time_in_seconds
    assert parameters.catch_sigint_signal is False


def test_attempts_share_one_effort() -> None:
    """All of the ladder together take what a tier may take, each with a seed of its own."""
    assert sum(attempt.share for attempt in DEFAULT_LADDER) == pytest.approx(1.0)
    for attempts in (DEFAULT_LADDER, DEFAULT_QUICK):
        seeds = [attempt.seed for attempt in attempts]
        assert len(set(seeds)) == len(seeds)
        assert all(0 < attempt.share <= 1 for attempt in attempts)
