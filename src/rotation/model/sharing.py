"""Loads divided among the people who may hold them, as evenly by weight as that lets (F7, F17)."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rotation.model.division import even_rates
from rotation.model.problem import Person, Problem
from rotation.model.shifts import Shift

__all__ = ["SharedLoad", "divided", "divided_by_holder"]


@dataclass(frozen=True, slots=True)
class SharedLoad:
    """An amount that is divided among people.

    Attributes
    ----------
    amount : int or fractions.Fraction
        0 or more, in the unit of the ledger.
    shift : Shift or None
        Whoever may hold it may receive a part; None is for everybody who may hold any shift.
    holder : str or None
        Id of who carried it or has it by a lock, and may receive a part all the same.
    """

    amount: int | Fraction
    shift: Shift | None
    holder: str | None = None


def divided(problem: Problem, loads: Iterable[SharedLoad]) -> Mapping[str, Fraction]:
    """Divide loads among the people present, as evenly by weight as what they may hold lets.

    Parameters
    ----------
    problem : Problem
        For its people.
    loads : iterable of SharedLoad
        What is divided. Somebody who may hold none of these shifts receives nothing, whatever they
        held, and nor does anybody without weight.

    Returns
    -------
    mapping of str to fractions.Fraction
        By id of the people present, in the order of `problem.people`.
    """
    parts = list(loads)
    receivers = _Receivers([p for p in problem.people if p.present and p.weight], parts)
    amounts: dict[frozenset[Hashable], int | Fraction] = {}
    for load in parts:
        audience = receivers.of(load)
        amounts[audience] = amounts.get(audience, 0) + load.amount
    rates = even_rates(amounts, receivers.weights)
    return {
        p.id: p.weight * rates.get(receivers.group(p), Fraction(0))
        for p in problem.people
        if p.present
    }


def divided_by_holder(
    problem: Problem,
    loads: Iterable[SharedLoad],
    amount: Callable[[Person, Shift], int | Fraction],
    alike: Callable[[Person], Hashable],
) -> Mapping[str, Fraction]:
    """Divide loads whose amounts depend on who holds them (F20).

    A part of each shift, by weight, goes to everybody who may hold it or has it, in the amount that
    the shift is for them.

    Parameters
    ----------
    problem : Problem
        For its people.
    loads : iterable of SharedLoad
        What is divided; only an amount without a shift is the same for everybody.
    amount : callable
        Returns what a shift is for a person.
    alike : callable
        Returns the same for people for whom every shift is the same.

    Returns
    -------
    mapping of str to fractions.Fraction
        By id of the people present, in the order of `problem.people`.
    """
    parts = list(loads)
    kinds: dict[Hashable, list[Person]] = {}
    for person in problem.people:
        if person.present and person.weight:
            kinds.setdefault(person.serving, []).append(person)
    shifts = [load.shift for load in parts if load.shift is not None]
    able = [
        people
        for people in kinds.values()
        if not shifts or any(people[0].may_hold(shift) for shift in shifts)
    ]
    share = {person.id: Fraction(0) for person in problem.people if person.present}
    for load in parts:
        receiving = list(_receivers(able, load))
        whole = sum(person.weight for person in receiving)
        amounts: dict[Hashable, int | Fraction] = {}
        for person in receiving:
            kind = alike(person)
            if kind not in amounts:
                amounts[kind] = load.amount if load.shift is None else amount(person, load.shift)
            if amounts[kind]:
                share[person.id] += Fraction(amounts[kind]) * person.weight / whole
    return share


def _receivers(kinds: Iterable[Sequence[Person]], load: SharedLoad) -> Iterator[Person]:
    """Yield who has a part of a load: whoever may hold it, and who has it (F19)."""
    for people in kinds:
        if load.shift is None or people[0].may_hold(load.shift):
            yield from people
        else:
            yield from (person for person in people if person.id == load.holder)


class _Receivers:
    """Groups of people who may receive the same loads.

    Parameters
    ----------
    people : list of Person
        Those with a weight.
    loads : list of SharedLoad
        All that is divided.

    Attributes
    ----------
    weights : dict of hashable to int
        The weight of each group.
    """

    def __init__(self, people: list[Person], loads: list[SharedLoad]) -> None:
        serving = {person.serving: person for person in people}
        self._serving: dict[str, frozenset[Hashable]] = {}
        for load in loads:
            shift = load.shift
            if shift is not None and shift.id not in self._serving:
                self._serving[shift.id] = frozenset(
                    kind for kind, person in serving.items() if person.may_hold(shift)
                )
        able = frozenset[Hashable]().union(*self._serving.values())
        kinds = {p.id: p.serving for p in people if p.serving in able or not self._serving}
        # Who holds what they may not hold any more receives more than people of their kind may.
        apart = {
            load.holder
            for load in loads
            if load.shift is not None
            and load.holder in kinds
            and kinds[load.holder] not in self._serving[load.shift.id]
        }
        self._groups: dict[str, Hashable] = {
            person: (kind, person if person in apart else "") for person, kind in kinds.items()
        }
        self._everybody = frozenset(self._groups.values())
        self._members: dict[Hashable, set[Hashable]] = {}
        self.weights: dict[Hashable, int] = {}
        for person in people:
            if person.id in kinds:
                group = self._groups[person.id]
                self._members.setdefault(person.serving, set()).add(group)
                self.weights[group] = self.weights.get(group, 0) + person.weight

    def group(self, person: Person) -> Hashable:
        """Return the group of a person; None if they receive nothing."""
        return self._groups.get(person.id)

    def of(self, load: SharedLoad) -> frozenset[Hashable]:
        """Return the groups that may receive a part of a load."""
        if load.shift is None:
            return self._everybody
        kinds = self._serving[load.shift.id]
        receiving = {group for kind in kinds for group in self._members[kind]}
        if load.holder in self._groups:
            receiving.add(self._groups[load.holder])
        return frozenset(receiving)
