"""The results of a plan per goal, and their proofs."""

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
        The tier of the goal, if it has several; else empty.
    title : str
        What the value counts, for people.
    sense : Sense
        Whether less or more is better.
    value : fractions.Fraction
        Measured on the roster without the solver.
    bound : fractions.Fraction
        No roster that is as good in the earlier tiers can be better than this.
    unit : str
        `shifts`, `days`, `squared shifts`, ...
    own_bound : fractions.Fraction or None
        What the goal itself says that no roster is better than. It ends the search, and proves
        nothing: `bound` is what the search showed.

    Examples
    --------
    >>> fewest, *others = plan.objectives
    >>> fewest.title, fewest.value, fewest.unit, fewest.proved
    ('open regular shifts', Fraction(1, 1), 'shifts', True)
    """

    goal: str
    part: str
    title: str
    sense: Sense
    value: Fraction
    bound: Fraction
    unit: str = ""
    own_bound: Fraction | None = None

    @property
    def name(self) -> str:
        """Goal and part, joined by a full stop."""
        return f"{self.goal}.{self.part}" if self.part else self.goal

    @property
    def proved(self) -> bool:
        """Whether the value is proved best."""
        return self.value == self.bound
