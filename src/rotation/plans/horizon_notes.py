"""Notes about what may have been overlooked around a horizon."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.analysis.home import uncovered
from rotation.display.answers import number
from rotation.goals.wishes import missed
from rotation.horizon import shifts_of
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import listed
from rotation.plans.lost_hours import lost_hours
from rotation.plans.note import Note, Topic
from rotation.plans.schedule import PlannedSchedule
from rotation.rules import called, obstacle, words_of
from rotation.rules.ability import ABILITY_RULES
from rotation.written.changed_shifts import differences
from rotation.written.fits import misfit_fault, misfits

__all__ = ["day_in", "holder_names", "horizon_notes", "sought"]

_LONGEST_PERIOD = timedelta(days=62)
"""No special period is longer (docs/files.md)."""


def horizon_notes(plan: PlannedSchedule) -> Iterator[Note]:
    """Yield notes about what may have been overlooked around the horizon."""
    for topic, title, lines in (
        (Topic.CHANGED, "Changed from the published plan", _changed(plan)),
        (Topic.HOLES, "Not known before the horizon", _holes(plan)),
        (Topic.MISFITS, "Published shifts that no longer fit the tracks", _misfits(plan)),
        (Topic.GOES_ON, "Continues after the horizon", _goes_on(plan)),
        (Topic.USELESS_OFFERS, "Offers without a volunteer shift", _useless_offers(plan)),
        (Topic.FORBIDDEN_OFFERS, "Offers that own hours or skills forbid", _forbidden(plan)),
        (Topic.HOME, "Working hours with nobody from the home zone", _uncovered(plan)),
        (Topic.LOST_HOURS, "Hours that clock changes leave to nobody", _lost(plan)),
        (Topic.WISHES, "Wishes about dates not met", _unmet(plan)),
    ):
        if lines:
            yield Note(topic, title, tuple(lines))


def sought(plan: PlannedSchedule) -> frozenset[str]:
    """Return the names of the rules that a plan keeps, or seeks to keep as goals."""
    return frozenset(rule.name for rule in plan.rules) | {goal.name for goal in plan.goals}


def _changed(plan: PlannedSchedule) -> list[str]:
    """Report published shifts that have another holder now."""
    names = holder_names(plan)
    return [
        f"{d.row.shift.id}: {names[d.row.engineer]} in place of {names[d.entry.engineer]}"
        for d in differences(plan.rotation, plan.rows)
        if d.handed_on
    ]


def _holes(plan: PlannedSchedule) -> list[str]:
    """Report stretches between the records and the plan, track by track."""
    holes = []
    for track in plan.rotation.tracks:
        starts = [s.start for s in plan.problem.shifts if s.track == track.name]
        ends = [h.shift.end for h in plan.problem.carried if h.shift.track == track.name]
        before = [end for end in ends if starts and end <= min(starts)]
        if before and max(before) < min(starts):
            first, last = day_in(plan, max(before)), day_in(plan, min(starts))
            if first == last:
                zone = ZoneInfo(plan.rotation.timezone)
                hours = [f"{t.astimezone(zone):%H:%M}" for t in (max(before), min(starts))]
                holes.append(f"track {track.name} on {first} from {hours[0]} to {hours[1]}")
                continue
            holes.append(
                f"track {track.name} from {first} to {last}: publish that plan first, or its rest "
                "and loads are left out"
            )
    return holes


def _misfits(plan: PlannedSchedule) -> list[str]:
    """Report published shifts outside the plan that no longer fit the tracks."""
    lines = misfits(plan.rotation, plan.today)
    if not lines:
        return []
    fault = misfit_fault(lines)
    return [f"{fault.what}; {fault.hint}"]


def _goes_on(plan: PlannedSchedule) -> list[str]:
    """Report a special period that the horizon cuts, so that two plans use its offers."""
    periods = {s.period for s in plan.problem.shifts if s.kind is ShiftKind.VOLUNTEER}
    if not periods:
        return []
    end = plan.problem.end
    later = [
        shift
        for shift in shifts_of(plan.rotation, end, end + _LONGEST_PERIOD)
        if shift.period in periods
    ]
    notes = []
    for period in sorted(periods):
        in_period = [shift for shift in later if shift.period == period]
        if in_period:
            ids = listed(shift.id for shift in in_period)
            until = day_in(plan, max(shift.end for shift in in_period))
            notes.append(f"{period}: {ids}; to plan them together, give --from and --to {until}")
    return notes


def _useless_offers(plan: PlannedSchedule) -> list[str]:
    """Report offers for days of the horizon without a volunteer shift."""
    start, end = plan.problem.start, plan.problem.end
    offers = [o for o in plan.rotation.offers if start < o.end and o.start < end]
    if not offers:
        return []
    first, last = min(o.start for o in offers), max(o.end for o in offers)
    volunteer = [s for s in shifts_of(plan.rotation, first, last) if s.kind is ShiftKind.VOLUNTEER]
    names = holder_names(plan)
    return [
        f"{offer.source or 'offer'}: {names[offer.engineer]}, {offer.wording}"
        for offer in offers
        if not any(shift.inside(offer.start, offer.end) for shift in volunteer)
    ]


def _forbidden(plan: PlannedSchedule) -> list[str]:
    """Report offered volunteer shifts that are not for who offers them, offer by offer."""
    problem, names = plan.problem, sought(plan)
    rules = [rule for rule in ABILITY_RULES if rule.name in names]
    shifts: dict[tuple[str, str], list[str]] = {}
    free = [shift for shift in problem.volunteer() if shift.id not in problem.locks]
    for person in problem.people:
        for offer in person.offers:
            for shift in free:
                if shift.track not in person.tracks or not shift.inside(offer.start, offer.end):
                    continue
                kept = obstacle(rules, problem, person.id, shift)
                if kept is not None:
                    rule, grounds = kept
                    clause = words_of(rule, problem, grounds).clause
                    place = f" ({grounds.source})" if grounds.source else ""
                    about = f"{called(problem, person.id)} {clause}{place}"
                    shifts.setdefault((str(offer.source or "offer"), about), []).append(shift.id)
    return [f"{offer}: {about}: {listed(ids, 3)}" for (offer, about), ids in shifts.items()]


def _uncovered(plan: PlannedSchedule) -> list[str]:
    """Report when nobody from the home zone is on call, one line per set of people on call."""
    home = plan.rotation.home_zone
    if home is None:
        return []
    zone, names = ZoneInfo(home.zones[0]), holder_names(plan)
    notes = []
    for stretch in uncovered(plan.problem, plan.roster):
        first, last = (t.astimezone(zone) for t in (stretch.hours[0][0], stretch.hours[-1][1]))
        holders = dict.fromkeys(plan.roster[s] for s in stretch.shifts)
        who = " and ".join(names[holder] for holder in holders if holder is not None)
        hours = number(Fraction(stretch.minutes, 60))
        who = who or "nobody at all"
        notes.append(f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}: {hours} hours with {who}")
    return notes


def _lost(plan: PlannedSchedule) -> list[str]:
    """Report hours that tracks of a rule had a week before, and none of them has now."""
    if "together" not in sought(plan):
        return []
    zone = ZoneInfo(plan.rotation.timezone)
    notes = []
    for lost in lost_hours(plan.rotation, plan.problem):
        first = lost.days[0]
        start, end = first.start.astimezone(zone), first.end.astimezone(zone)
        last = day_in(plan, lost.days[-1].start)
        days = f"{start.date()}" if last == start.date() else f"{start.date()} to {last}"
        place = f" ({lost.source})" if lost.source else ""
        notes.append(
            f"{days}, {start:%H:%M} to {end:%H:%M}: covered by {' and '.join(lost.tracks)} "
            f"a week before{place}"
        )
    return notes


def _unmet(plan: PlannedSchedule) -> list[str]:
    """Report the wishes about dates that the plan does not meet."""
    names = holder_names(plan)
    return [
        f"{names[wish.engineer]}: would rather not be on call {wish.wording}, but holds {shift.id}"
        if shift is not None
        else f"{names[wish.engineer]}: wants to be on call {wish.wording}, but is not"
        for wish, shift in missed(plan.problem, plan.roster)
    ]


def holder_names(plan: PlannedSchedule) -> dict[str | None, str]:
    """Return the name of each possible holder of a shift, by id; that of nobody is `open`."""
    names: dict[str | None, str] = {None: "open"}
    names.update(plan.rotation.labels)
    return names


def day_in(plan: PlannedSchedule, moment: datetime) -> date:
    """Return the day of an instant in the rotation's zone."""
    return moment.astimezone(ZoneInfo(plan.rotation.timezone)).date()
