"""Two newcomers are never on call together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.model.source import Source
from rotation.rules.base import View, Violation
from rotation.rules.common import local_day, meeting_groups, settled, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy, Waiver
from rotation.rules.settings import Settings, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["NewcomerSettings", "Newcomers"]

_SHORT = "would be on with another newcomer"


@dataclass(frozen=True, kw_only=True)
class NewcomerSettings(Settings):
    """Keys of `[newcomers]`."""

    table = "newcomers"

    new_for_days: int = setting(180, least=0, most=3660, unit="days")


def _new(person: Person, shift: Shift) -> bool:
    return not shift.shadow and shift.start < person.new_until


def _place(problem: Problem) -> Source | None:
    (own,) = settings_of(problem, Newcomers, NewcomerSettings)
    return own.place("new_for_days")


class Newcomers(ByValue):
    """Two different people, each new at the start of the own shift, share no instant."""

    name = "newcomers"
    title = "two newcomers are never on call together"
    traits = Traits(firmness=0, detail=1)
    settings = NewcomerSettings

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every two overlapping shifts of two newcomers, by start of the later one."""
        line = [(s, roster.get(s.id), True) for s in problem.shifts]
        line += [(fact.shift, fact.engineer, False) for fact in problem.carried]
        new = [
            (shift, problem.person(who), ours)
            for shift, who, ours in line
            if who is not None and problem.has_person(who) and _new(problem.person(who), shift)
        ]
        new.sort(key=lambda entry: (entry[0].start, entry[0].track, entry[0].id))
        running: list[tuple[Shift, Person, bool]] = []
        for later, second, later_ours in new:
            running = [entry for entry in running if entry[0].end > later.start]
            for earlier, first, earlier_ours in running:
                if first.id == second.id or not (earlier_ours or later_ours):
                    continue
                if not earlier.together(later):
                    continue
                pair = ((earlier, earlier_ours), (later, later_ours))
                who = ((first.id, earlier_ours), (second.id, later_ours))
                both = " and ".join(called(problem, person.id) for person in (first, second))
                together = f"together in {earlier.id} and {later.id}"
                yield Violation(
                    rule=self.name,
                    text=f"{both} are both new and on call {together}",
                    would=f"{both} are both new and would be on call {together}",
                    shifts=tuple(s.id for s, ours in pair if ours),
                    people=(first.id, second.id),
                    carried=tuple(s.id for s, ours in pair if not ours),
                    grounds=Grounds((first.id, second.id), "both_new"),
                    holders=tuple(holder for holder, ours in who if ours),
                )
            running.append((later, second, later_ours))

    def post(self, problem: Problem, view: View) -> None:
        """State, for overlapping shifts, "this newcomer here or any other newcomer there".

        The newcomers of one shift exclude each other (`coverage`), so one statement per person and
        pair of shifts is enough.
        """
        new = {s.id: [p for p in problem.people if _new(p, s)] for s in problem.shifts}
        done: set[tuple[str, str]] = set()
        for group in meeting_groups([s for s in problem.shifts if new[s.id]], lambda s: s.windows):
            for first, second in combinations(group, 2):
                if (first.id, second.id) not in done:
                    done.add((first.id, second.id))
                    self._pair(problem, view, (first.id, second.id), new)
        place = _place(problem)
        for fact in problem.carried:
            if not problem.has_person(fact.engineer):
                continue
            other = problem.person(fact.engineer)
            if not _new(other, fact.shift):
                continue
            for shift in problem.shifts:
                if not shift.together(fact.shift):
                    continue
                for person in new[shift.id]:
                    if person.id != other.id and not settled(problem, person.id, shift.id):
                        view.forbid(
                            person.id,
                            shift.id,
                            about=person.id,
                            kind="other_new",
                            quantities={"other": other.id, "held": fact.shift.id},
                            source=fact.source,
                            setting=place,
                        )

    @staticmethod
    def _pair(
        problem: Problem, view: View, pair: tuple[str, str], new: dict[str, list[Person]]
    ) -> None:
        here, there = pair
        for person in new[here]:
            fixed = settled(problem, person.id, here)
            others = [
                view.works(other.id, there)
                for other in new[there]
                if other.id != person.id and not (fixed and settled(problem, other.id, there))
            ]
            if others:
                fields: Fields = {
                    "about": person.id,
                    "kind": "both_new",
                    "quantities": {"until": local_day(problem, person.new_until)},
                    "setting": _place(problem),
                }
                view.at_most(1, [view.works(person.id, here), *others], **fields)

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Tell whether one of the takers is new."""
        return any(_new(problem.person(p), problem.shift(s)) for s, p in moves.items())

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: until when somebody is new, or who else is."""
        until, other = grounds.quantity("until"), grounds.quantity("other")
        if other is not None:
            second = called(problem, str(other))
            clause = f"is new, as is {second}, who holds {grounds.quantity('held')}"
            return personal(problem, grounds, clause, _SHORT)
        if until is None:  # a violation, which is about two people
            names = " and ".join(called(problem, person) for person in grounds.about)
            return Words(f"{names} are both new", _SHORT)
        clause = f"is new until {until}, and two newcomers are never on call together"
        return personal(problem, grounds, clause, "new, and not to be paired")

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let somebody no longer count as a newcomer."""
        (person,) = case.grounds.about
        owner = case.problem.person(person)
        first = min(shift.start for shift in case.needs)
        if first < owner.new_until:
            day = min(shift.first_day for shift in case.needs)
            name = called(case.problem, person)
            text = f"{name} no longer counts as a newcomer from {day}"
            changed = with_person(case.problem, replace(owner, new_until=first))
            yield Remedy(ChangeKind.PAIRING, person, text, changed, lifts_all=True)

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let somebody no longer count as a newcomer from one shift on."""
        owner = problem.person(person)
        new_until = min(owner.new_until, shift.start)
        return Waiver(with_person(problem, replace(owner, new_until=new_until)))
