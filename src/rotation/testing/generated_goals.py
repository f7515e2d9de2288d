"""Generated goals: one for every target, with everything that a target may contain."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rotation.goals.base import Few, Level, Spread, Tier
from rotation.model.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from rotation.goals.base import Goal, Target
    from rotation.model.problem import Problem
    from rotation.rules.base import Literal, View

    _Drawing = Callable[[DrawFn, Problem], "PersonalLevel | Steps"]

__all__ = ["tiny_goals"]

_FAR = 6
"""More shifts than a tiny problem has."""


def tiny_goals(problem: Problem) -> SearchStrategy[Goal]:
    """Return a hypothesis strategy of goals for a tiny problem.

    Each is a goal with one tier; `measure` and `post` are two algorithms, so that they may be
    compared (`assert_goal_agrees`), and solved against enumeration. Some have a bound of their own,
    which is right but need not be reached, and rosters to start from, which may break rules.

    Parameters
    ----------
    problem : Problem
        Such as one of `tiny_problems`.

    Examples
    --------
    >>> from hypothesis import HealthCheck, given, settings, strategies
    >>> from rotation.testing import assert_goal_agrees, tiny_goals, tiny_problems
    >>> slow = [HealthCheck.too_slow]
    >>> @settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=slow)
    ... @given(strategies.data())
    ... def goals_agree(data):
    ...     problem = data.draw(tiny_problems())
    ...     assert_goal_agrees(data.draw(tiny_goals(problem)), problem)
    >>> goals_agree()
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    kinds: tuple[_Drawing, ...] = (_personal_level, _personal_spread, _steps)
    return st.sampled_from(kinds).flatmap(lambda kind: st.composite(_knowing)(problem, kind))


class _Knowing:
    """What a goal knows: its own bound, which is right, and rosters to start from."""

    bound: int | None = None
    rosters: Sequence[Roster] = ()

    def own_bounds(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
    ) -> Sequence[int | None]:
        """Return the bound of the only tier."""
        return [self.bound]

    def starts(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
    ) -> Iterable[Roster]:
        """Return the rosters."""
        return self.rosters

    @property
    def least(self) -> int:
        """A number that no roster is below."""
        return 0


class PersonalLevel(_Knowing):
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

    def held(self, problem: Problem, roster: Roster) -> Mapping[str, Fraction]:
        """Return what everybody in the sum has, added up shift after shift."""
        held = {person: Fraction(base) for person, base in self._base.items()}
        own = {person for person, _ in self._amounts}
        for shift in problem.shifts:
            holder = roster[shift.id]
            if holder in held:
                alike = 0 if holder in own else self._alike.get(shift.id, 0)
                held[holder] += self._amounts.get((holder, shift.id), alike)
        return held

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Add up the squares."""
        held = self.held(problem, roster)
        return [sum(((held[p] - share) ** 2 for p, share in self._share.items()), Fraction(0))]

    @property
    def own(self) -> Mapping[str, Mapping[str, int]]:
        """The amounts of single people, by person and shift."""
        own: dict[str, dict[str, int]] = {}
        for (person, shift), amount in self._amounts.items():
            own.setdefault(person, {})[shift] = amount
        return own

    def spread(self, factor: Fraction) -> PersonalSpread:
        """Return the widest difference of the same amounts, times shares and a factor."""
        factors = {person: factor * (share + 1) for person, share in self._share.items()}
        return PersonalSpread(self._amounts, self._base, factors, self._alike)

    def post(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe the ledger, person by person."""
        return [Level(self._alike, self._base, self._share, self.own)]


class PersonalSpread(PersonalLevel):
    """The widest difference of two people's amounts, each multiplied by a factor."""

    name = "personal_spread"
    title = "amounts that depend on the holder are close together"
    tiers: tuple[Tier, ...] = (Tier("", "largest minus smallest", "times the factor"),)

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Compare every two people."""
        held = self.held(problem, roster)
        each = [self._share[person] * amount for person, amount in held.items()]
        return [max((a - b for a in each for b in each), default=Fraction(0))]

    def post(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
        view: View,  # noqa: ARG002 - the protocol's; a ledger needs no literal of its own
    ) -> Sequence[Target]:
        """Describe the ledger, person by person."""
        return [Spread(self._alike, self._base, self._share, self.own)]


class Steps(_Knowing):
    """The more shifts somebody holds, the more each next one costs.

    Parameters
    ----------
    costs : mapping of str to tuple of int
        By person, what the first, second, ... shift costs.
    each : int
        What every shift of anybody costs besides.
    """

    name = "steps"
    title = "nobody holds many"
    tiers: tuple[Tier, ...] = (Tier("", "costs of steps", "points"),)

    def __init__(self, costs: Mapping[str, tuple[int, ...]], each: int) -> None:
        self._costs, self._each = dict(costs), each

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._costs}, {self._each})"

    @property
    def least(self) -> int:
        """Everybody holds as many shifts as would be cheapest."""
        many = range(max(map(len, self._costs.values()), default=0) + _FAR)
        return sum(
            min(sum(costs[:held]) + self._each * held for held in many)
            for costs in self._costs.values()
        )

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Add up the steps that are taken."""
        whole = 0
        for person, costs in self._costs.items():
            held = sum(roster[shift.id] == person for shift in problem.shifts)
            whole += sum(costs[:held]) + self._each * held
        return [Fraction(whole)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Make a literal for each step of the ladder."""
        terms: list[tuple[int, Literal]] = []
        for person, costs in self._costs.items():
            count = view.count(person, [shift.id for shift in problem.shifts])
            terms += count.times(self._each)
            for number, cost in enumerate(costs, 1):
                because = f"{person} takes step {number}"
                terms.append((cost, view.reaches(count, number, because=because)))
        return [Few(tuple(terms))]


def _knowing(draw: DrawFn, problem: Problem, kind: _Drawing) -> Goal:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    goal = kind(draw, problem)
    goal.bound = draw(st.sampled_from((None, None, goal.least)))
    holder = st.one_of(st.none(), st.sampled_from([person.id for person in problem.people]))
    shifts = [shift.id for shift in problem.shifts]
    held = st.lists(holder, min_size=len(shifts), max_size=len(shifts))
    roster = held.map(lambda people: Roster(dict(zip(shifts, people, strict=True))))
    goal.rosters = draw(st.lists(roster, max_size=1))
    return goal


def _steps(draw: DrawFn, problem: Problem) -> Steps:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    costs = st.lists(st.integers(-2, 5), max_size=len(problem.shifts)).map(tuple)
    return Steps({p.id: draw(costs) for p in problem.people}, draw(st.integers(-1, 2)))


def _personal_spread(draw: DrawFn, problem: Problem) -> PersonalSpread:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    level = _personal_level(draw, problem)
    return level.spread(draw(st.sampled_from((Fraction(1), Fraction(2, 3)))))


def _personal_level(draw: DrawFn, problem: Problem) -> PersonalLevel:
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
