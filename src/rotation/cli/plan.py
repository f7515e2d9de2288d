"""`rotation plan`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rotation.api import Rotation
from rotation.arguments import places_named
from rotation.cli.breaches import report_breaches
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded, working
from rotation.cli.next_command import after_plan
from rotation.cli.notes import report_unable, warnings_of
from rotation.cli.options import OPTION_WORDS, Options
from rotation.cli.plan_table import show_plan
from rotation.cli.terminal import console, progress_on, stopping_by_hand
from rotation.cli.today import today_in
from rotation.cli.typed import spelling_of
from rotation.errors import printable
from rotation.export.work import working as working_on
from rotation.interrupts import INTERRUPTED
from rotation.journal import home_of
from rotation.plans.plan import Plan
from rotation.solve.stop import Stop, StopByHand
from rotation.solve.tiers import Progress
from rotation.trades.remedies import remedies

__all__ = ["planned", "run_plan", "searching"]

BY_HAND = StopByHand.why


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """The limits, stop and progress display that a command's options ask for."""

    effort: float | None
    time_limit: float | None
    stop: Stop
    progress: Progress


@contextmanager
def searching(options: Options) -> Iterator[SearchOptions]:
    """Yield the search options, show progress, and let Ctrl-C stop the search."""
    by_hand = StopByHand()
    with (
        stopping_by_hand(by_hand),
        progress_on(sys.stderr, wanted=not options.quiet) as progress,
    ):
        yield SearchOptions(options.effort, options.time_limit, by_hand, progress)


@places_named(OPTION_WORDS)
def planned(options: Options, rotation: Rotation | None = None) -> Plan:
    """Plan the horizon that the options ask for; write nothing."""
    rotation = rotation or loaded(options)
    with searching(options) as search:
        return rotation.plan(
            month=options.month,
            start=options.first,
            end=options.last,
            weeks=options.weeks,
            rounds=options.rounds,
            today=options.today or today_in(rotation.timezone),
            effort=search.effort,
            time_limit=search.time_limit,
            stop=search.stop,
            progress=search.progress,
        )


def run_plan(options: Options) -> int:
    """Plan, print, and write the output folder."""
    written: tuple[Path, ...] = ()
    if options.dry_run:
        plan = planned(options)
    else:
        # Without the lock nothing can be written: find that out before the search.
        with working(options) as rotation:
            pass
        plan = planned(options, rotation)
        with progress_on(sys.stderr, wanted=not options.quiet) as progress:
            progress("the files: report, calendars, schedule")
            plan.files()  # takes a while, and needs no lock
    try:
        if not options.dry_run:
            with working_on(home_of(plan.rotation.places), "rotation plan"):
                write = places_named({"folder": "--out"})(plan.write)
                written = write(options.out or _beside(options.config))
        _print(plan, options, written)
    except KeyboardInterrupt:
        if not written:
            raise
        print("interrupted: the plan was written, but the output was cut short", file=sys.stderr)
        return INTERRUPTED
    report_unable(plan)
    broken = remedies(plan.rotation, plan.breaches, plan.today, plan.rules)
    report_breaches(broken, options)
    choose_next(options, after_plan, plan, broken)
    return _exit_code(plan, strict=options.strict)


def _beside(config: Path) -> Path:
    return (config if config.is_dir() else config.parent) / "out"


def _print(plan: Plan, options: Options, written: tuple[Path, ...]) -> None:
    if options.format == "table":
        if not options.quiet:
            out = console(sys.stdout)
            with out.capture() as shown:
                show_plan(plan, out, spelling_of(options))
            # Tables pad their lines; what is pasted into a chat should not.
            print("\n".join(line.rstrip() for line in shown.get().splitlines()))
            _print_written(written)
        return
    name = "plan.json" if options.format == "json" else "schedule.csv"
    sys.stdout.write(plan.files()[name].decode())
    if not options.quiet:
        for warning in warnings_of(plan, spelling_of(options)):
            print(f"warning: {warning}", file=sys.stderr)


def _print_written(written: tuple[Path, ...]) -> None:
    if not written:
        print("Nothing was written (--dry-run).")
        return
    folder = os.path.commonpath([str(path.parent) for path in written])
    people = sum(path.suffix == ".ics" for path in written) - 1
    names = f"schedule.csv, schedule.ics, people/ID.ics ({people}), report.html, plan.json"
    say([f"Written to {printable(str(folder))}: {names}"])


def _exit_code(plan: Plan, *, strict: bool) -> int:
    if plan.open_regular or plan.tolerated or plan.stopped == BY_HAND:
        return 1
    return int(strict and (bool(plan.open_volunteer) or not plan.proved))
