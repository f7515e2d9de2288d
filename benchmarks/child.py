"""One case in a process of its own, so that memory and first imports do not mix."""

import argparse
import gc
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence

from benchmarks.families import ROOT
from benchmarks.figures import Measured, Run
from benchmarks.registry import case

__all__ = ["OURS", "ask", "main"]

OURS = "bound first"
"""What our own way is called beside the baselines."""


def ask(name: str, way: str, seeds: int, effort: float | None, limit_s: float) -> Measured:
    """Measure a case in a new process.

    Parameters
    ----------
    name, way : str
        The case, and `OURS` or a baseline.
    seeds : int
        Seeds 1 to this.
    effort : float or None
        Deterministic units for ours.
    limit_s : float
        Wall time for a baseline.

    Raises
    ------
    RuntimeError
        When the process fails.
    """
    words = [sys.executable, "-m", "benchmarks.child", name, way, f"--seeds={seeds}"]
    words += [f"--limit={limit_s}"] + ([] if effort is None else [f"--effort={effort}"])
    done = subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}, {way}: the process ended with {done.returncode}")
    return Measured.parse(done.stdout)


def _runs(options: argparse.Namespace) -> Iterator[Run]:
    from benchmarks.baselines import run_baseline  # noqa: PLC0415 - OR-Tools stays in the child
    from benchmarks.ours import run_ours  # noqa: PLC0415 - as above

    chosen = case(options.case)
    # The first of everything loads holidays, time zones and OR-Tools: that is measured elsewhere.
    run_ours(chosen.instance(1, small=True), 1, 0.01)
    for seed in range(1, options.seeds + 1):
        instance = chosen.instance(seed)
        gc.collect()
        if options.way == OURS:
            yield run_ours(instance, seed, options.effort)[0]
        else:
            yield run_baseline(options.way, instance, seed, options.limit)[0]


def main(words: Sequence[str] | None = None) -> int:
    """Measure, and print one line of JSON."""
    parser = argparse.ArgumentParser("benchmarks.child", description=__doc__)
    parser.add_argument("case")
    parser.add_argument("way")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--effort", type=float)
    parser.add_argument("--limit", type=float, default=20.0)
    options = parser.parse_args(words)
    runs = tuple(_runs(options))
    # Linux counts in KiB.
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(Measured(options.case, options.way, runs, peak_mb).dump())
    return 0


if __name__ == "__main__":
    sys.exit(main())
