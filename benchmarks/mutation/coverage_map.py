"""Which tests run which line, and how long each takes: measured once, kept in a file."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import coverage

__all__ = ["CoverageMap", "environment"]


def environment(root: Path, **more: str) -> dict[str, str]:
    """Return the environment in which the sources of a checkout are tested, and no others."""
    paths = os.pathsep.join((str(root / "src"), str(root)))
    return os.environ | {"PYTHONPATH": paths} | more


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Which tests run which line.

    Attributes
    ----------
    seconds : dict of str to float
        How long each test took, by its id.
        Only tests that passed: what fails without any fault would notice each one.
    tests : dict of str to dict of int to list of int
        Of each file, of each line: the tests that run it, as positions in `seconds`.
    """

    seconds: dict[str, float]
    tests: dict[str, dict[int, list[int]]]

    @classmethod
    def measured(cls, root: Path, suite: Sequence[str]) -> "CoverageMap":
        """Run the tests once, counting; without paths the whole suite."""
        with TemporaryDirectory() as folder:
            data, times = Path(folder) / "coverage", Path(folder) / "durations.json"
            settings = Path(folder) / "settings"
            settings.write_text(f"[run]\ndata_file = {data}\n", encoding="utf-8")
            words = ["-q", "-p", "no:cacheprovider", "-p", "benchmarks.mutation.durations"]
            words += [f"--cov={root / 'src' / 'rotation'}", "--cov-context=test", "--cov-report="]
            words += [f"--cov-config={settings}", *suite]
            subprocess.run(
                [sys.executable, "-m", "pytest", *words],
                cwd=root,
                env=environment(root, MUTATION_DURATIONS=str(times), PYTHONDONTWRITEBYTECODE="1"),
                check=False,
            )
            seconds = json.loads(times.read_text(encoding="utf-8"))
            contexts_of = coverage.CoverageData(str(data))
            contexts_of.read()
            numbers = {test: number for number, test in enumerate(seconds)}
            tests: dict[str, dict[int, list[int]]] = defaultdict(dict)
            for name in sorted(contexts_of.measured_files()):
                path = Path(name).relative_to(root).as_posix()
                for line, contexts in contexts_of.contexts_by_lineno(name).items():
                    ids = {context.rpartition("|")[0] for context in contexts if context}
                    tests[path][line] = sorted(numbers[test] for test in ids if test in numbers)
        return cls(seconds, dict(tests))

    @classmethod
    def read(cls, file: Path) -> "CoverageMap":
        """Return what `write` wrote."""
        kept = json.loads(file.read_text(encoding="utf-8"))
        tests = {
            path: {int(line): ids for line, ids in lines.items()}
            for path, lines in kept["tests"].items()
        }
        return cls(kept["seconds"], tests)

    def write(self, file: Path) -> None:
        """Keep it for the next run."""
        kept = {"seconds": self.seconds, "tests": self.tests}
        file.write_text(json.dumps(kept), encoding="utf-8")

    def of(self, path: str, line: int, at_most_s: float) -> list[str]:
        """Return the tests that could notice a fault in a line, those that run it first.

        Then follow those that run other lines of the module, for a quarter of the time: what runs
        once and is kept (a constant, a cache) is counted for the test that happened to be first.
        What no test runs in its own process may be run by one that starts another process, so
        there follow the tests of the module's area, of the commands and from end to end.

        Within each of these, tests of the folder with the module's own name go first, because
        they were written for it, and then the quickest. At most `at_most_s` seconds are returned.
        """
        names = list(self.seconds)
        lines = self.tests.get(path, {})
        area = f"tests/{Path(path).parts[2].removesuffix('.py')}/"
        runs = {names[number] for number in lines.get(line, ())}
        beside = {names[number] for numbers in lines.values() for number in numbers} - runs
        elsewhere: set[str] = set()
        if not runs:
            outside = (area, "tests/cli/", "tests/end_to_end/")
            elsewhere = {test for test in names if test.startswith(outside)} - beside
        shares = ((runs, 1.0), (beside, 0.25 if runs else 1.0), (elsewhere, 1.0))
        chosen: list[str] = []
        left = at_most_s
        for group, share in shares:
            allowed = min(left, at_most_s * share)
            for test in sorted(
                group, key=lambda test: (not test.startswith(area), self.seconds[test], test)
            ):
                if self.seconds[test] <= allowed:
                    allowed -= self.seconds[test]
                    left -= self.seconds[test]
                    chosen.append(test)
        return chosen
