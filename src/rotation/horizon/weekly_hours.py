"""Weekly hours by a wall clock, as stretches of instants."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rotation.horizon.clock import instant, wall
from rotation.horizon.days import DayCalendar
from rotation.model.shifts import Window
from rotation.model.tracks import DayKind, WeeklyWindow

__all__ = ["WeeklyHours", "merged"]

_DAY = timedelta(days=1)
_YEAR = 366


class WeeklyHours:
    """The hours of a track or of a person.

    Parameters
    ----------
    windows : sequence of WeeklyWindow
        In any order; empty means always.
    zone : zoneinfo.ZoneInfo
        The zone of their clock. A time that the clock skips has the offset before the jump, and of
        one that occurs twice the first is meant (RFC 5545, 3.3.5).
    days : DayCalendar
        Which days are rest days.
    """

    def __init__(self, windows: Sequence[WeeklyWindow], zone: ZoneInfo, days: DayCalendar) -> None:
        self._windows, self._zone, self._days = tuple(windows), zone, days
        self._longest = max((window.days_later for window in windows), default=0) * _DAY
        self._begun: dict[date, tuple[Window, ...]] = {}

    @property
    def always(self) -> bool:
        """Whether every instant is inside."""
        return not self._windows

    def between(self, start: datetime, end: datetime) -> tuple[Window, ...]:
        """Return the hours in `[start, end)`, UTC: in order, none of them touching the next."""
        if self.always:
            return (Window(start, end),) if start < end else ()
        return tuple(
            Window(max(window.start, start), min(window.end, end))
            for window in self.stretches(start, end)
        )

    def stretches(self, start: datetime, end: datetime) -> tuple[Window, ...]:
        """Return the whole stretches that have an instant in `[start, end)`, UTC, in order.

        Bounds more than two days outside are not looked for: a stretch that reaches further is
        given up to there.
        """
        first = wall(self._zone, start).date() - self._longest - 2 * _DAY
        last = wall(self._zone, end).date() + 2 * _DAY
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        every = merged(window for day in days for window in self._on(day))
        return tuple(window for window in every if window.start < end and start < window.end)

    def covers(self, window: Window) -> bool:
        """Return whether every instant of a stretch is inside."""
        return self.between(window.start, window.end) == (window,)

    def next_after(self, moment: datetime) -> datetime | None:
        """Return when the first stretch after an instant begins; None without one in a year."""
        day = wall(self._zone, moment).date() - _DAY
        for n in range(_YEAR):
            begins = [w.start for w in self._on(day + n * _DAY) if w.start > moment]
            if begins:
                return min(begins)
        return None

    def _on(self, day: date) -> tuple[Window, ...]:
        """Return the windows that begin on a local day."""
        begun = self._begun.get(day)
        if begun is None:
            spans = (
                Window(
                    instant(self._zone, day, window.opens),
                    instant(self._zone, day + window.days_later * _DAY, window.closes),
                )
                for window in self._windows
                if self._falls_on(window, day)
            )
            # Where the clock skips all of its hours, a window has none.
            begun = self._begun[day] = tuple(span for span in spans if span.start < span.end)
        return begun

    def _falls_on(self, window: WeeklyWindow, day: date) -> bool:
        if isinstance(window.days, DayKind):
            return self._days.is_rest_day(day) is (window.days is DayKind.REST_DAYS)
        return day.weekday() in window.days


def merged(windows: Iterator[Window]) -> Iterator[Window]:
    """Yield stretches in order of time; those that overlap or touch become one."""
    current: Window | None = None
    for window in sorted(windows):
        if current is None:
            current = window
        elif window.start <= current.end:
            current = Window(current.start, max(current.end, window.end))
        else:
            yield current
            current = window
    if current is not None:
        yield current
