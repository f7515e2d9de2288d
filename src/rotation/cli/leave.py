"""`rotation leave`: hand over the shifts of a person who leaves."""

import sys
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.checks.breaches import standing_breaches
from rotation.cli.following import ahead, choose_next
from rotation.cli.next_command import after_departure
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish
from rotation.cli.typed import spelling_of
from rotation.display.documents import plain_document
from rotation.model.entrances import entrance_at
from rotation.model.people import Engineer
from rotation.model.problem import BlockKind
from rotation.model.settings import RotationData
from rotation.model.words import bound_text
from rotation.trades.departures import Departure, leave, leaver_named, with_leaver
from rotation.trades.edition import Edition

__all__ = ["run_leave"]


def run_leave(options: Options) -> int:
    """Hand over the later shifts of a person who leaves; return 1 if someone must act."""
    with at_work(options) as rotation:
        if options.replan:
            return _replan(rotation, options)
        departure = leave(
            rotation,
            options.person,
            options.date,
            options.today,
            accept=options.accept,
            why=options.why,
        )
        code = int(bool(departure.left))
        lines = (*departure.parts(), "")
        document = plain_document(departure.facts(), ZoneInfo(rotation.timezone))
        # Shifts that are still the leaver's are reported below, each with a command.
        known = _membership(departure.edition, departure.leaver) if departure.left else ()
        usual = "replan" if ahead(departure.edition.after, options.today) else "notes"
        code = finish(
            departure.edition, options, lines, document, code=code, known=known, usual=usual
        )
        if departure.left and not departure.accepted:
            choose_next(options, after_departure, departure)
        _report_left(departure, options)
        _report_config(departure.leaver, options)
        return code


def _replan(rotation: Rotation, options: Options) -> int:
    from rotation.plans.replanning import replan  # noqa: PLC0415 - the solver only where it is asked for

    leaver = leaver_named(rotation, options.person, options.date)
    known = with_leaver(rotation, leaver, options.date)
    replanned = replan(known, options.today, release=True)
    edition = replanned.publish(why=options.why or f"{leaver.name} leaves on {options.date}")
    document = {"person": leaver.id, "leaves": options.date.isoformat(), "replan": True}
    # A running shift is not replanned: a trade has to hand over the rest of it.
    code = int(bool(replanned.plan.open_regular or _membership(edition, leaver)))
    code = finish(edition, options, (*replanned.lines(), ""), document, code=code)
    _report_config(leaver, options)
    return code


def _membership(edition: Edition[RotationData], leaver: Engineer) -> Sequence[tuple[str, str]]:
    """Return the rule and sentence of each shift that a person holds after leaving."""
    return [
        (violation.rule, violation.text)
        for breach in standing_breaches(edition.after, edition.today)
        for violation in breach.violations
        if violation.grounds.kind == BlockKind.GONE and leaver.id in violation.people
    ]


def _report_left(departure: Departure[RotationData], options: Options) -> None:
    """Print what still has to be done, with the commands for it."""
    zone = ZoneInfo(departure.edition.after.timezone)
    for stretch in departure.left:
        if departure.accepted:
            print(f"error: {stretch.shift} is open: nobody can take it", file=sys.stderr)
            continue
        gives = f"use --accept to give it to {stretch.proposed}" if stretch.proposed else ""
        opens = (
            ""
            if stretch.proposed
            else "with --accept it stays open; --replan may find a replacement"
        )
        start, end = (bound_text(moment, zone) for moment in (stretch.start, stretch.end))
        cover = f"trade cover {stretch.shift} PERSON --from {start} --to {end}"
        hint = f"{gives}{opens}, or `{spelling_of(options)(cover)}`"
        what = f"{stretch.shift} is still {departure.leaver.name}'s"
        print(f"error: {what}: {hint}", file=sys.stderr)


def _report_config(leaver: Engineer, options: Options) -> None:
    """Print which line is missing in the configuration, which only its owner edits."""
    if leaver.leaves == options.date:
        return
    place = f"{leaver.source}: " if leaver.source else ""
    has = "has no `leaves`" if leaver.leaves is None else f"has leaves = {leaver.leaves}"
    key = entrance_at(leaver.source).key("leaves", options.date)
    hint = f"write {key} there, or the next plan will still count on {leaver.name}"
    print(f"warning: {place}{leaver.id} {has}; {hint}", file=sys.stderr)
