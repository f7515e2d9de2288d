"""Gaps as thresholds: what cannot be held together if every gap has a minimum."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from rotation.goals.base import Few, Together, Wide
from rotation.rules.grounds import Grounds
from rotation.statements.view import AtMost, ModelView

__all__ = ["apart", "at_least_wide", "clique_cover", "most_kept", "names_of", "thresholds"]


def thresholds(target: Wide) -> list[int]:
    """Return the possible values of the smallest gap, ascending."""
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
    grounds = Grounds(because=f"at least {gap} days between two of one person's shifts")
    statements = [
        AtMost(0, (view.works(person, shift),), grounds)
        for width, person, shift in target.singles
        if width < gap
    ]
    near = [(a, b) for width, a, b in target.pairs if width < gap]
    return statements + _never_both(view, near, [p.id for p in view.problem.people], grounds)


def _never_both(
    view: ModelView, near: Sequence[tuple[str, str]], people: Sequence[str], grounds: Grounds
) -> list[AtMost]:
    """Return the statements that none of some people holds both shifts of a pair."""
    statements: list[AtMost] = []
    order = {shift.id: place for place, shift in enumerate(view.problem.shifts)}
    groups = clique_cover(near, sorted({s for pair in near for s in pair}, key=order.__getitem__))
    for person in view.watched(people, 1):
        # Looked up once per person, not per group: long gaps make many and large groups.
        literal = {s: view.works(person, s) for s in order if (person, s) not in view.forbidden}
        locked = _locked(view, person)
        for group in groups:
            can = [shift for shift in group if shift in literal]
            if len(locked.intersection(can)) >= 2:
                statements.extend(_around_locked(view, person, can, grounds))
            elif len(can) > 1:
                statements.append(AtMost(1, tuple(literal[shift] for shift in can), grounds))
    return statements


def apart(view: ModelView, target: Together) -> list[AtMost]:
    """Return the statements that no pair has one holder, which leave nothing to count.

    A flag per pair and a clause per person would state the same, ten times as long.
    """
    grounds = Grounds(because="no two of one person's shifts are too close")
    statements = [
        AtMost(0, (view.works(person, shift),), grounds)
        for cost, person, shift in target.singles
        if cost > 0
    ]
    # People for whom the same pairs count share their cliques.
    alike: dict[tuple[bool, ...], list[str]] = {}
    groups = list(dict.fromkeys(people for _, _, people in target.among))
    for person in view.problem.people:
        alike.setdefault(tuple(person.id in people for people in groups), []).append(person.id)
    for inside, people in alike.items():
        counted = {group for group, holds in zip(groups, inside, strict=True) if holds}
        near = [*target.pairs, *((a, b) for a, b, group in target.among if group in counted)]
        statements += _never_both(view, near, people, grounds)
    return statements


def _locked(view: ModelView, person: str) -> set[str]:
    """Return the shifts that the problem locks to a person; other requirements still have gaps."""
    locks = view.problem.locks
    return {s for p, s in view.required if p == person and s in locks}


def _around_locked(
    view: ModelView, person: str, can: Sequence[str], grounds: Grounds
) -> Iterable[AtMost]:
    """Two locked shifts of one person leave no choice: only what would join them is kept off."""
    locked = _locked(view, person)
    for a, b in combinations(can, 2):
        if not (a in locked and b in locked):
            yield AtMost(1, (view.works(person, a), view.works(person, b)), grounds)


def clique_cover(pairs: Sequence[tuple[str, str]], order: Sequence[str]) -> list[tuple[str, ...]]:
    """Cover the edges of a graph with cliques; few if it is an interval graph in `order`.

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


def names_of(view: ModelView, target: Few) -> dict[str, list[str]]:
    """Return the shifts whose published holders a sum counts, by person, in its order.

    Empty unless the sum only subtracts one for each.
    """
    names: dict[str, list[str]] = {}
    for cost, literal in target.terms:
        pair = view.pair(literal)
        if pair is None or cost != -1:
            return {}
        names.setdefault(pair[0], []).append(pair[1])
    return names


def most_kept(target: Wide, names: Mapping[str, Sequence[str]], gap: int) -> int:
    """Return how many of some shifts their people can keep at most, with a minimum gap.

    Parameters
    ----------
    target : Wide
        All gaps.
    names : mapping of str to sequence of str
        Shifts by person, in order of time, which gives small covers.
    gap : int
        In the unit of the target.
    """
    owner = {shift: person for person, shifts in names.items() for shift in shifts}
    near = {
        frozenset((a, b))
        for width, a, b in target.pairs
        if width < gap and a in owner and owner[a] == owner.get(b)
    }
    never = {(person, shift) for width, person, shift in target.singles if width < gap}
    kept = 0
    for person, shifts in names.items():
        left = [shift for shift in shifts if (person, shift) not in never]
        while left:
            group: list[str] = []
            for shift in left:
                if all(frozenset((shift, other)) in near for other in group):
                    group.append(shift)
            left = [shift for shift in left if shift not in group]
            kept += 1
    return kept
