"""Notes about a plan that people should know, as sentences."""

from collections.abc import Iterator, Sequence

from rotation.display.answers import number
from rotation.goals.open import borne_in
from rotation.letters import by_name
from rotation.model.spelling import counted
from rotation.plans.ahead import month_outside_notice
from rotation.plans.history_advice import history_advice
from rotation.plans.horizon_notes import day_in, holder_names, horizon_notes, sought
from rotation.plans.note import Note, Topic
from rotation.plans.schedule import CUT_SHORT, PlannedSchedule
from rotation.plans.volunteering import least_volunteered, volunteers_since
from rotation.rules import soft_violations, split

__all__ = ["notes_of"]

_ASKED = 5
"""The number of people listed who could be asked to volunteer."""


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
        yield Note(Topic.CUT_SHORT, "Cut short", (f"{plan.stopped}: {CUT_SHORT}",))
    if plan.open_regular:
        lines = (*(f"{o.shift.id}: {o.text}" for o in plan.open_regular), *explained)
        yield Note(Topic.OPEN_REGULAR, "Open regular shifts, to be filled by hand", lines)
    if plan.open_volunteer:
        lines = (*(f"{o.shift.id}: {o.text}" for o in plan.open_volunteer), *_wanted(plan))
        yield Note(Topic.OPEN_VOLUNTEER, "Open volunteer shifts, more volunteers needed", lines)
    if plan.tolerated:
        lines = tuple(map(str, plan.tolerated))
        yield Note(Topic.TOLERATED, "Settled shifts that break a rule", lines)
    soft, _ = split(plan.problem, soft_violations(plan.problem, plan.roster))
    if soft:
        yield Note(Topic.SOFT, "Soft rules that are not kept", tuple(map(str, soft)))
    borne = tuple(_borne(plan)) if "time_off" in sought(plan) else ()
    if borne:
        title = f"On call during vacation, at most {plan.rotation.bearable_hours} hours of a shift"
        yield Note(Topic.BEARABLE, title, borne)
    if plan.unable:
        lines = tuple(unable.text for unable in plan.unable)
        yield Note(Topic.UNABLE, "Cannot hold any shift of this plan", lines)
    unproved = [o for o in plan.objectives if not o.proved]
    if unproved:
        lines = tuple(f"{o.title}: {number(o.value)}, bound {number(o.bound)}" for o in unproved)
        yield Note(Topic.UNPROVED, "Goals not proved", lines)
    yield from horizon_notes(plan)
    affected = _affected(plan)
    if affected:
        until = day_in(plan, plan.problem.notice_until)
        title = f"New inside the notice of {plan.rotation.notice_days} days (before {until})"
        yield Note(Topic.SHORT_NOTICE, title, tuple(affected))
    ahead = month_outside_notice(plan.rotation, plan.problem) if plan.short_notice else None
    if ahead is not None:
        month = f"{ahead:%Y-%m}"
        line = f"{month} is the first month wholly outside the notice: give --month {month}"
        yield Note(Topic.AHEAD, "To plan ahead", (line,))
    history = history_advice(plan)
    if history:
        yield Note(Topic.SHORT_HISTORY, "Fair shares", (history,))


def _wanted(plan: PlannedSchedule) -> Iterator[str]:
    """Report per special period how many more offers are needed, and whom to ask."""
    since, labels = volunteers_since(plan.rotation, plan.problem), plan.rotation.labels
    shifts = [opening.shift for opening in plan.open_volunteer]
    for period in dict.fromkeys(shift.period for shift in shifts):
        in_period = [shift for shift in shifts if shift.period == period]
        asked = least_volunteered(plan.problem, plan.roster, in_period)
        offers = counted(len(in_period), "more offer")
        people = [
            f"{labels[candidate.person.id]} ({candidate.days} "
            f"{'day' if candidate.days == 1 else 'days'})"
            for candidate in asked[:_ASKED]
        ]
        people += [f"{len(asked) - _ASKED} more"] if len(asked) > _ASKED else []
        whom = f"free, with the fewest volunteer days since {since}: {', '.join(people)}"
        yield f"{period}: {offers} needed; {whom if people else 'nobody else is free then'}"


def _affected(plan: PlannedSchedule) -> list[str]:
    """Return the people with shifts that begin inside the notice, with these shifts."""
    names = holder_names(plan)
    shifts: dict[str, list[str]] = {}
    for shift in plan.short_notice:
        holder = plan.roster[shift.id]
        if holder is not None:  # open shifts have a note of their own
            shifts.setdefault(names[holder], []).append(shift.id)
    return [f"{name}: {', '.join(shifts[name])}" for name in sorted(shifts, key=by_name)]


def _borne(plan: PlannedSchedule) -> Iterator[str]:
    for person, shift, minutes in borne_in(plan.problem, plan.roster):
        hours = f"{-(-minutes // 6) / 10:g}"
        yield f"{plan.rotation.labels[person.id]}: {hours} hours of {shift.id}"
