"""What several rules share: who holds what, what is settled, which shifts meet at one instant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

from rotation.model.problem import LockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import Literal, View
from rotation.rules.grounds import Fields

__all__ = [
    "at_most_one",
    "held",
    "local_day",
    "local_span",
    "overlapping_groups",
    "plural_days",
    "settled",
    "with_person",
]


def held(problem: Problem, roster: Roster) -> Mapping[str, tuple[Shift, ...]]:
    """Return the shifts of the problem each person holds, by start; people without any left out.

    Holders and shifts that the problem does not know are left to the rule `coverage`.
    """
    by_person: dict[str, list[Shift]] = {}
    for shift in problem.shifts:
        holder = roster.get(shift.id)
        if holder is not None and problem.has_person(holder):
            by_person.setdefault(holder, []).append(shift)
    return {person: tuple(by_person[person]) for person in sorted(by_person)}


def settled(problem: Problem, person: str, shift: str) -> bool:
    """Tell whether a shift was this person's before planning; a pin is not, it is a wish of today.

    Rules say nothing that settled shifts and carried ones break among themselves.
    """
    lock = problem.locks.get(shift)
    return lock is not None and lock.engineer == person and lock.kind is not LockKind.PIN


def overlapping_groups(
    shifts: Sequence[Shift], until: Callable[[Shift], datetime]
) -> Iterator[tuple[Shift, ...]]:
    """Yield the largest sets of two or more shifts that share an instant, in order of time.

    Parameters
    ----------
    shifts : sequence of Shift
        In any order.
    until : callable
        The end of the interval `[shift.start, until(shift))` that counts.

    Notes
    -----
    Intervals that meet in pairs meet all together (Helly), so one sweep over the line finds every
    largest set: one is complete whenever an end follows a start.
    """
    # At one instant ends (0) come before starts (1): intervals are half-open.
    events = [(until(s), 0, i) for i, s in enumerate(shifts)]
    events += [(s.start, 1, i) for i, s in enumerate(shifts)]
    active: list[int] = []
    grown = False
    for _, begins, index in sorted(events):
        if begins:
            active.append(index)
            grown = True
            continue
        if grown and len(active) > 1:
            yield tuple(shifts[i] for i in active)
        grown = False
        active.remove(index)


def at_most_one(
    view: View, free: Sequence[Literal], fixed: Sequence[Literal], **fields: Unpack[Fields]
) -> None:
    """Say that at most one literal is true, but nothing about two of `fixed`.

    Parameters
    ----------
    view : View
        The model.
    free : sequence of Literal
        What planning decides.
    fixed : sequence of Literal
        What was settled before; two true ones are not for planning to change.
    **fields
        What it rests on, as for `View.at_most`.
    """
    if not free:
        return
    if len(fixed) < 2:
        if len(free) + len(fixed) > 1:
            view.at_most(1, [*free, *fixed], **fields)
        return
    for literal in fixed:
        view.at_most(1, [*free, literal], **fields)


def local_day(problem: Problem, instant: datetime) -> str:
    """Return the date of an instant in the rotation's zone, ISO 8601, for messages."""
    return instant.astimezone(ZoneInfo(problem.zone)).date().isoformat()


def local_span(problem: Problem, start: datetime, end: datetime) -> str:
    """Return the first and last date of `[start, end)` in the rotation's zone, for messages."""
    last = max(start, end - end.resolution)
    first, final = local_day(problem, start), local_day(problem, last)
    return f"on {first}" if first == final else f"{first} to {final}"


def with_person(problem: Problem, person: Person) -> Problem:
    """Return the problem with one person as given, in the place of the one with this id."""
    people = (person if other.id == person.id else other for other in problem.people)
    return replace(problem, people=tuple(people))


def plural_days(span: timedelta) -> str:
    """Return a span as whole days (`7 days`); a clock change inside does not count."""
    days = round(span / timedelta(days=1))
    return f"{days} day" if days == 1 else f"{days} days"
