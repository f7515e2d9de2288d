"""Gaps as thresholds: what cannot be held together when every gap is at least so wide."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from rotation.goals.base import Wide
from rotation.solve.view import AtMost, ModelView, Reason

__all__ = ["at_least_wide", "cliques", "thresholds"]


def thresholds(target: Wide) -> list[int]:
    """Return the values the smallest gap can have, ascending."""
    named = {gap for gap, *_ in (*target.pairs, *target.singles)}
    return sorted(named | {target.widest})


def at_least_wide(view: ModelView, target: Wide, gap: int) -> list[AtMost]:
    """Return the statements that keep every gap at `gap` or more.

    Parameters
    ----------
    view : ModelView
        For its literals.
    target : Wide
        All gaps.
    gap : int
        In the unit of the target.
    """
    reason = Reason(f"at least {gap} between two of one person's shifts")
    statements = [
        AtMost(0, (view.works(person, shift),), reason)
        for width, person, shift in target.singles
        if width < gap
    ]
    order = {shift.id: place for place, shift in enumerate(view.problem.shifts)}
    near = [(a, b) for width, a, b in target.pairs if width < gap]
    groups = cliques(near, sorted({s for pair in near for s in pair}, key=order.__getitem__))
    for person in view.problem.people:
        # Looked up once a person, not once a group: long gaps make many and large groups.
        literal = {
            s: view.works(person.id, s) for s in order if (person.id, s) not in view.forbidden
        }
        locked = _locked(view, person.id)
        for group in groups:
            can = [shift for shift in group if shift in literal]
            if len(locked.intersection(can)) >= 2:
                statements.extend(_around_locked(view, person.id, can, reason))
            elif len(can) > 1:
                statements.append(AtMost(1, tuple(literal[shift] for shift in can), reason))
    return statements


def _locked(view: ModelView, person: str) -> set[str]:
    """Return what the problem locks to a person; what a rule requires besides is still a gap."""
    locks = view.problem.locks
    return {s for p, s in view.required if p == person and s in locks}


def _around_locked(
    view: ModelView, person: str, can: Sequence[str], reason: Reason
) -> Iterable[AtMost]:
    """Two locked shifts of one person are no choice: only what would join them is kept off."""
    locked = _locked(view, person)
    for a, b in combinations(can, 2):
        if not (a in locked and b in locked):
            yield AtMost(1, (view.works(person, a), view.works(person, b)), reason)


def cliques(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Cover the edges of a graph with cliques: few where it is an interval graph in `order`.

    Parameters
    ----------
    pairs : sequence of (str, str)
        The edges.
    order : sequence of str
        The nodes by time.
    """
    near: dict[str, set[str]] = {node: set() for node in order}
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    place = {node: number for number, node in enumerate(order)}
    covered: set[frozenset[str]] = set()
    groups = []
    for node in order:
        later = sorted((n for n in near[node] if place[n] > place[node]), key=place.__getitem__)
        while any(frozenset((node, n)) not in covered for n in later):
            group = [node]
            fresh = [n for n in later if frozenset((node, n)) not in covered]
            for n in (*fresh, *later):
                if n not in group and near[n].issuperset(group):
                    group.append(n)
            covered.update(frozenset(edge) for edge in combinations(group, 2))
            groups.append(tuple(sorted(group, key=place.__getitem__)))
    return groups
