"""`python -m benchmarks.mutation`: see ../README.md."""

import argparse
import difflib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

from benchmarks.mutation.coverage_map import CoverageMap, environment
from benchmarks.mutation.mutants import Mutant, mutated, sample

__all__ = ["main"]

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = _ROOT / "src" / "rotation"
_PASSED = 0
"""What pytest returns when every test passed: then nothing noticed the fault."""
_FEW = 40
"""The number of tests tried first: collecting the others takes longer than running these."""
_SECONDS = itertools.count(1_000_000_000)
_LEFT_BEHIND = (".git", ".hypothesis", ".mypy_cache", ".ruff_cache", "__pycache__", "*.egg-info")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a mutant: `killed`, `timeout` or `survived`, and after how many tests."""

    mutant: Mutant
    fate: str
    tests: int
    seconds: float


def main(words: Sequence[str] | None = None) -> int:
    """Try a sample of mutants and print who survived."""
    options = _parser().parse_args(words)
    began = time.perf_counter()
    kept: Path | None = options.map
    if kept is not None and kept.exists():
        tests = CoverageMap.read(kept)
    else:
        tests = CoverageMap.measured(_ROOT, options.tests or ())
        if kept is not None:
            tests.write(kept)
    mapped = time.perf_counter()
    paths = sorted(  # what plots and the report look like is for eyes, not for assertions
        path.relative_to(_ROOT).as_posix()
        for pattern in options.files or ["src/rotation/**/*.py"]
        for path in _ROOT.glob(pattern)
        if options.files or not path.is_relative_to(_PACKAGE / "analysis" / "plots")
        if options.files or not path.is_relative_to(_PACKAGE / "export" / "report")
    )
    mutants = sample(_ROOT, paths, options.sample, options.seed)
    if options.again is not None:
        survived = options.again.read_text(encoding="utf-8").splitlines()
        mutants = [mutant for mutant in mutants if any(_head(mutant) in line for line in survived)]
    outcomes = []
    for outcome in _tried(mutants, tests, options):
        outcomes.append(outcome)
        which = f"{_head(outcome.mutant)} {outcome.tests} tests, {outcome.seconds:.0f} s"
        print(f"{len(outcomes):4} {outcome.fate:8} {which}", flush=True)
    ended = time.perf_counter()
    text = _report(sorted(outcomes, key=lambda outcome: outcome.mutant), options)
    text += f"\nThe map took {mapped - began:.0f} s, the mutants {ended - mapped:.0f} s.\n"
    print(text)
    if options.markdown is not None:
        options.markdown.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation")
    parser.add_argument("--sample", type=int, default=300, help="number of mutants (300)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample (1)")
    parser.add_argument("--jobs", type=int, default=2, help="number of parallel jobs (2)")
    parser.add_argument(
        "--tests-s", type=float, default=120, help="seconds of tests per mutant at most (120)"
    )
    parser.add_argument("--map", type=Path, help="file that keeps which tests run which line")
    parser.add_argument("--files", nargs="*", help="patterns of files (all but drawings)")
    parser.add_argument("--tests", nargs="*", help="tests to use (the whole suite)")
    parser.add_argument("--markdown", type=Path, help="also write the report to this file")
    parser.add_argument(
        "--within-s", type=float, help="start no mutant after this many seconds (try all)"
    )
    parser.add_argument("--again", type=Path, help="try only the survivors of this report")
    parser.add_argument(
        "--first", nargs="*", default=[], help="new tests that are not in the map, tried first"
    )
    return parser


def _tried(
    mutants: Sequence[Mutant], tests: CoverageMap, options: argparse.Namespace
) -> Iterator[Outcome]:
    """Yield the outcomes in the order of the mutants; each job has a copy of the project."""
    with TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(options.jobs):
            copy = Path(folder) / str(number) / _ROOT.name
            shutil.copytree(_ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))
            copies.put(copy)
        _demand_ids(copy, tests)
        began = time.perf_counter()

        def tried(mutant: Mutant) -> Outcome | None:
            if options.within_s is not None and time.perf_counter() - began > options.within_s:
                return None
            copy = copies.get()
            try:
                return _outcome(copy, mutant, tests, options)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(options.jobs) as pool:
            yield from filter(None, pool.map(tried, mutants))


def _outcome(
    copy: Path, mutant: Mutant, tests: CoverageMap, options: argparse.Namespace
) -> Outcome:
    """Return what becomes of a mutant: most are noticed by the first few tests that run it."""
    chosen = tests.of(mutant.path, mutant.line, options.tests_s)
    began = time.perf_counter()
    file, whole = copy / mutant.path, (copy / mutant.path).read_text(encoding="utf-8")
    fate = "survived"
    try:
        _write(file, mutated(copy, mutant))
        for words in (options.first, chosen[:_FEW], chosen[_FEW:]):
            if words:
                expected = sum(tests.seconds.get(test, 0) for test in words)
                code, _ = _run(copy, ["-x", *_ids(copy, words)], 60 + 4 * expected)
                if code != _PASSED:
                    fate = "timeout" if code is None else "killed"
                    break
    finally:
        _write(file, whole)
    return Outcome(mutant, fate, len(chosen), time.perf_counter() - began)


def _write(file: Path, text: str) -> None:
    """Write a source whose bytecode, kept by size and second, is not that of the text before."""
    file.write_text(text, encoding="utf-8")
    second = next(_SECONDS)
    os.utime(file, (second, second))


def _ids(copy: Path, tests: Iterable[str]) -> list[str]:
    """Return the words that name these tests to pytest: a file, because ids have spaces."""
    words = copy.parent / "tests.txt"
    words.write_text("".join(f"{test}\n" for test in tests), encoding="utf-8")
    return [f"@{words}"]


def _demand_ids(copy: Path, tests: CoverageMap) -> None:
    """End when pytest does not know a test of the map, as each mutant would count as noticed."""
    code, output = _run(copy, ["--collect-only", *_ids(copy, tests.seconds)], None)
    if code != _PASSED:
        unknown = [line for line in output.splitlines() if line.startswith("ERROR")]
        raise SystemExit("\n".join([*unknown, "the map is of other tests: measure it again"]))


def _run(copy: Path, words: Sequence[str], limit_s: float | None) -> tuple[int | None, str]:
    """Return pytest's exit code and output; without a code when it did not end in time."""
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
        cwd=copy,
        env=environment(copy),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            output, _ = run.communicate(timeout=limit_s)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)  # with the commands that its tests have started
            return None, ""
        return run.returncode, output


def _report(outcomes: Sequence[Outcome], options: argparse.Namespace) -> str:
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        area = outcome.mutant.path.split("/")[2].removesuffix(".py")
        for name in (area, "all"):
            fates[name][outcome.fate] += 1
    lines = [
        f"# Mutants: a sample of {len(outcomes)}, seed {options.seed}",
        "",
        "| area | mutants | killed | timeout | survived | noticed |",
        "|---|---|---|---|---|---|",
    ]
    for area in [*sorted(fates.keys() - {"all"}), "all"]:
        counts = fates[area]
        total = counts.total()
        row = [counts["killed"], counts["timeout"], counts["survived"]]
        noticed = f"{100 * (total - counts['survived']) / total:.1f} %"
        lines.append(f"| {area} | {total} | {' | '.join(map(str, row))} | {noticed} |")
    lines.append("")
    for outcome in outcomes:
        if outcome.fate == "survived":
            lines += [_difference(outcome), ""]
    return "\n".join(lines)


def _head(mutant: Mutant) -> str:
    """Return what names a mutant in a report."""
    return f"{mutant.path}:{mutant.line}:{mutant.column} {mutant.operator} {mutant.occurrence},"


def _difference(outcome: Outcome) -> str:
    """Return the lines a surviving mutant changes, and how many tests ran them."""
    mutant = outcome.mutant
    before = (_ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
    after = mutated(_ROOT, mutant).splitlines()
    changed = [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    head = f"{_head(mutant)} {outcome.tests} tests"
    return "\n".join(
        [f"- {head}", "", "      ```diff", *(f"      {c}" for c in changed), "      ```"]
    )


if __name__ == "__main__":
    raise SystemExit(main())
