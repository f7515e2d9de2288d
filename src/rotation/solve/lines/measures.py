"""What a line adds to a number: to a tier, or to a statement across people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, gcd

from rotation.goals.base import Few, Level, Together
from rotation.solve.squares import Span, Squares
from rotation.statements.view import ModelView

__all__ = ["LoadSquares", "Measure", "measure_of"]

_BESIDE = 20
"""How much more than everybody else somebody may hold who is no part of a level."""


@dataclass(frozen=True, slots=True)
class LoadSquares:
    """The squares of a level, for each load that can still be of interest.

    Squares are counted from everybody's least: those of thousands would be all that an LP sees.

    Attributes
    ----------
    amounts : tuple of tuple of int
        By person: steps that each shift adds.
    top : int
        The most steps anybody of interest holds.
    costs : tuple of tuple of (int or None)
        By person and steps, as a multiple of 1 / `denominator`; None where the load is too far.
    denominator : int
        Above 0.
    least : fractions.Fraction
        What everybody's least square is less than that of no steps, summed up.
    grain : int
        Every cost is a multiple of it, those too far to be of interest included.
    """

    amounts: tuple[tuple[int, ...], ...]
    top: int
    costs: tuple[tuple[int | None, ...], ...]
    denominator: int
    least: Fraction
    grain: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a roster: the sum of what its lines and its open shifts add.

    Attributes
    ----------
    weights : mapping of (int, int) to int
        What a person adds by holding a shift.
    opens : mapping of int to int
        What a shift adds by being open.
    ledgers : tuple of LoadSquares
        Squares of loads; several where people have several accounts.
    pairs : tuple of (int, int)
        Two shifts, the earlier first: one person who holds both adds one.
    limit : int or fractions.Fraction
        The sum may not be above it.
    constant : fractions.Fraction
        The number is this more than the sum.
    among : tuple of (int, int, frozenset of int)
        Two shifts, the earlier first, and the people for whom holding both adds one.
    """

    weights: Mapping[tuple[int, int], int] = field(default_factory=dict)
    opens: Mapping[int, int] = field(default_factory=dict)
    ledgers: tuple[LoadSquares, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    limit: int | Fraction = 0
    constant: Fraction = Fraction(0)
    among: tuple[tuple[int, int, frozenset[int]], ...] = ()

    @property
    def grain(self) -> Fraction:
        """What every possible sum is a multiple of."""
        costs = [*self.weights.values(), *self.opens.values(), *([1] if self.paired else [])]
        grain = Fraction(gcd(*costs))
        if self.ledgers:
            grain = Fraction(gcd(*(e.grain for e in self.ledgers)), self.ledgers[0].denominator)
        return grain or Fraction(1)

    def at_least(self, bound: Fraction) -> Fraction:
        """Return the least number that a roster can have when its sum is not below `bound`."""
        return self.constant + self.grain * ceil(bound / self.grain)

    @property
    def above(self) -> Fraction:
        """The least number that a roster can have when its sum is above the limit."""
        return self.constant + self.grain * (floor(self.limit / self.grain) + 1)

    @property
    def most_pairs(self) -> int:
        """How many pairs a line may have."""
        return max(floor(self.most_squares), 0)

    @property
    def most_squares(self) -> int | Fraction:
        """What the squares of a line may add up to: nobody else's are below 0."""
        less = (min(value, 0) for value in (*self.weights.values(), *self.opens.values()))
        return self.limit - sum(less)

    @property
    def paired(self) -> bool:
        """Whether pairs of shifts count."""
        return bool(self.pairs or self.among)

    def pairs_of(self, person: int) -> list[tuple[int, int]]:
        """Return the pairs that count for a person."""
        return [*self.pairs, *((a, b) for a, b, people in self.among if person in people)]

    def concerns(self) -> frozenset[int] | None:
        """Return the people whose lines may add something; None for everybody."""
        if self.ledgers or self.paired:
            return None
        return frozenset(person for person, _ in self.weights)

    def of_line(self, person: int, line: Sequence[int]) -> int | Fraction | None:
        """Return what a line adds; None if it is too much to be of interest."""
        amount = 0
        if self.weights:
            amount += sum(self.weights.get((person, shift), 0) for shift in line)
        if self.paired:
            held = set(line)
            pairs = sum(first in held and second in held for first, second in self.pairs_of(person))
            if pairs > self.most_pairs:
                return None
            amount += pairs
        squares = 0
        for ledger in self.ledgers:
            amounts = ledger.amounts[person]
            load = sum([amounts[shift] for shift in line])
            cost = ledger.costs[person][load] if load <= ledger.top else None
            if cost is None:
                return None
            squares += cost
        if not squares:
            return amount
        # Fractions are slow, and most lines are asked for one after the other.
        whole = self.ledgers[0].denominator
        if squares > self.most_squares * whole:
            return None
        return Fraction(amount * whole + squares, whole)


def measure_of(
    view: ModelView,
    target: Few | Level | Together,
    value: Fraction,
    most: Mapping[str, int],
    can: Sequence[int],
) -> Measure | None:
    """Return a tier as a measure with the limit `value`; None where lines cannot know it.

    Parameters
    ----------
    view : ModelView
        For its literals.
    target : Few, Level or Together
        The tier's.
    value : fractions.Fraction
        Of interest are only rosters at or below it.
    most : mapping of str to int
        For a level: what each person of it can hold at most.
    can : sequence of int
        What each person of the problem can hold, as bits.
    """
    if isinstance(target, Level):
        return _level(view, target, value, most, can)
    place = {shift.id: number for number, shift in enumerate(view.problem.shifts)}
    row = {person.id: number for number, person in enumerate(view.problem.people)}
    weights: dict[tuple[int, int], int] = {}
    opens: dict[int, int] = {}
    if isinstance(target, Together):
        for cost, person, shift in target.singles:
            weights[row[person], place[shift]] = weights.get((row[person], place[shift]), 0) + cost
        pairs = {tuple(sorted((place[a], place[b]))) for a, b in target.pairs}
        among = [
            (*sorted((place[a], place[b])), frozenset(row[person] for person in people))
            for a, b, people in target.among
        ]
        return Measure(
            weights,
            opens,
            (),
            tuple(sorted(pairs)),  # type: ignore[arg-type]
            value,
            among=tuple(among),  # type: ignore[arg-type]
        )
    width = len(place)
    constant = Fraction(target.constant)
    for cost, literal in target.terms:
        number, sign = abs(literal) - 1, 1 if literal > 0 else -1
        if number >= view.n_works + width:
            return None
        constant += cost if literal < 0 else 0
        if number >= view.n_works:
            opened = number - view.n_works
            opens[opened] = opens.get(opened, 0) + sign * cost
        else:
            key = divmod(number, width)
            weights[key] = weights.get(key, 0) + sign * cost
    return Measure(weights, opens, (), (), value - constant, constant)


def _level(
    view: ModelView, target: Level, value: Fraction, most: Mapping[str, int], can: Sequence[int]
) -> Measure | None:
    squares = Squares(target, most)
    spans = squares.within(value)
    ledgers = []
    for amounts, accounts in target.pools():
        ledger = _ledger(view, target, squares, (amounts, {a: spans[a] for a in accounts}), can)
        if ledger is None:
            return None
        ledgers.append(ledger)
    constant = squares.constant + sum((each.least for each in ledgers), start=Fraction(0))
    return Measure({}, {}, tuple(ledgers), (), value - constant, constant)


def _ledger(
    view: ModelView,
    target: Level,
    squares: Squares,
    pool: tuple[Mapping[str, int], Mapping[str, Span]],
    can: Sequence[int],
) -> LoadSquares | None:
    """Return the squares of one pool: its amounts, and spans of at most one account each."""
    amounts, spans = pool
    people = view.problem.people
    account = {target.holder(each): each for each in spans}
    everybody = _steps(view, amounts, squares.step)
    own = {} if target.accounts else target.own
    tables = {person: _steps(view, table, squares.step) for person, table in own.items()}
    rows = tuple(tables.get(person.id, everybody) for person in people)
    top = max((high for _, high in spans.values()), default=0)
    beside = [
        sum(amount for shift, amount in enumerate(everybody) if can[number] >> shift & 1)
        for number, person in enumerate(people)
        if person.id not in account
    ]
    if max(beside, default=0) > top + _BESIDE:
        return None  # what they hold would have to be counted without end
    top = max([top, *beside])
    costs: list[tuple[int | None, ...]] = []
    least = 0
    for person in people:
        if person.id not in account:
            costs.append((0,) * (top + 1))
            continue
        mine = account[person.id]
        low, high = spans[mine]
        best = squares.total(mine, squares.cheapest(mine))
        least += best
        costs.append(
            tuple(
                squares.total(mine, steps) - best if low <= steps <= high else None
                for steps in range(top + 1)
            )
        )
    least_square = Fraction(least, squares.denominator)
    grain = squares.grain(spans)
    return LoadSquares(rows, top, tuple(costs), squares.denominator, least_square, grain)


def _steps(view: ModelView, amounts: Mapping[str, int], step: int) -> tuple[int, ...]:
    return tuple(amounts.get(shift.id, 0) // step for shift in view.problem.shifts)
