"""Classes of shifts that weigh the same in every ledger, and the targets that are about these."""

from collections.abc import Mapping, Sequence

from rotation.goals.base import Few, Level, Spread, Target
from rotation.rules.base import Literal
from rotation.statements.view import ModelView

__all__ = ["countable", "named_costs", "shift_classes"]

_NamedLoads = tuple[tuple[str, int], ...]

_ClassKey = tuple[str, tuple[str, ...], tuple[int, ...], _NamedLoads, tuple[int, ...]]
"""Kind, people of the track, amounts, people named, and amounts of single people."""


def countable(view: ModelView, target: Target) -> bool:
    """Return whether a target is about classes of shifts, not of single rosters.

    Levels do, sums over open shifts, and sums that name at most one person for each shift.
    """
    if isinstance(target, Few):
        opens = {view.is_open(shift.id) for shift in view.problem.shifts}
        pairs = [view.pair(literal) for _, literal in target.terms if literal not in opens]
        shifts = [pair[1] for pair in pairs if pair is not None]
        return len(set(shifts)) == len(pairs)
    return isinstance(target, Level | Spread)


def shift_classes(
    view: ModelView, targets: Sequence[Target], candidates: Mapping[str, Sequence[str]]
) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Group the shifts that weigh the same in every target and are open to the same people.

    Shifts for which a target names different persons are told apart, and shifts that do not weigh
    the same for somebody.

    Tracks that some people do not serve are told apart: counted together, somebody's share of one
    track could be met with shifts of the other, and the bound would be out of reach.
    """
    costs: list[Mapping[str, int]] = []
    works = [named_costs(view, target) for target in targets]
    for target in targets:
        if isinstance(target, Level | Spread):
            costs.append(target.amounts)
        else:
            assert isinstance(target, Few)
            by_literal: dict[Literal, int] = {}
            for cost, literal in target.terms:
                by_literal[literal] = by_literal.get(literal, 0) + cost
            costs.append({s.id: by_literal.get(view.is_open(s.id), 0) for s in view.problem.shifts})
    audience: dict[tuple[str, str], set[str]] = {}
    for shift in view.problem.shifts:
        audience.setdefault((shift.track, shift.kind), set()).update(candidates[shift.id])
    tables = [
        amounts
        for t in targets
        if isinstance(t, Level | Spread)
        for _, amounts in sorted(t.own.items())
    ]
    own = list({frozenset(table.items()): table for table in tables}.values())
    classes: dict[_ClassKey, list[str]] = {}
    for shift in view.problem.shifts:
        people = tuple(sorted(audience[shift.track, shift.kind]))
        amounts = tuple(cost.get(shift.id, 0) for cost in costs)
        named = tuple(costs.get(shift.id, ("", 0)) for costs in works)
        personal = tuple(table.get(shift.id, 0) for table in own)
        key = shift.kind.value, people, amounts, named, personal
        classes.setdefault(key, []).append(shift.id)
    return [(amounts, tuple(shifts)) for (_, _, amounts, *_), shifts in sorted(classes.items())]


def named_costs(view: ModelView, target: Target) -> Mapping[str, tuple[str, int]]:
    """Return, by shift id, the person that a sum names for a shift, and the cost."""
    costs: dict[str, tuple[str, int]] = {}
    for cost, literal in target.terms if isinstance(target, Few) else ():
        pair = view.pair(literal)
        if pair is not None:
            costs[pair[1]] = (pair[0], cost)
    return costs
