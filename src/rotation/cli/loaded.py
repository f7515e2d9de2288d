"""A rotation for a command, with what a person should know about how it was read."""

import sys
from pathlib import Path

from rotation.api import Rotation, load
from rotation.errors import grouped

__all__ = ["loaded"]


def loaded(config: Path) -> Rotation:
    """Load a rotation; what was left out of its calendars goes to stderr, also with `--quiet`.

    Raises
    ------
    BadInput
        As `rotation.load` does.
    """
    rotation = load(config)
    for remark in grouped(rotation.remarks):
        print(f"warning: {remark}", file=sys.stderr)
    return rotation
