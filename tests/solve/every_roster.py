"""What tests of solving over all rosters of tiny problems share."""

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings

from rotation.model.problem import Problem
from rotation.model.roster import Roster
from rotation.rules import hard, registered
from rotation.rules.base import Rule
from rotation.testing.agreement import kept_rosters

__all__ = ["keeping", "over_problems"]


def over_problems(examples: int) -> settings:
    """Return settings for so many problems, always the same ones, that are not shrunk."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def keeping(problem: Problem, rules: Sequence[Rule] | None = None) -> list[Roster]:
    """Return the rosters that break nothing but what is settled."""
    return list(kept_rosters(problem, hard(registered() if rules is None else rules, problem)))
