"""Newly broken rules: those broken after a change and not before."""

from collections.abc import Iterable
from datetime import datetime

from rotation.horizon.ids import base_id
from rotation.rules import Violation

__all__ = ["EarlierBreaches", "whose"]

_Whose = tuple[str, tuple[str, ...], frozenset[str]]


class EarlierBreaches:
    """The rules that are broken before a change.

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
        """Return the violations of `after` that did not exist before the change, in order.

        An earlier breach reads the same. A trade splits shifts, and the rest of one may get another
        id. So a person who is away, or not a member, for a part of a shift and still is for some
        of that part breaks nothing new, and a part that is over does not count.

        Parameters
        ----------
        after : iterable of Violation
            The violations after the change.
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
    """Return rule, people and whole shifts of a violation: splits do not change these."""
    named = (*violation.shifts, *violation.carried)
    return violation.rule, violation.people, frozenset(map(base_id, named))
