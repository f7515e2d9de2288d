"""Nobody serves again too soon: fewest gaps short of one's own even one (G13)."""

from collections.abc import Sequence
from fractions import Fraction

from rotation.goals.base import Goal, Target, Tier, Together
from rotation.goals.gaps import gap_days
from rotation.goals.held_gaps import held_gaps, held_lines
from rotation.goals.own_gaps import own_even_gaps
from rotation.goals.traits import GoalTraits
from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import ShiftKind
from rotation.rules.base import View
from rotation.rules.followed import followed

__all__ = ["ShortGaps"]

_GAPS = Tier("gaps", "gaps shorter than half of one's own even gap", "gaps")
_VOLUNTEERS = Tier(
    "volunteers", "volunteer shifts without rest before or after a regular one", "pairs"
)


class ShortGaps(ByValue):
    """Fewest gaps below half of one's own even gap; then volunteer shifts with rest around them.

    The even gap is the person's own (`rotation.goals.own_gaps`), so that part-timers, people of
    other tracks and newcomers are each measured by what they can expect.

    Parameters
    ----------
    tiers : tuple of Tier
        Those that have something to count; both by default.
    """

    name = "short_gaps"
    title = "few short gaps between one person's shifts"
    traits = GoalTraits(watches_gaps=True)

    def __init__(self, tiers: tuple[Tier, ...] = (_GAPS, _VOLUNTEERS)) -> None:
        self.tiers = tiers

    def within(self, problem: Problem) -> Goal | None:
        """Return the goal with the tiers that have something to count, or None without any."""
        free = any(shift.id not in problem.locks for shift in problem.regular())
        near = _unrested_pairs(problem)
        counting = {_GAPS: free, _VOLUNTEERS: bool(near.pairs or near.singles)}
        tiers = tuple(tier for tier in self.tiers if counting[tier])
        return ShortGaps(tiers) if tiers else None

    def measure(self, problem: Problem, roster: Roster) -> Sequence[Fraction]:
        """Count the short gaps, and the volunteer shifts that are too close to regular ones."""
        counts = {_GAPS: _count_short, _VOLUNTEERS: _count_unrested}
        return [Fraction(counts[tier](problem, roster)) for tier in self.tiers]

    def post(
        self,
        problem: Problem,
        view: View,  # noqa: ARG002 - the protocol's; pairs are named by shift and person
    ) -> Sequence[Target]:
        """Name the pairs that count, and for whom."""
        targets = {_GAPS: _short_pairs, _VOLUNTEERS: _unrested_pairs}
        return [targets[tier](problem) for tier in self.tiers]


def _count_short(problem: Problem, roster: Roster) -> int:
    return sum(gap.short for gap in held_gaps(problem, roster))


def _short_pairs(problem: Problem) -> Together:
    """Name the gaps below somebody's limit: only these, or a year of a large team is too much."""
    limits = {person: gap / 2 for person, gap in own_even_gaps(problem).items()}
    # By limit, ascending, who has at least that: the first one above a gap says for whom it counts.
    groups = [
        (limit, frozenset(person for person, own in limits.items() if own >= limit))
        for limit in sorted(set(limits.values()))
    ]
    everybody = frozenset(person.id for person in problem.people)
    shifts = [shift for shift in problem.regular() if shift.loads.shifts]
    beside = followed(problem)
    pairs: list[tuple[str, str]] = []
    among: list[tuple[str, str, frozenset[str]]] = []
    for place, first in enumerate(shifts):
        for second in shifts[place + 1 :]:
            gap = gap_days(first, second)
            people = next((who for limit, who in groups if gap < limit), None)
            if people is None:
                break  # those behind are further away
            if first.id in problem.locks and second.id in problem.locks:
                continue
            if frozenset((first.id, second.id)) in beside:
                continue
            if people == everybody:
                pairs.append((first.id, second.id))
            else:
                among.append((first.id, second.id, people))
    singles = []
    for person, limit in limits.items():
        carried = [
            shift
            for shift in problem.carried_by(person)
            if shift.kind is ShiftKind.REGULAR and shift.loads.shifts
        ]
        for shift in shifts:
            count = sum(
                gap_days(shift, other) < limit and frozenset((shift.id, other.id)) not in beside
                for other in carried
            )
            if count and shift.id not in problem.locks:
                singles.append((count, person, shift.id))
    return Together(tuple(pairs), tuple(singles), tuple(among))


def _count_unrested(problem: Problem, roster: Roster) -> int:
    """Count the pairs of a volunteer and a regular shift of one person without rest between."""
    count = 0
    for line in held_lines(problem, roster).values():
        volunteer = [turn for turn in line if turn.shift.kind is ShiftKind.VOLUNTEER]
        regular = [turn for turn in line if turn.shift.loads.shifts]
        count += sum(
            offered.shift.unrested(other.shift)
            for offered in volunteer
            for other in regular
            if offered.free or other.free
        )
    return count


def _unrested_pairs(problem: Problem) -> Together:
    regular = [shift for shift in problem.regular() if shift.loads.shifts]
    pairs = tuple(
        (offered.id, other.id)
        for offered in problem.volunteer()
        for other in regular
        if offered.unrested(other)
        and not (offered.id in problem.locks and other.id in problem.locks)
    )
    free = [s for s in (*problem.volunteer(), *regular) if s.id not in problem.locks]
    singles = []
    for person in problem.people:
        for shift in free:
            count = sum(
                shift.unrested(other)
                for other in problem.carried_by(person.id)
                if shift.kind is not other.kind and (shift.loads.shifts or other.loads.shifts)
            )
            if count:
                singles.append((count, person.id, shift.id))
    return Together(pairs, tuple(singles))
