"""Which shift follows which: `[[rules.follow]]`, read from the shifts of a problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.model.tracks import Track
from rotation.rules.settings import NameKind, Settings, judge_shadows, setting

__all__ = ["FollowSettings", "Step", "follow_tables", "followed", "steps"]

_LONGEST = timedelta(days=93)
"""A shift further behind than this, as after a hole in history, follows none."""

Pairs = frozenset[frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class FollowSettings(Settings):
    """Keys of `[[rules.follow]]`."""

    repeated = True

    first: str = setting(names=NameKind.TRACKS)
    then: str = setting(names=NameKind.TRACKS)

    def __post_init__(self) -> None:
        if self.first == self.then:
            raise ValueError(f"track {self.first} cannot follow itself; name another in `then`")

    def judge_tracks(self, tracks: Mapping[str, Track]) -> None:
        """Refuse tracks with different handovers, without a next shift, or that nobody counts."""
        if not {self.first, self.then} <= tracks.keys():
            return  # a table of theirs has a fault of its own
        first, then = tracks[self.first], tracks[self.then]
        for name in (self.first, self.then):
            judge_shadows(tracks, [name])
        if first.last_day and then.first_day and then.first_day > first.last_day:
            what = f"no shift of {then.name} comes after one of {first.name}"
            when = f"{first.name} ends on {first.last_day}, {then.name} begins on {then.first_day}"
            raise ValueError(f"{what}: {when}; correct their dates, or remove the table")
        if then.last_day and (first.last_day is None or then.last_day < first.last_day):
            ends = f"on {first.last_day}" if first.last_day else "never"
            what = f"no shift of {then.name} comes after {then.last_day}, its last day"
            raise ValueError(
                f"{what}, and {first.name} ends {ends}; give {first.name} this last day too"
            )
        if not _same_handovers(first, then):
            what = f"tracks {self.first} and {self.then} do not have the same handovers"
            raise ValueError(f"{what}; give both the same `handover`")


def _same_handovers(first: Track, then: Track) -> bool:
    """Tell whether two tracks hand over at the same times wherever both exist."""
    return all(
        (before.zone is None or after.zone is None or before.zone == after.zone)
        and (before.handovers, before.weeks, before.anchor if before.weeks > 1 else None)
        == (after.handovers, after.weeks, after.anchor if after.weeks > 1 else None)
        for before in first.settings
        for after in then.settings
        if (
            before.first_day is None or after.last_day is None or before.first_day <= after.last_day
        )
        and (
            after.first_day is None or before.last_day is None or after.first_day <= before.last_day
        )
    )


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
