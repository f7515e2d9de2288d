"""How many shifts one person can hold: bounds from the statements alone."""

from collections.abc import Iterable, Mapping
from copy import copy

from rotation.goals.base import Level, Spread
from rotation.statements.view import AtLeast, AtMost, ModelView

__all__ = ["Packing"]


class Packing:
    """How many of some shifts one person can hold, bounded by covering them with `AtMost`s.

    Sets of shifts are bits of a number, the earliest shift the lowest, because thousands of bounds
    are computed.

    Parameters
    ----------
    view : ModelView
        The statements so far.

    Attributes
    ----------
    candidates : mapping of str to tuple of str
        Who can hold each shift.
    """

    def __init__(self, view: ModelView) -> None:
        self.candidates = _candidates(view)
        self._bit = {shift.id: 1 << place for place, shift in enumerate(view.problem.shifts)}
        self._can: dict[str, int] = {person.id: 0 for person in view.problem.people}
        for shift, people in self.candidates.items():
            for person in people:
                self._can[person] |= self._bit[shift]
        self._groups: dict[str, dict[int, None]] = {}
        self._wider: dict[str, list[tuple[int, int]]] = {}
        self._add(view, view.statements)

    def _add(self, view: ModelView, statements: Iterable[AtMost | AtLeast]) -> None:
        for statement in view.watched(statements):
            if not isinstance(statement, AtMost) or statement.when is not None:
                continue
            owned = view.owned(statement.literals)
            if owned is not None:
                person, group = owned[0], self._bits(owned[1]) & self._can[owned[0]]
                # Of weights it is known how many of the lightest fit.
                limit = statement.most_together
                if limit == 1:
                    self._groups.setdefault(person, {})[group] = None
                else:
                    self._wider.setdefault(person, []).append((limit, group))
        self._cliques = {person: list(groups) for person, groups in self._groups.items()}
        self._holding: dict[tuple[str, int], list[int]] = {}
        self._known: dict[tuple[str, int], int] = {}

    def under(self, view: ModelView, extra: Iterable[AtMost]) -> "Packing":
        """Return the packing under further statements."""
        more = copy(self)
        more._groups = {person: dict(groups) for person, groups in self._groups.items()}
        more._wider = {person: list(groups) for person, groups in self._wider.items()}
        more._add(view, extra)
        return more

    def most(self, person: str, shifts: Iterable[str]) -> int:
        """Return an upper bound; exact where the statements are cliques of equal intervals."""
        left = self._bits(shifts) & self._can[person]
        bound = self._known.get((person, left))
        if bound is None:
            bound = self._cover(person, left)
            for limit, group in self._wider.get(person, ()):
                if limit < (group & left).bit_count():
                    bound = min(bound, limit + self._cover(person, left & ~group))
            self._known[person, left] = bound
        return bound

    def heaviest(self, person: str, amounts: Mapping[str, int]) -> int:
        """Return an upper bound of the weight that a person can hold."""
        can = [shift for shift in amounts if self._bit[shift] & self._can[person]]
        heaviest = sorted((amounts[shift] for shift in can), reverse=True)
        return sum(heaviest[: self.most(person, can)])

    def most_of(self, target: Level | Spread) -> dict[str, int]:
        """Return an upper bound of what each account of a ledger can hold."""
        return {a: self.heaviest(target.holder(a), target.amounts_of(a)) for a in target.base}

    def _bits(self, shifts: Iterable[str]) -> int:
        bits = 0
        for shift in shifts:
            bits |= self._bit[shift]
        return bits

    def _cover(self, person: str, left: int) -> int:
        """Cover shifts with a person's cliques, first uncovered first, and count the cliques."""
        cliques = 0
        while left:
            first = left & -left
            groups = self._holding.get((person, first))
            if groups is None:
                groups = [group for group in self._cliques.get(person, ()) if group & first]
                self._holding[person, first] = groups
            # Of equal covers, the first one: they are in order of time.
            best = max((group & left for group in groups), key=int.bit_count, default=0)
            left &= ~(best | first)
            cliques += 1
        return cliques


def _candidates(view: ModelView) -> dict[str, tuple[str, ...]]:
    """Return who can hold each shift: the required person, else everybody not forbidden."""
    required = {shift: person for person, shift in view.required}
    return {
        shift: (required[shift],) if shift in required else people
        for shift, people in view.candidates().items()
    }
