"""Hours that tracks covered a week before and none covers: their clocks change on other dates."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, wall
from rotation.horizon.timeline import timeline_of
from rotation.horizon.weekly_hours import merged
from rotation.model.problem import Problem
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Window
from rotation.model.source import Source
from rotation.rules.together import TogetherSettings, together_tables

__all__ = ["LostHours", "lost_hours"]

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LostHours:
    """The same hours of one or more days, which no track of a table covers.

    Attributes
    ----------
    source : Source or None
        Where the table is written.
    tracks : tuple of str
        Who covered them a week before, by the clock of the rotation.
    days : tuple of Window
        The stretches, in order, less than a week from one to the next.
    """

    source: Source | None
    tracks: tuple[str, ...]
    days: tuple[Window, ...]


def lost_hours(rotation: RotationData, problem: Problem) -> tuple[LostHours, ...]:
    """Return the hours of a horizon that a clock change leaves to no track of a `together` rule.

    A window counts that its track also has a week later by the track's own clock; what of it no
    track of the table covers then by the clock of the rotation is lost. So neither holidays nor
    handovers make hours lost, and nothing is where all tracks of a table have one clock.

    Parameters
    ----------
    rotation : RotationData
        Its tracks.
    problem : Problem
        The horizon, and the tables.
    """
    tables = together_tables(problem)
    if not tables:
        return ()
    since = problem.start - _WEEK - _DAY
    timeline = timeline_of(rotation)
    shifts = (*timeline.in_progress(since), *timeline.shifts(since, problem.end))
    placed = [
        (shift, timeline.places.of(timeline.settings_of(shift.id, shift.track)).zone)
        for shift in shifts
    ]
    return tuple(
        LostHours(table.place("at_least") or table.place("at_most"), tracks, tuple(days))
        for table in tables
        for tracks, days in _runs(timeline.zone, _lost(timeline.zone, problem, table, placed))
    )


def _lost(
    clock: ZoneInfo,
    problem: Problem,
    table: TogetherSettings,
    placed: Sequence[tuple[Shift, ZoneInfo]],
) -> dict[Window, set[str]]:
    """Return the lost stretches of the horizon, with the tracks that had them."""
    counted = [(shift, zone) for shift, zone in placed if table.counts(shift)]
    if len({zone for _, zone in counted}) < 2:
        return {}
    covered = _merged(counted, table)
    lost: dict[Window, set[str]] = {}
    for shift, zone in counted:
        for window in table.windows(shift):
            if not _moves(zone, clock, window):
                continue
            own = _merged(((s, z) for s, z in counted if s.track == shift.track), table)
            if _uncovered(_week_later(zone, window), own):
                continue  # the track itself does not have these hours again
            for stretch in _uncovered(_week_later(clock, window), covered):
                start, end = max(stretch.start, problem.start), min(stretch.end, problem.end)
                if start < end:
                    lost.setdefault(Window(start, end), set()).add(shift.track)
    return lost


def _moves(zone: ZoneInfo, clock: ZoneInfo, window: Window) -> bool:
    """Return whether one of two clocks changes, and not the other, in the week after a window."""

    def ahead(moment: datetime) -> timedelta:
        return wall(zone, moment) - wall(clock, moment)

    return any(ahead(t) != ahead(t + _WEEK) for t in (window.start, window.end))


def _runs(
    clock: ZoneInfo, lost: Mapping[Window, Collection[str]]
) -> Iterator[tuple[tuple[str, ...], list[Window]]]:
    """Yield the days on which the same hours of the same tracks are lost."""
    runs: list[tuple[tuple[str, ...], list[Window]]] = []
    last: dict[tuple[object, ...], list[Window]] = {}
    for stretch, tracks in sorted(lost.items()):
        names = tuple(sorted(tracks))
        key = (names, wall(clock, stretch.start).time(), wall(clock, stretch.end).time())
        if key not in last or stretch.start - last[key][-1].start >= _WEEK:
            last[key] = []
            runs.append((names, last[key]))
        last[key].append(stretch)
    yield from runs


def _week_later(zone: ZoneInfo, window: Window) -> Window:
    """Return the same hours of a clock a week later."""
    start, end = (wall(zone, moment) + _WEEK for moment in (window.start, window.end))
    return Window(instant(zone, start.date(), start.time()), instant(zone, end.date(), end.time()))


def _merged(
    placed: Iterable[tuple[Shift, ZoneInfo]], table: TogetherSettings
) -> tuple[Window, ...]:
    return tuple(merged(window for shift, _ in placed for window in table.windows(shift)))


def _uncovered(window: Window, covered: Iterable[Window]) -> list[Window]:
    """Return what of a window is not covered."""
    start, end = window.start, window.end
    rest = []
    for other in covered:
        if other.end <= start or end <= other.start:
            continue
        if start < other.start:
            rest.append(Window(start, other.start))
        start = max(start, other.end)
    return [*rest, Window(start, end)] if start < end else rest
