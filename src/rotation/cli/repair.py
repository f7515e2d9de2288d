"""`rotation repair`: make files that contradict each other agree."""

import json
from contextlib import nullcontext
from datetime import UTC

from rotation.cli.failures import files_in_words
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded, working
from rotation.cli.next_command import after_repair
from rotation.cli.options import Options
from rotation.cli.published_plan import names_of
from rotation.cli.secret import secret_of
from rotation.cli.today import today_in
from rotation.display.documents import plain_document
from rotation.model.spelling import counted
from rotation.trades.agreement import Agreement, agreement
from rotation.trades.sentences import change_record

__all__ = ["run_repair"]


def run_repair(options: Options) -> int:
    """Make the change log and the published calendars agree with the published plan."""
    reading = loaded(options, compare=False) if options.dry_run else None
    with working(options, compare=False) if reading is None else nullcontext(reading) as rotation:
        today = options.today or today_in(rotation.timezone)
        repaired = agreement(rotation, today, why=options.why or "repair")
        written = () if options.dry_run else repaired.write(secret_of(rotation))
    if options.format == "json":
        names = names_of(rotation, written)
        print(json.dumps({**_document(repaired), "written": names}, ensure_ascii=False, indent=2))
    elif not options.quiet:
        _print(repaired, options, moved=bool(written))
        if written:
            say([f"Written: {files_in_words(written)}"])
    choose_next(options, after_repair, repaired)
    return 0


def _document(repaired: Agreement) -> dict[str, object]:
    return {
        "disagreements": [
            {
                "file": item.file,
                "line": item.line or None,
                "text": item.text,
            }
            for item in repaired.disagreements
        ],
        "changes": [plain_document(change_record(c), UTC) for c in repaired.edition.changes],
    }


def _print(repaired: Agreement, options: Options, *, moved: bool) -> None:
    rotation = repaired.edition.before
    places = rotation.places
    truth = f"{places.published} and {places.trades}"
    if moved and not repaired.disagreements:
        say([f"{rotation.name}: the published files lie at other addresses than before"])
        return
    if not repaired.disagreements:
        say([f"{rotation.name}: {places.changes} and {places.public} agree with {truth}"])
        return
    count = len(repaired.disagreements)
    things = counted(count, "thing")
    say([f"{rotation.name}: {things} differed from {truth}"])
    for item in repaired.disagreements:
        say([f"  {item.file}{f':{item.line}' if item.line else ''}: {item.text}"])
    if options.dry_run:
        print("Nothing was written (--dry-run).")
