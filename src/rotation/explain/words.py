"""A conflict in one sentence: the number of people, and what keeps how many of them off."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rotation.explain.facts import NEED, Fact
from rotation.letters import by_name
from rotation.model.problem import Problem
from rotation.model.shifts import Shift
from rotation.rules import Words, called, traits_of

__all__ = ["MORE_EFFORT", "day_of", "fact_lines", "head_of", "reasons_of", "span_of"]

MORE_EFFORT = "give more with effort="
"""The fix of an answer that the effort cut short."""


def span_of(problem: Problem, shift: Shift) -> str:
    """Return `track A, 2026-12-21 to 2026-12-28`, in the rotation's zone."""
    return f"track {shift.track}, {day_of(problem, shift.start)} to {day_of(problem, shift.end)}"


def head_of(problem: Problem, shifts: Sequence[str], facts: Sequence[Fact]) -> str:
    """Return the reasons with the number of people each keeps off, largest first.

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
    engineers, ranked = reasons_of(problem, facts)
    others = [s for fact in facts if fact.rule == NEED for s in fact.shifts if s not in shifts]
    noun = "engineer" if engineers == 1 else "engineers"
    parts = [
        f"{engineers} {noun}",
        *(f"{len(who)} {words.behind(len(who))}" for words, who in ranked),
    ]
    beside = f" beside {', '.join(others)}" if others else ""
    which = "; ".join(f"{s} ({span_of(problem, problem.shift(s))})" for s in shifts)
    return f"{which}: nobody can take it{beside}: {', '.join(parts)}"


def reasons_of(problem: Problem, facts: Sequence[Fact]) -> tuple[int, list[tuple[Words, set[str]]]]:
    """Return how many people serve the track, and whom each reason keeps off, most first.

    Parameters
    ----------
    problem : Problem
        What the facts are about.
    facts : sequence of Fact
        A conflict.
    """
    groups: dict[tuple[str, str], tuple[Words, set[str]]] = {}
    outsiders: set[str] = set()
    for fact in facts:
        if fact.rule != NEED and traits_of(fact.speaker).outsiders:
            outsiders.update(fact.people)
        elif fact.people:
            words = fact.words
            kept = groups.setdefault((words.short, words.short_many), (words, set()))
            kept[1].update(fact.people)
    ranked = sorted(groups.values(), key=lambda group: (-len(group[1]), group[0].short))
    return len(problem.people) - len(outsiders), ranked


def fact_lines(facts: Sequence[Fact]) -> list[str]:
    """Return the facts as sentences, each with its file and line.

    Facts that keep off one person each and differ only in the person share a line after the others:
    "10 do not serve track B: Ada (rotation.toml:40), Ben (rotation.toml:45)".
    """
    shared: dict[object, list[Fact]] = {}
    for number, fact in enumerate(facts):
        alone = bool(fact.claim.forbids) and len(fact.people) == 1 and fact.words.clause_many
        grounds = fact.grounds
        same = (fact.rule, grounds.kind, grounds.quantities, grounds.setting)
        shared.setdefault(same if alone else number, []).append(fact)
    lines = [str(group[0]) for group in shared.values() if len(group) == 1]
    return lines + [_shared(group) for group in shared.values() if len(group) > 1]


def _shared(group: Sequence[Fact]) -> str:
    named = [(_name(fact), f" ({fact.source})" if fact.source else "") for fact in group]
    names = (f"{name}{place}" for name, place in sorted(named, key=lambda pair: by_name(pair[0])))
    setting = group[0].grounds.setting
    where = f" ({setting})" if setting else ""
    return f"{len(group)} {group[0].words.clause_many}{where}: {', '.join(names)}"


def _name(fact: Fact) -> str:
    assert fact.problem is not None, "a need is about nobody"
    return called(fact.problem, fact.people[0])


def day_of(problem: Problem, moment: datetime) -> str:
    """Return the day of an instant, in the rotation's zone."""
    return moment.astimezone(ZoneInfo(problem.zone)).date().isoformat()
