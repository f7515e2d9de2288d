"""`rotation fleet fairness`."""

import json
import sys
from collections.abc import Sequence
from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.analysis.quantities import QUANTITIES, ledger_title
from rotation.arguments import places_named
from rotation.cli.fleet import print_problems, print_result
from rotation.cli.fleet_progress import FleetProgress, fleet_bar
from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.next_command import after_fleet_fairness
from rotation.cli.options import OPTION_WORDS, Options
from rotation.cli.tables import print_fitted
from rotation.cli.today import now_in
from rotation.config.text import suggest
from rotation.errors import BadInput, Fault, gravest
from rotation.fleet.fairness import fairness_fleet
from rotation.fleet.ledgers import FleetAccount, FleetLedger

__all__ = ["run_fleet_fairness"]


@places_named(OPTION_WORDS)
def run_fleet_fairness(options: Options) -> int:
    """Print what people carry in all their teams; return 1 if a sum exceeds `--max-difference`."""
    by = options.by.replace("-", "_")
    if by not in QUANTITIES:
        what = f"there is no ledger {options.by!r}"
        raise BadInput(Fault("--by", what, suggest(by, QUANTITIES)))
    progress = FleetProgress()
    with fleet_bar(progress, sys.stderr, wanted=not options.quiet, doing="counting"):
        everybody = fairness_fleet(
            options.folder,
            today=options.today,
            now=now_in("UTC"),
            since=options.since,
            until=options.until,
            workers=options.workers,
            progress=progress,
        )
    ledger = everybody if options.all else everybody.shared
    above = _above(ledger, by, options.max_difference)
    if options.format == "json":
        document = ledger.to_dict() | {"by": by, "above": [account.person.id for account in above]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif print_result(ledger, options):
        _show(ledger, by)
    print_problems(ledger.failures)
    for account in above:
        difference = account.difference(by)
        assert difference is not None
        what = f"{account.person.name} is {float(difference):+.2f} {ledger_title(by)}"
        limit = float(options.max_difference)
        print(f"{what} from a fair share, more than {limit:g}", file=sys.stderr)
    choose_next(options, after_fleet_fairness, ledger)
    return gravest((ledger.exit_code, int(bool(above))))


def _above(ledger: FleetLedger, by: str, limit: Fraction | None) -> list[FleetAccount]:
    """Return who is further from the sum of the shares than a limit, the furthest first."""
    if limit is None:
        return []
    apart = [
        (-abs(difference), number, account)
        for number, account in enumerate(ledger.accounts)
        if (difference := account.difference(by)) is not None and abs(difference) > limit
    ]
    return [account for _, _, account in sorted(apart, key=lambda each: each[:2])]


def _show(ledger: FleetLedger, by: str) -> None:
    if ledger.dates:
        first, after = ledger.dates
        say([f"{ledger_title(by)} from {first} to {after}"])
    if any(account.teams for account in ledger.accounts):
        print_fitted(_table(ledger, by))
    if ledger.accounts:
        say([ledger.summary])
    else:
        say(["Nobody belongs to several teams; --all shows everybody."])
    if ledger.remark:
        say([f"{ledger.remark}."])


def _table(ledger: FleetLedger, by: str) -> Table:
    """Return the sum of each person, the furthest above first, and below it that of each team."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("Who", "Team"):
        table.add_column(title, overflow="fold")
    for title in ("Load", "Fair share", "Difference"):
        table.add_column(title, justify="right", no_wrap=True)
    ranked = sorted(ledger.accounts, key=lambda account: -(account.difference(by) or Fraction()))
    for account in ranked:
        name = account.person.name
        rows: list[tuple[str, str, Sequence[Fraction | None]]] = [
            (name, team.team, (team.loads[by], team.shares.get(by), team.difference(by)))
            for team in account.teams
        ]
        if len(rows) > 1:
            sums = (account.load(by), account.share(by), account.difference(by))
            rows.insert(0, (name, "all teams", sums))
        for number, (who, team, (load, share, difference)) in enumerate(rows):
            apart = "" if difference is None else f"{float(difference):+z.2f}"
            cells = (who, team, _number(load), _number(share), apart)
            style = "bold" if len(rows) > 1 and not number else ""
            table.add_row(*(Text(cell, style=style) for cell in cells))
    return table


def _number(value: Fraction | None) -> str:
    if value is None:
        return ""
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
