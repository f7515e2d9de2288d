"""Everybody serves once per round; people with two shifts in the round before skip the next one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rotation.goals.base import Goal, Level, Target, Tier
from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.rounds import Round
from rotation.model.shifts import ShiftKind
from rotation.rules.base import View

__all__ = ["Rounds", "could_serve", "doubled_before"]


def could_serve(problem: Problem, person: Person, round_: Round) -> bool:
    """Tell whether a person could hold a shift of a round, or holds one by a lock."""
    locks = problem.locks
    return any(
        locks[shift].engineer == person.id
        if shift in locks
        else person.could_hold(problem.shift(shift))
        for shift in round_.shifts
    )


def doubled_before(problem: Problem) -> Mapping[str, int]:
    """Return how many shifts beyond one each person held in the round before, by id.

    That round is the last regular shifts before the first planned one, as many as the first round
    has people; a split shift counts for the same person as in the ledger.
    """
    first, *_ = problem.rounds
    begins = min(problem.shift(shift).start for shift in first.shifts)
    held = [
        h.engineer
        for h in problem.carried
        if h.shift.kind is ShiftKind.REGULAR and h.shift.loads.shifts and h.shift.start < begins
    ]
    counted = Counter(held[-len(first.people) :])
    return {person: count - 1 for person, count in counted.items() if count > 1}


class Rounds(ByValue):
    """Everybody serves once per round, as far as earlier shifts allow.

    Round by round, the shifts held since the first round are levelled at one per round in which the
    person could serve. Extra shifts in the round before the horizon count as held.

    Parameters
    ----------
    count : int
        The number of rounds; one tier each.
    """

    name = "rounds"
    title = "everybody serves once a round"

    def __init__(self, count: int = 0) -> None:
        self.tiers: tuple[Tier, ...] = tuple(
            Tier(
                str(number),
                f"round {number}: squared differences from one shift per round",
                "squared shifts",
            )
            for number in range(1, count + 1)
        )

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal with one tier per round; None if no rounds are planned."""
        return Rounds(len(problem.rounds)) if problem.rounds else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Return, up to each round, the sum of squared differences over the people who serve."""
        due: Counter[str] = Counter()
        held: Counter[str | None] = Counter(doubled_before(problem)) if self.tiers else Counter()
        values = []
        for round_ in problem.rounds[: len(self.tiers)]:
            due.update(p.id for p in problem.people if could_serve(problem, p, round_))
            held.update(roster[shift] for shift in round_.shifts)
            values.append(
                sum((Fraction(held[p] - due[p]) ** 2 for p in _ever(problem)), start=Fraction(0))
            )
        return values

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; levels need no literal of their own
    ) -> Sequence[Target]:
        """Level the shifts up to each round at the number of rounds up to it."""
        before = doubled_before(problem) if self.tiers else {}
        people = _ever(problem)
        targets = []
        for number in range(1, len(self.tiers) + 1):
            past = problem.rounds[:number]
            share = {
                p: Fraction(sum(could_serve(problem, problem.person(p), round_) for round_ in past))
                for p in people
            }
            amounts = {shift: 1 for round_ in past for shift in round_.shifts}
            targets.append(Level(amounts, {p: before.get(p, 0) for p in people}, share))
        return targets


def _ever(problem: Problem) -> list[str]:
    """Return the people who could serve in some round."""
    return [
        p.id
        for p in problem.people
        if any(could_serve(problem, p, round_) for round_ in problem.rounds)
    ]
