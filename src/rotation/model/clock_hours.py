"""Some hours of every day by a clock, such as nights, as instants."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from rotation.model.shifts import Shift, Window

__all__ = ["ClockHours"]


@dataclass(frozen=True)
class ClockHours:
    """Hours by one clock, made when they are first asked for: few teams count them.

    Attributes
    ----------
    clock : str
        Whose hours: those of equal clocks are the same.
    make : callable
        Returns them, UTC: in order, none of them touching the next, as far as the shifts of a
        problem reach.
    """

    clock: str
    make: Callable[[], tuple[Window, ...]] = field(repr=False, compare=False)

    @cached_property
    def stretches(self) -> tuple[Window, ...]:
        """What `make` returns."""
        return self.make()

    def within(self, shift: Shift) -> timedelta:
        """Return how much of the windows of a shift is in these hours."""
        total = timedelta()
        for window in shift.windows:
            place = bisect_right(self.stretches, window.start, key=lambda hours: hours.end)
            while place < len(self.stretches) and self.stretches[place].start < window.end:
                hours = self.stretches[place]
                total += min(hours.end, window.end) - max(hours.start, window.start)
                place += 1
        return total
