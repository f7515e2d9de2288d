"""`rotation replan`."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rotation.api import Rotation
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.following import choose_next, people_read
from rotation.cli.lines import say
from rotation.cli.next_command import after_look, after_replan, publication_of
from rotation.cli.notes import report_unable
from rotation.cli.options import Options
from rotation.cli.plan import searching
from rotation.cli.published_plan import at_work, finish
from rotation.cli.terminal import progress_on
from rotation.cli.typed import with_config
from rotation.errors import Interrupted, printable
from rotation.export import write_folder
from rotation.journal import home_of
from rotation.model.settings import RotationData
from rotation.plans.difference_files import difference_csv, difference_md
from rotation.plans.replan import Replan
from rotation.plans.replanning import refuse_nothing_ahead, starts_ahead
from rotation.solve.stop import StopByHand
from rotation.trades.carry_over import carried_over
from rotation.trades.remedies import BreachFix, remedies, standing_remedies
from rotation.written.aligned import align

__all__ = ["run_replan"]

CSV, MARKDOWN = "difference.csv", "difference.md"
_LISTS = ("carried", "people", "moved", "released", "open", "unable")


def run_replan(options: Options) -> int:
    """Replan the published shifts with the fewest changes; return 1 if someone must act."""
    with at_work(options) as rotation:
        ahead = starts_ahead(rotation, options.today)
        if not ahead and align(rotation, options.today).empty:
            return _nothing_ahead(rotation, options)
        with searching(options) as search:
            replanned = rotation.replan(
                options.today,
                release=options.release,
                effort=search.effort,
                time_limit=search.time_limit,
                stop=search.stop,
                progress=search.progress,
            )
        if replanned.plan.stopped == StopByHand.why:
            raise Interrupted("interrupted: an incomplete replan cannot have the fewest changes")
        report_unable(replanned.plan)
        open_ = bool(replanned.plan.open_regular)
        if options.publish:
            edition = replanned.publish(why=options.why or "replan")
            lines = (*replanned.lines(), "")
            return finish(edition, options, lines, replanned.to_dict(), code=int(open_))
        folder = options.out or Path(rotation.places.folder) / "out"
        files: Mapping[str, bytes] = {}
        if not (options.dry_run or replanned.empty):
            with progress_on(sys.stderr, wanted=not options.quiet) as progress:
                progress("the files: report, calendars, schedule")
                files = _files(replanned)
        if files:
            write_folder(folder, files, home_of(rotation.places))
        broken = remedies(
            replanned.plan.rotation, replanned.plan.breaches, options.today, replanned.plan.rules
        )
        _print(replanned, options, folder, files, broken)
        choose_next(options, after_replan, replanned, broken)
        return int(open_ or bool(replanned.plan.tolerated))


def _nothing_ahead(rotation: Rotation, options: Options) -> int:
    """Report that there is nothing to plan, if a running shift still breaks a rule.

    Raises
    ------
    BadInput
        If none does: then the command has nothing to do.
    """
    broken = standing_remedies(rotation, options.today)
    if not broken:
        refuse_nothing_ahead(options.today)
    if options.format == "json":
        nothing: dict[str, object] = {key: [] for key in _LISTS}
        nothing |= {"proved": True, "stopped": None, "objectives": [], "written": []}
        document = {"empty": True, **nothing, "breaches": breach_records(broken, options)}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        say([f"{rotation.name}: nothing published starts on or after {options.today}"])
    report_breaches(broken, options)
    choose_next(options, after_look, rotation, options.today, "show", broken)
    return int(not options.publish)


def _files(replanned: Replan[RotationData]) -> dict[str, bytes]:
    rotation, carried = replanned.plan.rotation, carried_over(replanned.alignment)
    return {
        **replanned.plan.files(),
        CSV: difference_csv(rotation, replanned.moved, carried).encode(),
        MARKDOWN: difference_md(rotation, replanned.moved, carried).encode(),
    }


def _print(
    replanned: Replan[RotationData],
    options: Options,
    folder: Path,
    files: Mapping[str, bytes],
    broken: Sequence[BreachFix],
) -> None:
    if options.format == "json":
        records = breach_records(broken, options)
        document = {**replanned.to_dict(), "written": sorted(files), "breaches": records}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        _print_plan(replanned, options, folder, files)
    report_breaches(broken, options)


def _print_plan(
    replanned: Replan[RotationData], options: Options, folder: Path, files: Mapping[str, bytes]
) -> None:
    say(replanned.lines())
    if replanned.empty:
        return
    print()
    if files:
        print(f"Written to {printable(str(folder))}: the plan, {CSV} and {MARKDOWN}")
        if not people_read(options):
            print(f"To apply it: {with_config(publication_of(options, replanned), options)}")
    else:
        print("Nothing was written (--dry-run).")
