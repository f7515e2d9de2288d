"""Which tests `python -m benchmarks.mutation` tries a mutant with."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pytest_cov", reason="needs the extra `mutation`")

from benchmarks.mutation.coverage_map import CoverageMap, environment

ODD = ["a,b", "[x]", "a b", "ü", "a::b", "x|run", "a\nb"]
MAP = CoverageMap(
    seconds={
        "tests/solve/test_a.py::test_slow": 9.0,
        "tests/solve/test_a.py::test_quick": 1.0,
        "tests/api/test_b.py::test_other": 0.5,
        "tests/cli/test_c.py::test_command": 0.1,
        "tests/rules/test_d.py::test_rule": 0.1,
    },
    tests={"src/rotation/solve/conflict_core.py": {3: [2, 0], 8: [1], 9: []}},
)


def test_those_that_run_the_line_go_first() -> None:
    """Its own area's, then the quickest; the module's others follow for a quarter of the time."""
    assert MAP.of("src/rotation/solve/conflict_core.py", 3, 100) == [
        "tests/solve/test_a.py::test_slow",
        "tests/api/test_b.py::test_other",
        "tests/solve/test_a.py::test_quick",
    ]
    assert MAP.of("src/rotation/solve/conflict_core.py", 8, 8) == [
        "tests/solve/test_a.py::test_quick",
        "tests/api/test_b.py::test_other",
    ]


def test_what_no_test_runs_itself_may_be_run_by_a_command() -> None:
    """There the area's tests follow, and those of the commands; not those of other areas."""
    assert MAP.of("src/rotation/solve/conflict_core.py", 9, 100) == [
        "tests/solve/test_a.py::test_quick",
        "tests/solve/test_a.py::test_slow",
        "tests/api/test_b.py::test_other",
        "tests/cli/test_c.py::test_command",
    ]
    assert MAP.of("src/rotation/interrupts.py", 1, 100) == ["tests/cli/test_c.py::test_command"]


def test_the_time_is_kept() -> None:
    """A test that would take too long is left out; a shorter one behind it is not."""
    assert MAP.of("src/rotation/solve/conflict_core.py", 3, 2) == [
        "tests/api/test_b.py::test_other",
    ]


def test_ids_of_any_form_are_measured_and_tried(tmp_path: Path) -> None:
    """Each id the map knows is one pytest runs again, and what fails without a fault is none."""
    package, tests = tmp_path / "src" / "rotation", tmp_path / "tests"
    for folder in (package, tests):
        folder.mkdir(parents=True)
    for copied in (Path(__file__).parents[2] / "benchmarks" / "mutation").glob("*.py"):
        (tmp_path / "benchmarks" / "mutation").mkdir(parents=True, exist_ok=True)
        (tmp_path / "benchmarks" / "mutation" / copied.name).write_bytes(copied.read_bytes())
    (package / "__init__.py").write_text("def f(x):\n    return x\n", encoding="utf-8")
    (tests / "test_odd.py").write_text(
        "import pytest\nfrom rotation import f\n"
        f"@pytest.mark.parametrize('text', {ODD!r})\n"
        "def test_same(text):\n    assert f(text) == text\n"
        "def test_broken():\n    assert f(1) == 2\n",
        encoding="utf-8",
    )
    measured = CoverageMap.measured(tmp_path, ["tests"])
    chosen = measured.of("src/rotation/__init__.py", 2, 60)
    assert len(chosen) == len(ODD)
    (tmp_path / "ids.txt").write_text("".join(f"{test}\n" for test in chosen), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"@{tmp_path / 'ids.txt'}"],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, f"{len(ODD)} passed" in ran.stdout) == (0, True), ran.stdout
