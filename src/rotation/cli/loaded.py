"""A rotation for a command, with what a person should know about how it was read."""

import argparse
import sys

from rotation.api import Rotation, load
from rotation.cli.today import today_in
from rotation.errors import grouped

__all__ = ["loaded"]


def loaded(options: argparse.Namespace) -> Rotation:
    """Load the rotation of a command, as of its `--today`.

    What was left out, or skipped, goes to stderr, also with `--quiet`.

    Raises
    ------
    BadInput
        As `rotation.load` does.
    """
    # The rotation's zone is not known yet: the day is the one that is over nowhere on earth.
    rotation = load(options.config, today=options.today or today_in("Etc/GMT+12"))
    for remark in grouped(rotation.remarks):
        print(f"warning: {remark}", file=sys.stderr)
    return rotation
