"""Explanations: conflicts behind open shifts, fixes, why a person is on call or not, and costs.

Functions of what solving returns, and methods of the plan that `Rotation.plan` gives. Each may
solve, and every answer is a tuple of frozen data with `text`, `lines()`, `to_frame()` and, for
JSON, `as_list()` (docs/explaining.md).
"""

from rotation.explain.answers import Answers
from rotation.explain.changes import Change, ChangeKind
from rotation.explain.compromises import Compromise, Order, Without, compromises, orders
from rotation.explain.conflicts import Conflict, Proof, conflicts
from rotation.explain.differences import Difference, Load, Move
from rotation.explain.facts import Fact
from rotation.explain.fixes import Fix, Fixes, fixes, fixes_of
from rotation.explain.longer_rest import LongerRest, longer_rest
from rotation.explain.settings import trade_off_frame
from rotation.explain.why import Ending, Reason, why, why_not

__all__ = [
    "Answers",
    "Change",
    "ChangeKind",
    "Compromise",
    "Conflict",
    "Difference",
    "Ending",
    "Fact",
    "Fix",
    "Fixes",
    "Load",
    "LongerRest",
    "Move",
    "Order",
    "Proof",
    "Reason",
    "Without",
    "compromises",
    "conflicts",
    "fixes",
    "fixes_of",
    "longer_rest",
    "orders",
    "trade_off_frame",
    "why",
    "why_not",
]
