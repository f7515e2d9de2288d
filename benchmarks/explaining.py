"""`python -m benchmarks.explaining`: how long explanations of a quarter of 24 people take.

Two impossible weeks: in one everybody of track A is away on a Tuesday, so that one shift is open;
in the other everybody is away from Monday to Friday, so that three or four are. A question
`why-not` is asked of everybody who could hold one shift in the middle of a plan without open ones;
that plan's compromises are looked for, too. On a busy machine the processor's seconds count.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar
from zoneinfo import ZoneInfo

from benchmarks.instances import Instance
from benchmarks.teams import Team
from rotation.explain import compromises, conflicts, fixes_of, why_not
from rotation.goals import DEFAULT_GOALS
from rotation.model.people import TimeOff
from rotation.model.source import Source
from rotation.plans.plan import Plan
from rotation.rules import DEFAULT_RULES

__all__ = ["main", "plan_of", "questions", "week"]

_TEAM = Team("24p-13w-2t-explained", "a quarter of the usual team", 24, 13, 2, zoned=True)
_MONDAY = date(2027, 2, 15)
_ASKED = 6

T = TypeVar("T")


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
    return Plan.of(
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


def _timed(ask: Callable[[], T]) -> tuple[T, float, float]:
    """Return an answer, and the seconds of the clock and of the processor it took."""
    begun, worked = perf_counter(), process_time()
    answer = ask()
    return answer, perf_counter() - begun, process_time() - worked


def _fixes(plan: Plan) -> str:
    """Measure conflict and fixes."""
    answers, seconds, work = _timed(lambda: fixes_of(plan, conflicts(plan)))
    all_fixes = [fix for answer in answers for fix in answer.fixes]
    weighed = sum(fix.weighed for fix in all_fixes)
    anew = sum(fix.planned for fix in all_fixes)
    return (
        f"{seconds:.2f} s, processor {work:.2f} s ({len(plan.open_regular)} open, {len(all_fixes)} "
        f"changes fill, {weighed} weighed, {anew} of them planned anew)"
    )


def _refused(plan: Plan) -> str:
    """Measure every question."""
    times = [
        _timed(lambda q=question: why_not(plan, q[0], q[1], track=q[2]))[1:]
        for question in questions(plan)
    ]
    clock, work = ([time[number] for time in times] for number in (0, 1))
    return (
        f"median {median(clock):.2f} s, worst {max(clock):.2f} s; "
        f"processor {median(work):.2f} s and {max(work):.2f} s"
    )


def _held_back(plan: Plan) -> str:
    """Measure compromises."""
    _, seconds, work = _timed(lambda: compromises(plan))
    return f"{seconds:.2f} s, processor {work:.2f} s"


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
            print(f"conflict and fixes, {title}, seed {seed}: {_fixes(plan)}", flush=True)
    for seed in seeds:
        plan = plan_of(_TEAM.instance(seed))
        print(f"why-not, seed {seed}: {_refused(plan)}", flush=True)
        print(f"compromises, seed {seed}: {_held_back(plan)}", flush=True)


if __name__ == "__main__":
    main()
