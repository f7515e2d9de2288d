"""Some people are never on call together, nor one after the other."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import Literal, View, Violation, tolerated
from rotation.rules.common import settled
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.settings import NameKind, Settings, setting, settings_of
from rotation.rules.traits import Traits

__all__ = ["Apart", "ApartSettings"]

_NEAR = timedelta(hours=24)
"""Handovers of different tracks at most this far apart touch."""

_Holding = tuple[Shift, str, bool]
"""A shift, who holds it, and whether it is one of the problem's."""


@dataclass(frozen=True, kw_only=True)
class ApartSettings(Settings):
    """Keys of `[[rules.apart]]`."""

    repeated = True

    engineers: tuple[str, ...] = setting(names=NameKind.PEOPLE)
    neighbours: bool = setting(default=False)

    def __post_init__(self) -> None:
        if len(self.engineers) < 2:
            raise ValueError("keeps nobody apart: name two people or more")

    def meet(self, first: Shift, second: Shift) -> bool:
        """Return whether two shifts are none for two of these people."""
        if first.shadow or second.shadow:
            return False
        if not self.neighbours:
            return first.together(second)
        between = max(first.start, second.start) - min(first.end, second.end)
        return between <= (timedelta() if first.track == second.track else _NEAR)

    def fields(self, person: str, others: Collection[str], **quantities: str) -> Fields:
        """Return the fields of a statement about a person and those to be kept apart from."""
        return {
            "about": person,
            "kind": "neighbours" if self.neighbours else "together",
            "quantities": {"others": tuple(sorted(others)), **quantities},
            "setting": self.place("engineers"),
        }


class Apart(ByValue):
    """Any two of the people of a table are never on call at one instant.

    With `neighbours`, not in shifts either whose bounds meet or touch; on different tracks,
    handovers within 24 hours touch.

    Parameters
    ----------
    free : iterable of (str, ApartSettings)
        People who are not kept apart by a table.
    """

    name = "apart"
    title = "people who are kept apart are never on call together"
    traits = Traits(firmness=20, detail=1)
    counts, unit = "pairs of shifts of people who are kept apart", "pairs"
    settings = ApartSettings

    def __init__(self, free: Collection[tuple[str, ApartSettings]] = ()) -> None:
        self._free = frozenset(free)

    def _groups(self, problem: Problem) -> Iterator[tuple[ApartSettings, list[str]]]:
        """Yield each table with the people of the problem whom it keeps apart."""
        for table in settings_of(problem, self, ApartSettings):
            bound = (p for p in table.engineers if (p, table) not in self._free)
            yield table, sorted(p for p in bound if problem.has_person(p))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every two shifts that meet and are held by two people of a table."""
        for table, people in self._groups(problem):
            line: list[_Holding] = [(h.shift, h.engineer, False) for h in problem.carried]
            line += [(s, roster.get(s.id) or "", True) for s in problem.shifts]
            mine = [entry for entry in line if entry[1] in people]
            mine.sort(key=lambda entry: (entry[0].start, entry[0].track, entry[0].id))
            for first, second in _near([shift for shift, *_ in mine]):
                earlier, later = mine[first], mine[second]
                both = earlier[2] or later[2]
                if both and earlier[1] != later[1] and table.meet(earlier[0], later[0]):
                    yield self._broken(problem, table, earlier, later)

    def _broken(
        self, problem: Problem, table: ApartSettings, earlier: _Holding, later: _Holding
    ) -> Violation:
        first, second = earlier[1], later[1]
        both = f"{called(problem, first)} and {called(problem, second)}"
        where = f"in {earlier[0].id} and {later[0].id}"
        how = "together" if earlier[0].together(later[0]) else "one after the other"
        place = table.place("engineers")
        return Violation(
            rule=self.name,
            text=f"{both} are kept apart and on call {how} {where}",
            would=f"{both} are kept apart and would be on call {how} {where}",
            shifts=tuple(shift.id for shift, _, ours in (earlier, later) if ours),
            people=(first, second),
            carried=tuple(shift.id for shift, _, ours in (earlier, later) if not ours),
            holders=tuple(holder for _, holder, ours in (earlier, later) if ours),
            sources=(place,) if place else (),
            grounds=Grounds.of(table.fields(first, [second])),
        )

    def post(self, problem: Problem, view: View) -> None:
        """State, for shifts that meet, "this person here or any other of them there"."""
        for table, people in self._groups(problem):
            for here, there in _near(problem.shifts):
                first, second = problem.shifts[here], problem.shifts[there]
                if table.meet(first, second):
                    for person in people:
                        others = [other for other in people if other != person]
                        self._pair(problem, view, (first, second), table.fields(person, others))
            for fact in problem.carried:
                if fact.engineer not in people:
                    continue
                for shift in problem.shifts:
                    if not table.meet(shift, fact.shift):
                        continue
                    for person in people:
                        if person != fact.engineer and not settled(problem, person, shift.id):
                            fields = table.fields(person, [fact.engineer], held=fact.shift.id)
                            fields["source"] = fact.source
                            view.forbid(person, shift.id, **fields)

    @staticmethod
    def _pair(
        problem: Problem,
        view: View,
        pair: tuple[Shift, Shift],
        fields: Fields,
        unless: Literal | None = None,
    ) -> None:
        person, others = fields["about"], fields["quantities"]["others"]
        assert isinstance(person, str)
        assert isinstance(others, tuple)
        here, there = pair[0].id, pair[1].id
        fixed = settled(problem, person, here)
        free = [o for o in others if not (fixed and settled(problem, o, there))]
        if free:
            literals = [view.works(person, here), *(view.works(other, there) for other in free)]
            more = [] if unless is None else [unless]
            view.at_most(1 + len(more), [*literals, *more], **fields)

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Count the pairs of shifts of people who are kept apart, not both of them settled."""
        return sum(not tolerated(problem, broken) for broken in self.check(problem, roster))

    def post_soft(self, problem: Problem, view: View) -> list[tuple[int, Literal]]:
        """Say of each two shifts that meet whether two of these people hold them."""
        terms: list[tuple[int, Literal]] = []
        for table, people in self._groups(problem):
            for here, there in _near(problem.shifts):
                pair = problem.shifts[here], problem.shifts[there]
                if table.meet(*pair):
                    flag = view.flag(f"people kept apart hold {pair[0].id} and {pair[1].id}")
                    for person in people:
                        others = [other for other in people if other != person]
                        fields = table.fields(person, others)
                        self._pair(problem, view, pair, fields, view.negate(flag))
                    terms.append((1, flag))
            for fact in problem.carried:
                for shift in problem.shifts:
                    if fact.engineer in people and table.meet(shift, fact.shift):
                        terms += [
                            (1, view.works(person, shift.id))
                            for person in people
                            if person != fact.engineer and not settled(problem, person, shift.id)
                        ]
        return terms

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Tell whether one of the takers is kept apart from somebody."""
        takers = set(moves.values())
        return any(takers.intersection(people) for _, people in self._groups(problem))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: whom somebody is kept apart from, and what that one holds."""
        others = grounds.quantity("others")
        assert isinstance(others, tuple)
        clause = f"is kept apart from {_listed(problem, others)}"
        held = grounds.quantity("held")
        if held is not None:
            clause += f", who holds {held}"
        near = grounds.kind == "neighbours"
        short = f"would be on with {'or next to ' if near else ''}somebody kept apart"
        return personal(problem, grounds, clause, short)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let somebody be on call with the others."""
        (person,) = case.grounds.about
        others = case.grounds.quantity("others")
        assert isinstance(others, tuple)
        for table, people in self._groups(case.problem):
            place = case.grounds.setting
            if {person, *others} <= set(people) and table.place("engineers") == place:
                name = called(case.problem, person)
                text = f"{name} may be on call with {_listed(case.problem, others)}"
                free = Apart({*self._free, (person, table)})
                yield Remedy(ChangeKind.PAIRING, person, text, case.problem, free)


def _near(shifts: Sequence[Shift]) -> Iterator[tuple[int, int]]:
    """Yield the places of two shifts that may meet, of shifts by start."""
    for place, first in enumerate(shifts):
        for other in range(place + 1, len(shifts)):
            if shifts[other].start > first.end + _NEAR:
                break
            yield place, other


def _listed(problem: Problem, people: Sequence[str]) -> str:
    return " and ".join(called(problem, person) for person in people)
