"""What a goal is: something to be as small or as large as possible, after the goals before it.

`measure` counts it on a finished roster in plain Python; `post` describes it to a model as one
`Target` a tier. `rotation.testing.assert_goal_agrees` shows that both mean the same number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from rotation.model.objective import Sense
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Literal, View

__all__ = ["Few", "Goal", "Level", "Target", "Tier", "Together", "Wide"]


@dataclass(frozen=True, slots=True)
class Tier:
    """One number a goal looks at.

    Attributes
    ----------
    part : str
        Name within the goal; empty when the goal has only one tier.
    title : str
        What the number counts, for people.
    unit : str
        Unit of the number.
    sense : Sense
        Whether less or more is better.
    patience : float
        The part of the effort that minimising it is worth, in (0, 1]; less for what people
        would not wait for. What is not proved by then is reported with its bound.
    """

    part: str
    title: str
    unit: str
    sense: Sense = Sense.LEAST
    patience: float = 1.0


@dataclass(frozen=True, slots=True)
class Few:
    """Minimise `constant + sum(cost x literal)`.

    Attributes
    ----------
    terms : tuple of (int, Literal)
        Cost and literal; costs may be negative.
    constant : int
        Added to the sum.
    """

    terms: tuple[tuple[int, Literal], ...]
    constant: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """Minimise `sum over people of (base + amounts held - share)^2`.

    Attributes
    ----------
    amounts : mapping of str to int
        What holding a shift adds, 0 or more, by shift id; shifts without amount may be left out.
    base : mapping of str to int
        What each person of the sum has already, by person id.
    share : mapping of str to fractions.Fraction
        What each should have; same keys as `base`.
    """

    amounts: Mapping[str, int]
    base: Mapping[str, int]
    share: Mapping[str, Fraction]

    def __post_init__(self) -> None:
        if any(amount < 0 for amount in self.amounts.values()):
            raise ValueError("amounts of a Level are 0 or more")
        if self.base.keys() != self.share.keys():
            raise ValueError("base and share of a Level name the same people")


@dataclass(frozen=True, slots=True)
class Wide:
    """Maximise the smallest gap held; `widest` when no gap is held.

    Attributes
    ----------
    pairs : tuple of (int, str, str)
        Gap, and two shift ids: one person holding both has this gap.
    singles : tuple of (int, str, str)
        Gap, person id and shift id: this person holding the shift has this gap to something
        outside the decision.
    widest : int
        The value without any gap; at least every gap named.
    likely : int
        A value to try first; says nothing about what is possible.
    """

    pairs: tuple[tuple[int, str, str], ...]
    singles: tuple[tuple[int, str, str], ...] = field(default=())
    widest: int = 0
    likely: int = 0

    def __post_init__(self) -> None:
        if any(gap > self.widest for gap, *_ in (*self.pairs, *self.singles)):
            raise ValueError("no gap of a Wide is above its widest")


@dataclass(frozen=True, slots=True)
class Together:
    """Minimise how many of some pairs of shifts have one holder.

    Given as pairs, and not as `Few` over flags, because a model needs the flags only where pairs
    cannot all be avoided.

    Attributes
    ----------
    pairs : tuple of (str, str)
        Two shift ids.
    singles : tuple of (int, str, str)
        A cost, a person id and a shift id: this person holding the shift adds the cost.
    """

    pairs: tuple[tuple[str, str], ...]
    singles: tuple[tuple[int, str, str], ...] = field(default=())


Target = Few | Level | Together | Wide
"""How a tier is given to a model."""


class Goal(Protocol):
    """A goal.

    With a method `within` as well, it may fit itself to a problem (`fitting`); with an attribute
    `traits`, a `GoalTraits`, it declares what others need to know about it.

    Attributes
    ----------
    name : str
        Lower-case identifier, unique; what `[goals] order` calls it.
    title : str
        What is wanted, as one clause for people.
    tiers : tuple of Tier
        The goal's numbers, most important first.
    """

    name: str
    title: str
    tiers: tuple[Tier, ...]

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return the number of each tier, exactly."""

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Describe each tier to a model; auxiliary literals may be made on the way."""
