"""What a change breaks: what is broken after it and was not before."""

from collections.abc import Iterable
from datetime import datetime

from rotation.horizon.ids import base_id
from rotation.rules import Violation

__all__ = ["newly_broken", "whose"]


def newly_broken(
    after: Iterable[Violation], before: Iterable[Violation], begins: datetime
) -> tuple[Violation, ...]:
    """Return what is broken after a change and was not before, in the order of `after`.

    Known is what reads the same. A trade cuts shifts into parts, and what is left of one may get
    another id: so whoever is away, or not there, for a part of a shift and still is for some of
    that part breaks nothing new, and what is over of it cannot be broken any more.

    Parameters
    ----------
    after, before : iterable of Violation
        What is broken on both sides.
    begins : datetime.datetime
        The midnight of today.
    """
    known = tuple(before)
    return tuple(
        violation
        for violation in after
        if not _over(violation, begins) and not any(_known(violation, old) for old in known)
    )


def _over(violation: Violation, begins: datetime) -> bool:
    return violation.during is not None and violation.during[1] <= begins


def _known(new: Violation, old: Violation) -> bool:
    if new == old:
        return True
    if new.during is None or old.during is None:
        return False
    (start, end), (first, last) = new.during, old.during
    return whose(new) == whose(old) and first <= start and end <= last


def whose(violation: Violation) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """Return rule, people and whole shifts of a violation: what cutting shifts leaves the same."""
    named = (*violation.shifts, *violation.carried)
    return violation.rule, violation.people, frozenset(map(base_id, named))
