"""A rotation for a command, once what a killed command left behind is settled.

The one place that does so: whatever a command reads, it reads behind `loaded` or inside `working`.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rotation.api import Rotation, load
from rotation.cli.options import Options
from rotation.cli.today import today_in
from rotation.config.unfinished import config_file, home_at
from rotation.errors import Busy, grouped
from rotation.export.work import WAIT_S, settled, unsettled
from rotation.export.work import working as working_on
from rotation.journal import JOURNAL

__all__ = ["loaded", "working"]


def loaded(options: Options) -> Rotation:
    """Load a rotation for a command that only reads, or whose dry run does, as of its `--today`.

    What a killed command left behind is completed or undone before. What was left out, or skipped,
    goes to standard error, also with `--quiet`.

    Parameters
    ----------
    options : Options
        Of the command: `config`, `command`, `today`, and `dry_run` where there is one, which never
        repairs.

    Raises
    ------
    BadInput
        As `rotation.load` does.
    Busy
        When another command replaces files for longer than it should take.
    """
    repairs = not getattr(options, "dry_run", False)
    config = config_file(Path(options.config))
    deadline = time.monotonic() + WAIT_S
    while True:
        through = False
        if unsettled(config.parent):
            found = settled(home_at(config), f"rotation {options.command}", repairs=repairs)
            _report_settled(found.note)
            through = found.through
        rotation = _read(config, options)
        if through or not any(remark.place == JOURNAL for remark in rotation.remarks):
            return _with_remarks(rotation)
        # A command began to replace files while these were read: begin again when it is done.
        if time.monotonic() > deadline:
            raise Busy(f"{config.parent / JOURNAL}: files are being replaced; try again")


@contextmanager
def working(options: Options) -> Iterator[Rotation]:
    """Give the rotation to a command that writes, and hold the lock of its folder meanwhile.

    Parameters are those of `loaded`.

    Raises
    ------
    BadInput
        As `rotation.load` does; when another command is at work there; and when what a killed one
        left behind cannot be settled.
    """
    config = config_file(Path(options.config))
    if not config.parent.is_dir():
        yield _with_remarks(_read(config, options))  # says that there is none
        return
    with working_on(home_at(config), f"rotation {options.command}") as note:
        _report_settled(note)
        yield _with_remarks(_read(config, options))


def _read(config: Path, options: Options) -> Rotation:
    # The rotation's zone is not known yet: the day is the one that is over nowhere on earth.
    return load(config, today=options.today or today_in("Etc/GMT+12"))


def _report_settled(note: str) -> None:
    if note:
        print(f"note: {note}", file=sys.stderr)


def _with_remarks(rotation: Rotation) -> Rotation:
    for remark in grouped(rotation.remarks):
        print(f"warning: {remark}", file=sys.stderr)
    return rotation
