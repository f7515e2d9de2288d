"""People hold shifts of their own tracks only."""

from collections.abc import Iterator

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules.base import View, Violation
from rotation.rules.common import held, settled

__all__ = ["Tracks"]


class Tracks:
    """A person holds only shifts of tracks they serve, volunteer shifts included."""

    name = "tracks"
    title = "everybody holds shifts of their own tracks only"

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held by somebody who does not serve its track, by person."""
        for person_id, shifts in held(problem, roster).items():
            person = problem.person(person_id)
            for shift in shifts:
                if shift.track not in person.tracks:
                    yield Violation(
                        rule=self.name,
                        text=f"{person.name} holds {shift.id} but does not serve "
                        f"track {shift.track}",
                        shifts=(shift.id,),
                        people=(person_id,),
                    )

    def post(self, problem: Problem, view: View) -> None:
        """Forbid whole tracks to those who do not serve them."""
        by_track: dict[str, list[str]] = {}
        for shift in problem.shifts:
            by_track.setdefault(shift.track, []).append(shift.id)
        for person in problem.people:
            for track in sorted(set(by_track) - person.tracks):
                because = f"{person.name} does not serve track {track}"
                for shift_id in by_track[track]:
                    if not settled(problem, person.id, shift_id):
                        view.forbid(person.id, shift_id, because=because)
