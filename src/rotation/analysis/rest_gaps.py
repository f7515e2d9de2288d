"""Who serves again soonest in a roster, and how much rest it leaves everybody."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from rotation.goals.held_gaps import HeldGap, held_gaps
from rotation.goals.own_gaps import own_even_gaps
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Rule, tolerated

__all__ = ["advisable_rest_days", "kept_rest_days", "shortest_gaps", "too_close"]


def shortest_gaps(problem: Problem, roster: Roster) -> tuple[HeldGap, ...]:
    """Return everybody's shortest gap that planning made, the shortest of all first."""
    shortest: dict[str, HeldGap] = {}
    for gap in held_gaps(problem, roster):
        known = shortest.get(gap.person)
        if known is None or gap.days < known.days:
            shortest[gap.person] = gap
    return tuple(sorted(shortest.values(), key=lambda gap: (gap.days, gap.person)))


def advisable_rest_days(problem: Problem) -> int:
    """Return how long a rest may be advised: half of the shortest even gap of anybody.

    With more, one month may still be planned, but those to come would have hardly a choice.
    """
    even = own_even_gaps(problem).values()
    return max(0, floor(min(even, default=Fraction(0)) / 2))


def kept_rest_days(problem: Problem, roster: Roster, rules: Sequence[Rule]) -> int | None:
    """Return how many days of rest everybody has in a roster anyway, as far as advisable.

    None where no rule counts days of rest.
    """
    counting = [count for rule in rules if (count := getattr(rule, "kept", None)) is not None]
    if not counting:
        return None
    kept = (count(problem, roster) for count in counting)
    # Where nobody has two shifts near each other, any rest is kept.
    known: list[int] = [days for days in kept if days is not None]
    return min([advisable_rest_days(problem), *known])


def too_close(problem: Problem, roster: Roster, rules: Sequence[Rule], days: int) -> list[str]:
    """Return whose gaps a rest of so many days would forbid, one person id per gap."""
    people = []
    for rule in rules:
        for_days = getattr(rule, "for_days", None)
        if for_days is not None:
            people += [
                violation.people[0]
                for violation in for_days(problem, days).check(problem, roster)
                if not tolerated(problem, violation)
            ]
    return people
