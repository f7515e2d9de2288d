"""The data of the published plan's page, of files and a day alone (O14)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.export.text import clean
from rotation.horizon.clock import midnight
from rotation.horizon.ids import Names, parse_id
from rotation.horizon.track_places import TrackPlaces
from rotation.letters import by_name
from rotation.model.public_page import (
    HandoverLine,
    Month,
    MonthBar,
    MonthDate,
    MonthWeek,
    PublicLine,
    PublicPage,
)
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift, Window
from rotation.model.trades import LoggedChange
from rotation.written import shifts_from_entries
from rotation.written.published import records

__all__ = ["public_page"]

_MONTHS_BACK = 2
"""Months before the present one that the page shows."""

_CHANGE_DAYS = 30
"""How long ago a change of hands may be to be listed."""

_MOST_CHANGES = 20
"""The largest number of changes of hands listed."""

_QUARTER, _DAY = timedelta(hours=6), timedelta(days=1)


def public_page(rotation: RotationData, today: date) -> PublicPage:
    """Return what the page of the published plan shows; never solves, never reads the clock.

    Parameters
    ----------
    rotation : RotationData
        Its history, published plan and change log.
    today : datetime.date
        In the rotation's zone.
    """
    zone = ZoneInfo(rotation.timezone)
    month = today.replace(day=1)
    for _ in range(_MONTHS_BACK):
        month = (month - timedelta(days=1)).replace(day=1)
    oldest = midnight(zone, month - timedelta(days=month.weekday()))
    entries = [
        entry
        for record in records(rotation).values()
        for entry in record.entries
        if entry.end > oldest
    ]
    shifts = shifts_from_entries(rotation, entries)
    lines = tuple(
        sorted(
            (_line(rotation, zone, *pair) for pair in zip(shifts, entries, strict=True)),
            key=lambda line: (line.start, line.track, line.shift),
        )
    )
    begins = midnight(zone, today)
    ahead = tuple(line for line in lines if line.end > begins)
    names = [track.name for track in rotation.tracks]
    names += sorted({line.track for line in lines} - set(names))
    labels = [
        (clean(rotation.labels[engineer.id]) or engineer.id, engineer.id)
        for engineer in rotation.engineers
        if engineer.leaves is None or engineer.leaves > today
    ]
    return PublicPage(
        name=clean(rotation.name),
        timezone=rotation.timezone,
        today=today,
        tracks=tuple(names),
        months=tuple(_months(rotation, lines, names, today)),
        lines=ahead,
        people=tuple(name for name, _ in sorted(labels, key=lambda pair: by_name(*pair))),
        changes=tuple(_changes(rotation, zone, today)),
        until=max((line.end for line in ahead), default=None),
    )


def _holder(rotation: RotationData, person: str | None) -> str:
    return "" if person is None else clean(rotation.labels.get(person, person)) or person


def _line(rotation: RotationData, zone: ZoneInfo, shift: Shift, entry: Entry) -> PublicLine:
    return PublicLine(
        shift.id,
        shift.track,
        shift.kind,
        shift.start.astimezone(zone),
        shift.end.astimezone(zone),
        _holder(rotation, entry.engineer),
        tuple(_joined(zone, shift.windows)),
        shift.shadow,
    )


def _joined(zone: ZoneInfo, windows: Iterable[Window]) -> Iterator[Window]:
    """Yield windows in a zone, those that meet as one."""
    last: Window | None = None
    for window in windows:
        local = Window(window.start.astimezone(zone), window.end.astimezone(zone))
        if last is not None and window.start == last.end:
            local = Window(last.start, local.end)
        elif last is not None:
            yield last
        last = local
    if last is not None:
        yield last


def _months(
    rotation: RotationData, lines: Sequence[PublicLine], tracks: Sequence[str], today: date
) -> Iterator[Month]:
    """Yield the months from the first line to the last one, the present one among them."""
    month = min([today, *(line.start.date() for line in lines)]).replace(day=1)
    last = max([today, *(line.end.date() for line in lines)])
    oldest = today.replace(day=1)
    for _ in range(_MONTHS_BACK):
        oldest = (oldest - timedelta(days=1)).replace(day=1)
    month = max(month, oldest)
    calendar = _DayNames(rotation)
    while month <= last:
        after = (month + timedelta(days=31)).replace(day=1)
        monday = month - timedelta(days=month.weekday())
        weeks = []
        while monday < after:
            weeks.append(_week(calendar, lines, tracks, month, monday))
            monday += timedelta(days=7)
        yield Month(month, tuple(weeks))
        month = after


class _DayNames:
    """The rest days of a rotation, and the holidays of it and of its tracks."""

    def __init__(self, rotation: RotationData) -> None:
        self._tracks = rotation.tracks
        self._places = TrackPlaces(rotation)
        self._known: dict[date, tuple[bool, tuple[str, ...]]] = {}

    def of(self, day: date) -> tuple[bool, tuple[str, ...]]:
        """Return whether a day is a rest day of the rotation, and what it is called."""
        if day not in self._known:
            usual = self._places.default.days
            names = list(usual.names(day))
            # A track may live in another country.
            own: dict[str, list[str]] = {}
            for track in self._tracks:
                for name in self._places.of(track.at(day)).days.names(day):
                    if name not in names:
                        own.setdefault(name, []).append(track.name)
            names += [f"{name} ({', '.join(where)})" for name, where in sorted(own.items())]
            self._known[day] = usual.is_rest_day(day), tuple(clean(name) for name in names)
        return self._known[day]


def _week(
    calendar: _DayNames,
    lines: Sequence[PublicLine],
    tracks: Sequence[str],
    month: date,
    monday: date,
) -> MonthWeek:
    days = [monday + timedelta(days=number) for number in range(7)]
    dates = tuple(
        MonthDate(day, (day.year, day.month) == (month.year, month.month), *calendar.of(day))
        for day in days
    )
    bars: list[MonthBar] = []
    first_lane = 0
    for track in tracks:
        parts = [
            (line, windows)
            for line in lines
            if line.track == track and line.start.date() <= days[-1] and line.end.date() >= monday
            for windows in _days_on_end(line.windows)
        ]
        free: list[int] = []  # by lane of the track: the first quarter without a bar
        for (line, windows), (first, after) in zip(parts, _spans(parts, monday), strict=True):
            if first >= after:  # in another week
                continue
            lane = next((n for n, end in enumerate(free) if end <= first), len(free))
            free[lane : lane + 1] = [after]
            bars.append(MonthBar(line, windows, first, after, first_lane + lane))
        first_lane += len(free)
    return MonthWeek(dates, tuple(sorted(bars, key=lambda bar: (bar.lane, bar.first))))


def _days_on_end(windows: Sequence[Window]) -> Iterator[tuple[Window, ...]]:
    """Yield windows in groups: those that follow each other within a day are one bar."""
    group: list[Window] = []
    for window in windows:
        if group and window.start - group[-1].end >= _DAY:
            yield tuple(group)
            group = []
        group.append(window)
    yield tuple(group)


def _spans(
    parts: Sequence[tuple[PublicLine, tuple[Window, ...]]], monday: date
) -> Iterator[tuple[int, int]]:
    """Yield the quarters of each part of a track; hours of a day take the day where it is free."""
    exact = [
        (_quarter(windows[0].start, monday), _quarter(windows[-1].end, monday))
        for _, windows in parts
    ]
    for n, (_, windows) in enumerate(parts):
        first, after = exact[n]
        after = max(after, first + 1)
        if len(windows) > 1 or _one_day(windows[0]):
            before = max((end for _, end in exact[:n]), default=first - 4)
            then = min((start for start, _ in exact[n + 1 :]), default=after + 4)
            first = max(first // 4 * 4, min(before, first))
            after = min(-(-after // 4) * 4, max(then, after))
        yield max(first, 0), min(after, 28)


def _one_day(window: Window) -> bool:
    return (window.end - timedelta(microseconds=1)).date() == window.start.date()


def _quarter(moment: datetime, monday: date) -> int:
    """Return the number of the quarter of a day, by the clock on the wall, that is nearest."""
    clock = moment.replace(tzinfo=None) - datetime.combine(monday, time())
    return round(clock / _QUARTER)


def _changes(rotation: RotationData, zone: ZoneInfo, today: date) -> Iterator[HandoverLine]:
    """Yield the changes of hands of the last days, the latest first; no reasons."""
    since = midnight(zone, today - timedelta(days=_CHANGE_DAYS))
    recent = [c for c in rotation.changes if c.when >= since and c.before != c.after]
    recent.sort(key=lambda change: (change.when, change.start, change.shift), reverse=True)
    names = Names(rotation)
    for change in recent[:_MOST_CHANGES]:
        yield _change(rotation, zone, names, change)


def _change(
    rotation: RotationData, zone: ZoneInfo, names: Names, change: LoggedChange
) -> HandoverLine:
    named = parse_id(change.base)
    return HandoverLine(
        change.when.astimezone(zone).date(),
        change.shift,
        change.base if named is None else names.track(named.track),
        change.start.astimezone(zone),
        change.end.astimezone(zone),
        _holder(rotation, change.before),
        _holder(rotation, change.after),
    )
