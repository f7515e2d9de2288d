"""What no roster is below, in whole numbers, whatever an LP said.

An LP is floating point, and no bound may rest on it. Its duals are rounded to multiples of 2^-40,
or of 2^-32 or 2^-24 where they are large; the best line of everybody under them is found in whole
numbers, and so is the Lagrangian bound

    sum of prices - sum(limit x dual) - sum(best lines) + sum(best of each open shift),

which holds whatever the duals are (A. Neumaier and O. Shcherbina, Safe bounds in linear and
mixed-integer linear programming, Mathematical Programming 99, 2004, do the same for an LP alone).
What does not come out in whole numbers, the costs of loads, is rounded down.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isnan

import numpy as np

from rotation.solve.lines.pricing import LARGEST, NEVER, Array, Priced
from rotation.solve.lines.program import EVERY_BRANCH, Branch, LineProgram
from rotation.solve.lines.ways import LineLoads, Way

__all__ = ["NOTHING", "Bounded", "Duals", "bound"]

_BITS = (40, 32, 24)
"""Of a dual's fraction; fewer where duals or squares are so large that sums could overflow."""

NOTHING = Fraction(-(10**30))
"""A bound that says nothing."""


@dataclass(frozen=True, slots=True)
class Duals:
    """What the rows of an LP are worth: floating point, so a hint and nothing more.

    Attributes
    ----------
    shifts, limits : tuple of float
        Of covering each shift, and of each limit (0 or more).
    """

    shifts: tuple[float, ...]
    limits: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A bound, and the lines that it rests on.

    Attributes
    ----------
    value : fractions.Fraction or None
        No roster costs less. Where nothing is minimised, above 0 shows that there is no roster;
        None shows it in any case.
    priced : list of Priced
        The best line of each class; empty where prices were too large to be exact.
    worth : tuple of fractions.Fraction
        By shift, the most that holding it is worth to anybody; empty like `priced`. As long as it
        is held by nobody, a roster may be below the bound by that.
    """

    value: Fraction | None
    priced: list[Priced]
    worth: tuple[Fraction, ...] = ()


def bound(
    program: LineProgram,
    duals: Duals,
    case: Branch = EVERY_BRANCH,
    *,
    way: Way | None = None,
    loads: LineLoads | None = None,
) -> Bounded:
    """Return an exact bound, for any duals.

    Parameters
    ----------
    program : LineProgram
        With a way to price lines.
    duals : Duals
        Whatever they are; the better they are, the better is the bound.
    case : Branch
        Then it is a bound on the rosters of this case.
    way : Way, optional
        How lines are priced; by default as exactly as they can be.
    loads : LineLoads, optional
        What people hold in the LP now, as a hint to a way that is not exact.
    """
    way = way or program.ways[-1]
    loads = loads or LineLoads(lambda: (), program.classes.members)
    for bits in _BITS:
        with suppress(OverflowError):
            return _bound(program, duals, case, (way, loads), 1 << bits)
    return Bounded(NOTHING, [])


def _bound(
    program: LineProgram, duals: Duals, case: Branch, priced_by: tuple[Way, LineLoads], unit: int
) -> Bounded:
    """Return the bound of duals that are multiples of 1 / `unit`.

    Raises
    ------
    OverflowError
        When sums could be too large to be exact.
    """
    cover = [_whole(dual, unit) for dual in duals.shifts]
    limits = [max(_whole(dual, unit), 0) for dual in duals.limits]
    prices, costs, pairs = _prices(program, priced_by, (cover, limits), unit)
    for number, barred in case.barred.items():
        prices[number, [shift for shift in range(len(cover)) if barred >> shift & 1]] = NEVER
    for number, spans in case.loads.items():
        for ledger, span in spans.items():
            costs[number, priced_by[0].outside(program.ledgers[ledger], span)] = -NEVER
    priced = priced_by[0].pricing.best(prices, costs, pairs)
    total = sum(cover)
    for members, best in zip(program.classes.members, priced, strict=True):
        if best.value is None:
            return Bounded(None, priced)
        total -= len(members) * best.value
    for shift in program.openable:
        if not case.held >> shift & 1:
            total += min(0, _open_cost(program, shift, limits, unit) - cover[shift])
    value = Fraction(total, unit)
    for dual, measure in zip(limits, program.limits, strict=True):
        value -= Fraction(dual, unit) * measure.limit
    worth = prices.max(axis=0, initial=NEVER).tolist()
    return Bounded(value, priced, tuple(Fraction(price, unit) for price in worth))


def _whole(dual: float, unit: int) -> int:
    """Return a dual as a multiple of 1 / `unit`; 0 for what is no number."""
    if isnan(dual):
        return 0
    if abs(dual) * unit >= LARGEST:
        raise OverflowError("a dual is too large")
    return floor(dual * unit + 0.5)


def _open_cost(program: LineProgram, shift: int, limits: Sequence[int], unit: int) -> int:
    cost = unit * program.aim.opens.get(shift, 0) if program.aim else 0
    rows = zip(limits, program.limits, strict=True)
    return cost + sum(dual * measure.opens.get(shift, 0) for dual, measure in rows if dual)


def _prices(
    program: LineProgram,
    priced_by: tuple[Way, LineLoads],
    duals: tuple[Sequence[int], Sequence[int]],
    unit: int,
) -> tuple[Array, Array, list[int]]:
    """Return what shifts are worth, and what loads and pairs cost, as multiples of 1 / `unit`."""
    (way, loads), (cover, limits) = priced_by, duals
    firsts = program.classes.firsts
    prices = np.repeat(np.array([cover], dtype=np.int64), len(firsts), axis=0)
    weighed = [*zip(limits, program.limits, strict=True)]
    if program.aim is not None:
        weighed.append((unit, program.aim))
    place = {person: number for number, person in enumerate(firsts)}
    pairs = []
    extra: dict[tuple[int, int], int] = {}
    for dual, measure in weighed:
        if measure.paired:
            pairs.append(dual)
        for (person, shift), weight in measure.weights.items() if dual else ():
            if person in place:
                key = place[person], shift
                extra[key] = extra.get(key, 0) - dual * weight
    for (number, shift), price in extra.items():
        if abs(price) >= LARGEST:
            raise OverflowError("shifts cost too much")
        prices[number, shift] += price
    costs, slopes = way.costs([dual for dual, _ in weighed], loads)
    if slopes is not None:
        if int(np.abs(slopes).max(initial=0)) >= LARGEST:
            raise OverflowError("shifts cost too much")
        prices -= slopes
    return prices, costs, pairs
