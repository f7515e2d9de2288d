"""The existing file that is probably meant by a missing name."""

import os
from itertools import islice
from pathlib import Path

from rotation.model.spelling import nearest
from rotation.reading import fix

__all__ = ["nearest_file", "reading_fix"]

_MOST = 1000
"""The largest number of files that are looked at."""


def nearest_file(path: Path) -> str | None:
    """Return the name of a file beside a missing one with a similar spelling."""
    try:
        with os.scandir(path.parent) as entries:
            beside = [entry.name for entry in islice(entries, _MOST) if entry.is_file()]
    except (OSError, ValueError):
        return None
    return nearest(path.name, beside)


def reading_fix(error: OSError, path: Path) -> str:
    """Return the fix for a file that could not be read; empty if none is known."""
    if not isinstance(error, FileNotFoundError):
        return fix(error)
    near = nearest_file(path)
    return f"did you mean '{path.with_name(near)}'?" if near else ""
