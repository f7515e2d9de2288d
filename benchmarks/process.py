"""The whole process, as somebody at a terminal waits for it."""

import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

from benchmarks.families import ROOT

__all__ = ["IMPORT", "PLAN", "process_seconds"]

PLAN = ("-m", "rotation", "plan", "examples/artsy", "--today", "2026-11-23", "--dry-run")
"""What is run."""

IMPORT = (
    "-c",
    "import time; t = time.perf_counter(); from ortools.sat.python import cp_model; "
    "print(time.perf_counter() - t)",
)
"""Tells its own seconds, which the start of Python is no part of."""


def process_seconds(runs: int = 5) -> tuple[float, float]:
    """Return the medians of the whole process, and of importing OR-Tools, in seconds."""
    # One before the clock: what is not yet in the file cache says nothing about us.
    _run(PLAN)
    whole, imports = [], []
    for _ in range(runs):
        begun = perf_counter()
        _run(PLAN)
        whole.append(perf_counter() - begun)
        imports.append(float(_run(IMPORT)))
    return median(whole), median(imports)


def _run(words: Sequence[str]) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    # 1 is a plan with an open shift; what is above is no plan at all.
    if done.returncode > 1:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}")
    return done.stdout
