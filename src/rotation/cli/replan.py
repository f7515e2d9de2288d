"""`rotation replan`."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rotation.api import Rotation
from rotation.cli.arguments import with_config
from rotation.cli.breaches import breach_records, report_breaches
from rotation.cli.lines import say
from rotation.cli.notes import report_unable
from rotation.cli.options import Options
from rotation.cli.plan import searching
from rotation.cli.published_plan import at_work, finish
from rotation.cli.terminal import progress_on
from rotation.display.answers import number
from rotation.errors import Interrupted, printable
from rotation.export import write_folder
from rotation.goals import counts_changes
from rotation.journal import home_of
from rotation.model.objective import Objective
from rotation.plans.difference_files import difference_csv, difference_md
from rotation.plans.replanning import Replan, refuse_nothing_ahead, replan, starts_ahead
from rotation.solve.stop import StopByHand
from rotation.trades.carry_over import BECAUSE, carried_over, shortened
from rotation.trades.remedies import remedies, standing_remedies
from rotation.written.aligned import align

__all__ = ["replan_sentences", "run_replan"]

CSV, MARKDOWN = "difference.csv", "difference.md"
_LISTS = ("carried", "people", "moved", "released", "open", "unable")
_SHOWN = 12
"""The number of carried-over shifts listed on the terminal; the files list all."""


def run_replan(options: Options) -> int:
    """Replan the published shifts with the fewest changes; return 1 if someone must act."""
    with at_work(options) as rotation:
        ahead = starts_ahead(rotation, options.today)
        if not ahead and align(rotation, options.today).empty:
            return _nothing_ahead(rotation, options)
        with searching(options) as search:
            replanned = replan(
                rotation,
                options.today,
                release=options.release,
                parameters=search.parameters,
                stop=search.stop,
                progress=search.progress,
            )
        if replanned.plan.stopped == StopByHand.why:
            raise Interrupted("interrupted: an incomplete replan cannot have the fewest changes")
        report_unable(replanned.plan)
        open_ = bool(replanned.plan.open_regular)
        if options.publish:
            edition = replanned.publish(why=options.why or "replan")
            lines = (*replan_sentences(replanned), "")
            return finish(edition, options, lines, _document(replanned), code=int(open_))
        folder = options.out or Path(rotation.places.folder) / "out"
        files: Mapping[str, bytes] = {}
        if not (options.dry_run or replanned.empty):
            with progress_on(sys.stderr, wanted=not options.quiet) as progress:
                progress("the files: report, calendars, schedule")
                files = _files(replanned)
        if files:
            write_folder(folder, files, home_of(rotation.places))
        _print(replanned, options, folder, files)
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
        nothing |= {"proved": True, "objectives": [], "written": []}
        document = {"empty": True, **nothing, "breaches": breach_records(broken, options)}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        say([f"{rotation.name}: nothing published starts on or after {options.today}"])
    report_breaches(broken, options)
    return int(not options.publish)


def _files(replanned: Replan) -> dict[str, bytes]:
    rotation, carried = replanned.plan.rotation, carried_over(replanned.alignment)
    return {
        **replanned.plan.files(),
        CSV: difference_csv(rotation, replanned.moved, carried).encode(),
        MARKDOWN: difference_md(rotation, replanned.moved, carried).encode(),
    }


def _print(replanned: Replan, options: Options, folder: Path, files: Mapping[str, bytes]) -> None:
    plan = replanned.plan
    broken = remedies(plan.rotation, plan.breaches, plan.today, plan.rules)
    if options.format == "json":
        records = breach_records(broken, options)
        document = {**_document(replanned), "written": sorted(files), "breaches": records}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        _print_plan(replanned, options, folder, files)
    report_breaches(broken, options)


def _print_plan(
    replanned: Replan, options: Options, folder: Path, files: Mapping[str, bytes]
) -> None:
    say(replan_sentences(replanned))
    if replanned.empty:
        return
    print()
    if not files:
        print("Nothing was written (--dry-run).")
        return
    # A released shift is a lock for a command that does not know of the release, and a shift that
    # no longer exists is in no schedule.
    so = "publish" if replanned.alignment.empty else "replan --publish"
    so = "replan --release --publish" if replanned.released else so
    print(f"Written to {printable(str(folder))}: the plan, {CSV} and {MARKDOWN}")
    print(f"To apply it: {with_config(so, options)}")


def replan_sentences(replanned: Replan) -> Iterator[str]:
    """Yield the changes of a replan, as sentences."""
    plan = replanned.plan
    changes = next((o for o in plan.objectives if counts_changes(o.goal)), None)
    moved = {move.shift.id for move in replanned.moved if move.before is not None}
    published = len(moved | set(plan.problem.published))
    carried = carried_over(replanned.alignment)
    if carried:
        noun = "shift is" if len(carried) == 1 else "shifts are"
        yield f"{plan.rotation.name}: {BECAUSE}; {len(carried)} published {noun} carried over"
        yield from (f"  {shift.text(plan.rotation)}" for shift in carried[:_SHOWN])
        if len(carried) > _SHOWN:
            yield f"  and {len(carried) - _SHOWN} more"
        yield from (f"  {text}" for text in shortened(replanned.alignment))
    if replanned.empty:
        yield f"{plan.rotation.name}: nothing changes; the published plan stays as it is"
    elif replanned.moved or not carried:
        filled = len({move.shift.id for move in replanned.moved if move.before is None})
        added = f"{filled} open {'shift' if filled == 1 else 'shifts'} filled; " if filled else ""
        what = "no one else moves" if filled else "no one moves"
        if moved:
            what = _changed(len(moved), published, changes)
        yield f"{plan.rotation.name}: {added}{what}"
        yield from (f"  {change.text}" for change in replanned.people)
    else:
        yield f"{plan.rotation.name}: no one else moves"
    for opening in plan.open_regular:
        yield f"  open: {opening.shift.id}: {opening.text}"
    for violation in plan.tolerated:
        yield f"  settled, and breaks a rule: {violation}"


def _changed(count: int, published: int, changes: Objective | None) -> str:
    """Return how many published shifts change hands, and whether that is proved the fewest."""
    proof = ""
    if changes is not None and changes.proved:
        proof = " (the fewest possible, proved)"
    elif changes is not None:
        proof = f" (not proved: at least {number(changes.bound)} have to)"
    which = f"{count} of the {published} published shifts that are not settled"
    if count == published == 1:
        which = "the one published shift that is not settled"
    return f"{which} {'changes' if count == 1 else 'change'} hands{proof}"


def _document(replanned: Replan) -> dict[str, object]:
    plan = replanned.plan
    return {
        "empty": replanned.empty,
        "carried": [shift.as_dict(plan.rotation) for shift in carried_over(replanned.alignment)],
        "people": [change.as_dict() for change in replanned.people],
        "moved": [
            {
                "shift": move.shift.id,
                "from": move.before,
                "to": move.after,
                "because": move.because,
            }
            for move in replanned.moved
        ],
        "released": list(replanned.released),
        "open": [opening.shift.id for opening in plan.open_regular],
        "unable": [{"engineer": unable.person, "text": unable.text} for unable in plan.unable],
        "proved": plan.proved,
        "objectives": [
            {
                "name": o.name,
                "value": float(o.value),
                "bound": float(o.bound),
                "proved": o.proved,
            }
            for o in plan.objectives
        ],
    }
