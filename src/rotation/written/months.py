"""Lines of a schedule as months with a bar per shift."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.track_places import TrackPlaces
from rotation.model.months import CalendarLine, Month, MonthBar, MonthDate, MonthWeek
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, Window, joined

__all__ = ["calendar_lines", "months_of", "tracks_of"]

_QUARTER, _DAY = timedelta(hours=6), timedelta(days=1)


def tracks_of(rotation: RotationData, lines: Iterable[str]) -> tuple[str, ...]:
    """Return the tracks of a rotation in its order, then those of lines that no longer exist."""
    names = [track.name for track in rotation.tracks]
    return (*names, *sorted(set(lines) - set(names)))


def calendar_lines(
    rotation: RotationData, held: Iterable[tuple[Shift, str | None]]
) -> tuple[CalendarLine, ...]:
    """Return shifts with their holders as lines of a calendar, by start and track."""
    zone, names = ZoneInfo(rotation.timezone), rotation.labels
    lines = (
        CalendarLine(
            shift.id,
            shift.track,
            shift.kind,
            shift.start.astimezone(zone),
            shift.end.astimezone(zone),
            person,
            "" if person is None else names.get(person, person),
            tuple(_joined(zone, shift.windows)),
            shift.shadow,
        )
        for shift, person in held
    )
    return tuple(sorted(lines, key=lambda line: (line.start, line.track)))


def _joined(zone: ZoneInfo, windows: Iterable[Window]) -> Iterator[Window]:
    """Yield windows in a zone, those that meet as one."""
    for window in joined(windows):
        yield Window(window.start.astimezone(zone), window.end.astimezone(zone))


def months_of(
    rotation: RotationData,
    lines: Sequence[CalendarLine],
    first: date,
    last: date,
) -> Iterator[Month]:
    """Yield the months from a day to another one.

    Parameters
    ----------
    rotation : RotationData
        For rest days and holidays, its tracks' own ones too.
    lines : sequence of CalendarLine
        By start. Each track has rows of its own, in the order of `tracks_of`.
    first, last : datetime.date
        Local, both inclusive.
    """
    calendar, month = _DayNames(rotation), first.replace(day=1)
    tracks = tracks_of(rotation, (line.track for line in lines))
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
            self._known[day] = usual.is_rest_day(day), tuple(names)
        return self._known[day]


def _week(
    calendar: _DayNames,
    lines: Sequence[CalendarLine],
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
    parts: Sequence[tuple[CalendarLine, tuple[Window, ...]]], monday: date
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
