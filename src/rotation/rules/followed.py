"""Which shift follows which, read from the shifts of a problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.rules.follow_settings import FollowSettings

__all__ = ["Step", "follow_tables", "followed", "steps"]

_LONGEST = timedelta(days=93)
"""A shift further behind than this, as after a hole in history, follows none."""

Pairs = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """A shift of `first` and the one of `then` that its holder has next.

    Attributes
    ----------
    first, then : Shift
        The first regular one that begins at the end of the other, or later.
    holders : tuple of (str or None)
        Who carries each of the two; None where the problem decides, or nobody does.
    ahead : bool
        Whether the second one begins behind the horizon, and nobody is published for it.
    """

    first: Shift
    then: Shift
    holders: tuple[str | None, str | None]
    ahead: bool


def follow_tables(problem: Problem) -> tuple[FollowSettings, ...]:
    """Return the tables of a problem."""
    return tuple(
        FollowSettings(**dict(table.values), places=table.places)  # type: ignore[arg-type]
        for table in problem.settings
        if table.table == "rules.follow"
    )


def steps(problem: Problem, table: FollowSettings) -> Iterator[Step]:
    """Yield what follows what, in order of time."""
    carried = {held.shift.id: held for held in problem.carried}
    known = {shift.id: shift for shift in problem.ahead}
    known |= {shift_id: held.shift for shift_id, held in carried.items()}
    known |= {shift.id: shift for shift in problem.shifts}
    planned = {shift.id for shift in problem.shifts}
    behind = set(known) - planned - set(carried)
    order = sorted(known.values(), key=lambda s: (s.start, s.id))
    counted = [s for s in order if s.regular and s.loads.shifts]
    then = [shift for shift in counted if shift.track == table.then]
    place = 0
    for first in sorted(
        (s for s in counted if s.track == table.first and s.id not in behind),
        key=lambda s: (s.end, s.id),
    ):
        while place < len(then) and then[place].start < first.end:
            place += 1
        if place == len(then) or then[place].start - first.end > _LONGEST:
            continue
        after = then[place]
        if first.id in planned or after.id in planned:
            ids = (first.id, after.id)
            holders = tuple(
                carried[shift].engineer if shift in carried and shift not in planned else None
                for shift in ids
            )
            yield Step(first, after, (holders[0], holders[1]), after.id in behind)


def followed(problem: Problem) -> Pairs:
    """Return the ids of shifts that one person holds one after the other, without rest or gap."""
    return frozenset(
        frozenset((step.first.id, step.then.id))
        for table in follow_tables(problem)
        for step in steps(problem, table)
    )
