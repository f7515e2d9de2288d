"""`rotation replan`."""

import json
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
from rotation.errors import Interrupted, printable
from rotation.export import write_folder
from rotation.goals import counts_changes
from rotation.journal import home_of
from rotation.model.objective import Objective
from rotation.plans.difference import difference_csv, difference_md
from rotation.plans.notes import number
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
            found = replan(
                rotation,
                options.today,
                release=options.release,
                parameters=search.parameters,
                stop=search.stop,
                progress=search.progress,
            )
        if found.plan.stopped == StopByHand.why:
            raise Interrupted("interrupted: an incomplete replan cannot have the fewest changes")
        report_unable(found.plan)
        open_ = bool(found.plan.open_regular)
        if options.publish:
            edition = found.publish(why=options.why or "replan")
            lines = (*replan_sentences(found), "")
            return finish(edition, options, lines, _document(found), code=int(open_))
        folder = options.out or Path(rotation.places.folder) / "out"
        files = {} if options.dry_run or found.empty else _files(found)
        if files:
            write_folder(folder, files, home_of(rotation.places))
        _print(found, options, folder, files)
        return int(open_ or bool(found.plan.tolerated))


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


def _files(found: Replan) -> dict[str, bytes]:
    rotation, carried = found.plan.rotation, carried_over(found.alignment)
    return {
        **found.plan.files(),
        CSV: difference_csv(rotation, found.moved, carried).encode(),
        MARKDOWN: difference_md(rotation, found.moved, carried).encode(),
    }


def _print(found: Replan, options: Options, folder: Path, files: Mapping[str, bytes]) -> None:
    plan = found.plan
    broken = remedies(plan.rotation, plan.breaches, plan.today, plan.rules)
    if options.format == "json":
        records = breach_records(broken, options)
        document = {**_document(found), "written": sorted(files), "breaches": records}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif not options.quiet:
        _tell(found, options, folder, files)
    report_breaches(broken, options)


def _tell(found: Replan, options: Options, folder: Path, files: Mapping[str, bytes]) -> None:
    say(replan_sentences(found))
    if found.empty:
        return
    print()
    if not files:
        print("Nothing was written (--dry-run).")
        return
    # A released shift is a lock for a command that does not know of the release, and a shift that
    # no longer exists is in no schedule.
    so = "publish" if found.alignment.empty else "replan --publish"
    so = "replan --release --publish" if found.released else so
    print(f"Written to {printable(str(folder))}: the plan, {CSV} and {MARKDOWN}")
    print(f"To apply it: {with_config(so, options)}")


def replan_sentences(found: Replan) -> Iterator[str]:
    """Yield the changes of a replan, as sentences."""
    plan = found.plan
    changes = next((o for o in plan.objectives if counts_changes(o.goal)), None)
    moved = {one.shift.id for one in found.moved if one.before is not None}
    published = len(moved | set(plan.problem.published))
    carried = carried_over(found.alignment)
    if carried:
        noun = "shift is" if len(carried) == 1 else "shifts are"
        yield f"{plan.rotation.name}: {BECAUSE}; {len(carried)} published {noun} carried over"
        yield from (f"  {one.text(plan.rotation)}" for one in carried[:_SHOWN])
        if len(carried) > _SHOWN:
            yield f"  and {len(carried) - _SHOWN} more"
        yield from (f"  {text}" for text in shortened(found.alignment))
    if found.empty:
        yield f"{plan.rotation.name}: nothing changes; the published plan stays as it is"
    elif found.moved or not carried:
        filled = len({move.shift.id for move in found.moved if move.before is None})
        added = f"{filled} open {'shift' if filled == 1 else 'shifts'} filled; " if filled else ""
        what = "no one else moves" if filled else "no one moves"
        if moved:
            what = _changed(len(moved), published, changes)
        yield f"{plan.rotation.name}: {added}{what}"
        yield from (f"  {change.text}" for change in found.people)
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


def _document(found: Replan) -> dict[str, object]:
    plan = found.plan
    return {
        "empty": found.empty,
        "carried": [one.as_dict(plan.rotation) for one in carried_over(found.alignment)],
        "people": [change.as_dict() for change in found.people],
        "moved": [
            {
                "shift": one.shift.id,
                "from": one.before,
                "to": one.after,
                "because": one.because,
            }
            for one in found.moved
        ],
        "released": list(found.released),
        "open": [opening.shift.id for opening in plan.open_regular],
        "unable": [{"engineer": one.person, "text": one.text} for one in plan.unable],
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
