"""Notes about a plan that people should know, as sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

from rotation.analysis.home import uncovered
from rotation.goals.wishes import missed
from rotation.horizon import shifts_of
from rotation.letters import by_name
from rotation.model.shifts import ShiftKind
from rotation.model.spelling import listed
from rotation.plans.schedule import PlannedSchedule
from rotation.plans.volunteering import least_volunteered, volunteers_since
from rotation.written.changed_shifts import differences
from rotation.written.fits import misfit_fault, misfits

__all__ = ["Note", "Topic", "notes_of", "number"]

_ASKED = 5
"""The number of people listed who could be asked to volunteer."""

_NEARLY = timedelta(days=14)
"""Records that begin at most this long after the window count as complete."""

_LONGEST_PERIOD = timedelta(days=62)
"""No special period is longer (docs/files.md)."""


class Topic(StrEnum):
    """What a note is about."""

    CUT_SHORT = "cut_short"
    OPEN_REGULAR = "open_regular"
    OPEN_VOLUNTEER = "open_volunteer"
    TOLERATED = "tolerated"
    UNABLE = "unable"
    UNPROVED = "unproved"
    CHANGED = "changed"
    HOLES = "holes"
    GOES_ON = "goes_on"
    USELESS_OFFERS = "useless_offers"
    HOME = "home"
    WISHES = "wishes"
    MISFITS = "misfits"
    SHORT_NOTICE = "short_notice"
    SHORT_HISTORY = "short_history"


@dataclass(frozen=True, slots=True)
class Note:
    """A note about a plan that people should know.

    Attributes
    ----------
    topic : Topic
        What it is about.
    title : str
        What the lines have in common.
    lines : tuple of str
        At least one.
    """

    topic: Topic
    title: str
    lines: tuple[str, ...]


def notes_of(plan: PlannedSchedule, explained: Sequence[str] = ()) -> Iterator[Note]:
    """Yield the notes about a plan; topics without content are left out.

    Parameters
    ----------
    plan : PlannedSchedule
        What to look at.
    explained : sequence of str
        More lines about the open regular shifts, from a caller that may solve.
    """
    if plan.stopped:
        cut = f"{plan.stopped}: the best plan so far, and not reproducible"
        yield Note(Topic.CUT_SHORT, "Cut short", (cut,))
    if plan.open_regular:
        lines = (*(f"{o.shift.id}: {o.text}" for o in plan.open_regular), *explained)
        yield Note(Topic.OPEN_REGULAR, "Open regular shifts, to be filled by hand", lines)
    if plan.open_volunteer:
        lines = (*(f"{o.shift.id}: {o.text}" for o in plan.open_volunteer), *_wanted(plan))
        yield Note(Topic.OPEN_VOLUNTEER, "Open volunteer shifts, more volunteers needed", lines)
    if plan.tolerated:
        lines = tuple(map(str, plan.tolerated))
        yield Note(Topic.TOLERATED, "Settled shifts that break a rule", lines)
    if plan.unable:
        lines = tuple(unable.text for unable in plan.unable)
        yield Note(Topic.UNABLE, "Cannot hold any shift of this plan", lines)
    unproved = [o for o in plan.objectives if not o.proved]
    if unproved:
        lines = tuple(f"{o.title}: {number(o.value)}, bound {number(o.bound)}" for o in unproved)
        yield Note(Topic.UNPROVED, "Goals not proved", lines)
    yield from _planning_notes(plan)
    affected = _affected(plan)
    if affected:
        until = _day(plan, plan.problem.notice_until)
        title = f"New inside the notice of {plan.rotation.notice_days} days (before {until})"
        yield Note(Topic.SHORT_NOTICE, title, tuple(affected))
    short = _short_history(plan)
    if short:
        yield Note(Topic.SHORT_HISTORY, "Fair shares", (short,))


def _wanted(plan: PlannedSchedule) -> Iterator[str]:
    """Report per special period how many more offers are needed, and whom to ask."""
    since = volunteers_since(plan.rotation, plan.problem)
    shifts = [opening.shift for opening in plan.open_volunteer]
    for period in dict.fromkeys(shift.period for shift in shifts):
        in_period = [shift for shift in shifts if shift.period == period]
        asked = least_volunteered(plan.problem, plan.roster, in_period)
        offers = "1 more offer" if len(in_period) == 1 else f"{len(in_period)} more offers"
        people = [
            f"{candidate.person.name} ({candidate.days} {'day' if candidate.days == 1 else 'days'})"
            for candidate in asked[:_ASKED]
        ]
        people += [f"{len(asked) - _ASKED} more"] if len(asked) > _ASKED else []
        whom = f"free, with the fewest volunteer days since {since}: {', '.join(people)}"
        yield f"{period}: {offers} needed; {whom if people else 'nobody else is free then'}"


def _planning_notes(plan: PlannedSchedule) -> Iterator[Note]:
    """Yield notes about what may have been overlooked around the horizon."""
    for topic, title, lines in (
        (Topic.CHANGED, "Changed from the published plan", _changed(plan)),
        (Topic.HOLES, "Not known before the horizon", _holes(plan)),
        (Topic.MISFITS, "Published shifts that no longer fit the tracks", _misfits(plan)),
        (Topic.GOES_ON, "Continues after the horizon", _goes_on(plan)),
        (Topic.USELESS_OFFERS, "Offers without a volunteer shift", _useless_offers(plan)),
        (Topic.HOME, "Working hours with nobody from the home zone", _uncovered(plan)),
        (Topic.WISHES, "Wishes about dates not met", _unmet(plan)),
    ):
        if lines:
            yield Note(topic, title, tuple(lines))


def _changed(plan: PlannedSchedule) -> list[str]:
    """Report published shifts that have another holder now."""
    names = _names(plan)
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
            first, last = _day(plan, max(before)), _day(plan, min(starts))
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
            until = _day(plan, max(shift.end for shift in in_period))
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
    names = _names(plan)
    return [
        f"{offer.source or 'offer'}: {names[offer.engineer]}, {offer.wording}"
        for offer in offers
        if not any(shift.inside(offer.start, offer.end) for shift in volunteer)
    ]


def _uncovered(plan: PlannedSchedule) -> list[str]:
    """Report when nobody from the home zone is on call, one line per set of people on call."""
    home = plan.rotation.home_zone
    if home is None:
        return []
    zone, names = ZoneInfo(home.zones[0]), _names(plan)
    notes = []
    for stretch in uncovered(plan.problem, plan.roster):
        first, last = (t.astimezone(zone) for t in (stretch.hours[0][0], stretch.hours[-1][1]))
        holders = dict.fromkeys(plan.roster[s] for s in stretch.shifts)
        who = " and ".join(names[holder] for holder in holders if holder is not None)
        hours = number(Fraction(stretch.minutes, 60))
        who = who or "nobody at all"
        notes.append(f"{first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}: {hours} hours with {who}")
    return notes


def _unmet(plan: PlannedSchedule) -> list[str]:
    """Report the wishes about dates that the plan does not meet."""
    names = _names(plan)
    return [
        f"{names[wish.engineer]}: would rather not be on call {wish.wording}, but holds {shift.id}"
        if shift is not None
        else f"{names[wish.engineer]}: wants to be on call {wish.wording}, but is not"
        for wish, shift in missed(plan.problem, plan.roster)
    ]


def _names(plan: PlannedSchedule) -> dict[str | None, str]:
    return {None: "open", **{engineer.id: engineer.name for engineer in plan.rotation.engineers}}


def _affected(plan: PlannedSchedule) -> list[str]:
    """Return the people with shifts that begin inside the notice, with these shifts."""
    names = _names(plan)
    shifts: dict[str, list[str]] = {}
    for shift in plan.short_notice:
        holder = plan.roster[shift.id]
        if holder is not None:  # open shifts have a note of their own
            shifts.setdefault(names[holder], []).append(shift.id)
    return [f"{name}: {', '.join(shifts[name])}" for name in sorted(shifts, key=by_name)]


def _short_history(plan: PlannedSchedule) -> str:
    """Report days without records that count in the shares: newcomers would get too few shifts."""
    window, start = plan.problem.window_start, plan.problem.start
    # Volunteer shifts are counted further back than the records have to reach.
    regular = (h.shift for h in plan.problem.carried if h.shift.kind is ShiftKind.REGULAR)
    records = min((shift.start for shift in regular), default=start)
    if records - window <= _NEARLY:
        return ""
    grace = timedelta(days=plan.rotation.grace_days)
    if all(e.joined + grace <= _day(plan, window) for e in plan.rotation.engineers):
        return ""
    days = max(0, (_day(plan, start) - _day(plan, records)).days)
    since = f"shifts are recorded from {_day(plan, records)} on" if days else "no shift is recorded"
    return (
        f"{since}, but shares count days from {_day(plan, window)}: until then set history_days "
        f"to at most {days}, otherwise newcomers get too few shifts"
    )


def _day(plan: PlannedSchedule, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(plan.rotation.timezone)).date()


def number(value: Fraction) -> str:
    """Return a number as people read it: whole, or with two digits."""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
