"""For authors of rules and goals: builders, generated problems, and checks of agreement.

A rule is implemented twice, for a roster (`check`) and a model (`post`); a goal is counted twice
(`measure`, `post`). The assertions here enumerate every roster of a tiny problem and show that
both mean the same. Only `tiny_problems`, `tiny_goals` and `tiny_rules` need hypothesis.
"""

from rotation.testing.agreement import assert_goal_agrees, assert_rule_agrees, rosters
from rotation.testing.builders import (
    make_held,
    make_lock,
    make_problem,
    make_settings,
    make_shift,
)
from rotation.testing.built_people import (
    make_block,
    make_elsewhere,
    make_hours,
    make_offer,
    make_person,
)
from rotation.testing.generated_goals import tiny_goals
from rotation.testing.generated_rules import tiny_rules
from rotation.testing.instants import instant
from rotation.testing.said import Said
from rotation.testing.strategies import tiny_problems

__all__ = [
    "Said",
    "assert_goal_agrees",
    "assert_rule_agrees",
    "instant",
    "make_block",
    "make_elsewhere",
    "make_held",
    "make_hours",
    "make_lock",
    "make_offer",
    "make_person",
    "make_problem",
    "make_settings",
    "make_shift",
    "rosters",
    "tiny_goals",
    "tiny_problems",
    "tiny_rules",
]
