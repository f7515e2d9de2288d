"""Which file is meant by a name that is not there: the nearest one beside it."""

import os
from itertools import islice
from pathlib import Path

from rotation.model.spelling import nearest
from rotation.reading import fix

__all__ = ["nearest_file", "reading_fix"]

_MOST = 1000
"""So many files are looked at."""


def nearest_file(path: Path) -> str | None:
    """Return the name of the file beside one that is not there that is spelled nearly so."""
    try:
        with os.scandir(path.parent) as entries:
            beside = [entry.name for entry in islice(entries, _MOST) if entry.is_file()]
    except (OSError, ValueError):
        return None
    return nearest(path.name, beside)


def reading_fix(error: OSError, path: Path) -> str:
    """Return what to do about a file that could not be read; empty where nothing is known."""
    if not isinstance(error, FileNotFoundError):
        return fix(error)
    near = nearest_file(path)
    return f"did you mean '{path.with_name(near)}'?" if near else ""
