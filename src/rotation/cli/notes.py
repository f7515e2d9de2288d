"""What a person should know about a plan, with what asking the solver adds."""

import sys

from rotation.errors import grouped
from rotation.explain.conflicts import conflicts
from rotation.explain.facts import NEED
from rotation.explain.fixes import fixes_of
from rotation.plans.notes import Note, Topic, notes_of
from rotation.plans.plan import Plan

__all__ = ["explained_notes", "report_unable", "warnings_of"]

_EXPLAINED = 3
"""So many open shifts are explained unasked."""

_EFFORT = 0.05
"""Deterministic units for each question then: a plan shall not wait for its explanation."""


def report_unable(plan: Plan) -> None:
    """Tell on standard error, also with `--quiet`, who could hold no shift of a plan."""
    sys.stdout.flush()
    for line in grouped(one.fault for one in plan.unable):
        print(f"warning: {line}", file=sys.stderr)


def warnings_of(plan: Plan) -> list[str]:
    """Return what a person should know, one sentence each, but for what is always reported."""
    elsewhere = (Topic.TOLERATED, Topic.UNABLE)
    notes = [note for note in explained_notes(plan) if note.topic not in elsewhere]
    return [f"{note.title.lower()}: {line}" for note in notes for line in note.lines]


def explained_notes(plan: Plan) -> tuple[Note, ...]:
    """Return what a person should know, open regular shifts explained."""
    return tuple(notes_of(plan, _explained(plan) if plan.open_regular else ()))


def _explained(plan: Plan) -> list[str]:
    """Tell what keeps open shifts open together, and the cheapest change that would fill each.

    Bounded: of the first open shifts, and of changes those that a roster is found for at once.
    """
    lines = []
    found = conflicts(plan, most=_EXPLAINED, effort=_EFFORT, regular=True)
    for conflict, mended in zip(found, fixes_of(plan, found, most=0, ask=0), strict=True):
        if sum(fact.rule == NEED for fact in conflict.facts) > len(conflict.shifts):
            lines.append(conflict.text)  # what the counts above do not show
        if mended.found:
            lines.append(f"to fill {mended.found[0].change.shift}: {mended.found[0].text}")
    return [*lines, "`rotation explain` names every fact with file and line, and what would help"]
