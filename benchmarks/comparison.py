"""Other ways on the same instances: `python -m benchmarks.comparison`; see README.md.

Each way plans each instance in a process of its own, on one instance after the other: today's
release (`--release`, a folder with its sources), the full model for CP-SAT, the full model for
HiGHS (the extra `benchmarks`), and ours.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import isnan
from pathlib import Path

from benchmarks.families import ROOT
from benchmarks.registry import cases
from benchmarks.tables import Table

__all__ = ["Compared", "comparison", "main"]

NOW = "now"
"""What our own way is called."""

_SMALL = ("24p-4w-2t", "12p-52w-1t", "24p-52w-2t", "40p-52w-2t", "36p-52w-3t", "120p-52w-2t")


@dataclass(frozen=True, slots=True)
class Compared:
    """One instance, planned in one way.

    Attributes
    ----------
    case, way : str
        Names.
    seed : int
        Of the instance.
    digest : str
        Of the instance.
    seconds : float
        Processor time from the problem to the end.
    mb : float
        The most memory of the process, in 10^6 bytes.
    tiers : tuple of (str, float, float, bool)
        Name, value, bound, and whether it is proved; tiers never come to are missing.
    """

    case: str
    way: str
    seed: int
    digest: str
    seconds: float
    mb: float
    tiers: tuple[tuple[str, float, float, bool], ...]

    @property
    def proved(self) -> bool:
        """Whether every tier that was come to is proved; the one that is cut is the last."""
        return all(proved for *_, proved in self.tiers)


def comparison(all_compared: Sequence[Compared]) -> Table:
    """Return one line for each instance and way, with the tiers where ways differ."""
    heads = ("case", "seed", "way", "CPU s", "times ours", "MB", "tier: value of bound", "left")
    rows = []
    for each in all_compared:
        same = [o for o in all_compared if (o.case, o.seed) == (each.case, each.seed)]
        ours = next(other for other in same if other.way == NOW)
        ratio = each.seconds / max(ours.seconds, 1e-9)
        more = "" if each.proved else "> "
        left = next((name for name, *_, proved in each.tiers if not proved), "nothing")
        cells = (each.case, str(each.seed), each.way, f"{each.seconds:.2f}")
        times = f"{more}{ratio:.2g}" if each is not ours else ""
        note = left if each.digest == ours.digest else f"{left} (another instance)"
        rows.append((*cells, times, f"{each.mb:.0f}", "; ".join(_tiers(each)), note))
    return Table("Processor time, values and bounds", heads, tuple(rows))


def _tiers(each: Compared) -> Iterator[str]:
    for name, value, bound, proved in each.tiers:
        if isnan(value):
            yield f"{name}: no roster"
        elif value or bound:
            yield f"{name}: {value:.2f}" + ("" if proved else f" of {bound:.2f}")


def ask(words: Sequence[str], tree: Path, cap_s: float) -> dict[str, object]:
    """Run `comparison_child.py` on the sources in a folder, and return what it printed.

    Raises
    ------
    RuntimeError
        When the process fails, such as a release that does not know the case.
    """
    child = Path(__file__).with_name("comparison_child.py")
    # Not this folder's own modules, which Python would put first.
    command = [sys.executable, "-P", str(child), *words, f"--cap={cap_s}"]
    environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
    done = subprocess.run(
        command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: the process ended with {done.returncode}")
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def main(words: Sequence[str] | None = None) -> int:
    """Compare, print the tables, and return 1 when a process failed."""
    parser = argparse.ArgumentParser("python -m benchmarks.comparison", description=__doc__)
    add = parser.add_argument
    add("--case", metavar="PATTERN", action="append", help="such as '24p-*'; may be repeated")
    add("--seeds", metavar="N", type=int, default=1, help="seeds 1 to N (default 1)")
    add("--cap", metavar="SECONDS", type=float, default=60.0, help="of one run (default 60)")
    add("--release", metavar="DIR", type=Path, help="sources of the release to compare with")
    add("--goals", choices=("fairness", "all"), default="fairness")
    add("--markdown", metavar="FILE", type=Path, help="named by the day")
    options = parser.parse_args(words)
    ways = [(NOW, "ours", ROOT)]
    if options.release is not None:
        ways.append(("release", "ours", options.release.resolve()))
    if options.goals == "fairness":
        ways.append(("full model, CP-SAT", "direct", ROOT))
        if find_spec("highspy") is None:
            print("highspy is not installed; give pip the extra `benchmarks`", file=sys.stderr)
        else:
            ways.append(("full model, HiGHS", "highs", ROOT))
    compared: list[Compared] = []
    failed = 0
    for case in cases(tuple(options.case or _SMALL)):
        for seed in range(1, options.seeds + 1):
            for name, way, tree in ways:
                try:
                    goals = f"--goals={options.goals}"
                    answer = ask([case.name, str(seed), way, goals], tree, options.cap)
                except RuntimeError as wrong:
                    failed = 1
                    print(wrong, file=sys.stderr)
                    continue
                answer["tiers"] = tuple(tuple(tier) for tier in answer["tiers"])  # type: ignore[attr-defined]
                compared.append(Compared(case.name, name, seed, **answer))  # type: ignore[arg-type]
                print(compared[-1], file=sys.stderr, flush=True)
    table = comparison(compared)
    print(table.text())
    if options.markdown is not None:
        options.markdown.parent.mkdir(parents=True, exist_ok=True)
        options.markdown.write_text(table.markdown(), encoding="utf-8", newline="\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
