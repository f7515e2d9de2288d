"""Which of several trades is better: rest first, then fairness, ledger by ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from zoneinfo import ZoneInfo

from rotation.analysis.ledger import ledger_of
from rotation.model.fairness import Quantity
from rotation.model.settings import RotationData
from rotation.model.shifts import Shift, ShiftKind
from rotation.trades.bench import Bench
from rotation.trades.effects import gap_around, held_by

__all__ = ["Key", "Move", "Ranking"]

Key = tuple[int, tuple[int, ...], int]

_LEVELLED = {
    "shifts": Quantity.SHIFTS,
    "rest_days": Quantity.REST_DAYS,
    "holidays": Quantity.HOLIDAYS,
    "volunteers": Quantity.VOLUNTEER_DAYS,
}
"""The ledger that each fairness goal levels."""


@dataclass(frozen=True, slots=True, order=True)
class Move:
    """A line and who takes it from whom: ids of a shift and of engineers."""

    shift: str
    giver: str | None
    taker: str


class Ranking:
    """Compares trades of the lines of a bench.

    Parameters
    ----------
    rotation : RotationData
        Its rest and the order of its goals.
    bench : Bench
        Its lines and who holds them.
    """

    def __init__(self, rotation: RotationData, bench: Bench) -> None:
        self._bench, self._zone = bench, ZoneInfo(rotation.timezone)
        self._enough = 2 * rotation.min_rest_days
        self.quantities = [_LEVELLED[goal] for goal in rotation.goals if goal in _LEVELLED]
        self._mine: dict[str, tuple[Shift, ...]] = {}
        self._gaps: dict[tuple[str, str, str | None], int | None] = {}
        ledger = ledger_of(bench.problem, bench.roster)
        # Whole numbers: differences from the share times what makes all of a ledger whole.
        self._scale: dict[Quantity, int] = {}
        self._far: dict[Quantity, dict[str, int]] = {}
        for quantity in self.quantities:
            far = {line.person.id: line.difference(quantity) for line in ledger}
            some = {person: value for person, value in far.items() if value is not None}
            scale = lcm(*(value.denominator for value in some.values()))
            self._scale[quantity] = scale
            self._far[quantity] = {person: int(value * scale) for person, value in some.items()}

    def key(self, moves: Sequence[Move]) -> Key:
        """Return what trades are sorted by: rest up to enough, unfairness, people moved."""
        gap = self.gap(moves)
        rest = self._enough if gap is None else min(gap, self._enough)
        return -rest, tuple(self._squares(moves, q) for q in self.quantities), len(moves)

    def unfairness(self, moves: Sequence[Move]) -> Mapping[Quantity, Fraction]:
        """Return the change of each ledger's sum of squared differences from the fair share."""
        return {q: Fraction(self._squares(moves, q), self._scale[q]) for q in self.quantities}

    def gap(self, moves: Sequence[Move]) -> int | None:
        """Return the shortest rest in days beside what is taken; None without shifts around."""
        gives = {move.giver: move.shift for move in moves}
        gaps = (self._gap(move.taker, move.shift, gives.get(move.taker)) for move in moves)
        return min((gap for gap in gaps if gap is not None), default=None)

    def _gap(self, person: str, takes: str, gives: str | None) -> int | None:
        key = (person, takes, gives)
        if key not in self._gaps:
            shift = self._bench.shift(takes)
            if person not in self._mine:
                self._mine[person] = held_by(self._bench.problem, self._bench.roster, person)
            mine = (other for other in self._mine[person] if other.id != gives)
            around = gap_around(self._zone, mine, takes, shift.start, shift.end)
            # Volunteer shifts need no rest.
            self._gaps[key] = around.least if shift.kind is ShiftKind.REGULAR else None
        return self._gaps[key]

    def _squares(self, moves: Sequence[Move], quantity: Quantity) -> int:
        """Return the change of the sum of squares times the scale: `d (2 x + d)` for each."""
        more: dict[str, int] = {}
        for move in moves:
            load = quantity.of(self._bench.shift(move.shift).loads)
            more[move.taker] = more.get(move.taker, 0) + load
            if move.giver is not None:
                more[move.giver] = more.get(move.giver, 0) - load
        far, scale = self._far[quantity], self._scale[quantity]
        return sum(d * (2 * far[p] + d * scale) for p, d in more.items() if p in far)
