"""On-call rotations: every rule is kept, fairness is proved, and calendars are written.

The modules of these names are imported when first used, because the command line has to be ready
for Ctrl-C before that (`rotation.interrupts`).
"""

from importlib import import_module

TYPE_CHECKING = False  # True for type checkers, without importing typing
if TYPE_CHECKING:
    from rotation.api import Rotation, check, load
    from rotation.errors import (
        BadInput,
        Fault,
        Impossible,
        Interrupted,
        OutOfEffort,
        RotationError,
    )

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

_OF_THE_API = ("Rotation", "check", "load")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module("rotation.api" if name in _OF_THE_API else "rotation.errors")
    return globals().setdefault(name, getattr(home, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
