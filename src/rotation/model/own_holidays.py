"""How many public holidays of a person's own place shifts hold (F36)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rotation.model.rest_days import HolidayRules
from rotation.model.shifts import Loads, Shift

__all__ = ["OwnHolidays", "load_for"]


@dataclass(frozen=True, slots=True)
class OwnHolidays:
    """The holidays of a place, counted when they are first asked for.

    Attributes
    ----------
    place : HolidayRules
        Whose holidays: those of equal places are the same.
    count : callable
        Returns how many different holidays (H25) are on some days.
    """

    place: HolidayRules
    count: Callable[[Sequence[date]], int] = field(repr=False, compare=False)
    _known: dict[tuple[date, ...], int] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def within(self, shift: Shift) -> int:
        """Return how many holidays are on the days of a shift."""
        number = self._known.get(shift.dates)
        if number is None:
            number = self._known[shift.dates] = self.count(shift.dates)
        return number


def load_for(own: OwnHolidays | None, shift: Shift) -> Loads:
    """Return what the ledgers of whoever holds a shift get, by their own holidays if there are any.

    Parameters
    ----------
    own : OwnHolidays or None
        The holidays that count for the holder; None means that the shift has the number.
    shift : Shift
        Weighed by what it counts.
    """
    if own is None:
        return shift.weighed
    return replace(shift.loads, holidays=own.within(shift)).times(shift.counts)
