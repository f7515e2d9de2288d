"""When the turns of a track change hands, and its hours, as far as its past shows them."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rotation.config.exported.stints import Stint
from rotation.horizon.clock import wall

__all__ = ["TurnPattern", "pattern_of"]

_FITS = 0.8
"""The part of the starts that must be handovers of the pattern."""

_AS_OFTEN = 0.6
"""A start that is this often as the most frequent one is a handover, too."""

_EACH_WEEK = 0.5
"""Several handovers are those of a week if the most frequent one is in so many weeks."""

_CHANGES = 0.5
"""In a track with hours, a start at which so many change hands is a handover."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK_MINUTES = 7 * 24 * 60
_DAY_MINUTES = 24 * 60
_LEAST_PAST = timedelta(days=4)
"""A shorter past shows no hours of a week."""

_CLOSED_MINUTES = 4 * 60
"""Hours of a week in which nobody is on call are holes, unless they are at least as many."""


class TurnPattern(NamedTuple):
    """The turns of a track.

    Attributes
    ----------
    handovers : tuple of str
        `Mon 11:00` or `Mon-Fri 09:00`, by time.
    weeks : int
        Length of a turn.
    anchor : datetime.date or None
        A day on which a turn of several weeks began.
    windows : tuple of str
        `Mon-Fri 09:00-17:00`; empty around the clock.
    fit : float
        Which part of the starts are such handovers.
    odd : tuple of datetime.datetime
        Starts that are not, by the clock of the zone, at most three.
    """

    handovers: tuple[str, ...]
    weeks: int
    anchor: date | None
    windows: tuple[str, ...]
    fit: float
    odd: tuple[datetime, ...]

    @property
    def regular(self) -> bool:
        """Whether it describes the past well enough to plan by it."""
        return self.fit >= _FITS


def pattern_of(stints: Sequence[Stint], zone: ZoneInfo) -> TurnPattern:
    """Return the handovers and hours of one track.

    Parameters
    ----------
    stints : sequence of Stint
        By start, without overlaps; at least one.
    zone : zoneinfo.ZoneInfo
        Whose clock the handovers follow.
    """
    windows = _windows(stints, zone)
    counts = Counter((at.weekday(), at.time()) for at in (wall(zone, s.start) for s in stints))
    if windows:
        # A turn has a stint per window, so only a change of hands shows where one begins.
        starts = [wall(zone, stint.start) for stint in _changes(stints)]
        changes = Counter((start.weekday(), start.time()) for start in starts)
        daily = {at[1] for at in counts if _share(changes, counts, at[1]) >= _CHANGES}
        chosen = [
            at for at in counts if at[1] in daily or changes[at] >= _CHANGES * counts[at]
        ] or [changes.most_common(1)[0][0]]
    else:
        starts = [wall(zone, stint.start) for stint in stints]
        most = max(counts.values())
        chosen = [at for at, count in counts.items() if count >= _AS_OFTEN * most]
        weeks_seen = (starts[-1] - starts[0]) / timedelta(weeks=1)
        if len(chosen) > 1 and most < _EACH_WEEK * weeks_seen:
            chosen = [counts.most_common(1)[0][0]]  # of no week's days and times
    fitting = [s for s in starts if (s.weekday(), s.time()) in chosen]
    odd = [s for s in starts if (s.weekday(), s.time()) not in chosen]
    weeks, anchor = _weeks(fitting) if len(chosen) == 1 else (1, None)
    clocks = sorted({clock for _, clock in chosen})
    texts = tuple(f"{_days([d for d, c in chosen if c == k])} {k:%H:%M}" for k in clocks)
    return TurnPattern(texts, weeks, anchor, windows, len(fitting) / len(starts), tuple(odd[:3]))


def _share(
    changes: Mapping[tuple[int, time], int], counts: Mapping[tuple[int, time], int], clock: time
) -> float:
    """Return at which part of the starts at a time of day, whatever the weekday, hands change."""
    there = [at for at in counts if at[1] == clock]
    return sum(changes.get(at, 0) for at in there) / sum(counts[at] for at in there)


def _changes(stints: Sequence[Stint]) -> list[Stint]:
    """Return the stints that another person held before."""
    pairs = zip([None, *stints], stints, strict=False)
    return [s for before, s in pairs if before is None or before.person != s.person]


def _weeks(starts: Sequence[datetime]) -> tuple[int, date | None]:
    """Return the usual number of weeks between starts, and a first day if it is not one."""
    days = [s.date() for s in starts]
    steps = Counter((b - a).days // 7 for a, b in itertools.pairwise(days))
    if not steps:
        return 1, None
    weeks, count = steps.most_common(1)[0]
    if weeks > 1 and count >= _FITS * steps.total():
        return weeks, days[0]
    return 1, None


def _windows(stints: Sequence[Stint], zone: ZoneInfo) -> tuple[str, ...]:
    """Return the hours of a week in which somebody is on call in most weeks; empty if it is all."""
    first, last = wall(zone, stints[0].start), wall(zone, stints[-1].end)
    monday = datetime.combine(first.date() - timedelta(days=first.weekday()), time())
    weeks = [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]
    if last - first < _LEAST_PAST:
        return ()
    spans = [(wall(zone, s.start), wall(zone, s.end)) for s in stints]
    change: Counter[int] = Counter()
    known: Counter[int] = Counter()  # in the first and last week, only what lies between both ends
    for begins in weeks:
        ends = begins + timedelta(weeks=1)
        for counter, pairs in ((change, spans), (known, [(first, last)])):
            for start, end in pairs:
                if start < ends and begins < end:
                    counter[_minutes(max(start, begins) - begins)] += 1
                    counter[_minutes(min(end, ends) - begins)] -= 1
    open_hours: list[list[int]] = []
    there = among = 0
    for minute in sorted({*change, *known}):
        before = there * 2 > among
        there, among = there + change[minute], among + known[minute]
        now = there * 2 > among
        if now and not before:
            open_hours.append([minute, _WEEK_MINUTES])
        elif before and not now:
            open_hours[-1][1] = minute
    closed = _WEEK_MINUTES - sum(end - start for start, end in open_hours)
    return _texts(open_hours) if closed >= _CLOSED_MINUTES else ()


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)


def _texts(spans: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """Return hours as texts, those of several days as one."""
    hours: dict[tuple[int, int], list[int]] = {}
    for start, end in _joined(spans):
        at, day = start, start // _DAY_MINUTES
        if end - start <= _DAY_MINUTES:
            hours.setdefault((at % _DAY_MINUTES, end - day * _DAY_MINUTES), []).append(day % 7)
            continue
        while at < end:  # a window of `rotation.toml` closes on the next day at the latest
            until = min(end, (at // _DAY_MINUTES + 1) * _DAY_MINUTES)
            day = at // _DAY_MINUTES
            key = (at - day * _DAY_MINUTES, until - day * _DAY_MINUTES)
            hours.setdefault(key, []).append(day % 7)
            at = until
    return tuple(
        f"{_days(days)} {_clock(opens)}-{_clock(closes)}"
        for (opens, closes), days in sorted(hours.items(), key=lambda item: (item[1], item[0]))
    )


def _joined(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the hours of a week, those over its end as one."""
    pairs = [(start, end) for start, end in spans]
    if len(pairs) > 1 and pairs[0][0] == 0 and pairs[-1][1] == _WEEK_MINUTES:
        first = pairs.pop(0)
        pairs[-1] = (pairs[-1][0], _WEEK_MINUTES + first[1])
    return pairs


def _days(days: Sequence[int]) -> str:
    ordered = sorted(set(days))
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"{_DAYS[ordered[0]]}-{_DAYS[ordered[-1]]}"
    return ", ".join(_DAYS[day] for day in ordered)


def _clock(minutes: int) -> str:
    if minutes == _DAY_MINUTES:
        return "24:00"
    minutes %= _DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"
