"""Who holds one track is next on another: a ladder, such as secondary, then primary."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rotation.model.by_value import ByValue
from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import Literal, View, Violation, tolerated
from rotation.rules.common import settled
from rotation.rules.follow_settings import FollowSettings
from rotation.rules.followed import Step, follow_tables, steps
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.traits import Traits

__all__ = ["Follow"]


class _Kept(NamedTuple):
    """A person, a shift that the person cannot hold, and why."""

    person: str
    shift: str
    fields: Fields


class Follow(ByValue):
    """The holder of a shift of `first` holds the next regular shift of `then`.

    If either is open, the table says nothing.
    """

    name = "follow"
    title = "whoever holds one track is next on another"
    traits = Traits(firmness=20, detail=1)
    settings = FollowSettings
    counts, unit = "shifts that somebody else follows", "pairs"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every two shifts with different holders, and every one that cannot go on."""
        for table in follow_tables(problem):
            for step in steps(problem, table):
                first, then = (
                    carried or roster.get(shift.id)
                    for carried, shift in zip(step.holders, (step.first, step.then), strict=True)
                )
                if first is None or not problem.has_person(first):
                    continue
                if step.ahead:
                    if not problem.person(first).could_hold(step.then):
                        yield self._broken(problem, table, step, first, None)
                elif then is not None and then != first:
                    yield self._broken(problem, table, step, first, then)

    def _broken(
        self, problem: Problem, table: FollowSettings, step: Step, first: str, then: str | None
    ) -> Violation:
        ours = {shift.id for shift in problem.shifts}
        name = called(problem, first)
        both = {step.first.id: first} | ({} if then is None else {step.then.id: then})
        behind = (
            f"cannot hold {step.then.id}, which comes next"
            if then is None
            else f"{called(problem, then) if problem.has_person(then) else then} "
            f"holds {step.then.id}, which comes next"
        )
        joined = "but" if then is None else "and"
        place = table.place("then")
        return Violation(
            rule=self.name,
            text=f"{name} holds {step.first.id} {joined} {behind}",
            would=f"{name} would hold {step.first.id}, {joined} {behind}",
            shifts=tuple(shift for shift in both if shift in ours),
            people=tuple(dict.fromkeys(p for p in (first, then) if p is not None)),
            carried=tuple(shift for shift in both if shift not in ours),
            sources=(place,) if place else (),
            grounds=Grounds.of(_fields(table, step, first, "next" if then else "unable")),
            holders=tuple(holder for shift, holder in both.items() if shift in ours),
        )

    def post(self, problem: Problem, view: View) -> None:
        """State, of each two shifts, that one is open or both are held by the same person."""
        for table in follow_tables(problem):
            for step in steps(problem, table):
                for kept in _kept_off(problem, table, step):
                    view.forbid(kept.person, kept.shift, **kept.fields)
                if _planned(step):
                    self._pair(problem, view, table, step, None)

    @staticmethod
    def _pair(
        problem: Problem, view: View, table: FollowSettings, step: Step, unless: Literal | None
    ) -> None:
        for person in problem.people:
            literals = [
                view.negate(view.works(person.id, step.first.id)),
                view.works(person.id, step.then.id),
                view.is_open(step.then.id),
            ]
            if settled(problem, person.id, step.first.id):
                # Who else was to follow before planning still may.
                literals += [
                    view.works(other.id, step.then.id)
                    for other in problem.people
                    if other != person and settled(problem, other.id, step.then.id)
                ]
            literals += [] if unless is None else [unless]
            view.at_least(1, literals, **_fields(table, step, person.id, "next"))

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Count the shifts that somebody else follows, or nobody could."""
        return sum(not tolerated(problem, broken) for broken in self.check(problem, roster))

    def post_soft(self, problem: Problem, view: View) -> list[tuple[int, Literal]]:
        """Say of each two shifts whether different people hold them."""
        terms: list[tuple[int, Literal]] = []
        for table in follow_tables(problem):
            for step in steps(problem, table):
                terms += [
                    (1, view.works(kept.person, kept.shift))
                    for kept in _kept_off(problem, table, step)
                ]
                if _planned(step):
                    flag = view.flag(f"others hold {step.first.id} and {step.then.id}")
                    self._pair(problem, view, table, step, flag)
                    terms.append((1, flag))
        return terms

    def could_break(self, problem: Problem, moves: Mapping[str, str]) -> bool:
        """Tell whether a shift of one of the tracks changes hands."""
        tracks = {t for table in follow_tables(problem) for t in (table.first, table.then)}
        return any(problem.shift(shift).track in tracks for shift in moves)

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: what comes after what."""
        first, then = grounds.quantity("first"), grounds.quantity("then")
        if grounds.kind == "unable":
            clause = f"could not hold {then}, which comes after {first}"
            return personal(problem, grounds, clause, f"unable to hold {then} next")
        clause = f"holds {then} after {first}"
        return personal(problem, grounds, clause, f"not the same in {first} and {then}")


def _kept_off(problem: Problem, table: FollowSettings, step: Step) -> Iterator[_Kept]:
    """Yield who cannot hold one of two shifts, because of the other that nobody decides."""
    first, then = step.holders
    for person in problem.people:
        if step.ahead:
            shift, fits, kind = step.first.id, person.could_hold(step.then), "unable"
        elif then is not None:
            shift, fits, kind = step.first.id, person.id == then, "next"
        elif first is not None:
            shift, fits, kind = step.then.id, person.id == first, "next"
        else:
            return
        if not fits and not settled(problem, person.id, shift):
            yield _Kept(person.id, shift, _fields(table, step, person.id, kind))


def _planned(step: Step) -> bool:
    """Return whether both are shifts of the problem."""
    return not step.ahead and step.holders == (None, None)


def _fields(table: FollowSettings, step: Step, person: str, kind: str) -> Fields:
    quantities = {"first": step.first.id, "then": step.then.id}
    return {
        "about": person,
        "kind": kind,
        "quantities": quantities,
        "setting": table.place("then"),
    }
