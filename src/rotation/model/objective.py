"""What a plan reached for each goal, and how far that is proved."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

__all__ = ["Objective", "Sense"]


class Sense(StrEnum):
    """Whether less or more of the value is better."""

    LEAST = "least"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class Objective:
    """One tier of a plan.

    Attributes
    ----------
    goal : str
        Name of the goal.
    part : str
        Which tier of the goal, when it has several; else empty.
    title : str
        For people: what the value counts.
    sense : Sense
        Whether less or more is better.
    value : fractions.Fraction
        Measured on the roster without the solver.
    bound : fractions.Fraction
        No roster that is as good in the tiers before can do better than this.
    unit : str
        `shifts`, `days`, `squared shifts`, ...
    """

    goal: str
    part: str
    title: str
    sense: Sense
    value: Fraction
    bound: Fraction
    unit: str = ""

    @property
    def name(self) -> str:
        """Goal and part, joined by a full stop."""
        return f"{self.goal}.{self.part}" if self.part else self.goal

    @property
    def proved(self) -> bool:
        """Whether the value is proved best."""
        return self.value == self.bound
