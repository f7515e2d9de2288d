"""Windows of a horizon: a few neighbouring shifts, by themselves or with all others settled.

What is counted in pairs of near shifts is mostly decided by a few weeks: no roster has fewer pairs
than its windows have by themselves, added up, and where a window is full of them one has to look at
that window only. Lines of a few weeks are short, so that they are priced in a moment, where those
of a whole horizon are too long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rotation.solve.lines.frame import Frame
from rotation.solve.lines.measures import Measure

__all__ = ["HorizonWindow", "ShiftRange", "beside", "window"]

ShiftRange = tuple[int, int]
"""The first shift, and the first one behind the last."""


@dataclass(frozen=True, slots=True)
class HorizonWindow:
    """The lines of some neighbouring shifts, which are numbered from 0.

    Attributes
    ----------
    frame : Frame
        What lines there are; its rows are among the limits.
    limits : tuple of Measure
        What a roster of the window may not be above.
    aim : Measure
        What there shall be little of.
    """

    frame: Frame
    limits: tuple[Measure, ...]
    aim: Measure


def window(
    frame: Frame, limits: Sequence[Measure], aim: Measure, span: ShiftRange
) -> HorizonWindow:
    """Return a window by itself: what every roster has in it is possible there.

    Parameters
    ----------
    frame : Frame
        The lines of the whole horizon.
    limits : sequence of Measure
        What a roster may not be above; ledgers and pairs are left out.
    aim : Measure
        Without ledgers, and nothing in it is below 0.
    span : (int, int)
        Which shifts.
    """
    inside = []
    for each in (*frame.rows, *limits):
        if not each.ledgers and not each.paired:
            room = each.limit - sum(_least_outside(each, span))
            inside.append(_within(each, span, room))
    return _settled(_cut(frame, span), inside, _within(aim, span, aim.limit))


def beside(
    frame: Frame,
    limits: Sequence[Measure],
    aim: Measure,
    span: ShiftRange,
    holders: Sequence[int],
) -> HorizonWindow:
    """Return a window of the rosters in which all other shifts have the holders they have.

    Parameters
    ----------
    frame : Frame
        The lines of the whole horizon.
    limits : sequence of Measure
        What a roster may not be above; without ledgers and pairs.
    aim : Measure
        Pairs with shifts outside count in the window.
    span : (int, int)
        Which shifts.
    holders : sequence of int
        By shift, who holds it; -1 for an open one.
    """
    first, after = span
    around = [n for n in range(len(holders)) if not first <= n < after]
    inside = []
    for each in (*frame.rows, *limits):
        held = sum(each.weights.get((holders[n], n), 0) for n in around)
        opened = sum(each.opens.get(n, 0) for n in around if holders[n] < 0)
        inside.append(_within(each, span, each.limit - held - opened))
    weights: dict[tuple[int, int], int] = {}
    can = list(frame.can)
    for person in range(len(can)):
        mine = sum(1 << n for n in around if holders[n] == person)
        for shift in range(first, after):
            if frame.apart[person][shift] & mine:
                can[person] &= ~(1 << shift)
        for number in around:
            if holders[number] == person:
                can[person] &= ~frame.apart[person][number]
        for early, late in aim.pairs_of(person):
            for shift, other in ((early, late), (late, early)):
                if first <= shift < after and mine >> other & 1:
                    key = person, shift - first
                    weights[key] = weights.get(key, 0) + 1
    least = _within(aim, span, aim.limit)
    for key, weight in least.weights.items():
        weights[key] = weights.get(key, 0) + weight
    return _settled(
        _cut(replace(frame, can=tuple(can)), span), inside, replace(least, weights=weights)
    )


def _cut(frame: Frame, span: ShiftRange) -> Frame:
    """Return the lines within a window, without rows, and without ties and budgets of lines."""
    first, after = span
    every = (1 << after - first) - 1
    return Frame(
        frame.shifts[first:after],
        frame.people,
        tuple(mask >> first & every for mask in frame.can),
        tuple(tuple(mask >> first & every for mask in of[first:after]) for of in frame.apart),
        tuple(mask >> first & every for mask in frame.locked),
        frame.needed >> first & every,
        (),
    )


def _least_outside(measure: Measure, span: ShiftRange) -> list[int]:
    """Return what lines and open shifts outside a window may take from a sum."""
    first, after = span
    weights = [w for (_, n), w in measure.weights.items() if not first <= n < after]
    opens = [w for n, w in measure.opens.items() if not first <= n < after]
    return [min(weight, 0) for weight in (*weights, *opens)]


def _within(measure: Measure, span: ShiftRange, limit: int | Fraction) -> Measure:
    """Return what a measure counts in a window."""
    first, after = span
    return Measure(
        {(p, n - first): w for (p, n), w in measure.weights.items() if first <= n < after},
        {n - first: w for n, w in measure.opens.items() if first <= n < after},
        (),
        tuple((a - first, b - first) for a, b in measure.pairs if first <= a and b < after),
        limit,
        among=tuple(
            (a - first, b - first, people)
            for a, b, people in measure.among
            if first <= a and b < after
        ),
    )


def _settled(frame: Frame, limits: Sequence[Measure], aim: Measure) -> HorizonWindow:
    """Return a window in which limits that single shifts pass are no rows any more."""
    can, needed = list(frame.can), frame.needed
    rows = []
    for each in limits:
        least = sum(min(w, 0) for w in (*each.weights.values(), *each.opens.values()))
        room = each.limit - least
        needed |= sum(1 << n for n, weight in each.opens.items() if weight > room)
        for (person, shift), weight in each.weights.items():
            if weight > room:
                can[person] &= ~(1 << shift)
        weights = {k: w for k, w in each.weights.items() if can[k[0]] >> k[1] & 1}
        opens = {n: w for n, w in each.opens.items() if not needed >> n & 1}
        most = sum(max(w, 0) for w in (*weights.values(), *opens.values()))
        if most > each.limit or each.limit < 0:
            rows.append(replace(each, weights=weights, opens=opens))
    aim = replace(aim, weights={k: w for k, w in aim.weights.items() if can[k[0]] >> k[1] & 1})
    return HorizonWindow(replace(frame, can=tuple(can), needed=needed), tuple(rows), aim)
