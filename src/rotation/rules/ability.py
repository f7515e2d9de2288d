"""The rules about what a person can hold at all, besides their tracks (F18)."""

from rotation.rules.availability import Availability
from rotation.rules.base import Rule
from rotation.rules.skills import Skills

__all__ = ["ABILITY_RULES"]

ABILITY_RULES: tuple[Rule, ...] = (Availability(), Skills())
"""They depend neither on time off nor on what somebody offers."""
