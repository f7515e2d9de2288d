"""`rotation check`."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.api import Rotation, check, read_schedule, relied_on
from rotation.checks.unstaffed import unstaffed
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.options import Options
from rotation.cli.today import today_in
from rotation.config.faults import printable
from rotation.config.own_files import own_file
from rotation.export.csv_text import csv_text
from rotation.model.shadows import is_shadow
from rotation.model.shifts import Entry, ShiftKind
from rotation.rules import Violation
from rotation.written.fits import misfit_fault, misfits

__all__ = ["run_check"]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is judged.

    Attributes
    ----------
    name : str
        The file, as the user or the configuration names it.
    entries : tuple of Entry
        Its lines, trades applied.
    trades : tuple of int
        The numbers of the trades that are not in the file itself.
    where : str
        The file of the trades.
    own : bool
        Whether it is the published plan.
    """

    name: str
    entries: tuple[Entry, ...]
    trades: tuple[int, ...]
    where: str
    own: bool

    @property
    def title(self) -> str:
        """The name, and what was applied."""
        if not self.trades:
            return self.name
        count = "1 trade" if len(self.trades) == 1 else f"{len(self.trades)} trades"
        return f"{self.name} with {count} of {self.where} applied"


def run_check(options: Options) -> int:
    """Judge a schedule; 1 when a rule that is not soft is broken or a regular shift is open."""
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    judged = _judged(rotation, options.schedule)
    entries = judged.entries
    broken = check(rotation, entries, today=today)
    soft = check(rotation, entries, today=today, soft=True) if rotation.soft else []
    open_shifts = [e for e in entries if e.engineer is None and not is_shadow(rotation, e)]
    regular = [e for e in open_shifts if e.kind is ShiftKind.REGULAR]
    if options.format == "json":
        print(_json(judged, broken, soft, open_shifts))
    elif options.format == "csv":
        _csv([*broken, *soft])
        if judged.trades and not options.quiet:
            print(judged.title, file=sys.stderr)
    elif not options.quiet:
        say(f"not kept, and soft: {violation}" for violation in soft)
        _lines(judged, ZoneInfo(rotation.timezone), broken, open_shifts)
    if judged.own and (moved := misfits(rotation, today)):
        print(f"warning: {misfit_fault(moved)}", file=sys.stderr)
    for warning in unstaffed(rotation, entries, today) if regular else ():
        print(f"warning: {warning}", file=sys.stderr)
    return 1 if broken or regular else 0


def _judged(rotation: Rotation, schedule: Path | None) -> _Judged:
    """Return the lines to judge, by default those of the published plan."""
    places = rotation.places
    path = Path(places.folder) / places.published if schedule is None else schedule
    name = places.published if schedule is None else str(schedule)
    entries = relied_on(rotation) if schedule is None else read_schedule(rotation, schedule)
    own = own_file(rotation, path)
    trades = () if own is None else own.trades
    return _Judged(printable(name), entries, trades, printable(places.trades), own=own is not None)


def _json(
    judged: _Judged,
    broken: Sequence[Violation],
    soft: Sequence[Violation],
    open_shifts: Sequence[Entry],
) -> str:
    document = {
        "holds": not broken,
        "shifts": len(judged.entries),
        "broken": [_record(violation) for violation in broken],
        "soft": [_record(violation) for violation in soft],
        "open": [entry.shift for entry in open_shifts],
        "schedule": judged.name,
        "trades": list(judged.trades),
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
    judged: _Judged,
    zone: ZoneInfo,
    broken: Sequence[Violation],
    open_shifts: Sequence[Entry],
) -> None:
    entries = judged.entries
    for violation in broken:
        say([str(violation)])
    for entry in open_shifts:
        say([f"open: nobody holds {entry.shift} ({entry.source})"])
    count = f"{len(entries)} shift{'' if len(entries) == 1 else 's'}"
    count += f" from {min(e.start for e in entries).astimezone(zone).date()}"
    count += f" to {max(e.end for e in entries).astimezone(zone).date()}"
    regular = sum(entry.kind is ShiftKind.REGULAR for entry in open_shifts)
    if regular:
        count += f", {regular} regular shift{'' if regular == 1 else 's'} open"
    if broken:
        broken_rules = f"{len(broken)} broken rule{'' if len(broken) == 1 else 's'}"
        say([f"{judged.title}: {count}, {broken_rules}"])
    else:
        rest = "; every rule holds for the others" if regular else ", every rule holds"
        say([f"{judged.title}: {count}{rest}"])
