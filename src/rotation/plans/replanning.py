"""Replanning after the inputs changed: as few published shifts as possible change hands."""

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Never
from zoneinfo import ZoneInfo

from rotation.errors import BadInput, Fault
from rotation.goals import Goal, replanning
from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.problem import LockKind, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData, RotationT
from rotation.plans.difference import moved
from rotation.plans.plan import Plan
from rotation.plans.replan import Replan
from rotation.problems import build_problem
from rotation.rules import Rule, registered, violations
from rotation.solve.parameters import Parameters
from rotation.solve.stop import Stop
from rotation.solve.tiers import Progress
from rotation.written.aligned import align

__all__ = ["refuse_nothing_ahead", "replan", "starts_ahead"]


def replan(
    rotation: RotationT,
    today: date,
    *,
    release: bool = False,
    rules: Sequence[Rule] | None = None,
    goals: Sequence[Goal] | None = None,
    parameters: Parameters | None = None,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Replan[RotationT]:
    """Replan everything published, with the fewest published shifts that change hands.

    If the tracks have changed, the shifts are first carried over to the new bounds, with their
    holders. Fewest open shifts come first; then people who enter get the whole part of a fair
    share; then the fewest changes, proved; then the team's goals in their order.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    today : datetime.date
        In the rotation's zone.
    release : bool
        Releases shifts that only the notice settles and whose holder cannot keep them any more.
    rules, goals, parameters, stop, progress
        As for `Rotation.plan`; goals are put in the order of a replan.

    Raises
    ------
    BadInput
        When nothing published starts on or after today, and no running shift has to be carried
        over.
    Impossible
        When no roster keeps the rules, even with every shift open.
    """
    chosen = registered() if rules is None else tuple(rules)
    zone = ZoneInfo(rotation.timezone)
    alignment = align(rotation, today)
    known = alignment.after
    # Shifts before the first published one were left out on purpose, or belong to another plan.
    starts = starts_ahead(known, today)
    if not starts and alignment.empty:
        refuse_nothing_ahead(today)
    begins = min(starts, default=midnight(zone, today))
    first, last = (m.astimezone(zone).date() for m in (begins, _last_start(known, begins)))
    start, end = midnight(zone, first), midnight(zone, last + timedelta(days=1))
    problem = build_problem(known, start, end, today, in_parts=True)
    shifts = (s for s in problem.shifts if s.start >= begins or s.id in problem.locks)
    problem = replace(problem, shifts=tuple(shifts) if starts else ())
    released: tuple[str, ...] = ()
    if release:
        problem, released = _released(problem, chosen, {pin.shift for pin in rotation.pins})
    plan = Plan.of(
        alignment.basis({base_id(shift.id) for shift in problem.shifts}),
        problem,
        today,
        rules=chosen,
        goals=replanning(rotation.goals) if goals is None else goals,
        parameters=parameters,
        stop=stop,
        progress=progress,
    )
    holders = {e.shift: e.engineer for e in known.published if e.engineer is not None}
    return Replan(plan, moved(problem, plan.roster, chosen, holders), alignment, released)


def starts_ahead(rotation: RotationData, today: date) -> tuple[datetime, ...]:
    """Return the starts, UTC, of published lines that start on or after a day."""
    begins = midnight(ZoneInfo(rotation.timezone), today)
    return tuple(e.start for e in rotation.published if e.start >= begins)


def _last_start(rotation: RotationData, begins: datetime) -> datetime:
    """Return when the last published shift starts; a later part of a split one does not count."""
    starts: dict[str, datetime] = {}
    for entry in rotation.published:
        shift = base_id(entry.shift)
        starts[shift] = min(entry.start, starts.get(shift, entry.start))
    return max(begins, *starts.values()) if starts else begins


def refuse_nothing_ahead(today: date) -> Never:
    """Raise `BadInput` if `starts_ahead` is empty."""
    what = f"nothing published starts on or after {today}"
    raise BadInput(Fault("replan", what, "plan and publish first"))


def _released(
    problem: Problem, rules: Sequence[Rule], pinned: Set[str]
) -> tuple[Problem, tuple[str, ...]]:
    """Release locks of the notice alone that break a rule among themselves."""
    held: dict[str, str | None] = {shift.id: None for shift in problem.shifts}
    held |= {lock.shift: lock.engineer for lock in problem.locks.values()}
    broken = violations(problem, Roster(held), rules)
    gone = {
        shift
        for violation in broken
        for shift in violation.shifts
        if shift not in pinned
        and shift in problem.locks
        and problem.locks[shift].kind is LockKind.NOTICE
    }
    locks = {shift: lock for shift, lock in problem.locks.items() if shift not in gone}
    holders = {shift: problem.locks[shift].engineer for shift in gone}
    published = {**problem.published, **holders}
    order = tuple(s.id for s in problem.shifts if s.id in gone)
    return replace(problem, locks=locks, published=published), order
