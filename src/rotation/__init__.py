"""On-call rotations with every rule kept, fairness proved and calendars written."""

from rotation.api import Rotation, check, load
from rotation.errors import BadInput, Fault, Impossible, Interrupted, OutOfEffort, RotationError

__all__ = [
    "BadInput",
    "Fault",
    "Impossible",
    "Interrupted",
    "OutOfEffort",
    "Rotation",
    "RotationError",
    "check",
    "load",
]
