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
from rotation.model.words import bound_text
from rotation.trades.departures import Departure, Inherited, leave, leaver_named, with_leaver
from rotation.trades.edition import Edition
from rotation.trades.publications import names_of

__all__ = ["run_leave"]

_NAMED = 3
"""The largest number of alternatives listed for a shift."""


def run_leave(options: Options) -> int:
    """Hand over the later shifts of a person who leaves; return 1 if someone must act."""
    with at_work(options) as rotation:
        if options.replan:
            return _replan(rotation, options)
        found = leave(
            rotation,
            options.person,
            options.date,
            options.today,
            accept=options.accept,
            why=options.why,
        )
        code = int(bool(found.left))
        lines, document = _lines(found), _document(found)
        # Shifts that are still the leaver's are reported below, each with a command.
        known = _membership(found.edition, found.leaver) if found.left else ()
        code = finish(found.edition, options, lines, document, code=code, known=known)
        _tell_left(found, options)
        _tell_config(found.leaver, options)
        return code


def _replan(rotation: Rotation, options: Options) -> int:
    from rotation.cli.replan import replan_sentences  # noqa: PLC0415 - the solver only where it is asked for
    from rotation.plans.replanning import replan  # noqa: PLC0415 - see above

    leaver = leaver_named(rotation, options.person, options.date)
    known = with_leaver(rotation, leaver, options.date)
    found = replan(known, options.today, release=True)
    edition = found.publish(why=options.why or f"{leaver.name} leaves on {options.date}")
    document = {"person": leaver.id, "leaves": options.date.isoformat(), "replan": True}
    # A running shift is not replanned: a trade has to hand over the rest of it.
    code = int(bool(found.plan.open_regular or _membership(edition, leaver)))
    code = finish(edition, options, (*replan_sentences(found), ""), document, code=code)
    _tell_config(leaver, options)
    return code


def _membership(edition: Edition, leaver: Engineer) -> Sequence[tuple[str, str]]:
    """Return the rule and sentence of each shift that a person holds after leaving."""
    return [
        (violation.rule, violation.text)
        for breach in standing_breaches(edition.after, edition.today)
        for violation in breach.violations
        if violation.grounds.kind == BlockKind.GONE and leaver.id in violation.people
    ]


def _lines(found: Departure) -> Iterator[str]:
    rotation = found.edition.after
    names, zone = names_of(rotation), ZoneInfo(rotation.timezone)
    count = len(found.inherited)
    shifts = {0: "no shift", 1: "1 shift"}.get(count, f"{count} shifts")
    yield f"{found.leaver.name} leaves on {found.day}: {shifts} from then on"
    for one in found.inherited:
        span = f"{moment_text(one.start, zone)} to {moment_text(one.end, zone)}"
        yield f"\n{one.shift} ({span})"
        yield from (f"  {line}" for line in _about(found, one, names))
    yield ""


def _about(found: Departure, one: Inherited, names: dict[str | None, str]) -> Iterator[str]:
    boss = names.get(found.leaver.manager) if found.leaver.manager else None
    for violation in one.refused:
        yield f"{boss}, the manager, cannot: {violation}"
    options = [option for option in one.options if option.moves[0].taker != one.proposed]
    if one.manager:
        mine = next(o for o in one.options if o.moves[0].taker == one.proposed)
        yield f"the manager takes it: {mine.lines()[0]}"
    elif one.proposed is not None:
        best = one.options[0].lines()[0]
        yield f"taken by {best}" if found.accepted else f"best replacement: {best}"
    elif found.accepted:
        yield "nobody can take it: it is open now"
    else:
        yield "nobody can take it"
    for option in options[:_NAMED]:
        yield f"or {option.lines()[0]}"
    if len(options) > _NAMED:
        yield f"or {len(options) - _NAMED} more"


def _tell_left(found: Departure, options: Options) -> None:
    """Print what still has to be done, with the commands for it."""
    zone = ZoneInfo(found.edition.after.timezone)
    for one in found.left:
        if found.accepted:
            print(f"error: {one.shift} is open: nobody can take it", file=sys.stderr)
            continue
        gives = f"use --accept to give it to {one.proposed}" if one.proposed else ""
        opens = (
            "" if one.proposed else "with --accept it stays open; --replan may find a replacement"
        )
        start, end = (bound_text(moment, zone) for moment in (one.start, one.end))
        cover = f"trade cover {one.shift} PERSON --from {start} --to {end}"
        hint = f"{gives}{opens}, or `{spelling_of(options)(cover)}`"
        what = f"{one.shift} is still {found.leaver.name}'s"
        print(f"error: {what}: {hint}", file=sys.stderr)


def _tell_config(leaver: Engineer, options: Options) -> None:
    """Print which line is missing in the configuration, which only its owner edits."""
    if leaver.leaves == options.date:
        return
    place = f"{leaver.source}: " if leaver.source else ""
    has = "has no `leaves`" if leaver.leaves is None else f"has leaves = {leaver.leaves}"
    hint = (
        f"write `leaves = {options.date}` there, or the next plan will still count on {leaver.name}"
    )
    print(f"warning: {place}{leaver.id} {has}; {hint}", file=sys.stderr)


def _document(found: Departure) -> dict[str, object]:
    zone = ZoneInfo(found.edition.after.timezone)
    left = {one.shift for one in found.left}
    return {
        "person": found.leaver.id,
        "leaves": found.day.isoformat(),
        "manager": found.leaver.manager,
        "shifts": [
            {
                "shift": one.shift,
                "start": one.start.astimezone(zone).isoformat(timespec="seconds"),
                "end": one.end.astimezone(zone).isoformat(timespec="seconds"),
                "proposed": one.proposed,
                "by": "manager" if one.manager else "replacement" if one.proposed else None,
                "done": one.shift not in left,
                "refused": [{"rule": v.rule, "text": v.text} for v in one.refused],
                "options": [option.as_dict() for option in one.options],
            }
            for one in found.inherited
        ],
    }
