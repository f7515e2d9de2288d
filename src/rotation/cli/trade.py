"""`rotation trade`: swap, cover and suggest."""

import json
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.api import Rotation
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_refused_trade, after_suggestion
from rotation.cli.options import Options
from rotation.cli.published_plan import at_work, finish, refuse_force_without_why
from rotation.cli.tables import print_fitted
from rotation.cli.today import today_in
from rotation.cli.typed import with_config
from rotation.config.person_argument import person_among
from rotation.horizon.clock import midnight
from rotation.model.settings import RotationData
from rotation.trades import Edition, TradeProposal, cover, exchange, suggest
from rotation.trades.options import SHOWN, Suggestion
from rotation.trades.repeats import cover_made, exchange_made

__all__ = ["run_trade"]

NOBODY = 1


def run_trade(options: Options) -> int:
    """Trade, or list what is possible; return 1 if a rule forbids it or nothing works."""
    if options.act == "suggest":
        return _suggest(options)
    refuse_force_without_why(options)
    with at_work(options) as rotation:
        made = "" if options.again else _made(rotation, options)
        if made:
            return _finish_repeated(rotation, options, made)
        proposal = _proposal(rotation, options)
        document = {**proposal.as_dict(), "repeated": False}
        lines = (*proposal.effects(), "")
        asked = after_refused_trade(options)
        return finish(proposal.edition, options, lines, document, refused=asked)


def _finish_repeated(rotation: Rotation, options: Options, made: str) -> int:
    """Write nothing: the same trade was made already, and a script may try twice."""
    if options.format == "json":
        print(f"note: {made}", file=sys.stderr)
    nothing = Edition(rotation, rotation, options.today)
    document = {"trades": [], "rest": [], "fairness": [], "repeated": True}
    return finish(nothing, options, (made, ""), document)


def _made(rotation: Rotation, options: Options) -> str:
    """Return a sentence that the trade was made already; empty if it was not."""
    start, end = _bounds(options, rotation)
    today = options.today
    if options.act == "cover":
        if not cover_made(rotation, options.shift, options.person, today, start=start, end=end):
            return ""
        name = rotation.labels[person_among(rotation.engineers, options.person).id]
        return f"{name} already holds {options.shift}; --again makes that an error"
    shifts, why = _shifts(options), options.why or options.act
    trade = exchange_made(rotation, shifts, today, start=start, end=end, why=why)
    if trade is None:
        return ""
    listed = " and ".join([", ".join(shifts[:-1]), shifts[-1]])
    how = f"on {today} already (trade {trade.number})"
    return f"{listed} were exchanged {how}; --again exchanges them again"


def _proposal(rotation: Rotation, options: Options) -> TradeProposal[Rotation]:
    start, end = _bounds(options, rotation)
    why, today, force = options.why or options.act, options.today, options.force
    if options.act == "cover":
        person = options.person
        return cover(
            rotation, options.shift, person, today, start=start, end=end, why=why, force=force
        )
    shifts = _shifts(options)
    return exchange(rotation, shifts, today, start=start, end=end, why=why, force=force)


def _shifts(options: Options) -> list[str]:
    third = getattr(options, "third", None)
    return [shift for shift in (options.shift, options.other, third) if shift is not None]


def _bounds(options: Options, rotation: RotationData) -> tuple[datetime | None, datetime | None]:
    """Return `--from` and `--to` as instants: a day is its midnight; without offset, local time."""
    zone = ZoneInfo(rotation.timezone)

    def instant(value: date | datetime | None) -> datetime | None:
        if value is None:
            return None
        if not isinstance(value, datetime):
            return midnight(zone, value)
        return value if value.tzinfo else value.replace(tzinfo=zone)

    return instant(options.start), instant(options.end)


def _suggest(options: Options) -> int:
    rotation = loaded(options)
    today = options.today or today_in(rotation.timezone)
    start, end = _bounds(options, rotation)
    suggestion = suggest(rotation, options.shift, today, start=start, end=end)
    if options.format == "json":
        print(json.dumps(suggestion.as_dict(), ensure_ascii=False, indent=2))
    elif not options.quiet:
        _show(suggestion, options)
    choose_next(options, after_suggestion, rotation, today, suggestion)
    return 0 if suggestion.options else NOBODY


def _show(suggestion: Suggestion, options: Options) -> None:
    """Print the options, in tables that fit the terminal."""
    say([suggestion.head])
    for head, *rows in suggestion.tables(None if options.all else SHOWN):
        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for n, title in enumerate(head):
            if n == 1:
                table.add_column(title, overflow="fold")
            else:
                table.add_column(title.replace(" ", "\n"), justify="right", no_wrap=True)
        for row in rows:
            table.add_row(*map(Text, row))
        print_fitted(table)
    if suggestion.options:
        say(["", *suggestion.ranked])
        best = suggestion.command(suggestion.options[0]).removeprefix("rotation trade")
        say([f"The first one: {with_config('trade', options)}{best}"])
    if suggestion.refusals:
        say(["", "Cannot simply take it" if suggestion.options else "Nobody can take it"])
        say(f"  {line}" for refusal in suggestion.refusals for line in refusal.lines())
