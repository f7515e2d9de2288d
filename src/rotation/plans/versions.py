"""The versions that decide the bytes of a plan."""

import platform
from importlib.metadata import version

__all__ = ["versions"]


def versions() -> dict[str, str]:
    """Return the versions of what a plan was made with."""
    return {
        "rotation": version("rotation"),
        "python": platform.python_version(),
        **{name: version(name) for name in ("ortools", "holidays", "icalendar", "tzdata")},
    }
