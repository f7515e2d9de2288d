"""What a plan says about rest: who serves again soonest, and what a longer rest would change."""

from collections.abc import Iterator
from itertools import islice
from math import floor

from rotation.analysis.rest_gaps import kept_rest_days, shortest_gaps, too_close
from rotation.goals.held_gaps import HeldGap
from rotation.goals.traits import watches_gaps
from rotation.model.spelling import counted, listed
from rotation.plans.schedule import PlannedSchedule

__all__ = ["gap_words", "named_gaps", "rest_lines"]

_NAMED = 3
"""So many people are named who serve again soonest, besides those with a short gap."""

_WEEK = 7

_LONGEST = 26 * _WEEK
"""Longer rests are not looked at."""

_PRICED = 2
"""So many rests are named that would cost something."""


def named_gaps(plan: PlannedSchedule) -> tuple[HeldGap, ...]:
    """Return the shortest gaps that people ask about: the first few, and every short one.

    Nothing where no goal of the plan watches gaps.
    """
    if not watches_gaps(plan.goals):
        return ()
    gaps = shortest_gaps(plan.problem, plan.roster)
    return tuple(gap for place, gap in enumerate(gaps) if place < _NAMED or gap.short)


def gap_words(plan: PlannedSchedule, gap: HeldGap) -> str:
    """Return who, how long, between which shifts, and what would be even."""
    name = plan.rotation.labels[gap.person]
    days = counted(gap.days, "day")
    text = f"{name}: {days} from {gap.first.id} to {gap.second.id}"
    if gap.even is None:
        return text
    short = ", less than half of it" if gap.short else ""
    return f"{text}; an even gap is {floor(gap.even)} days{short}"


def rest_lines(plan: PlannedSchedule) -> tuple[str, ...]:
    """Return which rest costs this plan nothing, and how much of it a longer one would change.

    The best plan with a longer rest takes solving: `rotation compromises` has it.
    """
    if not watches_gaps(plan.goals):
        return ()
    now = plan.rotation.min_rest_days
    kept = kept_rest_days(plan.problem, plan.roster, plan.rules)
    lines = []
    if kept is not None and kept > now:
        lines.append(
            f"min_rest_days = {kept} in place of {now} costs this plan nothing, neither an open "
            "shift nor fairness: everybody rests that long in it"
        )
    return (*lines, *islice(_longer(plan, max(now, kept or 0)), _PRICED))


def _longer(plan: PlannedSchedule, rest: int) -> Iterator[str]:
    """Yield the rests in whole weeks, longer than one, that forbid more gaps than those before."""
    forbidden = 0
    for days in range((rest // _WEEK + 1) * _WEEK, _LONGEST + 1, _WEEK):
        close = too_close(plan.problem, plan.roster, plan.rules, days)
        if len(close) > forbidden:
            forbidden = len(close)
            names = listed(plan.rotation.labels[person] for person in sorted(set(close)))
            gaps = counted(forbidden, "gap")
            yield (
                f"min_rest_days = {days}: {gaps} of this plan would be too short ({names}); "
                "`rotation compromises` plans that and says what it costs"
            )
