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
    from rotation.versions import show_versions

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
    "show_versions",
]

_HOMES = {
    **dict.fromkeys(("Rotation", "check", "load"), "rotation.api"),
    "show_versions": "rotation.versions",
}
"""The modules of names that are not in `rotation.errors`."""


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(_HOMES.get(name, "rotation.errors"))
    return globals().setdefault(name, getattr(home, name))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
