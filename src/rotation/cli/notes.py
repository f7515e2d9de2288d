"""What a person should know about a plan, in sentences."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.explain.conflicts import conflicts
from rotation.explain.facts import NEED
from rotation.explain.fixes import fixes_of
from rotation.horizon import shifts_of
from rotation.model.shifts import ShiftKind
from rotation.solve.plan import Plan

__all__ = ["notes_of", "number", "warnings_of"]

_EXPLAINED = 3
"""So many open shifts are explained unasked."""

_EFFORT = 0.05
"""Deterministic units for each question then: a plan shall not wait for its explanation."""

_NEARLY = timedelta(days=14)
"""Records that begin so shortly after the window does are taken for complete."""

_LONGEST_PERIOD = timedelta(days=62)
"""No special period is longer (docs/files.md)."""


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
            _explained(plan),
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
    yield from _planning_notes(plan)
    told = _to_tell(plan)
    if told:
        until = _day(plan, plan.problem.notice_until)
        yield f"New inside the notice of {plan.rotation.notice_days} days (before {until})", told
    short = _short_history(plan)
    if short:
        yield "Fair shares", [short]


def _explained(plan: Plan) -> list[str]:
    """Tell what keeps open shifts open together, and the cheapest change that would fill each.

    Bounded: of the first open shifts, and of changes those that a roster is found for at once.
    """
    lines = [f"{o.shift.id}: {o.text}" for o in plan.open_regular]
    found = conflicts(plan, most=_EXPLAINED, effort=_EFFORT, regular=True)
    for conflict, mended in zip(found, fixes_of(plan, found, most=0, ask=0), strict=True):
        if sum(fact.rule == NEED for fact in conflict.facts) > len(conflict.shifts):
            lines.append(conflict.text)  # what the counts above do not show
        if mended.found:
            lines.append(f"to fill {mended.found[0].change.shift}: {mended.found[0].text}")
    return [*lines, "`rotation explain` names every fact with file and line, and what would help"]


def _planning_notes(plan: Plan) -> Iterator[tuple[str, list[str]]]:
    """Yield what may have been overlooked around the horizon."""
    for title, lines in (
        ("Changed from the published plan", _changed(plan)),
        ("Not known before the horizon", _holes(plan)),
        ("Goes on after the horizon", _goes_on(plan)),
        ("Offers that hold no volunteer shift", _useless_offers(plan)),
    ):
        if lines:
            yield title, lines


def _changed(plan: Plan) -> list[str]:
    """Tell of shifts that people rely on and that somebody else holds now."""
    names = _names(plan)
    published = {entry.shift: entry.engineer for entry in plan.rotation.published}
    return [
        f"{row.shift.id}: {names[published[row.shift.id]]}, now {names[row.engineer]}"
        for row in plan.rows
        if row.shift.id in published and published[row.shift.id] != row.engineer
    ]


def _holes(plan: Plan) -> list[str]:
    """Tell of stretches between what is written and what is planned, track by track."""
    found = []
    for track in plan.rotation.tracks:
        starts = [s.start for s in plan.problem.shifts if s.track == track.name]
        ends = [h.shift.end for h in plan.problem.carried if h.shift.track == track.name]
        before = [end for end in ends if starts and end <= min(starts)]
        if before and max(before) < min(starts):
            first, last = _day(plan, max(before)), _day(plan, min(starts))
            found.append(
                f"track {track.name} from {first} to {last}: publish that plan first, or its rest "
                "and loads are left out"
            )
    return found


def _goes_on(plan: Plan) -> list[str]:
    """Tell of a special period that the horizon cuts: its offers are shared out in two plans."""
    periods = {s.period for s in plan.problem.shifts if s.kind is ShiftKind.VOLUNTEER}
    if not periods:
        return []
    end = plan.problem.end
    later = [
        shift
        for shift in shifts_of(plan.rotation, end, end + _LONGEST_PERIOD)
        if shift.period in periods
    ]
    found = []
    for period in sorted(periods):
        theirs = [shift for shift in later if shift.period == period]
        if theirs:
            ids = ", ".join(shift.id for shift in theirs)
            until = _day(plan, max(shift.end for shift in theirs))
            found.append(f"{period}: {ids}; to plan them together, give --from and --to {until}")
    return found


def _useless_offers(plan: Plan) -> list[str]:
    """Tell of offers for days of the horizon that no volunteer shift lies in."""
    start, end = plan.problem.start, plan.problem.end
    offers = [o for o in plan.rotation.offers if start < o.end and o.start < end]
    if not offers:
        return []
    first, last = min(o.start for o in offers), max(o.end for o in offers)
    volunteer = [s for s in shifts_of(plan.rotation, first, last) if s.kind is ShiftKind.VOLUNTEER]
    names = _names(plan)
    return [
        f"{offer.source or 'offer'}: {names[offer.engineer]}, {offer.wording}"
        for offer in offers
        if not any(shift.inside(offer.start, offer.end) for shift in volunteer)
    ]


def _names(plan: Plan) -> dict[str | None, str]:
    return {None: "open", **{engineer.id: engineer.name for engineer in plan.rotation.engineers}}


def _to_tell(plan: Plan) -> list[str]:
    """Return who gets a shift that begins sooner than the notice wants, with all of them."""
    names = _names(plan)
    shifts: dict[str, list[str]] = {}
    for shift in plan.short_notice:
        shifts.setdefault(names[plan.roster[shift.id]], []).append(shift.id)
    return [f"{name}: {', '.join(theirs)}" for name, theirs in sorted(shifts.items())]


def _short_history(plan: Plan) -> str:
    """Tell when days without records count in the shares: newcomers then owe too little."""
    window, start = plan.problem.window_start, plan.problem.start
    records = min((held.shift.start for held in plan.problem.carried), default=start)
    if records - window <= _NEARLY:
        return ""
    grace = timedelta(days=plan.rotation.grace_days)
    if all(e.joined + grace <= _day(plan, window) for e in plan.rotation.engineers):
        return ""
    days = max(0, (_day(plan, start) - _day(plan, records)).days)
    since = f"shifts are recorded from {_day(plan, records)} on" if days else "no shift is recorded"
    return (
        f"{since}, yet shares count days from {_day(plan, window)}: as long as that is so, set "
        f"history_days to at most {days}, or who is new since owes too little"
    )


def _day(plan: Plan, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(plan.rotation.timezone)).date()


def number(value: Fraction) -> str:
    """Return a number as people read it: whole, or with two digits."""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
