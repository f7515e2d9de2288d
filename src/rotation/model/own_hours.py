"""When a person can be on call by their own clock, as instants."""

from bisect import bisect_right
from dataclasses import dataclass, field

from rotation.model.shifts import Shift, Window
from rotation.model.source import Source

__all__ = ["OwnHours"]


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The hours and days of a person, as far as the shifts of a problem reach.

    Attributes
    ----------
    available : tuple of Window or None
        When the person can be on call: in order, none of them touching the next. None means
        always.
    days_off : tuple of Window
        Local days on which no window of theirs may begin, in order.
    hours, days : str
        The hours and the weekdays as the user wrote them, for messages.
    exempt : frozenset of str
        Ids of shifts that the person takes whatever the hours.
    hours_source, days_source : Source or None
        Where they are written; not part of equality.
    """

    available: tuple[Window, ...] | None = None
    days_off: tuple[Window, ...] = ()
    hours: str = ""
    days: str = ""
    exempt: frozenset[str] = frozenset()
    hours_source: Source | None = field(default=None, compare=False)
    days_source: Source | None = field(default=None, compare=False)

    def allow(self, shift: Shift) -> bool:
        """Return whether no window of a shift is outside the hours or begins on a day off."""
        return not any(self.outside(shift, w) or self.off(shift, w) for w in shift.windows)

    def outside(self, shift: Shift, window: Window) -> bool:
        """Return whether a window of a shift has an instant outside the hours."""
        if self.available is None or shift.id in self.exempt:
            return False
        begun = _begun(self.available, window)
        return begun is None or begun.end < window.end

    def off(self, shift: Shift, window: Window) -> bool:
        """Return whether a window of a shift begins on a day off."""
        begun = _begun(self.days_off, window)
        return begun is not None and window.start < begun.end and shift.id not in self.exempt


def _begun(stretches: tuple[Window, ...], window: Window) -> Window | None:
    """Return the last stretch that begins before a window or with it."""
    before = bisect_right(stretches, window.start, key=lambda stretch: stretch.start)
    return stretches[before - 1] if before else None
