"""Helpers of rules: who holds what, what is settled, which shifts overlap."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Unpack
from zoneinfo import ZoneInfo

from rotation.model.problem import LockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.model.spelling import counted
from rotation.rules.base import Literal, View
from rotation.rules.grounds import Fields

__all__ = [
    "at_most_beside",
    "at_most_one",
    "held",
    "local_day",
    "local_span",
    "meeting_groups",
    "overlapping_groups",
    "plural_days",
    "plural_hours",
    "settled",
    "with_person",
]


def held(problem: Problem, roster: Roster) -> Mapping[str, tuple[Shift, ...]]:
    """Return the shifts of the problem that each person holds.

    Unknown holders and shifts are left to the rule `coverage`.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    roster : Roster
        Any roster, complete or not.

    Returns
    -------
    mapping of str to tuple of Shift
        By person id, sorted; each person's shifts by start. People without shifts are left out.

    Examples
    --------
    >>> from rotation.rules import held
    >>> [shift.id for shift in held(plan.problem, plan.roster)["ada"]]
    ['A-2026-11-30', 'A-2026-12-21']
    """
    by_person: dict[str, list[Shift]] = {}
    for shift in problem.shifts:
        holder = roster.get(shift.id)
        if holder is not None and problem.has_person(holder):
            by_person.setdefault(holder, []).append(shift)
    return {person: tuple(by_person[person]) for person in sorted(by_person)}


def settled(problem: Problem, person: str, shift: str) -> bool:
    """Tell whether a shift was this person's before planning; a pin does not count.

    Rules state nothing about settled and carried shifts among themselves.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    person, shift : str
        Ids.

    Examples
    --------
    >>> from rotation.rules import settled
    >>> settled(plan.problem, "ada", "A-2026-11-30")
    False
    """
    lock = problem.locks.get(shift)
    return lock is not None and lock.engineer == person and lock.kind is not LockKind.PIN


def overlapping_groups(
    shifts: Sequence[Shift], until: Callable[[Shift], datetime]
) -> Iterator[tuple[Shift, ...]]:
    """Yield the maximal sets of two or more shifts that share an instant, in order of time.

    Parameters
    ----------
    shifts : sequence of Shift
        In any order.
    until : callable
        Returns the end of the interval `[shift.start, until(shift))`.
    """
    return meeting_groups(shifts, lambda shift: (Window(shift.start, until(shift)),))


def meeting_groups(
    shifts: Sequence[Shift], spans: Callable[[Shift], Sequence[Window]]
) -> Iterator[tuple[Shift, ...]]:
    """Yield sets of two or more shifts that share an instant, in order of time.

    Every pair that meets is in one of the sets. Of shifts with one span each they are the maximal
    sets; with several, a set may be part of another one.

    Parameters
    ----------
    shifts : sequence of Shift
        In any order.
    spans : callable
        Returns the spans of a shift, half-open and disjoint.

    Notes
    -----
    Intervals that meet pairwise have a common instant (Helly), so one sweep finds every maximal
    set: a set is complete whenever an end follows a start.
    """
    # At one instant, ends (0) come before starts (1), because intervals are half-open.
    spans_of = [spans(shift) for shift in shifts]
    events = [(span.end, 0, i) for i, own in enumerate(spans_of) for span in own]
    events += [(span.start, 1, i) for i, own in enumerate(spans_of) for span in own]
    known: set[frozenset[int]] = set()
    active: list[int] = []
    grown = False
    for _, begins, index in sorted(events):
        if begins:
            active.append(index)
            grown = True
            continue
        if grown and len(active) > 1 and frozenset(active) not in known:
            known.add(frozenset(active))
            yield tuple(shifts[i] for i in active)
        grown = False
        active.remove(index)


def at_most_one(
    view: View, free: Sequence[Literal], fixed: Sequence[Literal], **fields: Unpack[Fields]
) -> None:
    """State that at most one literal is true, but nothing about two of `fixed`.

    Parameters
    ----------
    view : View
        The model.
    free : sequence of Literal
        The literals that planning decides.
    fixed : sequence of Literal
        The settled literals; planning cannot change two true ones.
    **fields
        Its grounds, as for `View.at_most`.

    Examples
    --------
    >>> from rotation.rules import Violation, at_most_one, held
    >>> from rotation.testing import assert_rule_agrees, make_problem, make_shift
    >>> class Once:
    ...     name, title = "once", "Ada has at most one shift"
    ...
    ...     def check(self, problem, roster):
    ...         hers = held(problem, roster).get("ada", ())
    ...         shifts = tuple(shift.id for shift in hers)
    ...         if len(shifts) > 1:
    ...             yield Violation(self.name, self.title, shifts, ("ada",))
    ...
    ...     def post(self, problem, view):
    ...         hers = [view.works("ada", shift.id) for shift in problem.shifts]
    ...         at_most_one(view, hers, [], because=self.title)
    >>> weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    >>> assert_rule_agrees(Once(), make_problem(["ada", "ben"], weeks))
    8
    """
    if not free:
        return
    if len(fixed) < 2:
        if len(free) + len(fixed) > 1:
            view.at_most(1, [*free, *fixed], **fields)
        return
    for literal in fixed:
        view.at_most(1, [*free, literal], **fields)


def at_most_beside(
    view: View,
    most: int,
    free: Sequence[Literal],
    fixed: Sequence[Literal],
    **fields: Unpack[Fields],
) -> None:
    """State that at most so many literals are true, but nothing about those of `fixed` alone.

    Settled shifts are literals, not numbers: a question may be what holds without the rule `locks`,
    where they can go to somebody else.

    Parameters
    ----------
    view : View
        The model.
    most : int
        How many; less than 0 is as 0.
    free : sequence of Literal
        The literals that planning decides.
    fixed : sequence of Literal
        The settled literals; planning cannot change too many true ones.
    **fields
        Its grounds, as for `View.at_most`.

    Examples
    --------
    >>> from rotation.rules import Violation, at_most_beside, held
    >>> from rotation.testing import assert_rule_agrees, make_problem, make_shift
    >>> class Once:
    ...     name, title = "once", "Ada has at most one shift"
    ...
    ...     def check(self, problem, roster):
    ...         hers = held(problem, roster).get("ada", ())
    ...         shifts = tuple(shift.id for shift in hers)
    ...         if len(shifts) > 1:
    ...             yield Violation(self.name, self.title, shifts, ("ada",))
    ...
    ...     def post(self, problem, view):
    ...         hers = [view.works("ada", shift.id) for shift in problem.shifts]
    ...         at_most_beside(view, 1, hers, [], because=self.title)
    >>> weeks = [make_shift("A-2026-12-07"), make_shift("A-2026-12-14")]
    >>> assert_rule_agrees(Once(), make_problem(["ada", "ben"], weeks))
    8
    """
    every = [*free, *fixed]
    if most <= 0:
        if free:
            view.at_most(0, free, **fields)
    elif len(fixed) > most:
        for literal in free:
            view.at_most(most, every, when=literal, **fields)
    elif free and len(every) > most:
        view.at_most(most, every, **fields)


def local_day(problem: Problem, instant: datetime) -> str:
    """Return the date of an instant in the rotation's zone, ISO 8601, for messages."""
    return instant.astimezone(ZoneInfo(problem.zone)).date().isoformat()


def local_span(problem: Problem, start: datetime, end: datetime) -> str:
    """Return the first and last date of `[start, end)` in the rotation's zone, for messages."""
    last = max(start, end - end.resolution)
    first, final = local_day(problem, start), local_day(problem, last)
    return f"on {first}" if first == final else f"{first} to {final}"


def with_person(problem: Problem, person: Person) -> Problem:
    """Return the problem with one person replaced by the given one of the same id."""
    people = (person if other.id == person.id else other for other in problem.people)
    return replace(problem, people=tuple(people))


def plural_days(span: timedelta) -> str:
    """Return a span as whole days (`7 days`), without clock changes."""
    days = round(span / timedelta(days=1))
    return f"{days} day" if days == 1 else f"{days} days"


def plural_hours(count: int) -> str:
    """Return `1 hour`, or `11 hours`."""
    return counted(count, "hour")
