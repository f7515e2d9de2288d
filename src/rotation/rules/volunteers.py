"""Volunteer shifts go to volunteers, within what they offered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from rotation.model.by_value import ByValue
from rotation.model.people import Offer
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.model.spelling import counted
from rotation.rules.base import View, Violation
from rotation.rules.common import at_most_beside, held, local_span, settled, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy
from rotation.rules.traits import Traits

__all__ = ["Volunteers"]

_NEAR = timedelta(days=31)
"""An offer further away than this is for the period of another year."""


def _inside(offer: Offer, shift: Shift) -> bool:
    return shift.kind is ShiftKind.VOLUNTEER and shift.inside(offer.start, offer.end)


def _when(problem: Problem, offer: Offer) -> str:
    return offer.wording or local_span(problem, offer.start, offer.end)


def _not_offered(person: Person, shift: Shift) -> Fields:
    near = any(shift.overlaps(o.start - _NEAR, o.end + _NEAR) for o in person.offers)
    kind = "other_days" if near else "not_offered"
    return {"about": person.id, "kind": kind, "quantities": {"shift": shift.id}}


def _used_up(problem: Problem, person: Person, offer: Offer) -> Fields:
    return {
        "about": person.id,
        "kind": "used_up",
        "quantities": {"most": offer.max_shifts, "when": _when(problem, offer)},
        "source": offer.source,
    }


def _carried(problem: Problem, person: Person, offer: Offer) -> list[Shift]:
    return [s for s in problem.carried_by(person.id) if _inside(offer, s)]


class Volunteers(ByValue):
    """A volunteer shift goes to somebody who offered it, or stays open.

    For each offer, at most `max_shifts` of the volunteer shifts inside its days are the person's,
    carried ones included; a shift inside two offers counts for both.
    """

    name = "volunteers"
    title = "volunteer shifts go to people who offered them, within the number they offered"
    traits = Traits(one_person=True, firmness=40)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield, per person, shifts without an offer, then exceeded offers."""
        for person_id, shifts in held(problem, roster).items():
            person, name = problem.person(person_id), called(problem, person_id)
            for shift in shifts:
                if shift.kind is ShiftKind.VOLUNTEER and not person.offers_of(shift):
                    yield Violation(
                        rule=self.name,
                        text=f"{name} holds {shift.id} but did not volunteer for it",
                        would=f"{name} did not volunteer for {shift.id}",
                        shifts=(shift.id,),
                        people=(person_id,),
                        grounds=Grounds.of(_not_offered(person, shift)),
                    )
            for offer in person.offers:
                mine = [s for s in shifts if _inside(offer, s)]
                before = _carried(problem, person, offer)
                count = len(mine) + len(before)
                if mine and offer.max_shifts is not None and count > offer.max_shifts:
                    amount = (
                        f"{_shifts(count)} within {_when(problem, offer)} "
                        f"but offered at most {offer.max_shifts}"
                    )
                    yield Violation(
                        rule=self.name,
                        text=f"{name} holds {amount}",
                        would=f"{name} would hold {amount}",
                        shifts=tuple(s.id for s in mine),
                        people=(person_id,),
                        carried=tuple(s.id for s in before),
                        sources=(offer.source,) if offer.source else (),
                        grounds=Grounds.of(_used_up(problem, person, offer)),
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid shifts without an offer, and limit each offer, carried shifts included."""
        volunteer = problem.volunteer()
        for person in problem.people:
            for shift in volunteer:
                if not person.offers_of(shift) and not settled(problem, person.id, shift.id):
                    view.forbid(person.id, shift.id, **_not_offered(person, shift))
            for offer in person.offers:
                if offer.max_shifts is None:
                    continue
                inside = [s.id for s in volunteer if _inside(offer, s)]
                fixed = [s for s in inside if settled(problem, person.id, s)]
                at_most_beside(
                    view,
                    offer.max_shifts - len(_carried(problem, person, offer)),
                    [view.works(person.id, s) for s in inside if s not in fixed],
                    [view.works(person.id, s) for s in fixed],
                    **_used_up(problem, person, offer),
                )

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the grounds if a person did not volunteer for a shift."""
        del problem
        if shift.kind is not ShiftKind.VOLUNTEER or person.offers_of(shift):
            return None
        return Grounds.of(_not_offered(person, shift))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: what somebody did not volunteer for, or how much they offered."""
        if grounds.kind == "used_up":
            most = int(str(grounds.quantity("most")))
            clause = f"offered at most {_shifts(most)} within {grounds.quantity('when')}"
            return personal(problem, grounds, clause, "volunteered for fewer shifts")
        clause = f"did not volunteer for {grounds.quantity('shift')}"
        other = grounds.kind == "other_days"
        short = "volunteered for other days" if other else "did not volunteer"
        return personal(problem, grounds, clause, short, clause_many=clause)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Ask for one more volunteer shift."""
        (person,) = case.grounds.about
        problem, owner = case.problem, case.problem.person(person)
        name = called(problem, person)
        # "Did not volunteer for" is about one shift, which need not be the open one.
        shift = problem.shift(case.shifts[0]) if case.alone else case.shift
        if shift.kind is not ShiftKind.VOLUNTEER:
            return
        limited = [] if case.alone else self._limited(case, owner)
        if limited:
            offers = tuple(
                replace(o, max_shifts=o.max_shifts + 1)
                if o in limited and o.max_shifts is not None
                else o
                for o in owner.offers
            )
            text = f"{name} offers one more volunteer shift"
        elif not owner.offers_of(shift):
            offers = (*owner.offers, Offer(person, shift.start, shift.end))
            text = f"{name} volunteers for {shift.id}"
        else:
            return
        changed = replace(owner, offers=tuple(sorted(offers, key=lambda o: (o.start, o.end))))
        yield Remedy(ChangeKind.OFFER, person, text, with_person(problem, changed))

    @staticmethod
    def _limited(case: Case, owner: Person) -> list[Offer]:
        """Return the offers of a fact."""
        return [
            offer
            for offer in owner.offers
            if offer.max_shifts is not None
            and Grounds.of(_used_up(case.problem, owner, offer)) == case.grounds
        ]


def _shifts(count: int) -> str:
    return counted(count, "volunteer shift")
