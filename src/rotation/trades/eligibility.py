"""Whether people can take shifts from each other, with as few checks of rules as possible.

Most rules declare that they look at one person at a time (`Traits.one_person`). So a person with
one shift more and one less is checked once as a problem of a single person, for all exchanges that
include this. The other rules look at everybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from rotation.horizon.clock import midnight
from rotation.horizon.ids import base_id
from rotation.model.problem import LockKind, Person, Problem
from rotation.model.roster import Roster
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift
from rotation.rules import Rule, Violation, called, registered, traits_of, violations
from rotation.trades.effects import problem_of
from rotation.trades.new_breaches import EarlierBreaches
from rotation.trades.transfers import Transfer, hand_over

__all__ = ["Eligibility"]


class Eligibility:
    """Judges exchanges of published lines; each answer is that of `hand_over(...).broken`.

    Parameters
    ----------
    rotation : RotationData
        As loaded.
    lines : RotationData
        The same, with the traded stretch as a separate line.
    today : datetime.date
        In the rotation's zone.
    rules : sequence of Rule, optional
        All registered ones by default.
    """

    def __init__(
        self,
        rotation: RotationData,
        lines: RotationData,
        today: date,
        rules: Sequence[Rule] | None = None,
    ) -> None:
        chosen = registered() if rules is None else tuple(rules)
        self._rotation, self._today, self._rules = rotation, today, chosen
        self._alone = tuple(rule for rule in chosen if traits_of(rule).one_person)
        self._together = tuple(rule for rule in chosen if rule not in self._alone)
        self._begins = midnight(ZoneInfo(rotation.timezone), today)
        known = violations(*problem_of(rotation, today), chosen)
        self._known = EarlierBreaches(known)
        # An earlier breach may read differently after the change: then it counts.
        self._marked = {person for violation in known for person in violation.people}
        problem, self.roster = problem_of(lines, today)
        # The lock of a published shift and its published holder move with it; a pin stays.
        pins = {s: lock for s, lock in problem.locks.items() if lock.kind is LockKind.PIN}
        self.problem = replace(problem, locks=pins, published={})
        own: dict[str, set[str]] = {}
        for shift in problem.shifts:
            holder = self.roster[shift.id]
            if holder is not None:
                own.setdefault(holder, set()).add(shift.id)
        self._own = {holder: frozenset(shifts) for holder, shifts in own.items()}
        self._mine = {person.id: _alone(self.problem, person) for person in problem.people}
        self._order = {shift.id: n for n, shift in enumerate(problem.shifts)}
        self._parts: dict[str, list[str]] = {}
        for shift in problem.shifts:
            self._parts.setdefault(base_id(shift.id), []).append(shift.id)
        self._taking: dict[tuple[str, str], tuple[Violation, ...]] = {}
        self._fits: dict[tuple[str, str, str], bool] = {}

    def own(self, person: str) -> frozenset[str]:
        """Return the ids of the lines that a person holds."""
        return self._own.get(person, frozenset())

    def shift(self, shift_id: str) -> Shift:
        """Return the line with this id."""
        return self.problem.shift(shift_id)

    def taking(self, person: str, shift: str) -> tuple[Violation, ...]:
        """Return the rules that a person alone breaks by taking one more line.

        Empty if it merges with a part that the person has: `together` judges that.
        """
        if self._grows(person, shift):
            return ()
        key = (person, shift)
        if key not in self._taking:
            self._taking[key] = self._broken(person, self.own(person) | {shift})
        return self._taking[key]

    def giving(self, person: str, shift: str) -> tuple[Violation, ...]:
        """Return the rules that a person alone breaks by giving a line away: almost never any."""
        return self._broken(person, self.own(person) - {shift})

    def fits(self, person: str, takes: str, gives: str) -> bool:
        """Return whether a person alone breaks no rule with one line instead of another."""
        key = (person, takes, gives)
        if key not in self._fits:
            self._fits[key] = self._exchanged(person, takes, gives)
        return self._fits[key]

    def _exchanged(self, person: str, takes: str, gives: str) -> bool:
        if self._grows(person, takes):
            return True
        broken = self.taking(person, takes)
        if person not in self._marked:
            if not broken:
                return True
            # Without a shift, nothing new is broken, and unrelated breaches stay.
            if any(gives not in violation.shifts for violation in broken):
                return False
        return not self._broken(person, self.own(person) - {gives} | {takes})

    def together(self, moves: Mapping[str, str]) -> tuple[Violation, ...]:
        """Return the rules that people break together when lines go to others.

        Parameters
        ----------
        moves : mapping of str to str
            The new holders, by line id.
        """
        if self._joins(moves):
            return self._by_hand(moves)
        rules = tuple(rule for rule in self._together if self._could_break(rule, moves))
        if not rules:
            return ()
        broken = violations(self.problem, Roster({**self.roster, **moves}), rules)
        return self._known.newly_broken(broken, self._begins)

    def _could_break(self, rule: Rule, moves: Mapping[str, str]) -> bool:
        could_break = getattr(rule, "could_break", None)
        return could_break is None or bool(could_break(self.problem, moves))

    def _grows(self, person: str, takes: str) -> bool:
        """Return whether a person has another part of the shift that a line belongs to.

        The two become one line, or one gets the other's id: `together` judges that.
        """
        own = self.own(person)
        return any(other in own for other in self._parts[base_id(takes)] if other != takes)

    def _joins(self, moves: Mapping[str, str]) -> bool:
        """Return whether a trade may merge parts of one shift or change their ids."""
        wholes = [base_id(shift) for shift in moves]
        return len(set(wholes)) < len(wholes) or any(map(self._grows, moves.values(), moves))

    def _by_hand(self, moves: Mapping[str, str]) -> tuple[Violation, ...]:
        transfers = [
            Transfer(shift, taker, self.shift(shift).start, self.shift(shift).end)
            for shift, taker in moves.items()
        ]
        return hand_over(self._rotation, transfers, self._today, rules=self._rules).broken

    def _broken(self, person: str, lines: frozenset[str]) -> tuple[Violation, ...]:
        shifts = tuple(self.shift(s) for s in sorted(lines, key=self._order.__getitem__))
        problem = replace(self._mine[person], shifts=shifts)
        broken = violations(problem, Roster(dict.fromkeys(lines, person)), self._alone)
        return self._known.newly_broken(broken, self._begins)


def _alone(problem: Problem, person: Person) -> Problem:
    carried = tuple(held for held in problem.carried if held.engineer == person.id)
    # Alone, nobody has a namesake.
    person = replace(person, name=called(problem, person.id))
    return replace(problem, people=(person,), carried=carried, shifts=())
