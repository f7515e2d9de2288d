"""The last change of the published plan, so that it can be taken back."""

from dataclasses import dataclass
from datetime import date

from rotation.model.shifts import Entry

__all__ = ["LastChange"]


@dataclass(frozen=True, slots=True)
class LastChange:
    """What one command changed of the published plan.

    Attributes
    ----------
    day : datetime.date
        When, in the rotation's zone.
    why : str
        The command, or the reason given with it.
    trade : int
        The number of the trade that it was; 0 for a publication.
    before, after : tuple of Entry
        Every line of each changed shift, as it was and as it is, with all trades; shifts that were
        published for the first time have no lines before.
    """

    day: date
    why: str
    trade: int
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
