"""`rotation publish`."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from rotation.api import Rotation, read_schedule
from rotation.cli.next_command import shown
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, change_sentences, finish
from rotation.errors import BadInput, Fault
from rotation.letters import by_name
from rotation.model.shifts import Entry
from rotation.model.spelling import listed
from rotation.trades import publish
from rotation.trades.edition import Edition
from rotation.trades.publications import not_worked, open_regular, publication_counts, sooner
from rotation.trades.sentences import names_of
from rotation.written.fits import misfit_fault, misfits

__all__ = ["run_publish"]


def run_publish(options: Options) -> int:
    """Publish a schedule; return 1 if it breaks a rule or leaves a regular shift open."""
    with at_work(options) as rotation:
        path = options.schedule or Path(rotation.places.folder) / "out" / "schedule.csv"
        if options.schedule is None and not path.exists():
            hint = "plan first, or name a schedule"
            raise BadInput(Fault(str(path), "there is no plan to publish", hint))
        entries = not_worked(rotation, read_schedule(rotation, path))
        edition = publish(rotation, entries, options.today, why=options.why or "publish")
        open_ = open_regular(rotation, entries)
        counts = publication_counts(edition, entries)
        document = {
            "shifts": len(entries),
            **{word: counts[word] for word in _WORDS},
            "sooner": {p or "": [e.shift for e in es] for p, es in sooner(edition).items()},
        }
        lines = (_head(edition, entries), *_report(edition))
        usual, refused = shown(edition)
        code = finish(
            edition,
            options,
            lines,
            document,
            code=int(bool(open_)),
            usual=usual,
            refused=refused,
        )
        if edition.broken and not options.force and (moved := misfits(rotation, options.today)):
            print(f"error: {misfit_fault(moved)}", file=sys.stderr)
        if open_ and not edition.broken:
            ids = listed(entry.shift for entry in open_)
            hint = f"someone must take {'it' if len(open_) == 1 else 'them'}"
            print(f"warning: open, with nobody on call: {ids}; {hint}", file=sys.stderr)
        return code


_WORDS = ("new", "changed", "as before")


def _head(edition: Edition[Rotation], entries: Sequence[Entry]) -> str:
    counts = publication_counts(edition, entries)
    parts = ", ".join(f"{counts[word]} {word}" for word in _WORDS if counts[word])
    noun = "shift" if len(entries) == 1 else "shifts"
    return f"{edition.before.name}: {len(entries)} {noun} to publish: {parts}"


def _report(edition: Edition[Rotation]) -> Iterator[str]:
    changes = change_sentences(edition)
    if changes:
        yield "\nChanged"
        yield from (f"  {line}" for line in changes)
    soon = sooner(edition)
    if soon:
        rotation = edition.after
        until = edition.today + timedelta(days=rotation.notice_days)
        yield f"\nSooner than the notice of {rotation.notice_days} days (before {until})"
        names = names_of(rotation)
        for person in sorted(soon, key=lambda p: by_name(names.get(p, ""), p or "")):
            ids = ", ".join(e.shift for e in soon[person])
            yield f"  {names.get(person, str(person))}: {ids}"
    if changes or soon:
        yield ""
