"""Shifts of one person that must not meet: the common part of `overlap` and `rest`.

Two shifts clash if their spans, windows with or without rest, meet and their `key` differs. The
parts of a split shift have one key for `rest`. `clashes` walks along what each person
holds; `keep_apart` sweeps the problem for sets of shifts that meet and never looks at pairs.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rotation.model.problem import Person, Problem
from rotation.model.roster import Roster
from rotation.model.shifts import Shift, Window
from rotation.model.source import Source
from rotation.rules.base import View
from rotation.rules.common import at_most_one, held, meeting_groups, settled
from rotation.rules.grounds import Fields

__all__ = ["Clash", "clashes", "keep_apart"]

ShiftSpans = Callable[[Shift], Sequence[Window]]
ShiftTest = Callable[[Shift], bool]
ShiftKey = Callable[[Shift], str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two clashing shifts of one person, the earlier start first.

    `planned` and `carried` hold the ids of those of the two inside and outside the decision.
    """

    person: Person
    first: Shift
    second: Shift
    planned: tuple[str, ...]
    carried: tuple[str, ...]
    sources: tuple[Source, ...]


def clashes(
    problem: Problem,
    roster: Roster,
    counts: ShiftTest,
    spans: ShiftSpans,
    key: ShiftKey,
    *,
    beside: Collection[frozenset[str]] = (),
) -> Sequence[Clash]:
    """Return every clash that involves a shift of the problem, by start of the later shift.

    Parameters
    ----------
    problem, roster
        What is judged.
    counts : callable
        Says which shifts matter.
    spans : callable
        Returns the spans of a shift, in order and disjoint.
    key : callable
        Two shifts with one key never clash.
    beside : collection of frozenset of str
        The ids of two shifts that never clash either.
    """
    sources = {(h.engineer, h.shift.id): h.source for h in problem.carried}
    meeting = []
    for person_id, mine in held(problem, roster).items():
        line = [(s, True) for s in mine if counts(s)]
        line += [(s, False) for s in problem.carried_by(person_id) if counts(s)]
        line.sort(key=lambda entry: (entry[0].start, entry[0].track, entry[0].id))
        spans_of = [spans(shift) for shift, _ in line]
        for i, (first, first_ours) in enumerate(line):
            # No slice: copying the rest of a long line each time would take quadratic time.
            for n in range(i + 1, len(line)):
                second, second_ours = line[n]
                if second.start >= spans_of[i][-1].end:
                    break
                if not (first_ours or second_ours) or key(first) == key(second):
                    continue
                if frozenset((first.id, second.id)) in beside:
                    continue
                if not _meet(spans_of[i], spans_of[n]):
                    continue
                pair = ((first, first_ours), (second, second_ours))
                carried = tuple(s.id for s, ours in pair if not ours)
                where = (sources.get((person_id, s)) for s in carried)
                meeting.append(
                    Clash(
                        person=problem.person(person_id),
                        first=first,
                        second=second,
                        planned=tuple(s.id for s, ours in pair if ours),
                        carried=carried,
                        sources=tuple(source for source in where if source is not None),
                    )
                )
    return sorted(meeting, key=lambda c: (c.second.start, c.second.id, c.person.id))


def keep_apart(
    problem: Problem,
    view: View,
    counts: ShiftTest,
    spans: ShiftSpans,
    *,
    key: ShiftKey,
    fields: Callable[[Shift], Fields],
    beside: Collection[frozenset[str]] = (),
) -> None:
    """State that no person holds two shifts that meet, carried ones included.

    Parameters
    ----------
    problem : Problem
        The prepared problem.
    view : View
        The model.
    counts, spans, key, beside
        As in `clashes`.
    fields : callable
        Returns the fields of a statement about two or more shifts, from the first of them. The
        person is added here, and, for a carried shift, its id as the quantity `held`.
    """
    shifts = [s for s in problem.shifts if counts(s)]
    if not shifts:
        return
    groups = [
        part
        for group in meeting_groups(shifts, spans)
        for keyed in _one_per_key(group, key)
        for part in dict.fromkeys(_apart_from(keyed, beside))
    ]
    spans_of = {shift.id: spans(shift) for shift in shifts}
    first, last = shifts[0].start, max(own[-1].end for own in spans_of.values())
    named = [(fields(group[0]), [s.id for s in group]) for group in groups]
    for person in problem.people:
        for grounds, ids in named:
            fixed = [s for s in ids if settled(problem, person.id, s)]
            free = [s for s in ids if s not in fixed] if fixed else ids
            planned: Fields = {**grounds, "about": person.id}
            at_most_one(
                view,
                [view.works(person.id, s) for s in free],
                [view.works(person.id, s) for s in fixed],
                **planned,
            )
    for fact in problem.carried:
        if not problem.has_person(fact.engineer) or not counts(fact.shift):
            continue
        fixed_spans = spans(fact.shift)
        if fixed_spans[-1].end <= first or fact.shift.start >= last:
            continue
        person = problem.person(fact.engineer)
        grounds = fields(fact.shift)
        grounds["about"], grounds["source"] = person.id, fact.source
        grounds["quantities"] = {**grounds.get("quantities", {}), "held": fact.shift.id}
        for shift in shifts:
            meets = _meet(fixed_spans, spans_of[shift.id]) and key(fact.shift) != key(shift)
            meets = meets and frozenset((fact.shift.id, shift.id)) not in beside
            if meets and not settled(problem, person.id, shift.id):
                view.forbid(person.id, shift.id, **grounds)


def _meet(mine: Sequence[Window], other: Sequence[Window]) -> bool:
    """Tell whether two rows of spans share an instant."""
    if mine[0].start >= other[-1].end or other[0].start >= mine[-1].end:
        return False
    if len(mine) == len(other) == 1:
        return True
    return any(a.start < b.end and b.start < a.end for a in mine for b in other)


def _apart_from(
    group: tuple[Shift, ...], beside: Collection[frozenset[str]]
) -> Iterator[tuple[Shift, ...]]:
    """Yield the parts of a group without two shifts that may be beside each other."""
    pairs = combinations(group, 2) if beside else ()
    both = next((pair for pair in pairs if frozenset(s.id for s in pair) in beside), None)
    if both is None:
        if len(group) > 1:
            yield group
        return
    for shift in both:
        yield from _apart_from(tuple(s for s in group if s is not shift), beside)


def _one_per_key(group: Sequence[Shift], key: ShiftKey) -> Iterator[tuple[Shift, ...]]:
    """Yield the sets of a group with each key once: nearly always the group itself."""
    parts: dict[str, list[Shift]] = {}
    for shift in group:
        parts.setdefault(key(shift), []).append(shift)
    if len(parts) > 1:
        yield from product(*parts.values())
