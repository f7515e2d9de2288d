"""`rotation check`."""

import argparse
import json
import sys
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rotation.api import check, read_schedule
from rotation.cli.loaded import loaded
from rotation.cli.today import today_in
from rotation.config.faults import printable
from rotation.export.csv_text import csv_text
from rotation.model.shifts import Entry, ShiftKind
from rotation.rules import Violation

__all__ = ["run_check"]


def run_check(options: argparse.Namespace) -> int:
    """Judge a schedule; 1 when a rule is broken or a regular shift is open."""
    rotation = loaded(options.config)
    today = options.today or today_in(rotation.timezone)
    entries = read_schedule(rotation, options.schedule)
    broken = check(rotation, entries, today=today)
    open_shifts = [e for e in entries if e.engineer is None]
    regular = [e for e in open_shifts if e.kind is ShiftKind.REGULAR]
    if options.format == "json":
        print(_json(entries, broken, open_shifts))
    elif options.format == "csv":
        _csv(broken)
    elif not options.quiet:
        zone = ZoneInfo(rotation.timezone)
        _lines(printable(str(options.schedule)), zone, entries, broken, open_shifts)
    return 1 if broken or regular else 0


def _json(
    entries: Sequence[Entry], broken: Sequence[Violation], open_shifts: Sequence[Entry]
) -> str:
    document = {
        "holds": not broken,
        "shifts": len(entries),
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
    rows: list[tuple[str, ...]] = [("rule", "text", "shifts", "people", "sources")]
    for violation in broken:
        record = _record(violation)
        rows.append(tuple("; ".join(v) if isinstance(v, list) else v for v in record.values()))
    sys.stdout.write(csv_text(rows))


def _lines(
    name: str,
    zone: ZoneInfo,
    entries: Sequence[Entry],
    broken: Sequence[Violation],
    open_shifts: Sequence[Entry],
) -> None:
    for violation in broken:
        print(violation)
    for entry in open_shifts:
        print(f"open: nobody holds {entry.shift} ({entry.source})")
    count = f"{len(entries)} shift{'' if len(entries) == 1 else 's'}"
    count += f" from {min(e.start for e in entries).astimezone(zone).date()}"
    count += f" to {max(e.end for e in entries).astimezone(zone).date()}"
    if broken:
        ways = f"{len(broken)} way{'' if len(broken) == 1 else 's'}"
        print(f"{name}: {count}, rules broken in {ways}")
    else:
        print(f"{name}: {count}, every rule holds")
