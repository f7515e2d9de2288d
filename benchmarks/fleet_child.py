"""One step of `benchmarks.fleet` in a process of its own, so that its memory is its own, too."""

import json
import resource
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rotation.fleet import FleetReport, plan_fleet

__all__ = ["FIRST", "main"]

FIRST = date(2027, 1, 4)
"""The first day of every horizon, as in `benchmarks.teams`."""

_TODAY = date(2026, 12, 1)
_PEOPLE = 8


def main(words: Sequence[str]) -> int:
    """Make a fleet (`make FOLDER TEAMS WEEKS`) or plan it (`plan FOLDER WORKERS WEEKS`)."""
    act, folder, number, weeks = words
    act_on = _make if act == "make" else _plan
    act_on(Path(folder), int(number), int(weeks))
    return 0


def _make(folder: Path, teams: int, weeks: int) -> None:
    from benchmarks.teams import Team  # noqa: PLC0415 - planning needs no generator
    from rotation.api import Rotation  # noqa: PLC0415 - as above

    width = len(str(teams))
    for number in range(1, teams + 1):
        name = f"team-{number:0{width}}"
        team = Team(name, "a team of a fleet", _PEOPLE, weeks, tracks=1 + number % 2)
        Rotation.of(team.instance(number).rotation).save(folder / name)


def _plan(folder: Path, workers: int, weeks: int) -> None:
    begun, first = time.perf_counter(), 0.0

    def progress(done: int, everything: int) -> None:
        nonlocal first
        del everything
        first = first or (time.perf_counter() - begun) * (done > 0)

    report = plan_fleet(
        folder, today=_TODAY, start=FIRST, weeks=weeks, workers=workers, progress=progress
    )
    wall = time.perf_counter() - begun
    print(json.dumps(_measured(report, wall, first)))


def _measured(report: FleetReport, wall: float, first: float) -> dict[str, float]:
    own, workers = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    to_mb = 1e-6 if sys.platform == "darwin" else 1.024e-3
    return {
        "teams": len(report.rows),
        "failed": sum(bool(row.faults) for row in report.rows),
        "open": sum(row.open or 0 for row in report.rows),
        "proved": sum(bool(row.proved) for row in report.rows),
        "planned": sum(not row.unchanged for row in report.rows),
        "wall": wall,
        "first": first,
        "rows": sum(row.seconds for row in report.rows),
        "longest": max(row.seconds for row in report.rows),
        "cpu": own.ru_utime + own.ru_stime,
        "mb": own.ru_maxrss * to_mb,
        "worker_mb": workers.ru_maxrss * to_mb,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
