"""Loading a rotation for a command, after cleaning up behind a killed command.

The only place that does so: commands read everything after `loaded` or inside `working`.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rotation.api import Rotation, load
from rotation.cli.options import Options
from rotation.cli.today import today_in
from rotation.cli.typed import with_config
from rotation.config.journal_places import config_file, home_at
from rotation.errors import Busy, grouped
from rotation.export.work import WAIT_S, settled, unsettled
from rotation.export.work import working as working_on
from rotation.journal import JOURNAL
from rotation.trades.contradictions import Disagreement, disagreements

__all__ = ["loaded", "working"]


def loaded(options: Options, *, compare: bool = True) -> Rotation:
    """Load a rotation, as of `--today`, for a command that only reads or for a dry run.

    What a killed command left behind is completed or undone first. Entries that were left out or
    skipped are listed on standard error, also with `--quiet`.

    Parameters
    ----------
    options : Options
        Of the command: `config`, `command`, `today`, and `dry_run` where there is one, which never
        repairs.
    compare : bool
        Whether to warn about files that contradict the published plan.

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
    again: tuple[Disagreement, ...] = ()
    while True:
        through = False
        if unsettled(config.parent):
            state = settled(home_at(config), f"rotation {options.command}", repairs=repairs)
            _report_settled(state.note)
            through = state.through
        rotation = _read(config, options)
        if through:
            return _with_remarks(rotation)
        disagreements = _compared(rotation, options) if compare else ()
        # A command began to replace files while these were read: start again when it is done.
        replaced = any(remark.place == JOURNAL for remark in rotation.remarks)
        if not replaced and (not disagreements or disagreements == again):
            _report_disagreements(disagreements, rotation, options)
            return _with_remarks(rotation)
        again = disagreements
        if time.monotonic() > deadline:
            raise Busy(f"{config.parent / JOURNAL}: files are being replaced; try again")


@contextmanager
def working(
    options: Options, *, compare: bool = True, expected: Rotation | None = None
) -> Iterator[Rotation]:
    """Load the rotation for a command that writes, and hold the lock of its folder meanwhile.

    Parameters
    ----------
    options, compare
        As for `loaded`.
    expected : Rotation, optional
        What the command read before something slow that needs no lock; its remarks are not
        repeated.

    Raises
    ------
    BadInput
        As `rotation.load` does; when another command is at work there; and when what a killed one
        left behind cannot be settled.
    Busy
        When the files do not say any more what was expected.
    """
    config = config_file(Path(options.config))
    if not config.parent.is_dir():
        yield _with_remarks(_read(config, options))  # says that there is none
        return
    who, discards = f"rotation {options.command}", getattr(options, "discard", False)
    with working_on(home_at(config), who, discards=discards) as note:
        _report_settled(note)
        rotation = _read(config, options)
        if expected is not None:
            if rotation != expected:
                what = "its files were changed meanwhile, and nothing was written; try again"
                raise Busy(f"{options.config}: {what}")
            yield rotation
            return
        if compare:
            _report_disagreements(_compared(rotation, options), rotation, options)
        yield _with_remarks(rotation)


def _read(config: Path, options: Options) -> Rotation:
    # The rotation's zone is not known yet: use the earliest date that any zone has now.
    return load(config, today=options.today or today_in("Etc/GMT+12"))


def _compared(rotation: Rotation, options: Options) -> tuple[Disagreement, ...]:
    return disagreements(rotation, options.today or today_in(rotation.timezone))


def _report_disagreements(
    disagreements: Iterable[Disagreement], rotation: Rotation, options: Options
) -> None:
    """Warn once per file that contradicts the published plan, with the command that repairs it."""
    by_file: dict[str, list[Disagreement]] = {}
    for disagreement in disagreements:
        by_file.setdefault(disagreement.file, []).append(disagreement)
    people = [file for file in by_file if file.endswith(".ics") and "/people/" in file]
    for file in people[1:]:
        del by_file[file]
    places = rotation.places
    hint = f"{places.published} and {places.trades} are the truth; "
    hint += f"{with_config('repair', options)} makes the other files agree"
    for file, these in by_file.items():
        line = f":{these[0].line}" if these[0].line else ""
        more = f" (and {len(these) - 1} more)" if len(these) > 1 else ""
        if file in people[:1] and len(people) > 1:
            others = len(people) - 1
            more += f"; the same holds for {others} more of people's calendars"
        print(f"warning: {file}{line}: {these[0].text}{more}; {hint}", file=sys.stderr)


def _report_settled(note: str) -> None:
    if note:
        print(f"note: {note}", file=sys.stderr)


def _with_remarks(rotation: Rotation) -> Rotation:
    for remark in grouped(rotation.remarks):
        print(f"warning: {remark}", file=sys.stderr)
    return rotation
