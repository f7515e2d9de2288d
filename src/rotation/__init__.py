"""On-call rotations with every rule kept, fairness proved and calendars written."""

from rotation.api import Rotation, check, load
from rotation.errors import BadInput, Fault, Impossible, Interrupted, RotationError

__all__ = [
    "BadInput",
    "Fault",
    "Impossible",
    "Interrupted",
    "Rotation",
    "RotationError",
    "check",
    "load",
]
