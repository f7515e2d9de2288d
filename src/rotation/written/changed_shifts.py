"""The changes of a schedule from the published one, shift by shift."""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.model.schedule import Row
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry

__all__ = ["ChangedShift", "differences", "taken_away"]


@dataclass(frozen=True, slots=True)
class ChangedShift:
    """A published shift that has changed.

    Attributes
    ----------
    entry : Entry
        As published.
    row : Row
        As it is now.
    """

    entry: Entry
    row: Row

    @property
    def handed_on(self) -> bool:
        """Whether the holder changed."""
        return self.entry.engineer != self.row.engineer

    @property
    def moved(self) -> bool:
        """Whether its start or end changed."""
        shift = self.row.shift
        return (self.entry.start, self.entry.end) != (shift.start, shift.end)


def differences(rotation: RotationData, rows: Sequence[Row]) -> tuple[ChangedShift, ...]:
    """Return the published shifts that rows change, in the order of the rows.

    Parameters
    ----------
    rotation : RotationData
        For its published plan.
    rows : sequence of Row
        A schedule; shifts that were never published are not changes.
    """
    published = {entry.shift: entry for entry in rotation.published}
    pairs = (ChangedShift(published[r.shift.id], r) for r in rows if r.shift.id in published)
    return tuple(pair for pair in pairs if pair.handed_on or pair.moved)


def taken_away(rotation: RotationData, rows: Sequence[Row]) -> tuple[ChangedShift, ...]:
    """Return the published shifts that rows take from somebody; the parameters are the same."""
    return tuple(
        each
        for each in differences(rotation, rows)
        if each.handed_on and each.entry.engineer is not None
    )
