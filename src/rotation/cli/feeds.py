"""`rotation feeds`: where the published files lie."""

import json
import sys

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from rotation.cli.following import choose_next
from rotation.cli.lines import say
from rotation.cli.loaded import loaded
from rotation.cli.next_command import after_look
from rotation.cli.options import Options
from rotation.cli.secret import secret_of
from rotation.cli.tables import print_fitted
from rotation.cli.today import today_in
from rotation.export.csv_text import csv_text
from rotation.trades.address_list import Addresses, addresses

__all__ = ["run_feeds"]

_TITLES = {"page": "page", "team": "team's calendar", "status": "data for bots"}


def run_feeds(options: Options) -> int:
    """Print the addresses of the published files, relative to their folder."""
    rotation = loaded(options)
    listed = addresses(rotation, secret_of(rotation), person=options.person)
    if options.format == "json":
        print(json.dumps(listed.to_dict(), ensure_ascii=False, indent=2))
    elif options.format == "csv":
        rows = (tuple(record.values()) for record in listed.records())
        sys.stdout.write(csv_text([listed.columns, *rows]))
    elif not options.quiet:
        _print(listed)
    today = options.today or today_in(rotation.timezone)
    choose_next(options, after_look, rotation, today, "who")
    return 0


def _print(listed: Addresses) -> None:
    head, *_ = listed.lines()
    say([head])
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("For", "Address"):
        table.add_column(title, overflow="fold")
    for own in listed.addresses:
        whom = _TITLES.get(own.kind, own.name)
        table.add_row(Text(f"feed {whom}" if own.kind == "feed" else whom), Text(own.path))
    print_fitted(table)
