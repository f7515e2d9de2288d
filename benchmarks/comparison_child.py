"""One way to plan one instance, in a process of its own; prints one line of JSON.

It is run on the sources of another release, too, so it uses only what all releases have.
"""

import argparse
import hashlib
import json
import resource
import sys
from collections.abc import Sequence
from time import process_time

from benchmarks.instances import Instance
from benchmarks.registry import case
from rotation.goals import DEFAULT_GOALS
from rotation.model.problem import Problem
from rotation.rules import DEFAULT_RULES
from rotation.solve.tiers import solve

__all__ = ["main"]

FAIRNESS = ("open", "shifts", "rest_days", "holidays")


class _Limit:
    """A stop after some seconds of processor time."""

    def __init__(self, seconds: float) -> None:
        self._until = process_time() + seconds

    def reason(self) -> str:
        return "time limit" if process_time() > self._until else ""


def digest(instance: Instance, problem: Problem) -> str:
    """Return what tells two instances apart: who is there when, and which shifts there are."""
    engineers = [(e.id, str(e.capacity), str(e.joined)) for e in instance.rotation.engineers]
    away = [(p.id, str(b.start), str(b.end)) for p in problem.people for b in p.blocks]
    shifts = [(shift.id, str(shift.start), str(shift.end)) for shift in problem.shifts]
    carried = sorted((fact.engineer, fact.shift.id) for fact in problem.carried)
    text = json.dumps([sorted(engineers), sorted(away), shifts, carried])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def main(words: Sequence[str] | None = None) -> int:
    """Plan in one way, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("seed", type=int)
    parser.add_argument("way", choices=("ours", "direct", "highs"))
    parser.add_argument("--goals", choices=("fairness", "all"), default="fairness")
    parser.add_argument("--cap", type=float, default=60.0)
    options = parser.parse_args(words)
    instance = case(options.case).instance(options.seed)
    problem = instance.problem()
    goals = [g for g in DEFAULT_GOALS if options.goals == "all" or g.name in FAIRNESS]
    begun = process_time()
    if options.way == "ours":
        solved = solve(problem, DEFAULT_RULES, goals, stop=_Limit(options.cap))
        tiers = [(o.name, float(o.value), float(o.bound), o.proved) for o in solved.objectives]
    else:
        if options.way == "highs":
            from benchmarks.highs import run_highs  # noqa: PLC0415 - an extra, for this way only

            posted, _ = run_highs(
                problem, DEFAULT_RULES, goals, lambda: process_time() - begun, options.cap
            )
        else:
            from benchmarks.baselines import run_baseline  # noqa: PLC0415 - as above

            run, _ = run_baseline("direct", instance, options.seed, options.cap)
            posted = run.tiers
        tiers = [(t.name, t.value, t.bound, t.proved) for t in posted]
    seconds = process_time() - begun
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    record = {
        "digest": digest(instance, problem),
        "seconds": seconds,
        "mb": peak_mb,
        "tiers": tiers,
    }
    print(json.dumps(record))
    return 0


if __name__ == "__main__":
    sys.exit(main())
