"""A schedule that lives: what people rely on, and how it changes.

Every function takes a `Rotation` as loaded and returns an `Edition`, or something that holds one:
the rotation before and after, the lines to be written, and the rules that would be broken. Nothing
is written before `Edition.write` (docs/living.md).
"""

from rotation.trades.dealing import Deal, cover, exchange, swap
from rotation.trades.edition import Edition, edition_of
from rotation.trades.handing import Handing, hand_over
from rotation.trades.leaving import Leaving, leave
from rotation.trades.options import Option, Refusal, Suggestion
from rotation.trades.publishing import publish
from rotation.trades.suggesting import suggest
from rotation.trades.syncing import Synced, sync

__all__ = [
    "Deal",
    "Edition",
    "Handing",
    "Leaving",
    "Option",
    "Refusal",
    "Suggestion",
    "Synced",
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
