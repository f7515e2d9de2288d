"""The published plan and its changes.

The functions are methods of `Rotation`, too. Those that change it return an `Edition`, or something
that holds one: the rotation before and after, the lines to write, and the rules that would be
broken. Nothing is written before `Edition.write` (docs/living.md). Modules are imported when their
names are first used, because commands that only look need few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.trades.address_list import Address, Addresses, addresses
    from rotation.trades.archives import Archive, archive
    from rotation.trades.calendar_edits import CalendarSync, sync
    from rotation.trades.departures import Departure, leave
    from rotation.trades.edition import Edition, edition_of
    from rotation.trades.on_call import OnCall, who
    from rotation.trades.options import Option, Refusal, Suggestion
    from rotation.trades.publications import publish
    from rotation.trades.suggestions import suggest
    from rotation.trades.swaps import TradeProposal, cover, exchange, swap
    from rotation.trades.transfers import Transfer, hand_over
    from rotation.trades.undoing import Undo, undo
    from rotation.trades.upcoming import NextShifts, next_shifts
    from rotation.written.on_call import Watch, WatchState

__all__ = [
    "Address",
    "Addresses",
    "Archive",
    "CalendarSync",
    "Departure",
    "Edition",
    "NextShifts",
    "OnCall",
    "Option",
    "Refusal",
    "Suggestion",
    "TradeProposal",
    "Transfer",
    "Undo",
    "Watch",
    "WatchState",
    "addresses",
    "archive",
    "cover",
    "edition_of",
    "exchange",
    "hand_over",
    "leave",
    "next_shifts",
    "publish",
    "suggest",
    "swap",
    "sync",
    "undo",
    "who",
]

_HOMES = {
    "Address": "rotation.trades.address_list",
    "Addresses": "rotation.trades.address_list",
    "Archive": "rotation.trades.archives",
    "CalendarSync": "rotation.trades.calendar_edits",
    "Departure": "rotation.trades.departures",
    "Edition": "rotation.trades.edition",
    "NextShifts": "rotation.trades.upcoming",
    "OnCall": "rotation.trades.on_call",
    "Option": "rotation.trades.options",
    "Refusal": "rotation.trades.options",
    "Suggestion": "rotation.trades.options",
    "TradeProposal": "rotation.trades.swaps",
    "Transfer": "rotation.trades.transfers",
    "Undo": "rotation.trades.undoing",
    "Watch": "rotation.written.on_call",
    "WatchState": "rotation.written.on_call",
    "addresses": "rotation.trades.address_list",
    "archive": "rotation.trades.archives",
    "cover": "rotation.trades.swaps",
    "edition_of": "rotation.trades.edition",
    "exchange": "rotation.trades.swaps",
    "hand_over": "rotation.trades.transfers",
    "leave": "rotation.trades.departures",
    "next_shifts": "rotation.trades.upcoming",
    "publish": "rotation.trades.publications",
    "suggest": "rotation.trades.suggestions",
    "swap": "rotation.trades.swaps",
    "sync": "rotation.trades.calendar_edits",
    "undo": "rotation.trades.undoing",
    "who": "rotation.trades.on_call",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 RUF100 - a module's attributes have no one type
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
