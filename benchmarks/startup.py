"""`python -m benchmarks.startup`: whole commands, as multiples of importing OR-Tools.

Each is a process of its own, with files read and written, and its seconds are those of the
processor, user and system. A round runs every command once and the import of OR-Tools between them,
so that a machine that slows down slows down both; ratios are taken round by round.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.families import ROOT

__all__ = ["BAR", "COMMANDS", "Taken", "main", "measure"]

BAR = 2.2
"""What `plan` of the next month of 24 people may take, in imports of OR-Tools."""

IMPORT = ("-c", "from ortools.sat.python import cp_model")
"""The yardstick: no plan is made without it."""

_TODAY = ("--today", "2026-11-23")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "plan": ("-m", "rotation", "plan", ".", *_TODAY),
    "check": ("-m", "rotation", "check", ".", *_TODAY),
    "who": ("-m", "rotation", "who", ".", *_TODAY, "--at", "2026-11-24T12:00"),
    "show": ("-m", "rotation", "show", ".", *_TODAY),
    "import rotation": ("-c", "import rotation; rotation.load"),
    "help": ("-m", "rotation", "--help"),
}
"""Commands by name, run in a folder that holds `examples/artsy`."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took, run by run.

    Attributes
    ----------
    name : str
        One of `COMMANDS`.
    seconds : tuple of float
        Processor time.
    imports : tuple of float
        That of importing OR-Tools, in the same round.
    """

    name: str
    seconds: tuple[float, ...]
    imports: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the rounds' ratios."""
        return median(s / i for s, i in zip(self.seconds, self.imports, strict=True))


def measure(names: Iterable[str], runs: int) -> tuple[Taken, ...]:
    """Run commands, and the import of OR-Tools, in turns.

    Our modules are compiled before, as they are when the package is installed.

    Parameters
    ----------
    names : iterable of str
        Which of `COMMANDS`.
    runs : int
        Rounds, after one that is not counted.
    """
    chosen = tuple(names)
    with TemporaryDirectory() as folder:
        team = Path(folder, "team")
        shutil.copytree(ROOT / "examples" / "artsy", team)
        environment = dict(_environment())
        # What is not yet compiled, or not in the file cache, says nothing about us.
        for command in (IMPORT, *(COMMANDS[name] for name in chosen)):
            _seconds(command, team, environment)
        rounds = []
        for _ in range(runs):
            yardstick = _seconds(IMPORT, team, environment)
            rounds.append(
                (yardstick, [_seconds(COMMANDS[name], team, environment) for name in chosen])
            )
    imports = tuple(yardstick for yardstick, _ in rounds)
    return tuple(
        Taken(name, tuple(seconds[n] for _, seconds in rounds), imports)
        for n, name in enumerate(chosen)
    )


def _environment() -> Iterator[tuple[str, str]]:
    for key, value in os.environ.items():
        if key != "PYTHONDONTWRITEBYTECODE":
            yield key, value
    given = os.environ.get("PYTHONPATH")
    yield "PYTHONPATH", os.pathsep.join([str(ROOT / "src"), *([given] if given else [])])


def _seconds(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    child = subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # The usage of this child only; `subprocess` itself keeps none.
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # 1 is a plan with an open shift; what is above is no plan at all.
    if child.returncode not in {0, 1}:
        raise RuntimeError(f"{' '.join(words)} ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def _table(taken: Iterable[Taken]) -> Iterator[str]:
    rows = tuple(taken)
    yield "| command | ms | imports of OR-Tools | bar |"
    yield "|---|---:|---:|---:|"
    yield f"| import of OR-Tools | {1000 * median(rows[0].imports):.0f} | 1.00 | |"
    for row in rows:
        bar = str(BAR) if row.name == "plan" else ""
        yield f"| {row.name} | {1000 * median(row.seconds):.0f} | {row.ratio:.2f} | {bar} |"


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print a table, and return 1 when `plan` takes more than the bar."""
    parser = argparse.ArgumentParser("benchmarks.startup", description=__doc__)
    parser.add_argument("--command", action="append", choices=COMMANDS, help="only this one")
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args(words)
    taken = measure(options.command or COMMANDS, options.runs)
    print("\n".join(_table(taken)))
    return int(any(row.name == "plan" and row.ratio > BAR for row in taken))


if __name__ == "__main__":
    sys.exit(main())
