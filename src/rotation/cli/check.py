"""`rotation check`."""

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from rotation.api import Rotation, check, load
from rotation.cli.today import today_in
from rotation.config import read_schedule
from rotation.config.faults import printable
from rotation.errors import BadInput, Fault
from rotation.horizon import shifts_in_progress, shifts_of
from rotation.model.shifts import Entry, ShiftKind
from rotation.rules import Violation

__all__ = ["run_check"]

NEARBY = timedelta(days=45)
"""Shifts this long around a calendar's events are known by name."""


def run_check(options: argparse.Namespace) -> int:
    """Judge a schedule; 1 when a rule is broken or a regular shift is open."""
    rotation = load(options.config)
    today = options.today or today_in(rotation.timezone)
    entries = _read(options.schedule, rotation)
    broken = check(rotation, entries, today=today)
    open_shifts = [e for e in entries if e.engineer is None]
    regular = [e for e in open_shifts if e.kind is ShiftKind.REGULAR]
    if options.format == "json":
        print(_json(broken, open_shifts))
    elif options.format == "csv":
        _csv(broken)
    elif not options.quiet:
        _lines(printable(str(options.schedule)), entries, broken, open_shifts)
    return 1 if broken or regular else 0


def _read(path: Path, rotation: Rotation) -> tuple[Entry, ...]:
    place = printable(str(path))
    if path.suffix.lower() == ".csv":
        return read_schedule(path, rotation)
    if path.suffix.lower() != ".ics":
        mend = "give a schedule, such as out/schedule.csv, or a calendar"
        raise BadInput(Fault(place, "is neither .csv nor .ics", mend))
    # Calendars need icalendar, which no other check does.
    from rotation.config.calendar_schedule import (  # noqa: PLC0415 - see above
        calendar_span,
        entries_from_ics,
    )

    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(Fault(place, (error.strerror or str(error)).lower())) from error
    span = calendar_span(data, rotation, place)
    if span is None:
        return ()
    start, end = span[0] - NEARBY, span[1] + NEARBY
    known = (*shifts_in_progress(rotation, start), *shifts_of(rotation, start, end))
    return entries_from_ics(data, rotation, known, place)


def _json(broken: Sequence[Violation], open_shifts: Sequence[Entry]) -> str:
    document = {
        "holds": not broken,
        "broken": [_record(violation) for violation in broken],
        "open": [entry.shift for entry in open_shifts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _record(violation: Violation) -> dict[str, str | list[str]]:
    return {
        "rule": violation.rule,
        "text": violation.text,
        "shifts": list(violation.shifts),
        "people": list(violation.people),
        "sources": [str(source) for source in violation.sources],
    }


def _csv(broken: Sequence[Violation]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("rule", "text", "shifts", "people", "sources"))
    for violation in broken:
        record = _record(violation)
        cells = ["; ".join(v) if isinstance(v, list) else str(v) for v in record.values()]
        writer.writerow(map(_guarded, cells))


def _guarded(cell: str) -> str:
    """Keep a spreadsheet from taking a sentence that begins with a name for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _lines(
    name: str,
    entries: Sequence[Entry],
    broken: Sequence[Violation],
    open_shifts: Sequence[Entry],
) -> None:
    for violation in broken:
        print(violation)
    for entry in open_shifts:
        print(f"open: nobody holds {entry.shift} ({entry.source})")
    count = f"{len(entries)} shift{'' if len(entries) == 1 else 's'}"
    if broken:
        ways = f"{len(broken)} way{'' if len(broken) == 1 else 's'}"
        print(f"{name}: {count}, rules broken in {ways}")
    else:
        print(f"{name}: {count}, every rule holds")
