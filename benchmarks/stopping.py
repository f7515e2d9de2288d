"""How soon a time limit ends a plan, and how long it is silent: `python -m benchmarks.stopping`.

One process plans each case under each limit, with the figures of a machine that does other work:
seconds are CPU seconds of the process, so that they can be compared. The search has one thread
more, which the solver uses; its seconds count, too, so a silence that is shown is never too short.
"""

import argparse
import gc
from collections.abc import Iterator, Sequence
from time import process_time

from benchmarks.registry import cases
from rotation.goals import DEFAULT_GOALS
from rotation.plans.plan import Plan
from rotation.rules import DEFAULT_RULES

__all__ = ["main"]

SIZES = ("24p-4w-2t", "120p-52w-2t", "500p-4w-2t", "60p-104w-1t", "500p-52w-2t")
LIMITS = (0.1, 1.0, 3.0, 10.0)


class _Limit:
    """A stop after some CPU seconds of this process."""

    def __init__(self, seconds: float) -> None:
        self._until = process_time() + seconds

    def reason(self) -> str:
        return "time limit" if process_time() > self._until else ""


class _Listener:
    """Keeps the longest silence, and what was said before it."""

    def __init__(self) -> None:
        self._last, self._last_message = process_time(), "nothing"
        self.longest, self.after = 0.0, ""

    def __call__(self, message: str) -> None:
        now = process_time()
        if now - self._last > self.longest:
            self.longest, self.after = now - self._last, self._last_message
        self._last, self._last_message = now, message


def rows(names: Sequence[str], limits: Sequence[float]) -> Iterator[str]:
    """Yield one line of a Markdown table per case and limit."""
    yield "| case | limit s | over s | longest silence s | after | ended |"
    yield "|---|---:|---:|---:|---|---|"
    for case in cases(tuple(names)):
        instance = case.instance(1)
        for seconds in limits:
            begun, listener = process_time(), _Listener()
            problem = instance.problem()
            listener("the problem is made")
            plan = Plan.of(
                instance.rotation,
                problem,
                instance.today,
                rules=DEFAULT_RULES,
                goals=DEFAULT_GOALS,
                stop=_Limit(seconds),
                progress=listener,
            )
            listener("solved")
            plan.files()
            listener("the files are made")
            over = process_time() - begun - seconds
            yield (
                f"| {case.name} | {seconds:g} | {max(over, 0):.2f} | {listener.longest:.2f} "
                f"| {listener.after[:60]} | {plan.stopped or 'by itself'} |"
            )


def main() -> None:
    """Print the table."""
    gc.set_threshold(200_000, 20, 20)  # as on the command line
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", nargs="*", default=SIZES, help="names of cases, with * and ?")
    parser.add_argument("--limit", nargs="*", type=float, default=LIMITS, help="CPU seconds")
    options = parser.parse_args()
    for line in rows(options.case, options.limit):
        print(line, flush=True)


if __name__ == "__main__":
    main()
