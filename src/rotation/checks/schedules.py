"""Judging any schedule against every rule, without the solver."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from rotation.horizon.ids import base_id
from rotation.model.settings import RotationData
from rotation.model.shifts import Entry, Shift
from rotation.problems import problem_of_entries, wanted_shifts
from rotation.rules import Rule, Violation, soft_violations, uncovered, violations

__all__ = ["judge"]


def judge(
    rotation: RotationData,
    entries: Sequence[Entry],
    rules: Sequence[Rule] | None = None,
    today: date | None = None,
    *,
    soft: bool = False,
) -> tuple[Violation, ...]:
    """Return every way a schedule breaks the rules; open shifts break none.

    Parameters
    ----------
    rotation : RotationData
        The team, its history and its published plan.
    entries : sequence of Entry
        The schedule's lines, each id once; an empty sequence breaks nothing.
    rules : sequence of Rule, optional
        All registered rules by default.
    today : datetime.date, optional
        In the rotation's zone: published shifts that begin before the notice from here ends are
        locked. Without it only pins and lines published as locked are.
    soft : bool
        Whether it is judged by the soft rules, and by nothing else.

    Returns
    -------
    tuple of Violation
        First the places where tracks are not covered exactly once, then rule by rule, by time.
    """
    if not entries:
        return ()
    problem, roster = problem_of_entries(rotation, entries, today)
    if soft:
        return soft_violations(problem, roster, rules)
    uncovered = sorted(_uncovered(rotation, entries, today), key=lambda item: item[0])
    return (
        *(violation for _, violation in uncovered),
        *violations(problem, roster, rules),
    )


def _uncovered(
    rotation: RotationData, entries: Sequence[Entry], today: date | None
) -> Iterator[tuple[datetime, Violation]]:
    zone = ZoneInfo(rotation.timezone)
    wanted = wanted_shifts(rotation, entries, today)
    tracks = {track.name for track in rotation.tracks}
    strange: dict[str, list[Entry]] = {}
    for line in entries:
        if line.track not in tracks:
            strange.setdefault(base_id(line.shift), []).append(line)
    # By whole shifts: a trade that splits a shift of a former track breaks nothing new.
    for whole, parts in strange.items():
        text = f"{whole} is on track {parts[0].track}, which the rotation does not have"
        yield parts[0].start, _broken(text, (whole,), parts)
    for track in rotation.tracks:
        lines = sorted((e for e in entries if e.track == track.name), key=lambda e: e.start)
        for shift in wanted:
            if shift.track == track.name:
                if not shift.shadow:  # calendars do not have the open ones
                    yield from _holes(shift, lines, zone)
                yield from _kinds(shift, lines)
        end: datetime | None = None
        for before, line in pairwise(lines):
            end = before.end if end is None else max(end, before.end)
            if line.start < end:
                text = f"{before.shift} and {line.shift} are both on track {track.name} from "
                text += _text(line.start, zone)
                yield line.start, _broken(text, (before.shift, line.shift), (before, line))


def _holes(
    shift: Shift, lines: Sequence[Entry], zone: ZoneInfo
) -> Iterator[tuple[datetime, Violation]]:
    covered = shift.start
    for line in (*(e for e in lines if shift.meets(e.start, e.end)), None):
        start = shift.end if line is None else min(line.start, shift.end)
        if covered < start:
            text = f"track {shift.track} has no line from {_text(covered, zone)} to "
            text += f"{_text(start, zone)}, which belongs to {shift.id}"
            yield covered, _broken(text, (shift.id,), ())
        covered = covered if line is None else max(covered, line.end)


def _kinds(shift: Shift, lines: Sequence[Entry]) -> Iterator[tuple[datetime, Violation]]:
    for line in lines:
        if line.kind is not shift.kind and shift.meets(line.start, line.end):
            text = f"{line.shift} is a {line.kind} shift, but overlaps {shift.id}, a {shift.kind}"
            text += " one"
            yield line.start, _broken(text, (line.shift,), (line,))


def _broken(text: str, shifts: tuple[str, ...], lines: Sequence[Entry]) -> Violation:
    sources = tuple(line.source for line in lines if line.source is not None)
    return uncovered(text, shifts, sources)


def _text(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
