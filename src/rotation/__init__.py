"""On-call rotations with every rule kept, fairness proved and calendars written.

The modules behind these names are imported when first used: the command line wants to be ready for
Ctrl-C before that (`rotation.interrupts`).
"""

from importlib import import_module

TYPE_CHECKING = False  # what type checkers take for true, without the import of typing
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
