"""Rules and goal of the on-call rostering, as a package of somebody else would bring them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from benchmarks.published.on_call import OnCall
from rotation.goals import Few, Target, Tier
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules import Literal, View, Violation

__all__ = ["Balance", "NoRuns"]

_FRIDAY = 4


def _weekend(shift: Shift) -> bool:
    return shift.first_day.weekday() == _FRIDAY


class NoRuns:
    """Nobody holds three turns in a row, a turn beside their weekend, or two weekends in a row.

    Turns that are all fixed may do so.
    """

    name = "no_runs"
    title = "nobody holds three turns in a row, or a turn beside their weekend"

    def check(self, problem: Problem, roster: Roster) -> Iterable[Violation]:
        """Look at the roster turn by turn."""
        turns = problem.shifts
        last: Shift | None = None
        for place, turn in enumerate(turns):
            holder = roster.get(turn.id)
            row = turns[max(place - 2, 0) : place + 1]
            if len(row) == 3:
                yield from self._broken(problem, roster, row, row)
            if _weekend(turn):
                near = turns[max(place - 1, 0) : place + 2]
                for other in near:
                    if other != turn and holder is not None:
                        yield from self._broken(problem, roster, (turn, other), near)
                if last is not None:
                    yield from self._broken(problem, roster, (last, turn), (last, turn))
                last = turn

    def _broken(
        self, problem: Problem, roster: Roster, group: Sequence[Shift], fixed: Sequence[Shift]
    ) -> Iterator[Violation]:
        holder = roster.get(group[0].id)
        together = all(roster.get(turn.id) == holder for turn in group)
        if holder is not None and together and not all(turn.id in problem.locks for turn in fixed):
            shifts = tuple(sorted((turn.id for turn in group), key=_day))
            yield Violation(self.name, f"{holder} holds {' and '.join(shifts)}", shifts, (holder,))

    def post(self, problem: Problem, view: View) -> None:
        """State how many of some turns anybody holds."""
        ids = [turn.id for turn in problem.shifts]
        weekends = [place for place, turn in enumerate(problem.shifts) if _weekend(turn)]
        groups = [(2, [p, p + 1, p + 2], [p, p + 1, p + 2]) for p in range(len(ids) - 2)]
        for place in weekends:
            near = [p for p in (place - 1, place, place + 1) if 0 <= p < len(ids)]
            groups += [(1, sorted((place, other)), near) for other in near if other != place]
        groups += [(1, [a, b], [a, b]) for a, b in pairwise(weekends)]
        for most, places, fixed in groups:
            if all(ids[place] in problem.locks for place in fixed):
                continue
            for person in problem.people:
                literals = [view.works(person.id, ids[place]) for place in places]
                because = f"{person.name} holds at most {most} of {ids[places[0]]} and what follows"
                view.at_most(most, literals, because=because)


def _day(shift: str) -> str:
    return shift.partition("-")[2]


class Balance:
    """Few turns in a row, few Wednesdays before a weekend, and loads as the percentages say.

    The unbalance of some turns is the least whole number `b` for which no two people `i` and `j`
    have `|load_i x held_j - load_j x held_i| > 100 b`; that of days and that of weekends is added.

    Parameters
    ----------
    instance : OnCall
        For loads and costs.
    """

    name = "balance"
    title = "turns are spread out, and shared by the percentages"
    tiers: tuple[Tier, ...] = (Tier("", "turns in a row and unbalance", "points"),)

    def __init__(self, instance: OnCall) -> None:
        self._load: Mapping[str, int] = instance.load_of
        self._adjacent, self._wednesday = instance.adjacent, instance.wednesday

    def _pairs(self, problem: Problem) -> Iterator[tuple[int, str, str]]:
        """Yield what two turns of one person cost."""
        turns = problem.shifts
        # The last two turns may be one person's for nothing: the published model has it so.
        for first, second in pairwise(turns[:-1]):
            yield self._adjacent, first.id, second.id
        for before, turn in zip(turns, turns[2:], strict=False):
            if _weekend(turn):
                yield self._wednesday, before.id, turn.id

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the pairs, and compare every two people."""
        total = sum(
            cost for cost, a, b in self._pairs(problem) if roster[a] == roster[b] is not None
        )
        for weekend in (False, True):
            held = dict.fromkeys(self._load, 0)
            for turn in problem.shifts:
                holder = roster[turn.id]
                if _weekend(turn) is weekend and holder is not None:
                    held[holder] += 1
            gaps = [
                abs(self._load[a] * held[b] - self._load[b] * held[a])
                for a, b in combinations(held, 2)
            ]
            total += -(-max(gaps, default=0) // 100)
        return [Fraction(total)]

    def post(self, problem: Problem, view: View) -> Sequence[Target]:
        """Make a flag for each pair of turns, and a row of them for each unbalance."""
        terms: list[tuple[int, Literal]] = []
        for cost, first, second in self._pairs(problem):
            flag = view.flag(f"{first} and {second} are one person's")
            terms.append((cost, flag))
            for person in problem.people:
                both = [view.works(person.id, turn) for turn in (first, second)]
                because = f"{person.name} holds {first} and {second}"
                view.at_least(1, [*map(view.negate, both), flag], because=because)
        for weekend in (False, True):
            turns = [turn.id for turn in problem.shifts if _weekend(turn) is weekend]
            terms += [(1, flag) for flag in self._unbalance(problem, view, turns)]
        return [Few(tuple(terms))]

    def _unbalance(self, problem: Problem, view: View, turns: Sequence[str]) -> list[Literal]:
        """Return flags of which as many are true as the unbalance is, or more."""
        worst = -(-max(self._load.values()) * len(turns) // 100)
        flags = [view.flag(f"unbalance {number}") for number in range(1, worst + 1)]
        for lower, upper in pairwise(flags):
            because = "an unbalance has every smaller one"
            view.at_least(1, [lower, view.negate(upper)], because=because)
        counts = [view.count(person.id, turns) for person in problem.people]
        for a, b in combinations(counts, 2):
            because = f"{a.person} and {b.person} differ"
            for first, second in ((a, b), (b, a)):
                weights = [
                    self._load[second.person],
                    -self._load[first.person],
                    *[-100] * len(flags),
                ]
                view.at_most(0, [first, second, *flags], weights=weights, because=because)
        return flags
