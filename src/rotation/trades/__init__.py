"""A schedule that lives: what people rely on, and how it changes.

Every function takes a `Rotation` as loaded and returns an `Edition`: the rotation before and after,
the lines to be written, and the rules that would be broken. Nothing is written before
`Edition.write` (docs/living.md).
"""

from rotation.trades.edition import Edition, edition_of
from rotation.trades.handing import Handing, hand_over
from rotation.trades.publishing import publish
from rotation.trades.syncing import Synced, sync

__all__ = ["Edition", "Handing", "Synced", "edition_of", "hand_over", "publish", "sync"]
