"""The remaining tiers; each goal is posted when its turn comes."""

from collections.abc import Sequence

from rotation.goals.base import Goal, Level
from rotation.solve.goal_statements import GoalStatements
from rotation.solve.posted_tiers import PostedTier
from rotation.statements.shift_classes import countable
from rotation.statements.view import ModelView

__all__ = ["Posting"]


class Posting:
    """Goals that become tiers as late as possible: what they state would burden earlier models.

    Parameters
    ----------
    goals : sequence of Goal
        Most important first.
    view : ModelView
        What the goals state is added to it.
    statements : GoalStatements
        Posts them, and keeps what they state.
    """

    def __init__(self, goals: Sequence[Goal], view: ModelView, statements: GoalStatements) -> None:
        self._goals = list(goals)
        self._view, self._statements = view, statements
        self._ahead: list[PostedTier] = []

    def look_ahead(self) -> None:
        """Post goals up to the first ledger: a roster is dealt out by it."""
        while self._goals and not self.levels():
            self._post()

    def levels(self) -> list[Level]:
        """Return the ledgers among the tiers that are posted."""
        return [tier.target for tier in self._ahead if isinstance(tier.target, Level)]

    def ahead(self) -> list[PostedTier]:
        """Return the tiers that are posted, most important first."""
        return list(self._ahead)

    def next(self) -> PostedTier | None:
        """Return the next tier, which stays the next one; None behind the last one."""
        while self._goals and not self._ahead:
            self._post()
        return self._ahead[0] if self._ahead else None

    def take(self) -> None:
        """Go on to the tier behind the next one."""
        del self._ahead[0]

    def take_counted(self) -> list[PostedTier]:
        """Take the tiers up to the first one that counts cannot bound."""
        counted: list[PostedTier] = []
        while (tier := self.next()) is not None and countable(self._view, tier.target):
            counted.append(tier)
            self.take()
        return counted

    def _post(self) -> None:
        self._ahead += self._statements.post(self._goals.pop(0))
