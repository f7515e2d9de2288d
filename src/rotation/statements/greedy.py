"""A first roster without the solver: the person with the most room takes the next shift."""

from collections.abc import Mapping, Sequence

from rotation.goals.base import Level
from rotation.model.roster import Roster
from rotation.rules.base import Literal
from rotation.statements.view import AtMost, ModelView

__all__ = ["first_roster", "settled_roster"]


def first_roster(
    view: ModelView, levels: list[Level], prefer: Mapping[str, str | None] | None = None
) -> Roster:
    """Assign the shifts in order, each to the candidate furthest below the first share.

    Preferred holders keep their shifts as far as the rules allow, before any other shift is
    assigned: a roster that keeps the rules is returned unchanged.

    It keeps every absence, requirement and `AtMost`, but ignores other statements, so the caller
    checks the roster.

    Parameters
    ----------
    view : ModelView
        The statements.
    levels : list of Level
        The first one decides who is furthest below; may be empty.
    prefer : mapping of str to str or None, optional
        Preferred holders by shift id; shifts without one are assigned.
    """
    problem = view.problem
    room = {person.id: 0.0 for person in problem.people}
    one_each = dict.fromkeys((shift.id for shift in problem.shifts), 1)
    amounts: dict[str, Mapping[str, int]] = dict.fromkeys(room, one_each)
    if levels:
        first = levels[0]
        for person in room:
            mine = [a for a in first.base if first.holder(a) == person]
            amounts[person] = _added([first.amounts_of(a) for a in mine or [person]])
            room[person] = float(sum(first.share[a] - first.base[a] for a in mine))
    meters = _Meters(view)
    holders: dict[str, str | None] = dict.fromkeys(one_each)

    def give(person: str, shift: str) -> None:
        holders[shift] = person
        room[person] -= amounts[person].get(shift, 0)
        meters.count(view.works(person, shift))

    for person, shift in view.required:
        give(person, shift)
    candidates = view.candidates()
    for shift, wanted in (prefer or {}).items():
        if wanted in candidates.get(shift, ()) and holders[shift] is None:
            assert wanted is not None
            if meters.free(view.works(wanted, shift)):
                give(wanted, shift)
    for shift, people in candidates.items():
        if holders[shift] is not None:
            continue
        for person in sorted(people, key=lambda p: (-room[p], p)):
            if meters.free(view.works(person, shift)):
                give(person, shift)
                break
    return Roster(holders)


def _added(tables: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    """Return the sums of some tables of amounts."""
    if len(tables) == 1:
        return tables[0]
    shifts = dict.fromkeys(shift for table in tables for shift in table)
    return {shift: sum(table.get(shift, 0) for table in tables) for shift in shifts}


def settled_roster(view: ModelView) -> Roster:
    """Return the roster in which nothing is held but what has to be."""
    holders: dict[str, str | None] = {shift.id: None for shift in view.problem.shifts}
    for person, shift in view.required:
        holders[shift] = person
    return Roster(holders)


class _Meters:
    """The use of each `AtMost`; one with a condition counts where its literal has been given."""

    def __init__(self, view: ModelView) -> None:
        self._left: list[int] = []
        self._of: dict[Literal, list[tuple[int, int]]] = {}
        self._idle: set[int] = set()
        self._started_by: dict[Literal, list[int]] = {}
        for statement in view.statements:
            if isinstance(statement, AtMost):
                meter = len(self._left)
                for weight, literal in statement.terms:
                    self._of.setdefault(literal, []).append((meter, weight))
                if statement.when is not None:
                    self._idle.add(meter)
                    self._started_by.setdefault(statement.when, []).append(meter)
                self._left.append(statement.limit)

    def free(self, literal: Literal) -> bool:
        left, meters = self._left, self._of.get(literal, ())
        for meter, weight in meters:
            if left[meter] < weight and meter not in self._idle:
                return False
        starting = self._started_by.get(literal)
        if not starting:
            return True
        used = dict(meters)
        return all(left[meter] >= used.get(meter, 0) for meter in starting)

    def count(self, literal: Literal) -> None:
        self._idle.difference_update(self._started_by.get(literal, ()))
        for meter, weight in self._of.get(literal, ()):
            self._left[meter] -= weight
