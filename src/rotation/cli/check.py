"""`rotation check`."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rotation.api import Rotation, read_schedule, relied_on
from rotation.checks.judgement import Judgement
from rotation.checks.unstaffed import unstaffed
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_check
from rotation.cli.options import Options
from rotation.cli.today import today_in
from rotation.config.faults import printable
from rotation.config.own_files import own_file
from rotation.export.csv_text import csv_text
from rotation.model.shifts import Entry
from rotation.model.spelling import counted
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
        count = counted(len(self.trades), "trade")
        return f"{self.name} with {count} of {self.where} applied"


def run_check(options: Options) -> int:
    """Judge a schedule; 1 when a rule that is not soft is broken or a regular shift is open."""
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    judged = _judged(rotation, options.schedule)
    entries = judged.entries
    broken = rotation.check(entries, today=today)
    soft = rotation.check(entries, today=today, soft=True) if rotation.soft else None
    if options.format == "json":
        print(_json(judged, broken, soft))
    elif options.format == "csv":
        _csv([broken] if soft is None else [broken, soft])
        if judged.trades and not options.quiet:
            print(judged.title, file=sys.stderr)
    elif not options.quiet:
        if soft is not None:
            say(soft.lines()[: len(soft)])
        *lines, _ = broken.lines()
        say([*lines, f"{judged.title}: {broken.summary}"])
    if judged.own and (moved := misfits(rotation, today)):
        print(f"warning: {misfit_fault(moved)}", file=sys.stderr)
    for warning in unstaffed(rotation, entries, today) if broken.open_regular else ():
        print(f"warning: {warning}", file=sys.stderr)
    choose_next(options, after_check, rotation, today, broken, own=judged.own)
    return 1 if broken or broken.open_regular else 0


def _judged(rotation: Rotation, schedule: Path | None) -> _Judged:
    """Return the lines to judge, by default those of the published plan."""
    places = rotation.places
    path = Path(places.folder) / places.published if schedule is None else schedule
    name = places.published if schedule is None else str(schedule)
    entries = relied_on(rotation) if schedule is None else read_schedule(rotation, schedule)
    own = own_file(rotation, path)
    trades = () if own is None else own.trades
    return _Judged(printable(name), entries, trades, printable(places.trades), own=own is not None)


def _json(judged: _Judged, broken: Judgement, soft: Judgement | None) -> str:
    document = broken.to_dict() | {
        "soft": [] if soft is None else soft.to_dict()["broken"],
        "schedule": judged.name,
        "trades": list(judged.trades),
    }
    order = ("holds", "shifts", "broken", "soft", "open", "schedule", "trades")
    return json.dumps({key: document[key] for key in order}, ensure_ascii=False, indent=2)


def _csv(judgements: Sequence[Judgement]) -> None:
    records = [record for judgement in judgements for record in judgement.records()]
    rows = [Judgement.columns, *(tuple(map(str, record.values())) for record in records)]
    sys.stdout.write(csv_text(rows))
