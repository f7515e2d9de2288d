"""Progress messages of a search."""

from collections.abc import Callable
from fractions import Fraction

from rotation.diagnostics import logger_of
from rotation.solve.incumbent import Incumbent
from rotation.solve.posted_tiers import PostedTier

__all__ = ["Progress", "TierProgress", "quiet"]

_LOG = logger_of(__name__)

Progress = Callable[[str], None]
"""Called with a few words about the present step."""


def quiet(message: str) -> None:
    """Report nothing."""
    del message


class TierProgress:
    """Reports a tier with the value and the bound that it has by now.

    Parameters
    ----------
    report : callable
        Receives the words.
    incumbent : Incumbent
        Knows the values.
    """

    def __init__(self, report: Progress, incumbent: Incumbent) -> None:
        self._report, self._incumbent = report, incumbent
        self._now: tuple[PostedTier | None, str] = None, "planning"

    def __call__(self, words: str) -> None:
        """Report what is looked at, of more than one tier."""
        self._now = None, words
        self.again()

    def at(self, tier: PostedTier, question: str = "") -> None:
        """Report what is looked at of one tier: begins with its title and a colon."""
        self._now = tier, question
        self.again()

    def again(self) -> None:
        """Report it once more, as things stand now."""
        tier, words = self._now
        if tier is not None and self._incumbent.exists:
            bound = tier.trivial_bound if tier.bound is None else tier.bound
            value = f"{_short(self._incumbent.value(tier))} so far, {_short(bound)} at best"
            words = (
                f"{tier.tier.title}: {words} ({value})" if words else f"{tier.tier.title}: {value}"
            )
        _LOG.debug("%s", words)
        self._report(words)


def _short(number: Fraction) -> str:
    return f"{float(number):.3f}".rstrip("0").rstrip(".")
