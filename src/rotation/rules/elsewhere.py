"""Nobody is on call here while they are on call in another team, or rest beside it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from rotation.model.by_value import ByValue
from rotation.model.elsewhere import clash
from rotation.model.problem import Block, Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View, Violation
from rotation.rules.common import held, settled
from rotation.rules.elsewhere_words import Nearness, fields_of, given_up, words_for
from rotation.rules.grounds import Grounds, Words, called
from rotation.rules.remedies import Case, ChangeKind, Remedy, Waiver
from rotation.rules.rest_hours import RestHours, asking, rest_tables
from rotation.rules.traits import Traits

__all__ = ["ElsewhereKept"]

_FIRST = tuple(Nearness)


class _OwnWindow(NamedTuple):
    """A window of a shift of the problem, and when the rest after it is over."""

    start: datetime
    end: datetime
    rested: datetime
    shift: Shift


class ElsewhereKept(ByValue):
    """Nobody is on call in two teams at once, or before the rest beside a shift elsewhere is over.

    After a shift its own team says what rest it asks for. Volunteer shifts and shadow turns, here
    and there, neither need nor give any.

    Parameters
    ----------
    tired : iterable of str, optional
        People who go without this rest.
    """

    name = "elsewhere"
    title = "nobody is on call here while they are on call, or rest, in another team"
    traits = Traits(one_person=True, firmness=30)

    def __init__(self, tired: Iterable[str] = ()) -> None:
        self.tired = frozenset(tired)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every held shift with every shift elsewhere that it meets, by person and start."""
        tables = rest_tables(problem.settings)
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                for block in person.elsewhere():
                    kind = self._kind(tables, person, shift, block)
                    if kind is not None:
                        yield self._broken(problem, person, shift, block, kind)

    def _kind(
        self, tables: Sequence[RestHours], person: Person, shift: Shift, block: Block
    ) -> Nearness | None:
        """Return how a shift elsewhere keeps somebody off a shift, if it does."""
        other = block.held
        if other is None or block.waived:
            return None
        if other.together(shift):
            return Nearness.ON_CALL
        if person.id in self.tired or not clash(other, asking(tables, shift)):
            return None
        starts = [window.start for window in shift.windows]
        after = any(span.start <= s < span.end for span in other.with_rest for s in starts)
        return Nearness.RESTING if after else Nearness.REST_BEFORE

    def _broken(
        self, problem: Problem, person: Person, shift: Shift, block: Block, kind: Nearness
    ) -> Violation:
        grounds = Grounds.of(fields_of(problem, person, shift, block, kind))
        name, clause = called(problem, person.id), self.words(problem, grounds).clause
        return Violation(
            rule=self.name,
            text=f"{name} holds {shift.id} but {clause}",
            would=f"{name} would hold {shift.id} but {clause}",
            shifts=(shift.id,),
            people=(person.id,),
            sources=(block.source,) if block.source else (),
            grounds=grounds,
        )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid each person the shifts with a window too near one of a shift elsewhere."""
        people = [person for person in problem.people if person.elsewhere()]
        if not people:
            return
        windows = _own_windows(problem)
        starts = [window.start for window in windows]
        longest = max((w.rested - w.start for w in windows), default=timedelta())
        for person in people:
            for block in person.elsewhere():
                for shift, kind in self._near(person, block, windows, starts, longest):
                    if not settled(problem, person.id, shift.id):
                        fields = fields_of(problem, person, shift, block, kind)
                        view.forbid(person.id, shift.id, **fields)

    def _near(
        self,
        person: Person,
        block: Block,
        windows: Sequence[_OwnWindow],
        starts: Sequence[datetime],
        longest: timedelta,
    ) -> Iterator[tuple[Shift, Nearness]]:
        """Yield the shifts with a window in one elsewhere or its rest, or the other way round."""
        other = block.held
        if other is None or block.waived:
            return
        near: dict[str, tuple[Shift, Nearness]] = {}
        rests = other.regular and person.id not in self.tired
        for there, rested in zip(other.windows, other.rests, strict=True):
            begin = bisect_left(starts, there.start - longest)
            for own in windows[begin : bisect_left(starts, max(rested, there.end))]:
                if own.start < there.end and there.start < own.end:
                    kind = Nearness.ON_CALL
                elif not (rests and own.shift.regular):
                    continue
                elif there.start <= own.start < rested:
                    kind = Nearness.RESTING
                elif own.start <= there.start < own.rested:
                    kind = Nearness.REST_BEFORE
                else:
                    continue
                _, known = near.get(own.shift.id, (None, kind))
                near[own.shift.id] = own.shift, min(known, kind, key=_FIRST.index)
        yield from near.values()

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the first shift elsewhere that keeps a person off a shift."""
        blocks = person.elsewhere()
        tables = rest_tables(problem.settings) if blocks else ()
        for block in blocks:
            kind = self._kind(tables, person, shift, block)
            if kind is not None:
                return Grounds.of(fields_of(problem, person, shift, block, kind))
        return None

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which shifts elsewhere only count in limits."""
        people = (
            replace(p, blocks=tuple(replace(b, waived=b.held is not None) for b in p.blocks))
            for p in problem.people
        )
        return replace(problem, people=tuple(people))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: for which team somebody is on call, and when."""
        return words_for(problem, grounds)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Give up the shift elsewhere, or go without rest beside it."""
        (person,) = case.grounds.about
        problem, owner = case.problem, case.problem.person(person)
        meant = self._meant(case, owner)
        if not meant:
            return
        yield given_up(problem, owner, meant)
        if case.grounds.kind != Nearness.ON_CALL:
            side = "after" if case.grounds.kind == Nearness.RESTING else "before"
            team, when = case.grounds.quantity("team"), case.grounds.quantity("when")
            name = called(problem, person)
            text = f"{name} goes without rest {side} being on call for {team}, {when}"
            tired = ElsewhereKept({*self.tired, person})
            yield Remedy(ChangeKind.REST, person, text, problem, tired)

    @staticmethod
    def _meant(case: Case, owner: Person) -> tuple[Block, ...]:
        """Return the shifts elsewhere that a fact is about."""
        kind = Nearness(case.grounds.kind)
        shifts = [case.problem.shift(shift) for shift in case.shifts]
        return tuple(
            block
            for block in owner.elsewhere()
            if any(
                Grounds.of(fields_of(case.problem, owner, shift, block, kind)) == case.grounds
                for shift in shifts
            )
        )

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager go without rest beside a shift elsewhere."""
        del shift
        return Waiver(problem, ElsewhereKept({*self.tired, person}))


def _own_windows(problem: Problem) -> list[_OwnWindow]:
    tables = rest_tables(problem.settings)
    windows = [
        _OwnWindow(window.start, window.end, rested, shift)
        for shift in problem.shifts
        for window, rested in zip(shift.windows, asking(tables, shift).rests, strict=True)
    ]
    return sorted(windows, key=lambda w: (w.start, w.shift.track, w.shift.id))
