"""`python -m benchmarks.explaining`: how long explanations of a quarter of 24 people take.

Two impossible weeks: in one everybody of track A is away on a Tuesday, so that one shift is open;
in the other everybody is away from Monday to Friday, so that three or four are. A question
`why-not` is asked of everybody who could hold one shift in the middle of a plan without open ones.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.registry import Instance
from benchmarks.teams import Team
from rotation.explain import conflicts, fixes_of, why_not
from rotation.goals import DEFAULT_GOALS
from rotation.model.people import TimeOff
from rotation.model.source import Source
from rotation.rules import DEFAULT_RULES
from rotation.solve.plan import Plan, make_plan

__all__ = ["main", "plan_of", "questions", "week"]

_TEAM = Team("24p-13w-2t-explained", "a quarter of the usual team", 24, 13, 2, zoned=True)
_MONDAY = date(2027, 2, 15)
_ASKED = 6


def week(instance: Instance, first: date, last: date, track: str | None) -> Instance:
    """Return an instance in which everybody, or everybody of a track, is away on some days."""
    zone = ZoneInfo(instance.rotation.timezone)
    start, end = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (first, last + timedelta(days=1))
    )
    away = [
        TimeOff(e.id, start, end, wording=f"{first} to {last}", source=Source("time_off.csv", n))
        for n, e in enumerate(instance.rotation.engineers, 2)
        if track is None or track in e.tracks
    ]
    every = sorted((*instance.rotation.time_off, *away), key=lambda t: (t.engineer, t.start, t.end))
    return replace(instance, rotation=replace(instance.rotation, time_off=tuple(every)))


def plan_of(instance: Instance) -> Plan:
    """Plan an instance as the command line does."""
    return make_plan(
        instance.rotation,
        instance.problem(),
        instance.today,
        rules=DEFAULT_RULES,
        goals=DEFAULT_GOALS,
    )


def questions(plan: Plan) -> Iterator[tuple[str, date, str]]:
    """Yield whom `why-not` is asked about: who could hold the middle shift, but does not."""
    regular = plan.problem.regular()
    shift = regular[len(regular) // 2]
    able = [p for p in plan.problem.people if p.could_hold(shift)]
    for person in [p for p in able if p.id != plan.roster[shift.id]][:_ASKED]:
        yield person.id, shift.first_day + timedelta(days=1), shift.track


def _explained(plan: Plan) -> tuple[float, str]:
    begun = perf_counter()
    found = conflicts(plan)
    mended = fixes_of(plan, found)
    seconds = perf_counter() - begun
    weighed = sum(fix.planned for fixes in mended for fix in fixes.found)
    filling = sum(len(fixes.found) for fixes in mended)
    return seconds, f"{len(plan.open_regular)} open, {filling} changes fill, {weighed} planned anew"


def main() -> None:
    """Measure, and print a line a seed."""
    parser = argparse.ArgumentParser("python -m benchmarks.explaining")
    parser.add_argument("--seeds", type=int, default=3, help="seeds 1 to N (default 3)")
    seeds = range(1, parser.parse_args().seeds + 1)
    tuesday = _MONDAY + timedelta(days=1)
    for title, first, last, track in (
        ("one shift", tuesday, tuesday, "A"),
        ("one week", _MONDAY, _MONDAY + timedelta(days=4), None),
    ):
        for seed in seeds:
            plan = plan_of(week(_TEAM.instance(seed), first, last, track))
            seconds, what = _explained(plan)
            print(f"conflict and fixes, {title}, seed {seed}: {seconds:.2f} s ({what})")
    for seed in seeds:
        plan = plan_of(_TEAM.instance(seed))
        times = []
        for person, day, name in questions(plan):
            begun = perf_counter()
            why_not(plan, person, day, track=name)
            times.append(perf_counter() - begun)
        print(f"why-not, seed {seed}: median {median(times):.2f} s, worst {max(times):.2f} s")


if __name__ == "__main__":
    main()
