"""`rotation leave`: hand over the shifts of a person who leaves."""

import sys
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from rotation.api import Rotation
from rotation.checks.breaches import standing_breaches
from rotation.cli.breaches import spelling_of
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish
from rotation.export.when import moment_text
from rotation.model.people import Engineer
from rotation.model.problem import BlockKind
from rotation.model.settings import RotationData
from rotation.model.words import bound_text
from rotation.trades.departures import Departure, Inherited, leave, leaver_named, with_leaver
from rotation.trades.edition import Edition
from rotation.trades.sentences import names_of

__all__ = ["run_leave"]

_NAMED = 3
"""The largest number of alternatives listed for a shift."""


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
        lines, document = _lines(departure), _document(departure)
        # Shifts that are still the leaver's are reported below, each with a command.
        known = _membership(departure.edition, departure.leaver) if departure.left else ()
        code = finish(departure.edition, options, lines, document, code=code, known=known)
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


def _lines(departure: Departure[RotationData]) -> Iterator[str]:
    rotation = departure.edition.after
    names, zone = names_of(rotation), ZoneInfo(rotation.timezone)
    count = len(departure.inherited)
    shifts = {0: "no shift", 1: "1 shift"}.get(count, f"{count} shifts")
    yield f"{departure.leaver.name} leaves on {departure.day}: {shifts} from then on"
    for stretch in departure.inherited:
        span = f"{moment_text(stretch.start, zone)} to {moment_text(stretch.end, zone)}"
        yield f"\n{stretch.shift} ({span})"
        yield from (f"  {line}" for line in _about(departure, stretch, names))
    yield ""


def _about(
    departure: Departure[RotationData], stretch: Inherited, names: dict[str | None, str]
) -> Iterator[str]:
    boss = names.get(departure.leaver.manager) if departure.leaver.manager else None
    for violation in stretch.refused:
        yield f"{boss}, the manager, cannot: {violation}"
    options = [option for option in stretch.options if option.moves[0].taker != stretch.proposed]
    if stretch.manager:
        mine = next(o for o in stretch.options if o.moves[0].taker == stretch.proposed)
        yield f"the manager takes it: {mine.lines()[0]}"
    elif stretch.proposed is not None:
        best = stretch.options[0].lines()[0]
        yield f"taken by {best}" if departure.accepted else f"best replacement: {best}"
    elif departure.accepted:
        yield "nobody can take it: it is open now"
    else:
        yield "nobody can take it"
    for option in options[:_NAMED]:
        yield f"or {option.lines()[0]}"
    if len(options) > _NAMED:
        yield f"or {len(options) - _NAMED} more"


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
    row = leaver.source is not None and not leaver.source.file.endswith(".toml")
    key = f"{options.date} into the column leaves" if row else f"`leaves = {options.date}`"
    hint = f"write {key} there, or the next plan will still count on {leaver.name}"
    print(f"warning: {place}{leaver.id} {has}; {hint}", file=sys.stderr)


def _document(departure: Departure[RotationData]) -> dict[str, object]:
    zone = ZoneInfo(departure.edition.after.timezone)
    left = {stretch.shift for stretch in departure.left}
    return {
        "person": departure.leaver.id,
        "leaves": departure.day.isoformat(),
        "manager": departure.leaver.manager,
        "shifts": [
            {
                "shift": stretch.shift,
                "start": stretch.start.astimezone(zone).isoformat(timespec="seconds"),
                "end": stretch.end.astimezone(zone).isoformat(timespec="seconds"),
                "proposed": stretch.proposed,
                "by": "manager" if stretch.manager else "replacement" if stretch.proposed else None,
                "done": stretch.shift not in left,
                "refused": [{"rule": v.rule, "text": v.text} for v in stretch.refused],
                "options": [option.as_dict() for option in stretch.options],
            }
            for stretch in departure.inherited
        ],
    }
