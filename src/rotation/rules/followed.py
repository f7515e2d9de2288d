"""Which shift follows which: `[[rules.follow]]`, read from the shifts of a problem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant
from rotation.horizon.handovers import nominal_handovers
from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.model.tracks import Track, TrackSettings
from rotation.rules.settings import NameKind, Settings, judge_shadows, setting

__all__ = ["FollowSettings", "Step", "follow_tables", "followed", "steps"]

_LONGEST = timedelta(days=93)
"""A shift further behind than this, as after a hole in history, follows none."""

_COMPARED = timedelta(days=800)
"""Handovers that return in up to 52 weeks, and clocks, differ within so many days or never."""

_USUAL = date(2026, 1, 1)
"""From here on handovers are compared that have no first day."""

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
        pair = _different(first, then)
        if pair is not None:
            both = " and ".join(
                f"{name} ({own.source})" if own.source else name
                for name, own in zip((self.first, self.then), pair, strict=True)
            )
            what = f"tracks {both} do not have the same handovers"
            fix = "give both the same `handover`"
            if pair[0].handover == pair[1].handover:
                fix = "give both the same `timezone`, `weeks` and `anchor`"
            raise ValueError(f"{what}; {fix}")


def _different(first: Track, then: Track) -> tuple[TrackSettings, TrackSettings] | None:
    """Return the first tables of two tracks that hand over at other instants while both apply."""
    for before in first.settings:
        for after in then.settings:
            span = _common_days(before, after)
            if span is not None:
                edge = timedelta() if before.timezone == after.timezone else timedelta(days=1)
                if _instants(before, *span, edge) != _instants(after, *span, edge):
                    return before, after
    return None


def _common_days(before: TrackSettings, after: TrackSettings) -> tuple[date, date] | None:
    """Return the first of the days on which two tables apply, enough of them to differ; or None."""
    begins = [s.first_day for s in (before, after) if s.first_day is not None]
    ends = [s.last_day for s in (before, after) if s.last_day is not None]
    last = min(ends, default=date.max)
    first = max(begins) if begins else min(last - _COMPARED, _USUAL)
    if first > last:
        return None
    return first, last if last - first < _COMPARED else first + _COMPARED


def _instants(settings: TrackSettings, first: date, last: date, edge: timedelta) -> set[datetime]:
    """Return the instants of the nominal handovers of some days.

    On other clocks a handover may be on the day before or after: within `edge` of the days' ends
    nothing is compared.
    """
    zone = ZoneInfo(settings.timezone or "UTC")
    endless = Track("", (replace(settings, first_day=None, last_day=None),))
    moments = {
        instant(zone, day, clock)
        for day, clock, _ in nominal_handovers(endless, first - edge, last + edge)
    }
    if not edge:
        return moments
    low, high = (datetime.combine(day, time(), UTC) for day in (first + edge, last))
    return {moment for moment in moments if low <= moment < high}


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
