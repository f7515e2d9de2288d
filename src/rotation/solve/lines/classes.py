"""People who are alike in everything that a line is about: one line of one is one of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from rotation.solve.lines.frame import Frame
from rotation.solve.lines.measures import Measure

__all__ = ["Classes", "classes_of"]


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of people.

    Attributes
    ----------
    members : tuple of tuple of int
        The people of each class, ascending.
    of : tuple of int
        The class of each person.
    """

    members: tuple[tuple[int, ...], ...]
    of: tuple[int, ...]

    @property
    def firsts(self) -> list[int]:
        """One person of each class, who stands for all."""
        return [members[0] for members in self.members]


def classes_of(frame: Frame, measures: Sequence[Measure]) -> Classes:
    """Group the people who can hold the same, with the same loads, at the same cost."""
    weights: list[dict[int, list[tuple[int, int]]]] = []
    for measure in measures:
        mine: dict[int, list[tuple[int, int]]] = {}
        for (person, shift), weight in sorted(measure.weights.items()):
            mine.setdefault(person, []).append((shift, weight))
        weights.append(mine)
    among = [dict.fromkeys(people for *_, people in measure.among) for measure in measures]
    groups: dict[object, list[int]] = {}
    for person, can in enumerate(frame.can):
        key = (
            can,
            tuple(mask & can for n, mask in enumerate(frame.apart[person]) if can >> n & 1),
            frame.ties_of(person),
            frame.budgets_of(person),
            tuple(tuple(mine.get(person, ())) for mine in weights),
            tuple(ledger.costs[person] for m in measures for ledger in m.ledgers),
            tuple(ledger.amounts[person] for m in measures for ledger in m.ledgers),
            tuple(tuple(person in people for people in groups) for groups in among),
        )
        groups.setdefault(key, []).append(person)
    members = tuple(map(tuple, groups.values()))
    of = {person: number for number, group in enumerate(members) for person in group}
    return Classes(members, tuple(of[person] for person in range(len(frame.can))))
