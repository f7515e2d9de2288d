"""A conflict in one sentence: how many people, and what keeps how many of them off."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.explain.facts import NEED, Fact
from rotation.letters import by_name
from rotation.model.problem import BlockKind, Person, Problem
from rotation.model.shifts import Shift

__all__ = ["head_of", "span_of", "told_facts"]

_BLOCKED = {
    BlockKind.TIME_OFF: "away",
    BlockKind.GRACE: "not serving yet",
    BlockKind.GONE: "gone by then",
}

_SHARED = (" does not serve ", " did not offer ")


def span_of(problem: Problem, shift: Shift) -> str:
    """Return `track A, 2026-12-21 to 2026-12-28`, in the rotation's zone."""
    return f"track {shift.track}, {_day(problem, shift.start)} to {_day(problem, shift.end)}"


def head_of(problem: Problem, shifts: Sequence[str], facts: Sequence[Fact]) -> str:
    """Return what keeps how many people off, most people first.

    Those who do not serve the track are not counted among the engineers.

    Parameters
    ----------
    problem : Problem
        What the facts are about.
    shifts : sequence of str
        Ids of the open shifts.
    facts : sequence of Fact
        A conflict.
    """
    groups: dict[str, set[str]] = {}
    strangers: set[str] = set()
    for fact in facts:
        for person in fact.people:
            if fact.rule == "tracks":
                strangers.add(person)
            else:
                words = _words(problem, problem.person(person), fact)
                groups.setdefault(words, set()).add(person)
    others = [s for fact in facts if fact.rule == NEED for s in fact.shifts if s not in shifts]
    ranked = sorted((-len(who), words) for words, who in groups.items())
    engineers = len(problem.people) - len(strangers)
    noun = "engineer" if engineers == 1 else "engineers"
    parts = [f"{engineers} {noun}", *(f"{-count} {words}" for count, words in ranked)]
    beside = f" beside {', '.join(others)}" if others else ""
    which = "; ".join(f"{s} ({span_of(problem, problem.shift(s))})" for s in shifts)
    return f"{which}: nobody can take it{beside}: {', '.join(parts)}"


def told_facts(facts: Sequence[Fact]) -> list[str]:
    """Return the facts as sentences, each with its file and line.

    "Ada does not serve track A" and "Ada did not offer A-2026-12-27" share a line with whoever
    they hold for, too.
    """
    shared: dict[str, list[str]] = {}
    lines = []
    for fact in facts:
        ending = next((e for e in _SHARED if e in fact.text), None) if fact.claim.forbids else None
        if ending is None:
            lines.append(str(fact))
            continue
        name, _, rest = fact.text.partition(ending)
        where = f" ({fact.source})" if fact.source else ""
        shared.setdefault(f"{ending.strip()} {rest}", []).append(f"{name}{where}")
    for ending, names in shared.items():
        if len(names) == 1:
            name, _, where = names[0].partition(" (")
            lines.append(f"{name} {ending}" + (f" ({where}" if where else ""))
        else:
            listed = ", ".join(sorted(names, key=by_name))
            lines.append(f"{len(names)} {ending.replace('does not', 'do not')}: {listed}")
    return lines


def _words(problem: Problem, person: Person, fact: Fact) -> str:
    for block in person.blocks:
        if block.because == fact.text:
            return _BLOCKED[block.kind]
    # Carried shifts keep people off by themselves; other facts bind what is planned together.
    fixed = bool(fact.claim.forbids)
    if fact.rule == "rest":
        rest = problem.shifts[0].rested - problem.shifts[0].end
        days = round(rest.total_seconds() / 86400)
        short = f"on call less than {days} {'day' if days == 1 else 'days'} before or after"
        return short if fixed else f"needing {days} {'day' if days == 1 else 'days'} between shifts"
    words = {
        "overlap": "on call at the time" if fixed else "on call once at a time",
        "newcomers": "new, as is who is on call then" if fixed else "new, and not to be paired",
        "volunteers": "who did not offer" if fixed else "who offered fewer",
        "locks": "with a settled shift",
    }
    return words.get(fact.rule, f"kept off by {fact.rule}")


def _day(problem: Problem, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(problem.zone)).date().isoformat()
