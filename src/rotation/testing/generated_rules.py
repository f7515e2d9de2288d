"""Generated rules: sums with weights and conditions, of literals and of counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rotation.rules import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hypothesis.strategies import DrawFn, SearchStrategy

    from rotation.model.problem import Problem
    from rotation.model.roster import Roster
    from rotation.rules import Count, Literal, Rule, View

__all__ = ["tiny_rules"]


def tiny_rules(problem: Problem) -> SearchStrategy[Rule]:
    """Return a hypothesis strategy of rules for a tiny problem.

    A rule states sums with weights of either sign, where a literal is true or everywhere; their
    terms are people on shifts, open shifts, opposites of both, and counts; a condition may be a
    step of the ladder of a count. It speaks of shifts without a lock only, so that nothing is
    tolerated.

    Parameters
    ----------
    problem : Problem
        Such as one of `tiny_problems`.

    Examples
    --------
    >>> from hypothesis import HealthCheck, given, settings, strategies
    >>> from rotation.testing import assert_rule_agrees, tiny_rules, tiny_problems
    >>> slow = [HealthCheck.too_slow]
    >>> @settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=slow)
    ... @given(strategies.data())
    ... def rules_agree(data):
    ...     problem = data.draw(tiny_problems())
    ...     assert_rule_agrees(data.draw(tiny_rules(problem)), problem)
    >>> rules_agree()
    """
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    return st.composite(_rule)(problem)


@dataclass(frozen=True, slots=True)
class _ShiftOfPerson:
    """Whether somebody holds a shift, or nobody does (without a person); or the opposite."""

    person: str | None
    shift: str
    opposite: bool

    def value(self, roster: Roster) -> int:
        return int((roster[self.shift] == self.person) is not self.opposite)

    def term(self, view: View) -> Literal:
        if self.person is None:
            literal = view.is_open(self.shift)
        else:
            literal = view.works(self.person, self.shift)
        return view.negate(literal) if self.opposite else literal


@dataclass(frozen=True, slots=True)
class _CountOf:
    """How many of some shifts somebody holds."""

    person: str
    shifts: tuple[str, ...]

    def value(self, roster: Roster) -> int:
        return sum(roster[shift] == self.person for shift in self.shifts)

    def term(self, view: View) -> Count:
        return view.count(self.person, self.shifts)


@dataclass(frozen=True, slots=True)
class _CountReached:
    """Whether a number is reached."""

    number: _CountOf
    reached: int


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum, its limit, and where it holds."""

    least: bool
    limit: int
    terms: tuple[tuple[int, _ShiftOfPerson | _CountOf], ...]
    when: _ShiftOfPerson | _CountReached | None

    def kept(self, roster: Roster) -> bool:
        if isinstance(self.when, _ShiftOfPerson) and not self.when.value(roster):
            return True
        if (
            isinstance(self.when, _CountReached)
            and self.when.number.value(roster) < self.when.reached
        ):
            return True
        whole = sum(weight * term.value(roster) for weight, term in self.terms)
        return whole >= self.limit if self.least else whole <= self.limit

    def shifts(self) -> Iterator[str]:
        for _, term in self.terms:
            yield from (term.shift,) if isinstance(term, _ShiftOfPerson) else term.shifts


class WeighedSums:
    """Sums with weights and conditions keep their limits.

    Parameters
    ----------
    sums : iterable of _Sum
        Of shifts without a lock.
    """

    name = "weighed_sums"
    title = "sums with weights keep their limits"

    def __init__(self, sums: Iterable[_Sum]) -> None:
        self._sums = tuple(sums)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._sums})"

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Add up every sum that the roster is subject to."""
        order = [shift.id for shift in problem.shifts]
        for number, each in enumerate(self._sums, 1):
            if not each.kept(roster):
                shifts = sorted(set(each.shifts()), key=order.index)
                yield Violation(self.name, f"sum {number} is beyond its limit", tuple(shifts))

    def post(
        self,
        problem: Problem,  # noqa: ARG002 - the protocol's
        view: View,
    ) -> None:
        """State every sum."""
        for number, each in enumerate(self._sums, 1):
            because = f"sum {number} keeps its limit"
            terms = [term.term(view) for _, term in each.terms]
            weights = [weight for weight, _ in each.terms]
            when: Literal | None = None
            if isinstance(each.when, _ShiftOfPerson):
                when = each.when.term(view)
            elif each.when is not None:
                count = each.when.number.term(view)
                when = view.reaches(count, each.when.reached, because=because)
            state = view.at_least if each.least else view.at_most
            state(each.limit, terms, weights=weights, when=when, because=because)


def _rule(draw: DrawFn, problem: Problem) -> Rule:
    from hypothesis import strategies as st  # noqa: PLC0415 - only this function needs it

    free = [shift.id for shift in problem.shifts if shift.id not in problem.locks]
    if not free:
        return WeighedSums(())
    person = st.sampled_from([person.id for person in problem.people])
    shift = st.sampled_from(free)
    held = st.builds(_ShiftOfPerson, st.one_of(st.none(), person, person), shift, st.booleans())
    several = st.lists(shift, min_size=1, max_size=4, unique=True).map(tuple)
    number = st.builds(_CountOf, person, several)
    step = st.builds(_CountReached, number, st.integers(0, 3))
    weight = st.sampled_from((1, 1, 2, 3, -1, -2, 0))
    sums = st.builds(
        _Sum,
        st.booleans(),
        st.integers(-2, 4),
        st.lists(st.tuples(weight, st.one_of(held, held, number)), max_size=5).map(tuple),
        st.one_of(st.none(), held, step),
    )
    return WeighedSums(draw(st.lists(sums, min_size=1, max_size=3)))
