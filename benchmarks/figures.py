"""What a measurement says: plain figures that travel between processes as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median_low
from typing import Any

__all__ = ["FAIRNESS", "LIMIT", "Measured", "Run", "Span", "TierTime", "spans", "tier_spans"]

FAIRNESS = ("open", "shifts", "rest_days", "holidays")
"""The goals in whose tiers formulations are compared."""

LIMIT = float("inf")
"""Means "not proved within the limit" among seconds, and sorts after all of them."""


@dataclass(frozen=True, slots=True)
class TierTime:
    """When a tier was done, and how.

    Attributes
    ----------
    name : str
        Goal and part, such as `open.regular`.
    seconds : float
        From the problem to the end of the tier: all tiers before it are part of that.
    value, bound : float
        What was reached, and what is proved.
    proved : bool
        Whether the two are equal.
    """

    name: str
    seconds: float
    value: float
    bound: float
    proved: bool

    @property
    def to_proof(self) -> float:
        """The seconds, `LIMIT` when it was not proved."""
        return self.seconds if self.proved else LIMIT


@dataclass(frozen=True, slots=True)
class Run:
    """One seed, planned in one way.

    Attributes
    ----------
    seed : int
        Of the instance.
    people, shifts : int
        Its size.
    stages : mapping of str to float
        Seconds by stage, each on its own; `start` and `total` count from the problem.
    tiers : tuple of TierTime
        In order; those never come to are missing.
    effort : float
        Deterministic units.
    """

    seed: int
    people: int
    shifts: int
    stages: Mapping[str, float]
    tiers: tuple[TierTime, ...]
    effort: float = 0.0

    def tier(self, name: str) -> TierTime | None:
        """Return the tier of this name, if it was come to."""
        return next((tier for tier in self.tiers if tier.name == name), None)

    def to_proof(self, goals: Iterable[str]) -> float:
        """Return the seconds until every tier of these goals was proved."""
        times: dict[str, float] = dict.fromkeys(goals, 0.0)
        come_to = {tier.name.split(".")[0] for tier in self.tiers}
        for tier in self.tiers:
            goal = tier.name.split(".")[0]
            if goal in times:
                times[goal] = max(times[goal], tier.to_proof)
        return max(times.values()) if come_to.issuperset(times) else LIMIT


@dataclass(frozen=True, slots=True)
class Measured:
    """All seeds of one case, planned in one way, in a process of their own.

    Attributes
    ----------
    case, way : str
        Names.
    runs : tuple of Run
        One a seed.
    peak_mb : float
        Most memory the process ever held, in 10^6 bytes, OR-Tools' own included.
    """

    case: str
    way: str
    runs: tuple[Run, ...]
    peak_mb: float

    def dump(self) -> str:
        """Return one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def parse(cls, text: str) -> "Measured":
        """Read what `dump` wrote."""
        raw: dict[str, Any] = json.loads(text)
        runs = [
            Run(**{**run, "tiers": tuple(TierTime(**tier) for tier in run["tiers"])})
            for run in raw.pop("runs")
        ]
        return cls(**raw, runs=tuple(runs))


@dataclass(frozen=True, slots=True)
class Span:
    """A figure over seeds: least, median (one that occurred), most, and how many are proved."""

    name: str
    least: float
    middle: float
    most: float
    proved: int
    of: int
    note: str = ""

    @classmethod
    def over(cls, name: str, figures: Sequence[float], note: str = "") -> "Span":
        """Summarise figures, including `LIMIT`."""
        proved = sum(figure != LIMIT for figure in figures)
        return cls(
            name, min(figures), median_low(figures), max(figures), proved, len(figures), note
        )


def spans(measured: Measured) -> list[Span]:
    """Return the stages of a case over its seeds."""
    return [
        Span.over(stage, [run.stages[stage] for run in measured.runs])
        for stage in measured.runs[0].stages
    ]


def tier_spans(measured: Measured) -> list[Span]:
    """Return the tiers of a case over its seeds; the note tells what is left unproved."""
    names = list(dict.fromkeys(tier.name for run in measured.runs for tier in run.tiers))
    spans = []
    for name in names:
        left = [
            f"seed {run.seed}: {tier.value:g}, bound {tier.bound:g}"
            for run in measured.runs
            if (tier := run.tier(name)) is not None and not tier.proved
        ]
        reached = [run.tier(name) for run in measured.runs]
        figures = [LIMIT if tier is None else tier.to_proof for tier in reached]
        spans.append(Span.over(name, figures, "; ".join(left)))
    return spans
