"""What people carry in their other teams, less their fair shares there (docs/fairness.md)."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from threading import Lock

from rotation.model.fairness import Quantity, fair_shares, loads
from rotation.model.settings import RotationData
from rotation.model.shifts import Loads
from rotation.problems.settled_window import settled_window
from rotation.written.entries import held_from_entries
from rotation.written.published import records

__all__ = ["loads_beside"]

_LEVELLED = (Quantity.SHIFTS, Quantity.REST_DAYS, Quantity.HOLIDAYS)

_Moments = tuple[datetime, datetime, datetime]
_Known = tuple[RotationData, _Moments, Mapping[str, Loads]]

_KNOWN: deque[_Known] = deque(maxlen=32)
"""Those asked for last: a plan asks again for every problem that explains it."""

_ONE_AT_A_TIME = Lock()


def loads_beside(
    rotation: RotationData, since: datetime, start: datetime, until: datetime
) -> Mapping[str, Loads]:
    """Return what people carry in other teams less their shares there, by their id here (F30).

    Parameters
    ----------
    rotation : RotationData
        The team, with those beside it.
    since, start, until : datetime.datetime
        UTC: where the fairness window and the horizon in it begin, and where both end. They count
        in the other teams as well.
    """
    window = (since, start, until)
    sums: dict[str, Loads] = {}
    for other in rotation.beside:
        ahead = _known(other.rotation, window)
        for here, there in other.members:
            sums[here] = sums.get(here, Loads()) + ahead.get(there, Loads())
    return {who: _in_hundredths(amount) for who, amount in sums.items()}


def _known(rotation: RotationData, window: _Moments) -> Mapping[str, Loads]:
    with _ONE_AT_A_TIME:
        for known, of, ahead in _KNOWN:
            if known is rotation and of == window:
                return ahead
    ahead = _ahead(rotation, window)
    with _ONE_AT_A_TIME:
        _KNOWN.append((rotation, window, ahead))
    return ahead


def _ahead(rotation: RotationData, window: _Moments) -> Mapping[str, Loads]:
    """Return what those present in a team carry more than their shares there, by id."""
    since, start, until = window
    entries = [entry for record in records(rotation).values() for entry in record.entries]
    held = [h for h in held_from_entries(rotation, entries) if since <= h.shift.start < until]
    problem, roster = settled_window(
        rotation,
        (since, until),
        start,
        {h.shift: h.engineer for h in held if h.shift.start >= start},
        [h for h in held if h.shift.start < start],
        volunteers_from=None,
        beside={},
    )
    carried = loads(problem, roster)
    ahead: dict[str, dict[str, Fraction]] = {}
    for quantity in _LEVELLED:
        for who, share in fair_shares(problem, quantity).items():
            ahead.setdefault(who, {})[quantity.value] = quantity.of(carried[who]) - share
    return {who: Loads(**amounts) for who, amounts in ahead.items()}


def _in_hundredths(amount: Loads) -> Loads:
    """Return amounts rounded, halves to even.

    Shares of many teams have no small common denominator, and the squares of a model are whole
    multiples of one of it.
    """
    return Loads(**{q.value: Fraction(round(q.of(amount) * 100), 100) for q in _LEVELLED})
