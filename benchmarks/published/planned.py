"""Instances of others, planned like any team: a folder is written, loaded and planned."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import rotation
from benchmarks.published import on_call, second_line
from benchmarks.published.on_call_rules import Balance, NoRuns
from rotation.goals import Goal, named
from rotation.plans.plan import Plan
from rotation.rules import Rule, registered

__all__ = ["Planned", "planned_file", "planned_on_call", "planned_second_line"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan of an instance.

    Attributes
    ----------
    name : str
        Of the file.
    plan : Plan
        Checked against every rule without the solver.
    objective : int
        As the authors count it.
    seconds : float
        CPU time, from reading the folder to the checked plan.
    """

    name: str
    plan: Plan
    objective: int
    seconds: float


def planned_file(path: Path) -> Planned:
    """Plan the instance of a file, by its ending: `.dzn` or `.csv`."""
    if path.suffix == ".dzn":
        return planned_on_call(on_call.read(path), path.name)
    return planned_second_line(second_line.read(path), path.name)


def planned_on_call(instance: on_call.OnCall, name: str = "") -> Planned:
    """Plan an on-call rostering: first nothing open, then the published objective."""
    plan, seconds = _planned(
        lambda folder: on_call.write(instance, folder),
        instance.day(1),
        instance.day(instance.turns + 1),
        [NoRuns()],
        [*named(["open"]), Balance(instance)],
    )
    return Planned(name, plan, int(plan.objectives[-1].value), seconds)


def planned_second_line(instance: second_line.SecondLine, name: str = "") -> Planned:
    """Plan a second-line rota."""
    plan, seconds = _planned(
        lambda folder: second_line.write(instance, folder),
        second_line.FIRST,
        instance.last,
        [second_line.TeamsApart(instance)],
        [second_line.MostUsed()],
    )
    return Planned(name, plan, instance.score(plan.objectives[-1].value), seconds)


def _planned(
    write: Callable[[Path], None],
    start: date,
    end: date,
    rules: Sequence[Rule],
    goals: Sequence[Goal],
) -> tuple[Plan, float]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(folder)
        began = time.process_time()
        team = rotation.load(folder)
        plan = team.plan(
            start=start,
            end=end,
            rules=[*registered(), *rules],
            goals=goals,
        )
        return plan, time.process_time() - began
