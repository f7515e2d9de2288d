"""`python -m benchmarks.replanning`: what one change of a published plan moves, and how fast.

A team's horizon is planned with every goal and published. Then somebody joins, or goes on vacation
late, and the horizon is replanned: fewest open shifts, a share for who enters, fewest changes, then
fairness. For comparison, what people do without a planner when somebody joins: the newcomer is
appended to the list of names, which goes round from the first shift they can serve.
"""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.instances import Instance
from benchmarks.teams import Team
from rotation.goals import DEFAULT_GOALS, fitting, replanning
from rotation.model.objective import Objective
from rotation.model.people import Engineer, TimeOff
from rotation.model.problem import Problem
from rotation.model.settings import DEFAULT_GOALS as ORDER
from rotation.model.shifts import Entry
from rotation.rules import DEFAULT_RULES, split, violations
from rotation.solve.tiers import solve

__all__ = ["Figures", "joined", "listed", "main", "measure", "published", "vacation"]

TEAMS = (
    Team("12p-26w-2t", "a half-year of the usual team", 12, 26, 2, moving=False),
    Team("40p-52w-2t", "a year of a large one", 40, 52, 2, moving=False),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one replan took and changed.

    Attributes
    ----------
    seconds : float
        From the problem to the end of the search.
    changed, counted : int
        Published shifts that changed hands, and all that were not locked.
    unproved : tuple of Objective
        Tiers without a proof.
    """

    seconds: float
    changed: int
    counted: int
    unproved: tuple[Objective, ...]


def published(instance: Instance) -> Instance:
    """Plan an instance and publish the plan, so early that no notice locks any of it."""
    instance = replace(instance, today=instance.today - timedelta(days=60))
    problem = instance.problem()
    roster = solve(problem, DEFAULT_RULES, fitting(DEFAULT_GOALS, problem)).roster
    entries = tuple(
        Entry(s.id, s.track, s.kind, s.start, s.end, roster[s.id]) for s in problem.shifts
    )
    return replace(instance, rotation=replace(instance.rotation, published=entries))


def joined(instance: Instance) -> Instance:
    """Let somebody join on the first day of the horizon; they serve after the grace."""
    rotation = instance.rotation
    first = instance.start.astimezone(ZoneInfo(rotation.timezone)).date()
    tracks = tuple(track.name for track in rotation.tracks)
    new = Engineer("Zoe", first, id="zoe", timezone=rotation.timezone, tracks=tracks)
    return replace(instance, rotation=replace(rotation, engineers=(*rotation.engineers, new)))


def vacation(instance: Instance) -> Instance:
    """Send the holder of the middle shift away for two weeks around it."""
    rotation = instance.rotation
    entry = rotation.published[len(rotation.published) // 2]
    assert entry.engineer is not None
    away = _away(entry.engineer, entry.start - timedelta(days=3), entry.end + timedelta(days=4))
    every = sorted((*rotation.time_off, away), key=lambda t: (t.engineer, t.start, t.end))
    return replace(instance, rotation=replace(rotation, time_off=tuple(every)))


def _away(person: str, start: datetime, end: datetime) -> TimeOff:
    return TimeOff(person, start, end, wording=f"{start.date()} to {end.date()}")


def measure(problem: Problem) -> Figures:
    """Replan as the command line does, and check the roster without the solver."""
    begun = perf_counter()
    solved = solve(problem, DEFAULT_RULES, fitting(replanning(ORDER), problem))
    seconds = perf_counter() - begun
    broken, _ = split(problem, violations(problem, solved.roster))
    assert not broken, broken
    unproved = tuple(o for o in solved.objectives if not o.proved)
    return Figures(seconds, _changed(problem, solved.roster), len(problem.published), unproved)


def listed(problem: Problem) -> tuple[int, int, int]:
    """Return what a rotating list changes when the newcomer is appended to it.

    Published is the list of the others, gone round over the whole horizon; counted are the shifts
    from the first that the newcomer can serve. Nobody's absence is looked at: this is a list.

    Returns
    -------
    tuple of (int, int, int)
        Changes when the longer list begins anew there with its first name, when it goes on there
        with the name whose turn it was, and the shifts counted.
    """
    others = [p.id for p in problem.people if p.id != "zoe"]
    zoe = problem.person("zoe")
    places = range(len(problem.shifts))
    first = next(n for n in places if zoe.could_hold(problem.shifts[n]))
    turn = first % len(others)
    longer = [*others, "zoe"], [*others[turn:], *others[:turn], "zoe"]
    anew, on = (
        sum(others[n % len(others)] != names[(n - first) % len(names)] for n in places[first:])
        for names in longer
    )
    return anew, on, len(places) - first


def _changed(problem: Problem, holders: Mapping[str, str | None]) -> int:
    return sum(holders[shift] != person for shift, person in problem.published.items())


def _lines(seeds: range) -> Iterator[str]:
    for team in TEAMS:
        before = {seed: published(team.instance(seed)) for seed in seeds}
        for title, change in (("somebody joins", joined), ("late vacation", vacation)):
            problems = [change(instance).problem() for instance in before.values()]
            measures = [measure(problem) for problem in problems]
            times = sorted(measured.seconds for measured in measures)
            moved = ", ".join(str(measured.changed) for measured in measures)
            proofs = sum(not measured.unproved for measured in measures)
            left = sorted({o.name for measured in measures for o in measured.unproved})
            beside = "-"
            if change is joined:
                anew, on, counted = listed(problems[0])
                beside = f"{anew} anew, {on} going on, of {counted}"
            yield (
                f"| {team.name} | {title} | {median(times):.2f} | {times[-1]:.2f} | {moved} of "
                f"{measures[0].counted} | {beside} | {proofs}/{len(measures)}"
                f"{' (' + ', '.join(left) + ')' if left else ''} |"
            )


def main() -> None:
    """Measure, and print a Markdown table."""
    parser = argparse.ArgumentParser("python -m benchmarks.replanning")
    parser.add_argument("--seeds", type=int, default=3, help="seeds 1 to N (default 3)")
    options = parser.parse_args()
    print("| team | change | median s | max s | changes | rotating list | all tiers proved |")
    print("| --- | --- | ---: | ---: | --- | --- | --- |")
    for line in _lines(range(1, options.seeds + 1)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
