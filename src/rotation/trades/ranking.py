"""Ranking trades: rest first, then fairness, ledger by ledger; in a hurry, few people first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from zoneinfo import ZoneInfo

from rotation.analysis.accounts import accounts_of
from rotation.goals import levelling
from rotation.model.fairness import Quantity
from rotation.model.settings import RotationData
from rotation.model.shifts import Amount, Shift
from rotation.trades.effects import gap_around, held_by
from rotation.trades.eligibility import Eligibility

__all__ = ["LineTransfer", "RankKey", "Ranking"]

RankKey = tuple[int, int, tuple[Amount, ...], int]
Effect = tuple[int | None, tuple[Amount, ...]]


@dataclass(frozen=True, slots=True, order=True)
class LineTransfer:
    """The transfer of a line: ids of a shift, its giver and its taker.

    Examples
    --------
    >>> best, *others = published.suggest("A-2026-12-07", today).options
    >>> [(move.shift, move.giver, move.taker) for move in best.moves]
    [('A-2026-12-07', 'ben', 'cleo'), ('A-2026-12-14', 'cleo', 'ben')]
    """

    shift: str
    giver: str | None
    taker: str


class Ranking:
    """Compares eligible trades of published lines.

    Parameters
    ----------
    rotation : RotationData
        Its rest and the order of its goals.
    eligibility : Eligibility
        What may be exchanged, and the holders.
    urgent : bool
        Whether there is little time to ask people: then fewer are better than anything else.
    """

    def __init__(
        self, rotation: RotationData, eligibility: Eligibility, *, urgent: bool = False
    ) -> None:
        self._urgent = urgent
        self._eligibility, self._zone = eligibility, ZoneInfo(rotation.timezone)
        self._enough = 2 * rotation.min_rest_days
        levels = levelling()
        self.quantities = [levels[goal] for goal in rotation.goals if goal in levels]
        self._mine: dict[str, tuple[Shift, ...]] = {}
        self._effects: dict[tuple[str, str | None, str | None], Effect] = {}
        accounts = accounts_of(eligibility.problem, eligibility.roster)
        # Whole numbers: differences from shares, scaled by the common denominator of a ledger.
        self._scale: dict[Quantity, int] = {}
        self._far: dict[Quantity, dict[str, int]] = {}
        for quantity in self.quantities:
            far = {a.person.id: a.difference(quantity) for a in accounts}
            known = {person: value for person, value in far.items() if value is not None}
            scale = lcm(*(value.denominator for value in known.values()))
            self._scale[quantity] = scale
            self._far[quantity] = {person: int(value * scale) for person, value in known.items()}

    def key(self, moves: Sequence[LineTransfer]) -> RankKey:
        """Return the sort key of trades: people if it is urgent, rest, unfairness, people."""
        gap = self.gap(moves)
        rest = self._enough if gap is None else min(gap, self._enough)
        asked = len(moves) if self._urgent else 0
        return asked, -rest, self._squares(moves), len(moves)

    def unfairness(self, moves: Sequence[LineTransfer]) -> Mapping[Quantity, Fraction]:
        """Return the change of each ledger's sum of squared differences from the fair share."""
        squares = zip(self.quantities, self._squares(moves), strict=True)
        return {q: Fraction(value, self._scale[q]) for q, value in squares}

    def gap(self, moves: Sequence[LineTransfer]) -> int | None:
        """Return the shortest rest in days next to the taken shifts; None without shifts around."""
        gaps = [self._effect(*change)[0] for change in _changes(moves)]
        return min((gap for gap in gaps if gap is not None), default=None)

    def _squares(self, moves: Sequence[LineTransfer]) -> tuple[Amount, ...]:
        changes = [self._effect(*change)[1] for change in _changes(moves)]
        return tuple(map(sum, zip(*changes, strict=True)))

    def _effect(self, person: str, takes: str | None, gives: str | None) -> Effect:
        """Return the rest next to what a person takes, and the change of the squares."""
        key = (person, takes, gives)
        if key not in self._effects:
            squares = tuple(self._square(person, takes, gives, q) for q in self.quantities)
            gap = None if takes is None else self._gap(person, takes, gives)
            self._effects[key] = gap, squares
        return self._effects[key]

    def _gap(self, person: str, takes: str, gives: str | None) -> int | None:
        shift = self._eligibility.shift(takes)
        if not shift.regular:
            return None  # a volunteer shift needs no rest
        if person not in self._mine:
            self._mine[person] = held_by(
                self._eligibility.problem, self._eligibility.roster, person
            )
        mine = (other for other in self._mine[person] if other.id != gives)
        return gap_around(self._zone, mine, takes, shift.windows).least

    def _square(
        self, person: str, takes: str | None, gives: str | None, quantity: Quantity
    ) -> Amount:
        """Return the change of a square times the scale: `d (2 x + d)`."""
        far, scale = self._far[quantity].get(person), self._scale[quantity]
        if far is None:
            return 0
        load_of = self._eligibility.problem.person(person).load_of
        more = 0 if takes is None else quantity.of(load_of(self._eligibility.shift(takes)))
        less = 0 if gives is None else quantity.of(load_of(self._eligibility.shift(gives)))
        return (more - less) * (2 * far + (more - less) * scale)


def _changes(moves: Sequence[LineTransfer]) -> list[tuple[str, str | None, str | None]]:
    """Return what each person takes and gives, one entry per person."""
    gives = {move.giver: move.shift for move in moves if move.giver is not None}
    changes: list[tuple[str, str | None, str | None]] = [
        (move.taker, move.shift, gives.pop(move.taker, None)) for move in moves
    ]
    return changes + [(giver, None, shift) for giver, shift in gives.items()]
