"""Generated goals: one for every target, with everything that a target may contain."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.goals.base import Level, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from rotation.goals.base import Goal, Target
    from rotation.model.problem import Problem
    from rotation.model.roster import Roster
    from rotation.rules.base import View

__all__ = ["tiny_goals"]


def tiny_goals(problem: Problem) -> SearchStrategy[Goal]:
    """Return a hypothesis strategy of goals for a tiny problem.

    Each is a goal with one tier; `measure` and `post` are two algorithms, so that they may be
    compared (`assert_goal_agrees`), and solved against enumeration.

    Parameters
    ----------
    problem : Problem
        Such as one of `tiny_problems`.
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    return st.composite(_personal_level)(problem)


class PersonalLevel:
    """A ledger in which the amount of a shift depends on its holder.

    Parameters
    ----------
    amounts : mapping of (str, str) to int
        By person and shift.
    base : mapping of str to int
        What each person has already; people without a base are not in the sum.
    share : mapping of str to fractions.Fraction
        Of the same people.
    alike : mapping of str to int
        The amounts of those of whom `amounts` has none, by shift.
    """

    name = "personal_level"
    title = "amounts that depend on the holder are even"
    tiers: tuple[Tier, ...] = (Tier("", "squared differences from a share", "squares"),)

    def __init__(
        self,
        amounts: Mapping[tuple[str, str], int],
        base: Mapping[str, int],
        share: Mapping[str, Fraction],
        alike: Mapping[str, int],
    ) -> None:
        self._amounts, self._alike = dict(amounts), dict(alike)
        self._base, self._share = dict(base), dict(share)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._amounts}, {self._base}, {self._share}, {self._alike})"

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Add up shift after shift."""
        held = {person: Fraction(base) for person, base in self._base.items()}
        own = {person for person, _ in self._amounts}
        for shift in problem.shifts:
            holder = roster[shift.id]
            if holder in held:
                alike = 0 if holder in own else self._alike.get(shift.id, 0)
                held[holder] += self._amounts.get((holder, shift.id), alike)
        return [sum(((held[p] - share) ** 2 for p, share in self._share.items()), Fraction(0))]

    def post(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe the ledger, person by person."""
        own: dict[str, dict[str, int]] = {}
        for (person, shift), amount in self._amounts.items():
            own.setdefault(person, {})[shift] = amount
        return [Level(self._alike, self._base, self._share, own)]


def _personal_level(draw: DrawFn, problem: Problem) -> Goal:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    counted = [person.id for person in problem.people if draw(st.integers(0, 4))]
    step = draw(st.sampled_from((1, 1, 3)))
    amount = st.integers(0, 3).map(lambda steps: step * steps)
    amounts = {
        (person, shift.id): draw(amount)
        for person in counted
        if draw(st.integers(0, 3))
        for shift in problem.shifts
        if draw(st.integers(0, 3))
    }
    share = st.fractions(0, 6, max_denominator=3)
    return PersonalLevel(
        amounts,
        {person: draw(st.integers(0, 3)) for person in counted},
        {person: draw(share) for person in counted},
        {shift.id: draw(amount) for shift in problem.shifts if draw(st.booleans())},
    )
