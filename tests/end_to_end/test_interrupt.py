import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from end_to_end_cases import environment, rotation, write_team
from tests.teams import files_in

PUZZLE = '''
"""The command line with a goal that no solver proves in an hour: a quadratic assignment."""

import os
import sys
from fractions import Fraction
from itertools import combinations

from ortools.sat.python import cp_model

from rotation.cli import main
from rotation.goals import Few, Tier, register


class Puzzle:
    name = "puzzle"
    title = "a puzzle"
    tiers = (Tier("", "a puzzle", "points"),)

    def cost(self, person, one, other):
        return hash_of(person + one + other) % 97

    def measure(self, problem, roster):
        pairs = combinations(problem.shifts, 2)
        held = [(roster[a.id], a.id, b.id) for a, b in pairs if roster[a.id] == roster[b.id]]
        return [Fraction(sum(self.cost(*one) for one in held if one[0] is not None))]

    def post(self, problem, view):
        terms = []
        for person in problem.people:
            for one, other in combinations(problem.shifts, 2):
                both = view.flag("both")
                works = [view.works(person.id, shift.id) for shift in (one, other)]
                never = [view.negate(literal) for literal in works]
                view.at_least(1, [*never, both], because="a puzzle")
                terms.append((self.cost(person.id, one.id, other.id), both))
        cp_model.CpSolver.solve = solve_aloud
        return [Few(tuple(terms))]


def hash_of(text):
    number = 7
    for letter in text.encode():
        number = (number * 131 + letter) % 1_000_003
    return number


solve = cp_model.CpSolver.solve


def solve_aloud(solver, model):
    # Not said of the quick runs before it; once and in one piece, as Ctrl-C may come in between.
    puzzle = len(model.proto.objective.vars) > 1000
    if puzzle and solver.parameters.max_deterministic_time > 1:
        cp_model.CpSolver.solve = solve
        os.write(2, b"the puzzle begins\\n")
    return solve(solver, model)


register(Puzzle())
if sys.argv[1] == "deaf":
    cp_model.CpSolver.stop_search = lambda self: None
sys.exit(main(sys.argv[2:]))
'''
IMPORTING = '''
"""`python -m rotation`, interrupted when it begins to import a module."""

import os
import runpy
import signal
import sys


del sys.argv[0]
module = sys.argv[0]


class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
        return None


sys.meta_path.insert(0, Interrupting())
runpy.run_module("rotation", run_name="__main__", alter_sys=True)
'''
PUZZLED = '[goals]\norder = ["open", "puzzle"]\n'
YEAR = ("--from", "2026-12-01", "--to", "2027-12-01", "--today", "2026-09-20", "--effort", "1000")
BEGUN = "the puzzle begins\n"
STOPPING = "stopping with the best plan so far; Ctrl-C again to write nothing\n"


class Child:
    """A run that does not end by itself in any reasonable time."""

    def __init__(self, folder: Path, manner: str) -> None:
        team = write_team(folder / "team", extra=PUZZLED)
        self.out = team / "out"
        (folder / "puzzle.py").write_text(PUZZLE, encoding="utf-8")
        self._stdout = folder / "stdout"
        with self._stdout.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, str(folder / "puzzle.py"), manner, "plan", str(team), *YEAR],
                env=environment(),
                stdout=out,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
        # Nobody waits for ever for a line that does not come.
        self._timer = threading.Timer(300, self.process.kill)
        self._timer.start()

    def wait_for(self, line: str) -> None:
        """Read standard error until a line comes."""
        assert self.process.stderr is not None
        for shown in self.process.stderr:
            if shown == line:
                return
        pytest.fail(f"ended without {line!r}")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def end(self) -> tuple[int, str, str]:
        """Wait for the end; return exit code, standard output, and what else was said."""
        assert self.process.stderr is not None
        errors = self.process.stderr.read()
        code = self.process.wait()
        return code, self._stdout.read_text(encoding="utf-8"), errors

    def close(self) -> None:
        """Leave no process behind."""
        self._timer.cancel()
        self.process.kill()
        self.process.wait()
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def manner() -> str:
    """Return how the solver takes a stop; `deaf` goes on as if nothing had been said."""
    return "obedient"


@pytest.fixture
def child(tmp_path: Path, manner: str) -> Iterator[Child]:
    """Return a run in the midst of its search."""
    started = Child(tmp_path, manner)
    try:
        started.wait_for(BEGUN)
        yield started
    finally:
        started.close()


def test_one_ctrl_c_gives_the_best_plan_so_far(child: Child, tmp_path: Path) -> None:
    """One SIGINT while solving ends with 1, and writes the whole plan so far, which says so."""
    child.interrupt()
    child.wait_for(STOPPING)
    code, out, errors = child.end()

    assert (code, errors) == (1, "")
    assert "Cut short\n  stopped by hand: the best plan so far, and not reproducible\n" in out
    document = json.loads((child.out / "plan.json").read_bytes())
    assert document["stopped"] == "stopped by hand"
    assert not document["proved"]
    assert sorted(files_in(child.out)) == sorted(document["files"])
    assert not [path for path in child.out.iterdir() if path.name.startswith(".")]
    team = write_team(tmp_path / "without the puzzle")
    judged = rotation("check", team, child.out / "schedule.csv", "--today", "2026-09-20")
    assert "every rule holds" in judged.stdout


@pytest.mark.parametrize("manner", ["deaf"])
def test_a_second_ctrl_c_writes_nothing(child: Child) -> None:
    """Two SIGINTs end with 130 and leave the last plan alone, even while the solver goes on."""
    child.out.mkdir()
    (child.out / "plan.json").write_text("{}", encoding="utf-8")
    child.interrupt()
    child.wait_for(STOPPING)
    child.interrupt()
    code, out, errors = child.end()

    assert (code, out, errors) == (130, "", "interrupted: nothing was written\n")
    assert files_in(child.out) == {"plan.json": b"{}"}


@pytest.mark.parametrize(
    "module",
    ["rotation.cli", "click", "rotation.cli.plan", "numpy", "ortools.sat.python.cp_model"],
)
def test_ctrl_c_during_imports_is_quiet(tmp_path: Path, module: str) -> None:
    """Interrupted while it imports, `rotation plan` ends with 130 and without a word."""
    team = write_team(tmp_path / "team")
    (tmp_path / "importing.py").write_text(IMPORTING, encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, str(tmp_path / "importing.py"), module, "plan", str(team)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")
    assert not (team / "out").exists()
