"""What a change breaks: what is broken after it and was not before."""

from collections.abc import Iterable
from datetime import datetime

from rotation.horizon.ids import base_id
from rotation.rules import Violation

__all__ = ["EarlierBreaches", "whose"]

_Whose = tuple[str, tuple[str, ...], frozenset[str]]


class EarlierBreaches:
    """What is broken before a change.

    Parameters
    ----------
    before : iterable of Violation
        All of it.
    """

    def __init__(self, before: Iterable[Violation]) -> None:
        self._same = frozenset(before)
        self._during: dict[_Whose, list[tuple[datetime, datetime]]] = {}
        for old in self._same:
            if old.during is not None:
                self._during.setdefault(whose(old), []).append(old.during)

    def newly_broken(self, after: Iterable[Violation], begins: datetime) -> tuple[Violation, ...]:
        """Return what is broken after the change and was not before, in the order of `after`.

        An earlier breach reads the same. A trade cuts shifts into parts, and what is left of one
        may get another id: so whoever is away, or not there, for a part of a shift and still is for
        some of that part breaks nothing new, and what is over of it cannot be broken any more.

        Parameters
        ----------
        after : iterable of Violation
            What is broken then.
        begins : datetime.datetime
            The midnight of today.
        """
        return tuple(v for v in after if not (_over(v, begins) or self._has(v)))

    def _has(self, new: Violation) -> bool:
        if new in self._same:
            return True
        if new.during is None:
            return False
        start, end = new.during
        return any(a <= start and end <= b for a, b in self._during.get(whose(new), ()))


def _over(violation: Violation, begins: datetime) -> bool:
    return violation.during is not None and violation.during[1] <= begins


def whose(violation: Violation) -> _Whose:
    """Return rule, people and whole shifts of a violation: what cutting shifts leaves the same."""
    named = (*violation.shifts, *violation.carried)
    return violation.rule, violation.people, frozenset(map(base_id, named))
