"""Advice on `history_days`: while records are short, and once more when it is needed no longer."""

from datetime import timedelta

from rotation.model.shifts import ShiftKind
from rotation.plans.horizon_notes import day_in
from rotation.plans.schedule import PlannedSchedule

__all__ = ["history_advice"]

_NEARLY = timedelta(days=14)
"""Records that begin at most this long after the window count as complete."""

_USUAL_DAYS = 365
"""`history_days` where nothing is set."""

_REMINDED_DAYS = 62
"""How long plans remind of a short `history_days` after records reach back far enough."""


def history_advice(plan: PlannedSchedule) -> str:
    """Return what to do about `history_days`, if anything.

    Without records of a part of the window, newcomers get too few shifts: then a shorter window is
    advised, with the day on which the advice ends. Whoever follows it would keep the short window
    for ever, so for two months after records have grown long enough it is withdrawn. Who looks back
    less on purpose is not asked again.
    """
    return _too_short(plan) or _grown(plan)


def _too_short(plan: PlannedSchedule) -> str:
    """Report days without records that count in the shares."""
    window, start = plan.problem.window_start, plan.problem.start
    # Volunteer shifts are counted further back than the records have to reach.
    regular = (h.shift for h in plan.problem.carried if h.shift.regular)
    records = min((shift.start for shift in regular), default=start)
    if records - window <= _NEARLY:
        return ""
    grace = timedelta(days=plan.rotation.grace_days)
    if all(e.joined + grace <= day_in(plan, window) for e in plan.rotation.engineers):
        return ""
    begin = day_in(plan, records)
    days = max(0, (day_in(plan, start) - begin).days)
    since = f"shifts are recorded from {begin} on" if days else "no shift is recorded"
    grown = begin + timedelta(days=plan.rotation.history_days)
    return (
        f"{since}, but shares count days from {day_in(plan, window)}: for plans up to {grown} "
        f"set history_days to at most {days}, otherwise newcomers get too few shifts"
    )


def _grown(plan: PlannedSchedule) -> str:
    """Withdraw the advice: records are as long as the window is by default."""
    rotation = plan.rotation
    starts = [
        entry.start
        for entry in (*rotation.history, *rotation.published)
        if entry.kind is ShiftKind.REGULAR
    ]
    if rotation.history_days >= _USUAL_DAYS or not starts:
        return ""
    begin = day_in(plan, min(starts))
    reach = (day_in(plan, plan.problem.start) - begin).days
    if not _USUAL_DAYS <= reach < _USUAL_DAYS + _REMINDED_DAYS:
        return ""
    return (
        f"shifts are recorded from {begin} on, long enough for newcomers: if history_days = "
        f"{rotation.history_days} was set because records were short, remove it, so that shares "
        f"look back {_USUAL_DAYS} days"
    )
