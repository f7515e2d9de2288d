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
        _lines(options.schedule, entries, broken, open_shifts)
    return 1 if broken or regular else 0


def _read(path: Path, rotation: Rotation) -> tuple[Entry, ...]:
    if path.suffix.lower() == ".csv":
        return read_schedule(path, rotation)
    if path.suffix.lower() != ".ics":
        raise BadInput(
            Fault(str(path), "is neither .csv nor .ics", "give a schedule or a calendar")
        )
    # Calendars need icalendar, which no other check does.
    from rotation.config.calendar_schedule import (  # noqa: PLC0415 - see above
        calendar_span,
        entries_from_ics,
    )

    try:
        data = path.read_bytes()
    except OSError as error:
        fault = Fault(str(path), error.strerror or str(error), "check the path")
        raise BadInput(fault) from error
    span = calendar_span(data, rotation, str(path))
    if span is None:
        return ()
    start, end = span[0] - NEARBY, span[1] + NEARBY
    known = (*shifts_in_progress(rotation, start), *shifts_of(rotation, start, end))
    return entries_from_ics(data, rotation, known, str(path))


def _json(broken: Sequence[Violation], open_shifts: Sequence[Entry]) -> str:
    document = {
        "holds": not broken,
        "broken": [_record(violation) for violation in broken],
        "open": [entry.shift for entry in open_shifts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _record(violation: Violation) -> dict[str, object]:
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
        writer.writerow(
            "; ".join(map(str, value)) if isinstance(value, list) else value
            for value in record.values()
        )


def _lines(
    path: Path,
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
        print(f"{path}: {count}, rules broken in {ways}")
    else:
        print(f"{path}: {count}, every rule holds")
