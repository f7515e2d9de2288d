"""Notes about a plan, with explanations from the solver."""

import sys
from dataclasses import replace

from rotation.errors import grouped
from rotation.plans.note import Note, Topic
from rotation.plans.notes import notes_of
from rotation.plans.plan import Plan
from rotation.trades.remedies import Spelling, plainly
from rotation.written.changed_shifts import taken_away

__all__ = ["explained_notes", "report_unable", "warnings_of"]

_EXPLAINED = 3
"""The number of open shifts that are explained without being asked."""

_EFFORT = 0.05
"""Deterministic units per question, so that a plan does not wait for its explanation."""


def report_unable(plan: Plan) -> None:
    """Print to standard error, also with `--quiet`, who could hold no shift of a plan."""
    sys.stdout.flush()
    for line in grouped(plan.unable_faults):
        print(f"warning: {line}", file=sys.stderr)


def warnings_of(plan: Plan, typed: Spelling = plainly) -> list[str]:
    """Return the notes, one sentence each, without those that are always reported."""
    elsewhere = (Topic.TOLERATED, Topic.UNABLE)
    notes = [note for note in explained_notes(plan, typed) if note.topic not in elsewhere]
    return [f"{note.title.lower()}: {line}" for note in notes for line in note.lines]


def explained_notes(plan: Plan, typed: Spelling = plainly) -> tuple[Note, ...]:
    """Return the notes, with open regular shifts explained, and the commands that help.

    Parameters
    ----------
    plan : Plan
        What to look at.
    typed : callable
        Writes out a command to type.
    """
    notes = notes_of(plan, _explained(plan) if plan.open_regular else ())
    return tuple(
        _kept(plan, note, typed) if note.topic is Topic.CHANGED else note for note in notes
    )


def _kept(plan: Plan, note: Note, typed: Spelling) -> Note:
    """Return the note about published shifts with how many people lose, and what keeps them."""
    count = len(taken_away(plan.rotation, plan.rows))
    if not count:
        return note
    shifts = "1 published shift changes" if count == 1 else f"{count} published shifts change"
    line = f"{shifts} hands; to keep all that can be kept: {typed('replan')}"
    return replace(note, lines=(*note.lines, line))


def _explained(plan: Plan) -> list[str]:
    """Yield what keeps open shifts open, and the cheapest change that would fill each.

    Bounded: only the first open shifts, and only changes for which a roster is found at once.
    """
    # Most plans have no open regular shift, and need no explanation.
    from rotation.explain.conflicts import conflicts  # noqa: PLC0415 - see above
    from rotation.explain.facts import NEED  # noqa: PLC0415 - see above
    from rotation.explain.fixes import fixes_of  # noqa: PLC0415 - see above

    lines = []
    open_conflicts = conflicts(plan, most=_EXPLAINED, effort=_EFFORT, regular=True)
    for conflict, fixes in zip(
        open_conflicts, fixes_of(plan, open_conflicts, most=0, ask=0), strict=True
    ):
        if sum(fact.rule == NEED for fact in conflict.facts) > len(conflict.shifts):
            lines.append(conflict.text)  # what the counts above do not show
        if fixes.fixes:
            lines.append(f"to fill {fixes.fixes[0].change.shift}: {fixes.fixes[0].text}")
    return [*lines, "`rotation explain` names every fact with file and line, and what would help"]
