"""The parameters of the search: everything that decides a run, in one place."""

from dataclasses import dataclass

__all__ = ["DEFAULT_LADDER", "DEFAULT_QUICK", "QUICK_EFFORT", "Attempt", "Parameters"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to run CP-SAT.

    Attributes
    ----------
    share : float
        Part of the effort that this attempt may take, in (0, 1].
    seed : int
        CP-SAT's random seed.
    workers : int
        1, or a fixed number run interleaved, which CP-SAT promises to be reproducible.
    linearization_level : int
        CP-SAT's: 0 no linear relaxation, 2 all of it.
    """

    share: float
    seed: int
    workers: int = 1
    linearization_level: int = 1


DEFAULT_LADDER = (
    Attempt(share=0.05, seed=1, linearization_level=2),
    Attempt(share=0.02, seed=2, linearization_level=0),
    Attempt(share=0.30, seed=3, linearization_level=2),
    Attempt(share=0.20, seed=4, workers=4),
    Attempt(share=0.43, seed=5, workers=8),
)
"""One worker is reproducible but heavy-tailed, so short tries with several seeds come first; then
a fixed portfolio, interleaved. Never the number of cores, never wall time: equal inputs, equal
plans. Figures: docs/solving.md."""

DEFAULT_QUICK = (
    Attempt(share=0.01, seed=1, linearization_level=0),
    Attempt(share=0.02, seed=2, linearization_level=2),
    Attempt(share=0.02, seed=3, linearization_level=0),
)
"""For finding a roster with given loads: propagation alone finds most within a moment."""

QUICK_EFFORT = 10.0
"""Deterministic units that the shares of `quick` are parts of, whatever the effort: finding a
roster with the fairest loads spares the tiers a search, so less of it would make plans slower."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters that a user may choose.

    Attributes
    ----------
    effort : float
        Deterministic units per tier, greater than 0. One is about 2 to 4 seconds of one
        slow core.
    ladder : tuple of Attempt
        Tried in turn until a tier is proved.
    quick : tuple of Attempt
        Tried in turn to find a roster where nothing is minimised.
    """

    effort: float = 10.0
    ladder: tuple[Attempt, ...] = DEFAULT_LADDER
    quick: tuple[Attempt, ...] = DEFAULT_QUICK

    def __post_init__(self) -> None:
        if not self.effort > 0:
            raise ValueError("effort must be greater than 0")
