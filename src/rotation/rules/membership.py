"""Rule 2 of the domain, second half: nobody is on call before their grace ends or when gone."""

from collections.abc import Iterator

from rotation.model.problem import BlockKind, Problem
from rotation.model.roster import Roster
from rotation.rules.away import forbid_blocked, holding_blocked
from rotation.rules.base import View, Violation

__all__ = ["Membership"]


class Membership:
    """Nobody is on call before `joined + grace_days` or from the day they leave."""

    name = "membership"
    title = "nobody is on call before they serve or after they leave"
    kinds = (BlockKind.GRACE, BlockKind.GONE)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Violation]:
        """Yield every shift held too early or too late."""
        return holding_blocked(self.name, self.kinds, problem, roster)

    def post(self, problem: Problem, view: View) -> None:
        """Forbid every shift that begins too early or ends too late."""
        forbid_blocked(self.kinds, problem, view)
