"""`python -m benchmarks.shared_people`: teams that share people, planned apart and in turns.

Planned apart, nobody is known to be in two teams. What is wrong between two teams is counted by
`benchmarks.fleets`, which knows no rule of ours; open shifts are those of the files written. Where
shifts stay open, the joint model of the component says how many must.
"""

import argparse
import csv
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.fleets import FleetTeam, held_in, meetings, random_fleet, ring, write
from rotation.config.fleet import read_fleet
from rotation.fleet import plan_fleet
from rotation.fleet.colours import components, neighbours_of
from rotation.fleet.pools import PlainLoop, cores, spawned
from rotation.fleet.sharing import people_of_fleet
from rotation.fleet.together import JointRosters, JointTask
from rotation.fleet.work import Task, TeamOutcome

__all__ = ["Figures", "lines_of", "main", "measure"]

_TODAY = date(2026, 9, 1)
_FIRST = date(2026, 10, 19)
"""Clocks change in Europe on 25 October, in North America on 1 November."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a fleet's plans are like.

    Attributes
    ----------
    shifts, open, overlaps, rests : int
        All shifts, those that nobody holds, and how often somebody is in two teams at once, or
        without the rest between two teams.
    first : int
        Open shifts after the first round of turns.
    components, near, joint, proved : int
        Groups of teams that share people, joint models of some teams of such a group and of a
        whole one, and those of these that proved how few shifts can be open.
    bound : int
        How many must be open in the groups with a joint model of all teams.
    vain : int
        How many more are open in the end, in the groups for which that is proved.
    seconds : float
        Wall time.
    """

    shifts: int
    open: int
    overlaps: int
    rests: int
    first: int
    components: int
    near: int
    joint: int
    proved: int
    bound: int
    vain: int
    seconds: float


class _Noting(Executor):
    """An executor that notes what became of each task."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner
        self.noted: list[tuple[Task, Future[TeamOutcome]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a call in the executor inside."""
        future = self._inner.submit(fn, *args, **kwargs)
        self.noted.append((args[0], future))
        return future


def measure(
    fleet: Sequence[FleetTeam], weeks: int, workers: int, effort: float, *, apart: bool = False
) -> Figures:
    """Plan a fleet, and count what is wrong with its plans.

    Parameters
    ----------
    fleet : sequence of FleetTeam
        Its teams.
    weeks : int
        The horizon.
    workers : int
        Processes; 1 is a plain loop.
    effort : float
        As for `Rotation.plan`.
    apart : bool
        Whether nobody is known to be in two teams.

    Raises
    ------
    RuntimeError
        If a team fails.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, fleet, addresses=not apart)
        begun = time.perf_counter()
        with nullcontext(PlainLoop()) if workers == 1 else spawned(workers) as pool:
            noting = _Noting(pool)
            report = plan_fleet(
                folder,
                today=_TODAY,
                start=_FIRST,
                weeks=weeks,
                effort=effort,
                executor=noting,
                workers=workers,
            )
        seconds = time.perf_counter() - begun
        failures = [line for row in report.rows for line in row.problems]
        if failures:
            raise RuntimeError("\n".join(failures))
        graph = neighbours_of(people_of_fleet(read_fleet(folder)).shared)
        lines = {team.name: _schedule(folder / team.name) for team in fleet}
        met = list(meetings(fleet, held_in(folder, fleet)))
    solved, first, near = [], dict[str, int](), 0
    for task, future in noting.noted:
        outcome = future.result()
        if not isinstance(task, JointTask):
            first.setdefault(task.team, outcome.row.open or 0)
        elif not task.whole:
            near += 1
        elif isinstance(outcome, JointRosters):
            solved.append((task, outcome))
    left = {team: sum(not line["engineer"] for line in own) for team, own in lines.items()}
    return Figures(
        shifts=sum(map(len, lines.values())),
        open=sum(left.values()),
        overlaps=sum(meeting.overlap for meeting in met),
        rests=sum(not meeting.overlap for meeting in met),
        first=sum(first.values()),
        components=len(components(graph)),
        near=near,
        joint=len(solved),
        proved=sum(outcome.open == outcome.bound for _, outcome in solved),
        bound=sum(outcome.bound for _, outcome in solved),
        vain=sum(
            sum(left[team] for team in task.rosters) - outcome.bound
            for task, outcome in solved
            if outcome.open == outcome.bound
        ),
        seconds=seconds,
    )


def _schedule(team: Path) -> list[dict[str, str]]:
    with (team / "out/schedule.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def lines_of(title: str, apart: Figures, turns: Figures) -> Iterator[str]:
    """Yield a table in Markdown."""
    yield f"| {title} | apart | in turns |"
    yield "|---|---:|---:|"
    for words, key in (
        ("shifts", "shifts"),
        ("on call in two teams at once", "overlaps"),
        ("without the rest between two teams", "rests"),
        ("open shifts", "open"),
    ):
        yield f"| {words} | {getattr(apart, key)} | {getattr(turns, key)} |"
    yield f"| open after the first round of turns | | {turns.first} |"
    yield f"| groups of teams that share people | | {turns.components} |"
    yield f"| joint models of a team and its neighbours | | {turns.near} |"
    yield f"| joint models of a whole group, proved | | {turns.joint}, {turns.proved} |"
    if turns.joint:
        yield f"| shifts that must be open by these | | {turns.bound} |"
        yield f"| open beyond that where it is proved | | {turns.vain} |"
    yield f"| wall time, s | {apart.seconds:.0f} | {turns.seconds:.0f} |"


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print tables, and return 1 if two teams clash, or a shift is open in vain."""
    parser = argparse.ArgumentParser("benchmarks.shared_people", description=__doc__)
    add = parser.add_argument
    add("--ring", type=int, default=30, help="teams of the ring (default 30)")
    add("--teams", type=int, default=40, help="of the other fleets (default 40)")
    add("--shared", type=int, default=60, help="people in two or three of these (default 60)")
    add("--own", type=int, nargs="*", default=[5], help="own people per team (default 5)")
    add("--weeks", type=int, default=16, help="the horizon, with two tracks (default 16)")
    add("--seed", type=int, default=1, help="of all fleets (default 1)")
    add("--effort", type=float, default=1.0, help="per goal (default 1)")
    add(
        "--workers",
        type=int,
        default=cores(),
        help="processes (default: one per core; 1: a loop)",
    )
    add("--markdown", metavar="FILE", type=Path, help="the tables are added to this file")
    options = parser.parse_args(words)
    seed, weeks = options.seed, options.weeks
    fleets = {
        f"ring of {options.ring} teams": ring(options.ring, seed=seed, first=_FIRST, weeks=weeks)
    }
    for own in options.own:
        title = f"{options.teams} teams, {options.shared} shared people, {own} of their own each"
        fleets[title] = random_fleet(
            options.teams, options.shared, seed=seed, first=_FIRST, weeks=weeks, own=own
        )
    missed = False
    for title, fleet in fleets.items():
        apart, turns = (
            measure(fleet, weeks, options.workers, options.effort, apart=apart)
            for apart in (True, False)
        )
        lines = list(lines_of(title, apart, turns))
        print("\n".join([*lines, ""]), flush=True)
        if options.markdown is not None:
            machine = f"{os.cpu_count()} cores ({platform.system()}, {platform.machine()}), "
            machine += f"Python {platform.python_version()}, OR-Tools {version('ortools')}"
            with options.markdown.open("a", encoding="utf-8", newline="\n") as file:
                file.write("\n".join(["", f"## {title[0].upper()}{title[1:]}", "", machine, ""]))
                file.write("\n".join(["", *lines, ""]))
        missed = missed or bool(turns.overlaps or turns.rests or turns.vain)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
