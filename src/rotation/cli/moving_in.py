"""`rotation import`."""

import json
import os
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rotation.arguments import places_named
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_import
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish
from rotation.cli.today import today_in
from rotation.config.exported.stints import Export
from rotation.errors import BadInput, Fault, printable
from rotation.horizon.clock import midnight, years_before
from rotation.imports.imported import import_export, judge_folder
from rotation.imports.merged import merge_export
from rotation.imports.roster_of_people import read_people
from rotation.imports.sources import read_export

__all__ = ["IMPORT_WORDS", "run_import"]

_AHEAD = timedelta(days=92)
"""How far a schedule of another tool is read: what follows is made by its order, not agreed."""

IMPORT_WORDS = {
    "timezone": "--timezone",
    "columns": "--columns",
    "date_format": "--date-format",
    "clock": "--time",
    "titles": "--titles",
    "source": "SOURCE",
    "from": "--from",
    "token_env": "--token-env",
}
"""The options that stand for arguments of `import_schedule`, which faults name."""


@places_named(IMPORT_WORDS)
def run_import(options: Options) -> int:
    """Write a folder from an export; return 1 if a shift that is not over is open."""
    if options.into is None:
        fix = "name a folder that does not exist yet, for example --into team"
        raise BadInput(Fault("--into", "is missing", fix))
    export = _export(options)
    if options.merge:
        return _merge(options, export)
    today = options.today or today_in(export.timezone)
    listed = () if options.people is None else read_people(options.people)
    imported = import_export(export, today, options.name, listed)
    folder = Path(options.into)
    if options.dry_run:
        judge_folder(folder)
    else:
        imported.write(folder)
    if options.format == "json":
        print(json.dumps(imported.to_dict(), ensure_ascii=False, indent=2))
    elif not options.quiet:
        head, *rest = imported.lines()
        say([head, "", *(f"  {line}" for line in rest), ""])
        if options.dry_run:
            print("Nothing was written (--dry-run).")
        else:
            names = ", ".join(imported.written)
            print(f"Written to {printable(str(folder))}: {names}")
            _show_fairness(options, folder, today)
    choose_next(options, after_import, folder)
    return int(bool(imported.open))


def _export(options: Options) -> Export:
    """Return who is on call in the file, or in the tool that `--from` names."""
    if (options.source is None) == (options.remote is None):
        fix = "name a file, or a schedule of another tool with --from"
        what = "is missing" if options.source is None else "is given beside --from"
        raise BadInput(Fault("SOURCE", what, fix))
    if options.source is not None:
        return read_export(
            Path(options.source),
            timezone=options.timezone,
            columns=_columns(options.columns),
            date_format=options.date_format,
            clock=_clock(options.time),
            titles=options.titles,
        )
    from rotation.imports.remote_schedules import (  # noqa: PLC0415 - only remotes need it
        remote_source,
    )

    source = remote_source(
        options.remote, token_env=options.token_env, user=options.user or "", url=options.url or ""
    )
    zone = ZoneInfo(options.timezone or "UTC")
    today = options.today or today_in(str(zone))
    since = options.since or years_before(today, 1)
    until = options.until or today + _AHEAD
    return source.read(
        midnight(zone, since),
        midnight(zone, until),
        os.environ,
        timezone=options.timezone,
        titles=options.titles,
        folder=Path(options.into),
    )


def _merge(options: Options, export: Export) -> int:
    """Add shifts that are over to the history of a folder."""
    options.config = Path(options.into)
    with at_work(options) as rotation:
        merged = merge_export(rotation, export, options.today)
        lines = merged.lines() if merged.edition.empty else (*merged.lines(), "")
        return finish(merged.edition, options, lines, merged.to_dict())


def _show_fairness(options: Options, folder: Path, today: date) -> None:
    """Print who carried what in the year before today, as `rotation fairness` does."""
    from rotation.cli.fairness import run_fairness  # noqa: PLC0415 - rich is slow to import

    print()
    asked = {
        **vars(options),
        "command": "fairness",
        "config": folder,
        "today": today,
        "by": "shifts",
        **dict.fromkeys(("since", "until", "draft", "max_difference", "csv", "xlsx")),
    }
    run_fairness(Options(**asked))


def _columns(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    pairs = [part.partition("=") for part in text.split(",")]
    wrong = next((key for key, mark, name in pairs if not (mark and key.strip() and name)), None)
    if wrong is not None:
        fix = "write start=Week,A=Primary,B=Secondary"
        raise BadInput(Fault("--columns", f"{wrong!r} is not KEY=HEADER", fix))
    return {key.strip(): name.strip() for key, _, name in pairs}


def _clock(text: str | None) -> time | None:
    if text is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise BadInput(Fault("--time", f"{text!r} is not a time", "write HH:MM")) from None
