"""What a person should know about a plan, in sentences."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.explain.conflicts import conflicts
from rotation.explain.facts import NEED
from rotation.solve.plan import Plan

__all__ = ["notes_of", "number", "warnings_of"]

_EXPLAINED = 3
"""So many open shifts are explained unasked."""

_EFFORT = 0.05
"""Deterministic units for each question then: a plan shall not wait for its explanation."""

_NEARLY = timedelta(days=14)
"""Records that begin so shortly after the window does are taken for complete."""


def warnings_of(plan: Plan) -> list[str]:
    """Return what a person should know, one sentence each."""
    return [f"{title.lower()}: {line}" for title, lines in notes_of(plan) for line in lines]


def notes_of(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield what a person should know, under a title; nothing that is not there."""
    if plan.stopped:
        yield "Cut short", [f"{plan.stopped}: the best plan so far, and not reproducible"]
    if plan.open_regular:
        yield (
            "Open regular shifts, for somebody to mend",
            [*(f"{o.shift.id}: {o.text}" for o in plan.open_regular), *_explained(plan)],
        )
    if plan.open_volunteer:
        yield (
            "Open volunteer shifts, for more people to offer",
            [f"{o.shift.id}: {o.text}" for o in plan.open_volunteer],
        )
    if plan.tolerated:
        yield "Settled shifts that break a rule", [str(v) for v in plan.tolerated]
    unproved = [o for o in plan.objectives if not o.proved]
    if unproved:
        yield (
            "Goals not proved",
            [f"{o.title}: {number(o.value)}, bound {number(o.bound)}" for o in unproved],
        )
    told = _to_tell(plan)
    if told:
        until = _day(plan, plan.problem.notice_until)
        yield f"New inside the notice of {plan.rotation.notice_days} days (before {until})", told
    short = _short_history(plan)
    if short:
        yield "Fair shares", [short]


def _explained(plan: Plan) -> list[str]:
    """Tell which facts together keep shifts open that somebody could hold by themselves."""
    found = conflicts(plan, most=_EXPLAINED, effort=_EFFORT, regular=True)
    tied = [c.text for c in found if sum(fact.rule == NEED for fact in c.facts) > len(c.shifts)]
    return [*tied, "`rotation explain` names every fact with file and line, and what would help"]


def _to_tell(plan: Plan) -> list[str]:
    """Return who gets a shift that begins sooner than the notice wants, with all of them."""
    names = {engineer.id: engineer.name for engineer in plan.rotation.engineers}
    shifts: dict[str, list[str]] = {}
    for shift in plan.short_notice:
        holder = plan.roster[shift.id]
        shifts.setdefault(names[holder] if holder else "open", []).append(shift.id)
    return [f"{name}: {', '.join(theirs)}" for name, theirs in sorted(shifts.items())]


def _short_history(plan: Plan) -> str:
    """Tell when days without records count in the shares: newcomers then owe too little."""
    window, start = plan.problem.window_start, plan.problem.start
    records = min((held.shift.start for held in plan.problem.carried), default=start)
    if records - window <= _NEARLY:
        return ""
    days = max(0, (start - records).days)
    since = f"records begin on {_day(plan, records)}" if days else "there are no records"
    return (
        f"{since}, but are counted from {_day(plan, window)} (history_days ="
        f" {plan.rotation.history_days}): set history_days = {days}, or newcomers owe too little"
    )


def _day(plan: Plan, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(plan.rotation.timezone)).date()


def number(value: Fraction) -> str:
    """Return a number as people read it: whole, or with two digits."""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
