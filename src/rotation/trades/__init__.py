"""The published plan and its changes.

Every function takes a `Rotation` as loaded and returns an `Edition`, or something that holds one:
the rotation before and after, the lines to write, and the rules that would be broken. Nothing
is written before `Edition.write` (docs/living.md).
"""

from rotation.trades.calendar_edits import CalendarSync, sync
from rotation.trades.departures import Departure, leave
from rotation.trades.edition import Edition, edition_of
from rotation.trades.options import Option, Refusal, Suggestion
from rotation.trades.publications import publish
from rotation.trades.suggestions import suggest
from rotation.trades.swaps import TradeProposal, cover, exchange, swap
from rotation.trades.transfers import Transfer, hand_over

__all__ = [
    "CalendarSync",
    "Departure",
    "Edition",
    "Option",
    "Refusal",
    "Suggestion",
    "TradeProposal",
    "Transfer",
    "cover",
    "edition_of",
    "exchange",
    "hand_over",
    "leave",
    "publish",
    "suggest",
    "swap",
    "sync",
]
