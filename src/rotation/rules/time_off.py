"""Rule 2 of the domain, first half: nobody is on call during their time off."""

from collections.abc import Iterator

from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.rules.away import forbid_blocked, holding_blocked
from rotation.rules.base import View, Violation

__all__ = ["TimeOffKept"]


class TimeOffKept:
    """Nobody is on call during their time off; any overlap counts, an hour included."""

    name = "time_off"
    title = "nobody is on call during their time off"
    kinds = (BlockKind.TIME_OFF,)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held during time off."""
        return holding_blocked(self.name, self.kinds, problem, roster)

    def post(self, problem: Problem, view: View) -> None:
        """Forbid every shift that overlaps time off."""
        forbid_blocked(self.kinds, problem, view)
