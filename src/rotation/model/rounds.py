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
        Ids of the people in the rotation when it begins, sorted. Their number is that of its
        shifts, unless several shifts begin on the horizon's last day.
    """

    shifts: tuple[str, ...]
    people: tuple[str, ...]
