"""Rule 6 of the domain: volunteer shifts go to volunteers, within what they offered."""

from collections.abc import Iterator

from rotation.model.people import Offer
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, ShiftKind
from rotation.rules.base import View, Violation
from rotation.rules.common import held, local_day, settled

__all__ = ["Volunteers"]


def _inside(offer: Offer, shift: Shift) -> bool:
    return shift.kind is ShiftKind.VOLUNTEER and shift.inside(offer.start, offer.end)


def _words(problem: Problem, offer: Offer) -> str:
    if offer.wording:
        return offer.wording
    # The last day is inclusive for people; one microsecond before the end lies on it.
    last = offer.end - offer.end.resolution
    return f"{local_day(problem, offer.start)} to {local_day(problem, last)}"


def _carried(problem: Problem, person: Person, offer: Offer) -> list[Shift]:
    return [s for s in problem.carried_by(person.id) if _inside(offer, s)]


class Volunteers:
    """A volunteer shift goes to somebody who offered it, or stays open.

    For each offer, at most `max_shifts` of the volunteer shifts inside its days are the person's,
    carried ones included; a shift inside two offers counts for both.
    """

    name = "volunteers"
    title = "volunteer shifts go to people who offered them, within the number they offered"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield, by person, shifts never offered, then offers that are overdrawn."""
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                if shift.kind is ShiftKind.VOLUNTEER and not person.offers_of(shift):
                    yield Violation(
                        rule=self.name,
                        text=f"{person.name} holds {shift.id} but did not offer it",
                        shifts=(shift.id,),
                        people=(person_id,),
                    )
            for offer in person.offers:
                mine = [s for s in shifts if _inside(offer, s)]
                before = _carried(problem, person, offer)
                count = len(mine) + len(before)
                if mine and offer.max_shifts is not None and count > offer.max_shifts:
                    yield Violation(
                        rule=self.name,
                        text=f"{person.name} holds {_shifts(count)} within "
                        f"{_words(problem, offer)} but offered at most {offer.max_shifts}",
                        shifts=tuple(s.id for s in mine),
                        people=(person_id,),
                        carried=tuple(s.id for s in before),
                        sources=(offer.source,) if offer.source else (),
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid what was not offered, and leave of each offer what is not used up yet."""
        volunteer = problem.volunteer()
        for person in problem.people:
            for shift in volunteer:
                if not person.offers_of(shift) and not settled(problem, person.id, shift.id):
                    because = f"{person.name} did not offer {shift.id}"
                    view.forbid(person.id, shift.id, because=because)
            for offer in person.offers:
                if offer.max_shifts is None:
                    continue
                inside = [s.id for s in volunteer if _inside(offer, s)]
                free = [s for s in inside if not settled(problem, person.id, s)]
                used = len(_carried(problem, person, offer)) + len(inside) - len(free)
                left = max(0, offer.max_shifts - used)
                if len(free) > left:
                    view.at_most(
                        left,
                        [view.works(person.id, s) for s in free],
                        because=f"{person.name} offered at most {_shifts(offer.max_shifts)} within "
                        f"{_words(problem, offer)}",
                        source=offer.source,
                    )


def _shifts(count: int) -> str:
    return "1 volunteer shift" if count == 1 else f"{count} volunteer shifts"
