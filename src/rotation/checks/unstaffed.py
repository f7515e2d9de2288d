"""Open shifts of a schedule that nobody in the team may hold, whatever else they do."""

from collections.abc import Sequence
from datetime import date

from rotation.errors import Fault
from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift
from rotation.model.spelling import listed
from rotation.problems import problem_of_entries
from rotation.rules import called, obstacle, registered, traits_of, words_of

__all__ = ["unstaffed"]

_NAMED = 5
"""The number of people whose reason is given; the rest is counted."""

_HINT = "add the track or skill to somebody who serves then, or leave it open on purpose"


def unstaffed(
    rotation: RotationData, entries: Sequence[Entry], today: date | None
) -> tuple[Fault, ...]:
    """Return a warning per track with open shifts that nobody may hold, with everybody's reason.

    Time off and what else somebody holds do not count: these pass.

    Parameters
    ----------
    rotation : RotationData
        The team.
    entries : sequence of Entry
        The lines of a schedule.
    today : datetime.date, optional
        As for `judge`.
    """
    if not any(entry.engineer is None for entry in entries):
        return ()
    problem, roster = problem_of_entries(rotation, entries, today)
    shifts: dict[str, list[tuple[Shift, list[str]]]] = {}
    for shift in problem.shifts:
        if shift.regular and roster[shift.id] is None:
            reasons = _reasons(problem, shift)
            if reasons is not None:
                shifts.setdefault(shift.track, []).append((shift, reasons))
    sources = {track.name: track.source for track in rotation.tracks}
    return tuple(
        _warning(str(own[0][0].needs_source or sources.get(track) or "track"), own)
        for track, own in sorted(shifts.items())
    )


def _warning(place: str, shifts: Sequence[tuple[Shift, list[str]]]) -> Fault:
    first, reasons = shifts[0]
    more = f" and {len(shifts) - 1} more open shifts" if len(shifts) > 1 else ""
    more = more[:-1] if len(shifts) == 2 else more
    return Fault(place, f"nobody may hold {first.id}{more}: {listed(reasons, _NAMED)}", _HINT)


def _reasons(problem: Problem, shift: Shift) -> list[str] | None:
    """Return what keeps each person off a shift for good; None if somebody may hold it."""
    rules = [rule for rule in registered() if traits_of(rule).lasting]
    reasons = []
    for person in problem.people:
        kept = obstacle(rules, problem, person.id, shift)
        if kept is None:
            return None
        rule, grounds = kept
        words = words_of(rule, problem, grounds)
        reasons.append(f"{called(problem, person.id)} {words.clause or words.short}")
    return reasons
