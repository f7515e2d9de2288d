"""`rotation sync`."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from rotation.api import Rotation
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.following import DRY_RUN, choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_sync
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish, refuse_force_without_why
from rotation.cli.typed import again
from rotation.config.calendars.edits import EditedStretch
from rotation.display.documents import plain_document
from rotation.trades.calendar_edits import CalendarSync, sync
from rotation.trades.remedies import BreachFix, standing_remedies

__all__ = ["record_edits", "run_sync"]

UNANSWERED = 1


def run_sync(options: Options) -> int:
    """Record changes made in a calendar as trades; 1 when some are not recorded."""
    refuse_force_without_why(options)
    with at_work(options) as rotation:
        edits = sync(rotation, options.calendar, options.today)
        return record_edits(edits, options, f"calendar {Path(options.calendar).name}")


def record_edits(edits: CalendarSync[Rotation], options: Options, source: str) -> int:
    """Record differences as trades, all or those that are confirmed; return the exit code.

    Parameters
    ----------
    edits : CalendarSync
        The differences.
    options : Options
        Of the command, which holds the lock of the folder.
    source : str
        The reason for the change log, where none is given.
    """
    for remark in edits.remarks:
        print(f"warning: {remark}", file=sys.stderr)
    if not edits.stretches:
        _report_nothing(edits, options)
        choose_next(options, after_sync, edits.rotation, _standing(edits))
        return 0
    accepted = _accepted(edits, options)
    if accepted is None:
        _report_unanswered(edits, options)
        choose_next(options, again, plus=("--accept",))
        return UNANSWERED
    why = options.why or source
    edition = edits.edition(accepted, why=why)
    if edition.broken and options.force:
        forced = "; ".join(sorted({v.rule for v in edition.broken}))
        edition = edits.edition(accepted, why=why, forced=forced)
    left = len(accepted) < len(edits.stretches)
    lines = (*edits.texts(), "") if options.accept or options.dry_run else ("",)
    code = finish(edition, options, lines, _document(edits, accepted), code=int(left))
    if left and not edition.broken:
        choose_next(options, again, without=DRY_RUN, plus=("--accept",))
        count = len(edits.stretches) - len(accepted)
        what = (
            "1 difference is not recorded"
            if count == 1
            else f"{count} differences are not recorded"
        )
        print(f"warning: {what}; the calendar still differs", file=sys.stderr)
    return code


def _accepted(edits: CalendarSync[Rotation], options: Options) -> Sequence[EditedStretch] | None:
    """Return the differences to record: all, the confirmed ones, or None if nobody can be asked."""
    if options.accept or options.dry_run:
        return edits.stretches
    if options.format == "json" or not sys.stdin.isatty():
        return None
    chosen = []
    for text, stretch in zip(edits.texts(), edits.stretches, strict=True):
        say([text])
        try:
            answer = input("  Apply this change? [y/N] ").strip().casefold()
        except EOFError:  # Ctrl-D: no to this one and all that follow
            print()
            break
        if answer in ("y", "yes"):
            chosen.append(stretch)
    return chosen


def _document(
    edits: CalendarSync[Rotation], accepted: Sequence[EditedStretch]
) -> dict[str, object]:
    marked = [
        {**fact, "accepted": stretch in accepted}
        for fact, stretch in zip(edits.facts(), edits.stretches, strict=True)
    ]
    return plain_document({"differences": marked, "remarks": edits.remarks}, UTC)


def _report_nothing(edits: CalendarSync[Rotation], options: Options) -> None:
    if options.format == "json":
        _print_json(edits, options, done=True)
    elif not options.quiet:
        say(edits.lines()[:1])
    report_breaches(_standing(edits), options)


def _standing(edits: CalendarSync[Rotation]) -> tuple[BreachFix, ...]:
    """Return what is broken and not over if nothing is written."""
    return standing_remedies(edits.rotation, edits.today)


def _print_json(edits: CalendarSync[Rotation], options: Options, *, done: bool) -> None:
    """Print the differences, with the same keys as after writing."""
    nothing = {"changes": [], "broken": [], "soft": [], "done": done, "written": []}
    breaches = breach_records(_standing(edits), options)
    document = {**_document(edits, ()), **nothing, "breaches": breaches}
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _report_unanswered(edits: CalendarSync[Rotation], options: Options) -> None:
    if options.format == "json":
        _print_json(edits, options, done=False)
    elif not options.quiet:
        say(edits.texts())
    report_breaches(_standing(edits), options)
    print(
        "error: Nothing was saved. Use --accept to record these changes, or a terminal to be asked "
        "about each.",
        file=sys.stderr,
    )
