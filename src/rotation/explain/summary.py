"""Several open shifts in a few lines: why they are open, who could take them, what would fill most.

Everything is counted from conflicts and from the changes that resolve them; nothing is solved.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean

from rotation.explain.conflicts import Conflict, Proof
from rotation.explain.fixes import Fix, Fixes
from rotation.explain.words import day_of, reasons_of
from rotation.letters import by_name
from rotation.model.shifts import Shift
from rotation.rules import Words, called
from rotation.solve.outcome import Outcome

__all__ = ["summary_of"]

_PEOPLE, _CHANGES = 8, 5
"""The largest numbers of people and of changes that are listed."""


def summary_of(
    plan: Outcome, conflicts: Sequence[Conflict], fixes: Sequence[Fixes]
) -> tuple[str, ...]:
    """Return the open shifts of one kind in a few lines.

    Parameters
    ----------
    plan : Outcome
        The plan that leaves them open.
    conflicts : sequence of Conflict
        At least one, all about shifts of one kind.
    fixes : sequence of Fixes
        The changes for each conflict, in the same order.
    """
    shifts = [plan.problem.shift(s) for conflict in conflicts for s in conflict.shifts]
    lines = [_head(plan, shifts)]
    if reasons := ", ".join(_reasons(plan, conflicts)):
        lines.append(f"  why: {reasons}")
    filling = [(answer, fix) for answer in fixes for fix in answer.fixes if not fix.change.parts]
    if filling:
        lines.append(f"  with one change each, they could go to: {_people(plan, filling)}")
        lines.append("  changes that fill the most, one shift each time:")
        lines += (f"    {text}" for text in _changes(plan, fixes))
    lines.append("  one by one, with the cheapest change:")
    lines += (f"    {_line(*pair)}" for pair in zip(conflicts, fixes, strict=True))
    return tuple(lines)


def _head(plan: Outcome, shifts: Sequence[Shift]) -> str:
    """Return how many shifts are open, and when."""
    kind = shifts[0].kind.value
    first, last = min(s.start for s in shifts), max(s.end for s in shifts)
    periods = list(dict.fromkeys(shift.period for shift in shifts if shift.period))
    of_period = f" of {' and '.join(periods)}" if periods else ""
    verb = "is" if len(shifts) == 1 else "are"
    noun = "shift" if len(shifts) == 1 else "shifts"
    tracks = list(dict.fromkeys(shift.track for shift in shifts))
    plural = "" if len(tracks) == 1 else "s"
    days = f"{day_of(plan.problem, first)} to {day_of(plan.problem, last)}"
    head = f"{len(shifts)} {kind} {noun}{of_period} {verb} open, {days}"
    return f"{head} (track{plural} {', '.join(tracks)})"


def _reasons(plan: Outcome, conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Yield what keeps how many people off a shift: `4 to 6 away`, largest first."""
    counts: dict[tuple[str, str], list[int]] = {}
    words_of: dict[tuple[str, str], Words] = {}
    proved = [conflict for conflict in conflicts if conflict.proof is Proof.IMPOSSIBLE]
    for conflict in proved:
        _, reasons = reasons_of(plan.problem, conflict.facts)
        for words, people in reasons:
            key = words.short, words.short_many
            words_of[key] = words
            counts.setdefault(key, []).append(len(people))
    for key, seen in sorted(counts.items(), key=lambda item: (-max(item[1]), item[0])):
        least = min(seen) if len(seen) == len(proved) else 0
        most = max(seen)
        span = f"{most}" if least == most else f"{least} to {most}" if least else f"up to {most}"
        yield f"{span} {words_of[key].behind(most)}"
    others = Counter(str(c.proof) for c in conflicts if c.proof is not Proof.IMPOSSIBLE)
    for proof, count in sorted(others.items()):
        yield f"{count} {proof}"


def _people(plan: Outcome, filling: Sequence[tuple[Fixes, Fix]]) -> str:
    """Return who could hold how many of the shifts, most first."""
    could: dict[str, set[str]] = {}
    for _, fix in filling:
        could.setdefault(fix.taker or fix.change.person, set()).add(fix.change.shift)
    names = {person: called(plan.problem, person) for person in could}
    ranked = sorted(could, key=lambda p: (-len(could[p]), by_name(names[p], p)))
    texts = [f"{names[person]} ({len(could[person])})" for person in ranked[:_PEOPLE]]
    more = [f"{len(ranked) - _PEOPLE} more"] if len(ranked) > _PEOPLE else []
    return ", ".join(texts + more)


def _changes(plan: Outcome, fixes: Sequence[Fixes]) -> Iterator[str]:
    """Yield the changes that can fill the most shifts, of these the cheapest first."""
    places: dict[tuple[str, ...], list[int]] = {}
    first: dict[tuple[str, ...], Fix] = {}
    for answer in fixes:
        for place, fix in enumerate(answer.fixes):
            if not fix.change.parts:
                key = _sort_of(fix)
                first.setdefault(key, fix)
                places.setdefault(key, []).append(place)
    names = {key: called(plan.problem, fix.change.person) for key, fix in first.items()}
    ranked = sorted(
        places,
        key=lambda key: (-len(places[key]), mean(places[key]), by_name(names[key]), key),
    )
    for key in ranked[:_CHANGES]:
        change, count = first[key].change, len(places[key])
        which = f"any of {count} shifts" if count > 1 else change.shift
        text = f"{change.text.replace(change.shift, which)}{change.fact.place}"
        yield text if which in text else f"{text}: {which}"
    if len(ranked) > _CHANGES:
        yield f"and {len(ranked) - _CHANGES} more"


def _sort_of(fix: Fix) -> tuple[str, ...]:
    """Return what makes changes for several shifts the same one."""
    change = fix.change
    text = change.text.replace(change.shift, "")
    return str(change.kind), change.person, str(change.fact.source), text


def _line(conflict: Conflict, fixes: Fixes) -> str:
    shifts = ", ".join(conflict.shifts)
    if conflict.proof is not Proof.IMPOSSIBLE:
        return f"{shifts}: {conflict.proof}"
    if not fixes.fixes:
        return f"{shifts}: no change was found"
    return f"{shifts}: {fixes.fixes[0].change}"
