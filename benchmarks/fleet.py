"""`python -m benchmarks.fleet`: many generated teams in a plain loop, and in processes.

The single times are those of the rows of a plain loop: reading a team, planning it and making its
files, one team after the other in one process. The wall time of processes begins before they are
started and ends when the last team is written.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.families import ROOT
from rotation.fleet.pools import cores

__all__ = ["BAR", "PARENT_MB", "lines_of", "main", "measure"]

BAR = 1.15
"""What processes may take, in shares of the single times."""

PARENT_MB = 300
"""What the process that writes may hold, in 10^6 bytes."""

Figures = Mapping[str, float]


def measure(teams: int, weeks: int, workers: int, *, loop: bool = True) -> dict[str, Figures]:
    """Plan a generated fleet.

    Parameters
    ----------
    teams, weeks : int
        Size of the fleet and of the horizon.
    workers : int
        Processes.
    loop : bool
        Whether a plain loop is measured, too.

    Returns
    -------
    dict of str to mapping
        By way: `loop`, `processes`, and `again`, the same once more with nothing changed.

    Raises
    ------
    RuntimeError
        If a process fails, or the ways write different bytes.
    """
    with TemporaryDirectory() as folder:
        fleet, copy = Path(folder, "fleet"), Path(folder, "loop")
        _ask("make", fleet, teams, weeks)
        figures = {}
        if loop:
            shutil.copytree(fleet, copy)
            figures["loop"] = _ask("plan", copy, 1, weeks)
        figures["processes"] = _ask("plan", fleet, workers, weeks)
        if loop and _outputs(fleet) != _outputs(copy):
            raise RuntimeError("a plain loop and processes write different bytes")
        figures["again"] = _ask("plan", fleet, workers, weeks)
    return figures


def _ask(act: str, folder: Path, number: int, weeks: int) -> Figures:
    given = os.environ.get("PYTHONPATH")
    places = [str(ROOT / "src"), str(ROOT), *([given] if given else [])]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.fleet_child", act, str(folder), str(number), str(weeks)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"{act} ended with {ran.returncode}")
    measured: Figures = json.loads(ran.stdout) if ran.stdout else {}
    return measured


def _outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("*/out/**/*"))
        if path.is_file()
    }


def lines_of(figures: Mapping[str, Figures], weeks: int, workers: int) -> Iterator[str]:
    """Yield a table in Markdown."""
    spread = figures["processes"]
    loop = figures.get("loop")
    yield "| | |"
    yield "|---|---:|"
    yield f"| teams x weeks, processes | {spread['teams']:.0f} x {weeks}, {workers} |"
    yield f"| failed, open shifts | {spread['failed']:.0f}, {spread['open']:.0f} |"
    yield f"| proved | {spread['proved']:.0f} |"
    if loop is not None:
        yield f"| sum of single times, s | {loop['rows']:.1f} |"
        yield f"| longest single time, s | {loop['longest']:.1f} |"
        yield f"| a plain loop with writing, s | {loop['wall']:.1f} |"
    yield f"| processes, s | {spread['wall']:.1f} |"
    if loop is not None:
        yield f"| in shares of the single times (bar {BAR}) | {_ratio(figures, workers):.3f} |"
    yield f"| the first team is written after, s | {spread['first']:.1f} |"
    yield f"| processor time of the parent, s | {spread['cpu']:.1f} |"
    yield f"| peak memory of the parent, MB (bar {PARENT_MB}) | {spread['mb']:.0f} |"
    yield f"| peak memory of the largest worker, MB | {spread['worker_mb']:.0f} |"
    again = figures["again"]
    yield f"| once more, {again['planned']:.0f} planned again, s | {again['wall']:.1f} |"


def _ratio(figures: Mapping[str, Figures], workers: int) -> float:
    return figures["processes"]["wall"] / (figures["loop"]["rows"] / workers)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print a table, and return 1 when a bar is missed."""
    parser = argparse.ArgumentParser("benchmarks.fleet", description=__doc__)
    add = parser.add_argument
    add("--teams", type=int, default=200, help="of 8 people (default 200)")
    add("--weeks", type=int, default=13, help="the horizon (default 13)")
    add("--workers", type=int, default=cores(), help="processes (default: one per core)")
    add("--no-loop", dest="loop", action="store_false", help="without the single times")
    add("--markdown", metavar="FILE", type=Path, help="the table is added to this file")
    options = parser.parse_args(words)
    figures = measure(options.teams, options.weeks, options.workers, loop=options.loop)
    lines = list(lines_of(figures, options.weeks, options.workers))
    print("\n".join(lines))
    if options.markdown is not None:
        machine = f"{os.cpu_count()} cores ({platform.system()}, {platform.machine()}), "
        machine += f"Python {platform.python_version()}, OR-Tools {version('ortools')}"
        with options.markdown.open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(["", f"## {options.teams} teams", "", machine, "", *lines, ""]))
    missed = options.loop and _ratio(figures, options.workers) > BAR
    return int(missed or figures["processes"]["mb"] > PARENT_MB)


if __name__ == "__main__":
    sys.exit(main())
