"""What other modules need to know about a goal, declared by the goal itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, runtime_checkable

from rotation.model.fairness import Quantity
from rotation.model.problem import Problem
from rotation.model.roster import Roster

__all__ = ["GoalTraits", "LevellingGoal", "traits_of", "watches_gaps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalTraits:
    """Declared as the attribute `traits` of a goal; the defaults are safe for any goal.

    Attributes
    ----------
    leads : bool
        Whether it always comes before the others, so that filled shifts stay filled.
    slow : bool
        Whether it takes most of a plan's time; it is left out when changes are priced.
    levels : Quantity or None
        The ledger that its first tier levels.
    counts_changes : bool
        Whether it counts published shifts that change hands.
    watches_gaps : bool
        Whether it counts the gaps that are short for the person: a plan that seeks it names them.

    Examples
    --------
    >>> from rotation.goals import GoalTraits
    >>> GoalTraits(leads=True).leads
    True
    """

    leads: bool = False
    slow: bool = False
    levels: Quantity | None = None
    counts_changes: bool = False
    watches_gaps: bool = False


@runtime_checkable
class LevellingGoal(Protocol):
    """A goal whose last tier is a sum of squared differences of its own.

    Attributes
    ----------
    levelled : str
        What is shared, with its share: `hours: everyone {} a fair share`; how near everyone is to
        it takes the place of the braces.
    """

    levelled: str

    def differences(self, problem: Problem, roster: Roster) -> Mapping[str, Fraction]:
        """Return each account's load less its share, in the unit that people read."""
        ...


_UNDECLARED = GoalTraits()


def traits_of(goal: object) -> GoalTraits:
    """Return what a goal declares, or the defaults."""
    traits = getattr(goal, "traits", _UNDECLARED)
    assert isinstance(traits, GoalTraits), f"traits of {goal!r} are not GoalTraits"
    return traits


def watches_gaps(goals: Iterable[object]) -> bool:
    """Tell whether one of some goals counts the gaps that are short for the person."""
    return any(traits_of(goal).watches_gaps for goal in goals)
