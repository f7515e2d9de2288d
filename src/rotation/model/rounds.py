"""Rounds: stretches in which every engineer serves once."""

from dataclasses import dataclass

__all__ = ["Round"]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a horizon.

    Attributes
    ----------
    shifts : tuple of str
        Ids of its regular shifts, in order of time.
    people : tuple of str
        Ids of those who are in the rotation when it begins, sorted: as many as it has shifts,
        unless the horizon cannot end between shifts that begin on one day.
    """

    shifts: tuple[str, ...]
    people: tuple[str, ...]
