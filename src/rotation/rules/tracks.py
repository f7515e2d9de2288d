"""People hold only shifts of their own tracks."""

from collections.abc import Iterator
from dataclasses import replace

from rotation.model.by_value import ByValue
from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift
from rotation.rules.base import View, Violation
from rotation.rules.common import held, settled, with_person
from rotation.rules.grounds import Fields, Grounds, Words, called, personal
from rotation.rules.remedies import Case, ChangeKind, Remedy, Waiver
from rotation.rules.traits import Traits

__all__ = ["Tracks"]


def _fields(person: Person, track: str) -> Fields:
    return {
        "about": person.id,
        "kind": "not_served",
        "quantities": {"track": track},
        "source": person.tracks_source,
    }


class Tracks(ByValue):
    """A person holds only shifts of tracks they serve, volunteer shifts included."""

    name = "tracks"
    title = "everybody holds shifts of their own tracks only"
    traits = Traits(lasting=True, one_person=True, outsiders=True, firmness=70)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held by somebody who does not serve its track, by person."""
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                if shift.track not in person.tracks:
                    name, reason = called(problem, person_id), f"does not serve track {shift.track}"
                    yield Violation(
                        rule=self.name,
                        text=f"{name} holds {shift.id} but {reason}",
                        would=f"{name} {reason}",
                        shifts=(shift.id,),
                        people=(person_id,),
                        sources=(person.tracks_source,) if person.tracks_source else (),
                        grounds=Grounds.of(_fields(person, shift.track)),
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid the tracks that a person does not serve."""
        by_track: dict[str, list[str]] = {}
        for shift in problem.shifts:
            by_track.setdefault(shift.track, []).append(shift.id)
        for person in problem.people:
            for track in sorted(set(by_track) - person.tracks):
                fields = _fields(person, track)
                for shift_id in by_track[track]:
                    if not settled(problem, person.id, shift_id):
                        view.forbid(person.id, shift_id, **fields)

    def keeps_off(self, problem: Problem, person: Person, shift: Shift) -> Grounds | None:
        """Return the grounds if a person does not serve the track of a shift."""
        del problem
        served = shift.track in person.tracks
        return None if served else Grounds.of(_fields(person, shift.track))

    def lifted(self, problem: Problem) -> Problem:
        """Return the problem in which everybody serves every track."""
        every = frozenset(shift.track for shift in problem.shifts)
        people = (replace(p, tracks=p.tracks | every) for p in problem.people)
        return replace(problem, people=tuple(people))

    def words(self, problem: Problem, grounds: Grounds) -> Words:
        """Return the words: which track somebody does not serve."""
        track = f"track {grounds.quantity('track')}"
        many, short = f"do not serve {track}", f"not on {track}"
        return personal(problem, grounds, f"does not serve {track}", short, clause_many=many)

    def remedies(self, case: Case) -> Iterator[Remedy]:
        """Let a person, not a manager, serve another track, only in the shifts of the conflict."""
        (person,) = case.grounds.about
        if person in case.managers:
            return
        taken = [s for s in case.needs if s.id in case.shifts] or [case.shift]
        problem, others = _serving(case.problem, person, taken)
        names = " and ".join(shift.id for shift in taken)
        text = f"{called(case.problem, person)} takes {names}, of another track"
        yield Remedy(ChangeKind.TRACK, person, text, problem, keep_off=others)

    def waived(self, problem: Problem, person: str, shift: Shift) -> Waiver:
        """Let a manager serve the track of one shift, only in this shift."""
        changed, others = _serving(problem, person, [shift])
        return Waiver(changed, keep_off=others)


def _serving(problem: Problem, person: str, taken: list[Shift]) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem in which a person may also hold some shifts of another track."""
    owner = problem.person(person)
    tracks = {shift.track for shift in taken}
    others = tuple(
        s.id for s in problem.shifts if s.track in tracks - owner.tracks and s not in taken
    )
    return with_person(problem, replace(owner, tracks=owner.tracks | tracks)), others
